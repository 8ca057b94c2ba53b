"""Changing the screen: the terminal's own screens against the same strings set on plain Kivy labels.

Two processes, each with a window of the same size alone on a display of its own, with the same fonts and
the same software GL, go through the same visit in turns, change by change. Both are timed from inside a frame
to the return of the buffer swap; neither has a transition.
"""

import json
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.children import Child, ChildFailed, display
from bench.figures import Counts, Result, ratios
from bench.settings import window
from kiosk.config import Config

NAME: Final = "screen"
ENGINES: Final = "engines"
BOUND: Final = 2.0
_LEAST_INK: Final = 40  # pixels; a one at the smallest size has more


def run(folder: Path, counts: Counts) -> Result:
    """From the idle screen through a form and back."""
    return _measured(folder, counts, NAME, "visit")


def run_engines(folder: Path, counts: Counts) -> Result:
    """Search, calculators, map, papers and what else is not on the way of who fills in a form."""
    return _measured(folder, counts, ENGINES, "engines")


def _measured(folder: Path, counts: Counts, name: str, walk: str) -> Result:
    """``counts.rounds`` visits; in the first every string is drawn for the first time."""
    panel = window(Config())
    state = folder / name
    with display(panel.width, panel.height) as environment:
        pages = _pages(state, walk, environment)
        texts = folder / "pages.json"
        texts.write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
        with (
            display(panel.width, panel.height) as other,
            Child("bench.screen_ours", [str(state), walk], environment) as ours,
            Child("bench.screen_bare", [str(state), str(texts)], other) as bare,
        ):
            names = ours.hear()["changes"]
            bare.hear()
            rounds = [_round(ours, bare, len(names)) for _ in range(counts.rounds)]
            for index, texts_shown in enumerate(pages):
                _prove(bare, index, len(texts_shown))
    return _result(name, names, pages, rounds)


def _pages(state: Path, walk: str, environment: Any) -> list[Any]:
    """The strings of every screen, in a run of its own: the measured one begins with nothing drawn."""
    with Child("bench.screen_ours", [str(state), walk], environment) as ours:
        count = len(ours.hear()["changes"])
        return [ours.ask(change=index, texts=True)["texts"] for index in range(count)]


class _Round:
    """One visit: milliseconds of each change, ours and bare."""

    def __init__(self) -> None:
        self.ours: list[float] = []
        self.bare: list[float] = []
        self.late = 0


def _round(ours: Child, bare: Child, changes: int) -> _Round:
    done = _Round()
    for index in range(changes):
        answer = ours.ask(change=index)
        done.ours.append(_ms(answer, index))
        done.bare.append(_ms(bare.ask(change=index), index))
        done.late += bool(answer["late_frames"])
    return done


def _prove(bare: Child, index: int, labels: int) -> None:
    """The strings really stand in the bare window: there is ink for every label. Afterwards, unmeasured."""
    ink = bare.ask(change=index, ink=True)["ink"]
    if ink < _LEAST_INK * labels:
        raise ChildFailed(f"change {index}: {ink} dark pixels for {labels} labels")


def _ms(answer: dict[str, Any], index: int) -> float:
    if answer["ms"] is None:
        raise ChildFailed(f"change {index} drew nothing")
    return float(answer["ms"])


def _result(name: str, names: list[str], pages: list[Any], rounds: list[_Round]) -> Result:
    ours = [value for one in rounds for value in one.ours]
    bare = [value for one in rounds for value in one.bare]
    first = rounds[0]
    rows = [_row(shown, len(pages[index]), rounds, index) for index, shown in enumerate(names)]
    return Result(
        name,
        "a change of screen, from its cause to the flip, over the same strings set on plain Kivy labels",
        (
            *ratios("", ours, bare, "ms", BOUND),
            *ratios("first-visit ", first.ours, first.bare, "ms", None),
        ),
        {
            "visits": len(rounds),
            "changes": len(ours),
            # Another frame was drawn within three of a change: what was seen first was not yet all.
            "late": sum(one.late for one in rounds),
            "slowest_first": [row for _, row in sorted(rows, key=lambda pair: -pair[0])],
        },
    )


def _row(name: str, texts: int, rounds: list[_Round], index: int) -> tuple[float, dict[str, object]]:
    """Our median, and one change in figures."""
    ours = median(one.ours[index] for one in rounds)
    bare = median(one.bare[index] for one in rounds)
    first = rounds[0].ours[index]
    return ours, {
        "screen": name,
        "texts": texts,
        "ours_ms": round(ours, 2),
        "bare_ms": round(bare, 2),
        "ours_first_ms": round(first, 2),
    }
