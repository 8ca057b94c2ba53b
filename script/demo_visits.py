"""Plays the visits of the demonstration and judges what they left at the hub and on the terminal."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kiosk import log
from kiosk.clock import Clock, SystemClock
from kiosk.devices.idcard.samples import SAMPLES
from kiosk.domain.flow import Screen
from kiosk.play.reader import JourneyError
from kiosk.play.schema import HubAnswer, Journey
from kiosk.play.session import Play, play, prepare_play
from script.county import County, Order
from script.leaks import search

ORDERS_FILE: Final = "hub-order.json"
_ARRIVE_S: Final = 30.0
_LOOK_S: Final = 0.5


def play_visits(county: County, journeys: Sequence[Path], out: Path, window: str = "") -> int:
    """Exit status: 1 when anything is not as it must be; every reason on stderr, a summary on stdout."""
    clock = SystemClock()
    config = county.config
    try:
        wanted = prepare_play(journeys, out, config, window=window, hub=county.steer)
    except JourneyError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    log.set_up(config.log, "demo", config.log_path, clock)
    outcome = play(config, wanted)
    reasons = [outcome.failure] if outcome.failure else []
    orders = _arrived(county, clock, 0 if reasons else len(wanted.scripts))
    sounds = _sounds(county, orders, out)
    county.close()
    out.joinpath(ORDERS_FILE).write_text(
        json.dumps(orders, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    personal = _personal(wanted)
    reasons += _missing(wanted, orders)
    found = search([county.state, config.factory_content_path], personal)
    reasons += [f"{leak.word} is in {leak.file}" for leak in found.leaks]
    # A search that could not find them anywhere would prove nothing.
    known = search([out / ORDERS_FILE], personal)
    if not reasons and len(known.leaks) < len(personal):
        reasons.append(f"{ORDERS_FILE} does not hold what was searched for")
    for reason in reasons:
        print(reason, file=sys.stderr)
    if not reasons:
        _summary(out, outcome.steps, outcome.papers, orders, personal, found.files)
        for sound in sounds:
            print(f"What was said, as the county hears it: {sound.name}")
    return 1 if reasons else 0


def _arrived(county: County, clock: Clock, expected: int) -> list[Order]:
    """The orders the hub has, opened, once there are as many as visits and all that was said in them; what it
    has when they do not come.
    """

    def all_here() -> bool:
        orders = county.orders()
        spoken = [order["recording"] for order in orders if "recording" in order]
        return len(orders) >= expected and all(said["here"] == said["parts"] for said in spoken)

    until = clock.monotonic() + _ARRIVE_S
    while not all_here() and clock.monotonic() < until:
        clock.wait(threading.Event(), _LOOK_S)
    return sorted(county.open_orders(), key=lambda order: int(order["seq"]))


def _sounds(county: County, orders: Sequence[Order], out: Path) -> list[Path]:
    """Every recording as a file that plays, none of an earlier play. CountyError when one is not all at the
    hub.
    """
    for old in out.glob("recording-*.opus"):
        old.unlink()
    files = []
    for order in orders:
        for number in range(1, len(order["recordings"]) + 1):
            files.append(out / f"recording-{order['order_no']}-{number}.opus")
            county.sound(order, number, files[-1])
    return files


def _personal(wanted: Play) -> list[str]:
    """Name and number of every card that is laid on the reader, and every line the county answers."""
    found: dict[str, None] = {}
    for step in (step for script in wanted.scripts for step in script.journey.steps):
        if step.card is not None and step.card.person:
            sample, fields = SAMPLES[step.card.person], step.card.fields
            found |= dict.fromkeys((fields.get("name", sample.name), fields.get("number", sample.number)))
        if isinstance(step.hub, HubAnswer):
            found |= dict.fromkeys(filter(str.strip, step.hub.reply.splitlines()))
    return list(found)


def _written(journey: Journey) -> Iterator[str]:
    """What was written and typed in one visit, and what its card says."""
    for step in journey.steps:
        if step.write is not None:
            yield step.write.text
        # What is typed to ask for an earlier order belongs to none.
        asks = step.expect is not None and step.expect.screen is Screen.PROGRESS_TYPE
        if step.keys is not None and not asks:
            yield step.keys
        if step.card is not None and step.card.person:
            sample = SAMPLES[step.card.person]
            yield step.card.fields.get("name", sample.name)
            yield step.card.fields.get("number", sample.number)


def _missing(wanted: Play, orders: Sequence[Order]) -> list[str]:
    """One order for each visit, holding all that was given in it."""
    if len(orders) != len(wanted.scripts):
        return [f"{len(orders)} orders at the hub after {len(wanted.scripts)} visits"]
    missing = []
    for script, order in zip(wanted.scripts, orders, strict=True):
        fields: Mapping[str, Any] = order["fields"]
        held = "\n".join(str(value) for value in fields.values())
        missing += [
            f"{order['order_no']} does not hold {text!r}"
            for text in _written(script.journey)
            if text not in held
        ]
        said = sum(step.touch == "record.stop" for step in script.journey.steps)
        if len(order["recordings"]) != said:
            missing.append(f"{order['order_no']} does not hold the {said} recordings")
    return missing


def _summary(
    out: Path, steps: int, papers: Sequence[str], orders: Sequence[Order], personal: Sequence[str], files: int
) -> None:
    print(f"{len(orders)} visits on the real window: all {steps} steps happened.")
    print(f"Slips, drawn from the printer's bytes: {', '.join(Path(p).stem + '.png' for p in papers)}")
    for order in orders:
        print(f"At the hub, sealed until opened there: {order['order_no']} {order['item']}")
    if personal:
        print(f"{files} files of the terminal and its content hold neither {' nor '.join(personal)}.")
    size = shutil.get_terminal_size((80, 24)).columns
    names = sorted(path.name for path in out.iterdir() if path.is_file())
    line = f"{out}: {' '.join(names)}"
    print(line if len(line) <= size else f"{out}: {len(names)} files, {names[0]} to {names[-1]}")
