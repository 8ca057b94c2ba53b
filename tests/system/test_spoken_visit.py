"""A visit done entirely by recorded voice: said, heard again, given up, submitted without a network, sent
over a bad one by programs that are killed, to a hub whose disk is full for a while. What the adviser plays is
what was said.
"""

import json
import stat
import threading
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from kiosk.domain.recording import LONGEST_S
from tests.support.speaking import LONG_S, TO_SPEAK, kept, pieces, say, speaking
from tests.support.voices import SAME, complaints, decoded, likeness, said
from tests.support.wait import until
from tests.support.wiping import heard_in
from tests.system.spoken_world import SpokenWorld, spoken_world

pytestmark = pytest.mark.timeout(300)
PACE: Final = 10  # a minute is said in six seconds
SHORT_S: Final = 3.0
OTHER: Final = 0.5  # of another sentence: far above what was seen, far below SAME
NOTHING_HEARD: Final = """
  - device: {name: microphone, verb: sound, args: {kind: silence, pace: 10}}
  - touch: record.start
    expect: {uid: record.stop, no_uid: record.done}
  - expect: {uid: record.done, no_uid: record.drop.1, within: 30}
"""
PULLED_OUT: Final = """
  - device: {name: microphone, verb: unplug}
    expect: {uid: record.drop.1, device: {microphone: absent}, within: 30}
  - device: {name: microphone, verb: plug}
    expect: {device: {microphone: ready}, within: 30}
  - touch: record.drop.1
    expect: {no_uid: record.drop.1}
"""
# What the first parts meet. At the end the hub keeps one and nobody is told.
BAD_LINE: Final = {"r0p0": ["503", "drop before"], "r0p1": ["truncated", "drop after", "held"]}


def test_what_is_said_is_what_the_adviser_hears(tmp_path: Path) -> None:
    with spoken_world(tmp_path) as world:
        world.programs.kill("hub")  # the network is away
        world.terminal.play(TO_SPEAK)
        spoken(world)
        sounds = {**pieces("wages", LONGEST_S), **pieces("house", SHORT_S)}
        assert heard_in(world.terminal.folder / "terminal", sounds) == []
        world.submit()
        parts = world.waiting() - 1
        assert heard_in(world.terminal.folder / "terminal", sounds) == []
        sent_in_spite_of_everything(world, parts)
        played_by_the_adviser(world, tmp_path / "out.opus")
        assert heard_in(world.programs.hub, sounds) == [], "sealed where it lies at the hub"


def spoken(world: SpokenWorld) -> None:
    """A whole minute, one taken back, a short one; the first is heard again."""
    speaking(world.terminal, "wages", PACE)
    kept(world.terminal, 0)  # the terminal stopped by itself
    say(world.terminal, "sorry", 1, 1.5)
    world.terminal.play("  - touch: record.drop.1\n    expect: {no_uid: record.drop.1}\n")
    not_taken_and_cut_off(world)
    say(world.terminal, "house", 1, SHORT_S)
    world.terminal.play("  - touch: record.play.0\n")
    whole = 2 * 48_000 * LONGEST_S
    assert until(lambda: world.heard.exists() and world.heard.stat().st_size >= whole, 60)
    loud = np.frombuffer(world.heard.read_bytes()[:whole], dtype="<i2").astype(np.float64)
    assert likeness(loud.reshape(-1, 3).mean(axis=1), said("wages", LONG_S)) > SAME


def not_taken_and_cut_off(world: SpokenWorld) -> None:
    """A covered microphone gives no take; one pulled out in mid-sentence leaves what was said."""
    world.terminal.play(NOTHING_HEARD)
    speaking(world.terminal, "sorry")
    world.terminal.clock.wait(threading.Event(), SHORT_S)
    world.terminal.play(PULLED_OUT)


def sent_in_spite_of_everything(world: SpokenWorld, parts: int) -> None:
    """Every envelope once, and none of them torn, whoever was killed and whatever was full."""
    programs = world.programs
    programs.start("hub")
    world.gate.script = {part: list(faults) for part, faults in BAD_LINE.items()}
    programs.start("sync")
    assert until(world.gate.holding.is_set, 60)
    programs.kill("sync")
    world.gate.release.set()
    begun = programs.envelopes()
    order = world.order()
    assert [name.removeprefix(str(order["order_id"])) for name in begun] == ["", ":r0p0", ":r0p1"]
    assert order["recording"] == {"parts": parts, "here": 2}
    out = world.folder / "too-early.opus"
    early = programs.desk("recording", str(order["order_no"]), "--out", str(out))
    assert (early.returncode, early.stderr[:8], out.exists()) == (1, "E-HUB-18", False)

    programs.hub_disk(full=True)
    before = world.gate.counts["forwarded"]
    programs.start("sync")
    assert until(lambda: world.gate.counts["forwarded"] >= before + 2, 60)
    assert programs.envelopes() == begun
    programs.hub_disk(full=False)
    assert until(lambda: world.waiting() == 0, 90, 0.1)
    arrived = programs.envelopes()
    assert len(arrived) == len(set(arrived)) == 1 + parts
    assert arrived[: len(begun)] == begun, "gone on with, not begun anew"


def played_by_the_adviser(world: SpokenWorld, out: Path) -> None:
    order = world.order()
    assert order["recording"]["parts"] == order["recording"]["here"]
    shown = json.loads(world.programs.desk("show", str(order["order_no"])).stdout)
    assert (shown["fields"], len(shown["recordings"])) == ({}, 2)
    for number, word in enumerate(("wages", "house"), start=1):
        ms = _saved(world, str(order["order_no"]), number, out)
        assert ms == shown["recordings"][number - 1]["ms"]
        assert complaints(out) == []
        heard = decoded(out)
        assert len(heard) / 16_000 == pytest.approx(ms / 1000, abs=0.02)
        found = {name: likeness(heard, said(name, LONG_S)) for name in ("wages", "house", "sorry")}
        assert found.pop(word) > SAME
        assert max(found.values()) < OTHER
    assert shown["recordings"][0]["ms"] == LONGEST_S * 1000


def _saved(world: SpokenWorld, order_no: str, number: int, out: Path) -> int:
    """Its length in ms, as the desk tells it."""
    words = ("recording", order_no, "--out", str(out), "--number", str(number))
    told: dict[str, Any] = json.loads(world.programs.desk(*words).stdout)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert (told["number"], told["of"]) == (number, 2)
    return round(float(told["seconds"]) * 1000)
