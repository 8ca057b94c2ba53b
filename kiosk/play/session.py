"""One play: the terminal as ``kiosk run`` builds it, and in front of it somebody who does as journeys say."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.clock import Clock, SystemClock
from kiosk.config import CHECKOUT, Config, ScreenSettings
from kiosk.config_screen import windowed
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.display.connection import DisplayError
from kiosk.play.actor import Actor, Stage
from kiosk.play.hands import Hands
from kiosk.play.player import Player
from kiosk.play.reader import JourneyError, read_journey
from kiosk.play.record import Record
from kiosk.play.remote import Remote, StepFailed
from kiosk.play.schema import HubStep, Journey
from kiosk.play.strokes import Drawn, StrokeFileError, read_strokes
from kiosk.play.visit_clock import LaterClock
from kiosk.play.watch import EventWatch
from kiosk.play.xserver import PrivateDisplay, XServer
from kiosk.screens.key_names import key_name
from kiosk.systemd_notify import Notifier

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.ui_loop import UiLoop

_LOG: Final = logging.getLogger(__name__)
STROKES: Final = CHECKOUT / "tests" / "data" / "strokes.json"
_JOIN_S: Final = 30.0

Hub = Callable[[HubStep], None]


@dataclass(frozen=True)
class Script:
    """A journey that can be played, with the strokes it writes with."""

    path: Path
    journey: Journey
    strokes: Drawn


def steps_of(scripts: Sequence[Script]) -> int:
    """How many there are in all of them."""
    return sum(len(script.journey.steps) for script in scripts)


@dataclass(frozen=True)
class Play:
    """``here``: on the display there is, else on one of our own. ``hub`` does what a step wants of it."""

    scripts: Sequence[Script]
    out: Path
    screen: ScreenSettings
    simulate: bool
    here: bool = False
    hub: Hub | None = None


@dataclass(frozen=True)
class Outcome:
    """``failure``: empty, or which step did not happen and why, in one Chinese sentence."""

    failure: str
    steps: int
    papers: Sequence[str]


def prepare_play(
    paths: Sequence[Path],
    out: Path,
    config: Config,
    *,
    window: str = "",
    simulate: bool = False,
    here: bool = False,
    hub: Hub | None = None,
) -> Play:
    """Reads every journey and refuses what cannot be played. Raises JourneyError with all problems."""
    scripts, problems = read_scripts(paths)
    simulate = simulate or any(script.journey.simulate for script in scripts)
    for script in scripts:
        problems += _unplayable(script, simulate, hub)
    sizes = [window] if window else sorted({s.journey.window for s in scripts if s.journey.window})
    if len(sizes) > 1:
        problems.append(f"几个剧本要的窗口不一样大：{'、'.join(sizes)}")
    if problems:
        raise JourneyError(problems)
    size = sizes[0] if sizes else f"{config.screen.width}x{config.screen.height}"
    return Play(scripts, out, windowed(config.screen, size), simulate, here, hub)


def read_scripts(paths: Sequence[Path]) -> tuple[list[Script], list[str]]:
    """Those that can be read, and what is wrong with the others."""
    problems: list[str] = []
    scripts: list[Script] = []
    for path in paths:
        try:
            journey = read_journey(path)
            scripts.append(Script(path, journey, _strokes(path, journey)))
        except (JourneyError, StrokeFileError) as error:
            problems += error.problems if isinstance(error, JourneyError) else [str(error)]
    return scripts, problems


def _strokes(path: Path, journey: Journey) -> Drawn:
    if not any(step.write is not None for step in journey.steps):
        return {}
    return read_strokes(path.parent / journey.strokes if journey.strokes else STROKES)


def _unplayable(script: Script, simulate: bool, hub: Hub | None) -> Iterator[str]:
    for number, step in enumerate(script.journey.steps, start=1):
        if step.simulated and not simulate:
            yield f"{script.path} 第 {number} 步：{step.action} 要有模拟设备，加上 --simulate"
        if step.hub is not None and hub is None:
            yield f"{script.path} 第 {number} 步：这里没有中心可以开关，只有 script/demo 有"
        if step.write is not None and not step.write.strokes:
            unknown = [character for character in step.write.text if character not in script.strokes]
            if unknown:
                yield f"{script.path} 第 {number} 步：笔画文件里没有 {'、'.join(unknown)}"


def play(config: Config, wanted: Play) -> Outcome:
    """Opens the window, plays, and returns when the terminal has stopped. Call on the main thread, once.

    Raises KioskError (fonts), DisplayError.
    """
    clock = SystemClock()
    begun = clock.monotonic()
    with _display(wanted) as display:
        from kiosk.screens.environment import Surface, prepare

        prepare(Surface(wanted.screen.width, wanted.screen.height, False, config.fonts_path))
        # Importing these opens the window.
        from kiosk.app import Terminal
        from kiosk.ui_loop import put_up

        terminal = Terminal(config, clock, simulate=wanted.simulate)
        visit_clock = LaterClock(clock)
        loop = put_up(terminal, wanted.screen, Notifier(os.environ), visit_clock)
        events = EventWatch(lambda: round((clock.monotonic() - begun) * 1000, 1))
        record = Record(wanted.out, steps_of(wanted.scripts))
        driver = _Driver(terminal, loop, wanted, record, events, visit_clock, display)
        thread = threading.Thread(target=driver.run, name="play", daemon=True)
        thread.start()
        loop.run()
        thread.join(_JOIN_S)
        failure = driver.failure if driver.done else driver.failure or "剧本没有演完终端就停了"
        if failure and loop.ended_by is not None:
            failure += f"（终端收到 {loop.ended_by.name}）"
        papers = _papers(terminal, record, config)
        record.spoken(terminal.said)
        record.close(
            {
                "result": "failed" if failure else "ok",
                "failure": failure,
                "journeys": [script.journey.name for script in wanted.scripts],
                "window": f"{wanted.screen.width}x{wanted.screen.height}",
                "simulated": wanted.simulate,
                "release": _release(terminal),
                "took_ms": round((clock.monotonic() - begun) * 1000, 1),
                "device_events": events.events,
                "papers": papers,
            }
        )
        return Outcome(failure, len(record.steps), papers)


@contextmanager
def _display(wanted: Play) -> Iterator[str]:
    """The display's name; it is in the environment, where SDL looks for it."""
    with ExitStack() as stack:
        name = os.environ.get("DISPLAY", "")
        if not wanted.here:
            private = PrivateDisplay(wanted.screen.width, wanted.screen.height)
            stack.callback(private.close)
            name = private.name
            os.environ.update({"DISPLAY": name, "LIBGL_ALWAYS_SOFTWARE": "1"})
            os.environ.pop("WAYLAND_DISPLAY", None)
        if not name:
            raise DisplayError("--here 要有 DISPLAY")
        yield name


