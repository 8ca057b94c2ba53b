"""A terminal that nobody touches, and until it is there: beside a bare Kivy window and Chromium.

Cold start: from the start of the process until the words of its last picture stand on the display, looked at
from outside (files are in the page cache for all). Memory: proportional set size of all processes of a
program, once it is up; of the terminal again in a form, used, and all its resident pages, shared ones too.
Processor: user and system time of all processes while nothing moves. Chromium is judged without a window, and
shown with one, too.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.bare_window import bare_window
from bench.children import ChildFailed, nap
from bench.chromium import SHELL, chromium
from bench.figures import Counts, Ratio, Result
from bench.picture import Display, Rising, watched_display
from bench.settings import window
from bench.terminal import Running, running, simulators
from bench.touch import Spots, equal_page, ready
from bench.trees import Taken, spent, taken
from kiosk.config import Config
from kiosk.play.xserver import XServer

NAME: Final = "rest"
MEMORY_BOUND: Final = 0.8  # of Chromium's
CPU_PERCENT: Final = 1.0  # of one core
_QUIET_S: Final = 1.5
_PATIENCE_S: Final = 60.0
_TAP_S: Final = 0.08
_PAUSE_S: Final = 0.5
# From the idle screen into a form that waits to be written in.
_TO_A_FORM: Final = (
    ("idle", "", "home"),
    ("home", "home.tile.do", "items"),
    ("items", "items.row.consultation", ""),
)
_BROWSERS: Final = {"chromium": (False, None), "headless": (True, None), "headless shell": (True, SHELL)}
_ANYWHERE: Final = (300.0, 300.0)


@dataclass
class Program:
    """Milliseconds of each start, what was taken once up, and spent at rest."""

    starts: list[float] = field(default_factory=list)
    memory: list[Taken] = field(default_factory=list)
    cpu_percent: float = 0.0
    wakeups: float = 0.0


@dataclass
class Measured:
    """By program; ``form`` is the terminal once more, in a form."""

    counts: Counts
    programs: dict[str, Program] = field(default_factory=dict)

    def of(self, name: str) -> Program:
        return self.programs.setdefault(name, Program())

    def take(self, name: str, pid: int, *, last: bool) -> None:
        """Its memory once it has settled; the last time also what it spends on nothing."""
        nap(self.counts.settle_s)
        program = self.of(name)
        program.memory.append(taken(pid))
        if not last:
            return
        began, was = perf_counter(), spent(pid)
        nap(self.counts.rest_s)
        lasted, now = perf_counter() - began, spent(pid)
        program.cpu_percent = (now.cpu_s - was.cpu_s) / lasted * 100
        program.wakeups = (now.wakeups - was.wakeups) / lasted


def run(folder: Path, counts: Counts) -> Result:
    """``counts.cold`` rounds, every program by itself; in the last nothing moves for ``counts.rest_s``."""
    measured = Measured(counts)
    page = equal_page(folder)[0] if counts.chromium else None
    for number in range(counts.cold):
        place = folder / str(number)
        place.mkdir()
        last = number + 1 == counts.cold
        _terminal(place, measured, last=last)
        _bare(place, measured, last=last)
        if page is not None:
            for name in _BROWSERS:
                _browser(place, page, measured, name, last=last)
    return _result(measured)


def _terminal(place: Path, measured: Measured, *, last: bool) -> None:
    with (
        simulators(place) as ports,
        _display(place / "ours.fb") as shown,
        running(place / "state", ports, shown.environment) as terminal,
    ):
        measured.of("ours").starts.append(_shown_ms(shown, terminal.began))
        terminal.wait_until_up()
        measured.take("ours", terminal.pid, last=last)
        _enter_a_form(terminal, shown)
        measured.take("form", terminal.pid, last=last)


def _bare(place: Path, measured: Measured, *, last: bool) -> None:
    with _display(place / "bare.fb") as shown:
        began = perf_counter()
        with bare_window("bench.bare", shown.environment) as process:
            measured.of("bare").starts.append(_shown_ms(shown, began))
            measured.take("bare", process.pid, last=last)


def _browser(place: Path, page: Path, measured: Measured, name: str, *, last: bool) -> None:
    headless, program = _BROWSERS[name]
    panel = window(Config())
    size = panel.width, panel.height
    with (
        _display(place / f"{name}.fb") as shown,
        chromium(place / name, page, size, shown.environment, headless=headless, program=program) as browser,
    ):
        if not headless:
            measured.of(name).starts.append(_shown_ms(shown, browser.began))
        browser.attach(page)
        ready(browser)
        browser.detach()
        measured.take(name, browser.pid, last=last)


def _display(folder: Path) -> AbstractContextManager[Display]:
    panel = window(Config())
    return watched_display(folder, panel.width, panel.height)


def _shown_ms(display: Display, began: float) -> float:
    rising = Rising(display.picture)
    if not rising.until_quiet(_QUIET_S, _PATIENCE_S):
        raise ChildFailed("nothing was shown")
    return (rising.complete() - began) * 1000


def _enter_a_form(terminal: Running, shown: Display) -> None:
    hand = XServer(shown.name)
    try:
        for screen, touch, to in _TO_A_FORM:
            spots: Spots = terminal.at(screen)
            hand.move(*(spots[touch] if touch else _ANYWHERE))
            nap(_PAUSE_S)
            hand.button("left", True)
            nap(_TAP_S)
            hand.button("left", False)
            if to:
                terminal.at(to)
            else:
                terminal.left(screen)
    finally:
        hand.close()


# ---- what it comes to


def _result(measured: Measured) -> Result:
    ours, form = measured.of("ours"), measured.of("form")
    found: list[Ratio] = []
    for name in ("bare", "chromium"):
        other = measured.programs.get(name)
        if other is not None:
            found.append(Ratio(f"cold start over {name}", median(ours.starts), median(other.starts), "ms"))
    for name, bound in (
        ("bare", None),
        ("headless", MEMORY_BOUND),
        ("headless shell", None),
        ("chromium", None),
    ):
        other = measured.programs.get(name)
        if other is not None:
            found += _memory(name, ours, form, other, bound)
    for name in ("ours", "form"):
        place = "idle screen" if name == "ours" else "form"
        found.append(
            Ratio(f"cpu within, {place}", measured.of(name).cpu_percent, CPU_PERCENT, "% of a core", 1.0)
        )
    return Result(
        NAME,
        "a program that nobody touches: until it is there, its memory, its processor time",
        tuple(found),
        {"starts": measured.counts.cold, "rest_s": measured.counts.rest_s, "programs": _rows(measured)},
    )


def _memory(name: str, ours: Program, form: Program, other: Program, bound: float | None) -> list[Ratio]:
    """Judged is the most that can be said of ours (all it holds, used) over the least of theirs (a share)."""
    theirs = _pss(other.memory)
    return [
        Ratio(f"memory over {name}", _pss(ours.memory), theirs, "MiB"),
        Ratio(f"memory in a form over {name}", _pss(form.memory), theirs, "MiB"),
        Ratio(f"memory in a form, resident, over {name}", _rss(form.memory), theirs, "MiB", bound),
    ]


def _rss(taken_: Sequence[Taken]) -> float:
    return median(one.rss_mib for one in taken_)


def _pss(taken_: Sequence[Taken]) -> float:
    return median(one.pss_mib for one in taken_)


def _rows(measured: Measured) -> dict[str, object]:
    return {
        name: {
            "start_ms": [round(value) for value in program.starts],
            "processes": program.memory[-1].processes,
            "pss_mib": round(_pss(program.memory), 1),
            "rss_mib": round(_rss(program.memory), 1),
            "cpu_percent": round(program.cpu_percent, 2),
            "wakeups_a_second": round(program.wakeups, 1),
        }
        for name, program in measured.programs.items()
    }
