"""From a finger to the picture: the running terminal, a bare Kivy window, and Chromium showing an equal page.

All three alike, from outside: XTEST presses the pointer's button on a display of its own, and the pixels of
that display are looked at every millisecond. An answer is the first pixel that changes after the button went
down; a change of screen is complete with the last pixel that changes after it went up. In turns, walk by
walk; whose turn it is not is stopped (the terminal is not: devices would miss it, and it rests by itself).
"""

import itertools
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from bench import page
from bench.bare_window import bare_window
from bench.children import PATIENCE_S, Child, ChildFailed, display, nap
from bench.chromium import Chromium, chromium
from bench.figures import P95, Counts, Ratio, Result, quantile, ratios
from bench.picture import Display, Rising, watch, watched_display
from bench.settings import window
from bench.terminal import running, simulators
from bench.trees import signal_tree
from bench.walk import looked_at
from kiosk.config import Config
from kiosk.content.library import load
from kiosk.play.xserver import XServer

NAME: Final = "touch"
ANSWER_MS: Final = 85.0
CHANGE_MS: Final = 150.0
_HOLD_S: Final = 0.08  # a finger's tap
_QUIET_S: Final = 0.25
_PATIENCE_S: Final = 2.0
_TRIES: Final = 5
_PAUSE_S: Final = 0.4  # longer than any guard against a trembling hand
_PHASES: Final = 0.1  # spread over this, so that touches fall anywhere between two frames
_ANYWHERE: Final = (300.0, 300.0)
_GOLDEN: Final = 0.618
Spots = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Step:
    """``id``: what is touched, empty for anywhere; ``to``: the screen it leads to. ``wakes``: it acts as the
    finger comes down."""

    id: str
    to: str
    wakes: bool = False


class Program(Protocol):
    def at(self, screen: str) -> Spots:
        """Once this screen is shown: the middle of what can be touched. Raises ChildFailed."""
        ...


@dataclass
class Side:
    """One of those compared, and what its touches took, in milliseconds. ``stops``: between its turns.
    ``lost``: touches that nothing came of: on a machine too busy to draw, a finger counts as drumming.
    """

    name: str
    program: Program
    pid: int
    shown: Display
    steps: Sequence[Step]
    stops: bool = True
    lost: int = 0
    answers: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    rows: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def turn(self, hand: XServer, phases: Iterator[float], *, counts: bool) -> None:
        """One walk, from its first screen and back to it."""
        if self.stops:
            signal_tree(self.pid, signal.SIGCONT)
        screen = self.steps[-1].to
        for step in self.steps:
            spots = self.program.at(screen)
            answer, change = self._answered(hand, step, spots, phases)
            self.program.at(step.to)
            screen = step.to
            if counts:
                self.answers.append(answer)
                self.changes.append(change)
                self.rows.setdefault(f"{step.id or 'anywhere'} to {step.to}", []).append((answer, change))
        if self.stops:
            signal_tree(self.pid, signal.SIGSTOP)

    def _answered(
        self, hand: XServer, step: Step, spots: Spots, phases: Iterator[float]
    ) -> tuple[float, float]:
        """One touch, again if nothing came of it. Raises ChildFailed when nothing ever does."""
        for _ in range(_TRIES):
            nap(_PAUSE_S + next(phases))
            took = self._touch(hand, step, spots)
            if took is not None:
                return took
            self.lost += 1
        raise ChildFailed(f"{self.name}: touching {step.id or 'anywhere'} changed nothing")

    def _touch(self, hand: XServer, step: Step, spots: Spots) -> tuple[float, float] | None:
        """Milliseconds to the answer and to the complete change; None: nothing changed."""
        picture = self.shown.picture
        hand.move(*(spots[step.id] if step.id else _ANYWHERE))
        nap(_HOLD_S)
        hold = _QUIET_S if step.wakes else _HOLD_S
        down = watch(picture, lambda: hand.button("left", True), hold, _PATIENCE_S)
        up = watch(
            picture, lambda: hand.button("left", False), _QUIET_S, _QUIET_S if step.wakes else _PATIENCE_S
        )
        last = down.last if step.wakes else up.last
        if down.first is None or last is None:
            return None
        return down.first * 1000, last * 1000


def run(folder: Path, counts: Counts) -> Result:
    """``counts.walks`` of each, ``counts.warm`` more before that are not counted."""
    panel = window(Config())
    with ExitStack() as open_:
        sides = [_ours(folder, open_), _bare(folder, open_)]
        if counts.chromium:
            sides.append(_chromium(folder, open_))
        nap(counts.settle_s)
        hands = [XServer(side.shown.name) for side in sides]
        phases = (number * _GOLDEN % 1 * _PHASES for number in itertools.count())
        for number in range(counts.warm + counts.walks):
            for side, hand in zip(sides, hands, strict=True):
                side.turn(hand, phases, counts=number >= counts.warm)
        for side, hand in zip(sides, hands, strict=True):
            hand.close()
            if side.stops:
                signal_tree(side.pid, signal.SIGCONT)
    return _result(sides, f"{panel.width}x{panel.height}")


# ---- the three


