"""From the finger's going up from the pad to the candidates on the glass, in the running terminal.

As ``touch`` does it: XTEST draws on a display of its own, and the pixels of that display are looked at every
millisecond. After a stroke the last pixel that changes is the last candidate's. There is no bare program that
reads ink; what of it is the model's own time is ``write``'s to say.

A character is written as tall as the pad and as wide as it is tall. The same drawn out to the pad's whole
width may be two characters for all the recogniser knows, and is read as both: that is told beside it.
"""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final

from bench.children import nap
from bench.figures import P95, Counts, Ratio, Result, quantile
from bench.picture import Display, watch, watched_display
from bench.settings import window
from bench.terminal import Running, running, simulators
from bench.write import EM, drawn
from kiosk.config import Config
from kiosk.play.xserver import XServer

NAME: Final = "ink"
BOUND_MS: Final = 40.0
PAD: Final = "write.pad"
_HOLD_S: Final = 0.08  # a finger's tap
_PAUSE_S: Final = 0.6  # longer than any guard against a trembling hand
_POINT_S: Final = 0.008  # between two places of a finger that moves
_BETWEEN_S: Final = (
    0.12  # between two strokes, and a little more or less, to fall anywhere between two frames
)
_PHASE_S: Final = 0.05
_GOLDEN: Final = 0.618
_QUIET_S: Final = 0.25
_PATIENCE_S: Final = 2.0
_ANYWHERE: Final = (300.0, 300.0)
_WAY: Final = (("home", "home.tile.do"), ("items", "items.row.consultation"))


def run(folder: Path, counts: Counts) -> Result:
    """``counts.walks`` characters of seven strokes, ``counts.warm`` more before that are not counted."""
    panel = window(Config())
    with ExitStack() as open_:
        shown = open_.enter_context(watched_display(folder / "inked.fb", panel.width, panel.height))
        ports = open_.enter_context(simulators(folder))
        terminal = open_.enter_context(running(folder / "inked", ports, shown.environment))
        terminal.wait_until_up()
        nap(counts.settle_s)
        hand = XServer(shown.name)
        _come_to_the_pad(terminal, hand)
        phases = (number * _GOLDEN % 1 * _PHASE_S for number in itertools.count())
        character, wide = (
            [
                found
                for number in range(counts.warm + counts.walks)
                for found in _character(terminal, hand, shown, phases, stretched)
                if number >= counts.warm
            ]
            for stretched in (False, True)
        )
        hand.close()
    return Result(
        NAME,
        "a finger up from the pad to the last candidate's pixels, in the running terminal",
        (
            Ratio("p95 within", quantile(character, P95), BOUND_MS, "ms", 1.0),
            Ratio("p95 within, what may be a row", quantile(wide, P95), BOUND_MS, "ms"),
        ),
        {
            "window": f"{panel.width}x{panel.height}",
            "strokes": len(character),
            **_told("", character),
            **_told("row_", wide),
        },
    )


def _told(prefix: str, took: list[float]) -> dict[str, float]:
    return {f"{prefix}p50_ms": round(median(took), 1), f"{prefix}most_ms": round(max(took), 1)}


def _come_to_the_pad(terminal: Running, hand: XServer) -> None:
    _tap(hand, _ANYWHERE)
    for screen, touch_id in _WAY:
        _tap(hand, terminal.at(screen)[touch_id])


def _tap(hand: XServer, at: tuple[float, float]) -> None:
    nap(_PAUSE_S)
    hand.move(*at)
    hand.button("left", True)
    nap(_HOLD_S)
    hand.button("left", False)


def _character(
    terminal: Running, hand: XServer, shown: Display, phases: Iterator[float], stretched: bool
) -> Iterator[float]:
    """Milliseconds of each of its strokes; then the pad is empty again. ``stretched``: as wide as the pad."""
    clear = terminal.at("write").get("write.clear")  # what is dimmed is not among them
    if clear is not None:
        _tap(hand, clear)
    left, top, width, height = terminal.rectangle("write", PAD)
    if not stretched:
        side = min(width, height)
        left, top, width, height = left + (width - side) / 2, top + (height - side) / 2, side, side
    for stroke in drawn(0):
        points = [(left + x / EM * width, top + y / EM * height) for x, y in stroke]
        hand.move(*points[0])
        hand.button("left", True)
        for point in points:
            hand.move(*point)
            nap(_POINT_S)
        nap(_BETWEEN_S + next(phases))  # what moving drew is drawn
        seen = watch(shown.picture, lambda: hand.button("left", False), _QUIET_S, _PATIENCE_S)
        if seen.last is not None:
            yield seen.last * 1000
        nap(_BETWEEN_S)