class _Driver:
    """Runs on a thread of its own; ends the terminal when it is done, whatever happened."""

    def __init__(
        self,
        terminal: "Terminal",
        loop: "UiLoop",
        wanted: Play,
        record: Record,
        events: EventWatch,
        visit_clock: LaterClock,
        display: str,
    ) -> None:
        self._terminal = terminal
        self._loop = loop
        self._wanted = wanted
        self._record = record
        self._events = events
        self._visit_clock = visit_clock
        self._display = display
        self.failure = ""
        self.done = False

    def run(self) -> None:
        try:
            self._play()
            self.done = True
        except (StepFailed, DisplayError) as error:
            self.failure = str(error)
        except Exception as error:
            _LOG.exception("play.unhandled")
            self.failure = f"没有料到的错误：{type(error).__name__}: {error}"
        finally:
            self._loop.stop()

    def _play(self) -> None:
        from kiosk.screens.probe import Probe

        clock: Clock = self._terminal.clock
        server = XServer(self._display)
        remote = Remote(self._loop.watches, Probe(self._loop.frame, clock.monotonic), self._loop.runtime)
        window, connection = remote.ask(lambda: self._attach(remote))
        if not self._wanted.here:
            server.focus(window)
        stage = Stage(
            remote=remote,
            hands=Hands(remote, server, window, clock),
            server=server,
            window=window,
            connection=connection,
            clock=clock,
            visit_clock=self._visit_clock,
            record=self._record,
            size=(self._wanted.screen.width, self._wanted.screen.height),
            key_name=key_name,
            bench=self._terminal.simulators,
            hub=self._wanted.hub,
            said=lambda: self._terminal.said,
        )
        try:
            self._all(stage)
        finally:
            server.close()

    def _attach(self, remote: Remote) -> tuple[int, int]:
        remote.probe.attach()
        remote.runtime.on_change(self._events.changed)
        self._events.changed(remote.runtime.state)
        return remote.probe.handles()

    def _all(self, stage: Stage) -> None:
        for script in self._wanted.scripts:
            perform(script, Actor(stage, script.journey.name, script.strokes))


def perform(script: Script, player: Player) -> None:
    """All steps. StepFailed names the one that did not happen."""
    for number, step in enumerate(script.journey.steps, start=1):
        failure = player.play(step)
        if failure:
            raise StepFailed(f"{script.path} 第 {number} 步（{step.action}）没有成：{failure}")


def _papers(terminal: "Terminal", record: Record, config: Config) -> list[str]:
    """Written after the terminal has stopped: nothing prints any more."""
    if terminal.simulators is None or not config.devices.printer.enabled:
        return []
    printer = terminal.simulators.simulator("printer")
    if not isinstance(printer, PrinterSimulator):
        return []
    return record.paper(
        list(printer.jobs), printer.printed, config.fonts_path, config.devices.printer.width_dots
    )


def _release(terminal: "Terminal") -> str:
    library = terminal.runtime.state.library
    return str(library.info.release) if library is not None else ""