def _ours(folder: Path, open_: ExitStack) -> Side:
    panel = window(Config())
    shown = open_.enter_context(watched_display(folder / "ours.fb", panel.width, panel.height))
    ports = open_.enter_context(simulators(folder))
    terminal = open_.enter_context(running(folder / "touched", ports, shown.environment))
    terminal.wait_until_up()
    return Side("ours", terminal, terminal.pid, shown, _steps(terminal.config), stops=False)


def _steps(config: Config) -> Sequence[Step]:
    topic, guide = looked_at(load(config.content_path, config.factory_content_path))
    return (
        Step("", "home", wakes=True),
        Step("home.tile.ask", "topics"),
        Step(f"topics.tile.{topic}", "guides"),
        Step(f"guides.row.{guide}", "guide"),
        Step("bar.hide", "idle"),
    )


class _Bare:
    """Two pages, one button in the middle of either."""

    def at(self, screen: str) -> Spots:
        panel = window(Config())
        return {"button": (panel.width / 2, panel.height / 2)}


def _bare(folder: Path, open_: ExitStack) -> Side:
    panel = window(Config())
    shown = open_.enter_context(watched_display(folder / "bare.fb", panel.width, panel.height))
    process = open_.enter_context(bare_window("bench.bare_touch", shown.environment))
    if not Rising(shown.picture).until_quiet(_QUIET_S, PATIENCE_S):
        raise ChildFailed("the bare window shows nothing")
    steps = (Step("button", "second"), Step("button", "first"))
    return Side("bare", _Bare(), process.pid, shown, steps * 2)


class _Page:
    def __init__(self, browser: Chromium) -> None:
        self._browser = browser

    def at(self, screen: str) -> Spots:
        shown = self._browser.value("shown()")
        if shown != screen:
            raise ChildFailed(f"chromium shows {shown} instead of {screen}")
        found: dict[str, list[float]] = self._browser.value("middles()")
        return {name: (x, y) for name, (x, y) in found.items()}


def _chromium(folder: Path, open_: ExitStack) -> Side:
    panel = window(Config())
    file, steps = equal_page(folder)
    size = panel.width, panel.height
    shown = open_.enter_context(watched_display(folder / "chromium.fb", *size))
    browser = open_.enter_context(chromium(folder / "profile", file, size, shown.environment, headless=False))
    open_.callback(lambda: signal_tree(browser.pid, signal.SIGCONT))
    browser.attach(file)
    ready(browser)
    return Side("chromium", _Page(browser), browser.pid, shown, steps)


def ready(browser: Chromium) -> None:
    """Its page is there and its fonts are the terminal's. Raises ChildFailed."""
    fonts = "document.fonts.ready.then(() => [...document.fonts].map((one) => one.status).join())"
    loaded = browser.value(fonts)
    if loaded != "loaded,loaded":
        raise ChildFailed(f"chromium: fonts are {loaded}")


def equal_page(folder: Path) -> tuple[Path, Sequence[Step]]:
    """The screens of the walk as a page, and the same steps through it."""
    panel = window(Config())
    state = folder / "drawn"
    steps = _steps(Config(state_dir=state))
    with (
        display(panel.width, panel.height) as environment,
        Child("bench.screen_ours", [str(state), "look"], environment) as ours,
    ):
        names: list[str] = ours.hear()["changes"]
        answers = [ours.ask(change=index, texts=True) for index in range(len(names))]
    if names != [step.to for step in steps]:
        raise ChildFailed(f"the screens are {names}")
    screens = [
        page.Shown(name, said["texts"], said["touches"]) for name, said in zip(names, answers, strict=True)
    ]
    file = folder / "equal.html"
    leads = {step.id: step.to for step in steps if step.id}
    page.write(file, [screens[-1], *screens[:-1]], leads, panel.height, panel.fonts)
    return file, steps


# ---- what it comes to


def _result(sides: Sequence[Side], size: str) -> Result:
    ours, *others = sides
    found: list[Ratio] = []
    for what, limit, of in (("answer", ANSWER_MS, _answers), ("change", CHANGE_MS, _changes)):
        for other in others:
            told = ratios(f"{what} over {other.name} ", of(ours), of(other), "ms", None)
            found += told
        slow = quantile(of(ours), P95)
        found.append(Ratio(f"{what} p95 within", slow, limit, "ms", 1.0))
    return Result(
        NAME,
        "a finger down to the first changed pixel, a finger up to the last, in the running terminal",
        tuple(found),
        {
            "window": size,
            "touches": {side.name: len(side.answers) for side in sides},
            "lost": {side.name: side.lost for side in sides},
            "rows": _rows(sides),
        },
    )


def _answers(side: Side) -> Sequence[float]:
    return side.answers


def _changes(side: Side) -> Sequence[float]:
    return side.changes


def _rows(sides: Sequence[Side]) -> dict[str, object]:
    """By step: median and slow end of the answer and of the change."""

    def four(found: Sequence[tuple[float, float]]) -> list[float]:
        columns = [answer for answer, _ in found], [change for _, change in found]
        return [round(quantile(column, share), 1) for column in columns for share in (0.5, P95)]

    return {side.name: {name: four(found) for name, found in side.rows.items()} for side in sides}
