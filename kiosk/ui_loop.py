"""The only bridge between Kivy and the rest: drains events on the Kivy thread, shows the state, ends cleanly.

Import only after ``screens.environment.prepare``: this opens the window.
"""

import logging
import signal
from collections.abc import Callable
from datetime import timedelta, timezone
from types import FrameType
from typing import TYPE_CHECKING, Final

from kivy.base import EventLoop, ExceptionHandler, ExceptionManager
from kivy.clock import Clock as KivyClock
from kivy.core.window import Window

from kiosk.app import Terminal
from kiosk.clock import Clock
from kiosk.config import ScreenSettings
from kiosk.domain import messages as m
from kiosk.domain import renewal
from kiosk.heap import give_back, keep_whole
from kiosk.runtime import Runtime
from kiosk.runtime_watch import Watches
from kiosk.screens.collector import Collector
from kiosk.screens.looks import Looks
from kiosk.screens.manager import Frame
from kiosk.screens.pace import Pace, XEvents
from kiosk.screens.registry import SCREENS
from kiosk.screens.window import ClosedApp, close_surface
from kiosk.systemd_notify import Notifier

if TYPE_CHECKING:
    from kiosk.control.server import ControlServer

_LOG: Final = logging.getLogger(__name__)
CHINA: Final = timezone(timedelta(hours=8))  # the whole country keeps one time and no summer time
TICK_S: Final = 0.5
READING_S: Final = 0.025  # three times what reading a character takes if nobody draws meanwhile


class _Survivor(ExceptionHandler):
    """What a widget's callback raised: logged, told, survived."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def handle_exception(self, exception: BaseException) -> int:
        if not isinstance(exception, Exception):
            return int(ExceptionManager.RAISE)
        _LOG.error("ui.unhandled", exc_info=exception)
        self._tell()
        return int(ExceptionManager.PASS)


class UiLoop:
    """Runs until SIGTERM, SIGINT or ``stop``.

    ``started`` is called after the first frame is on the screen (threads start there, so that the picture
    comes first); ``ended`` once, when the loop ends; ``healthy`` before each word to the watchdog.
    ``watches`` is how another thread looks at ``frame`` and ``runtime``: never directly. ``ended_by``: the
    signal that ended it, if one did. ``quiet``: given where this process may be replaced; whether nothing is
    on its way to disk or paper. ``renewing``: it ended to be replaced, and is to be started again at once.
    """

    def __init__(
        self,
        runtime: Runtime,
        frame: Frame,
        clock: Clock,
        notifier: Notifier,
        started: Callable[[], None],
        ended: Callable[[], None],
        healthy: Callable[[], bool],
        watches: Watches,
        quiet: Callable[[], bool] | None = None,
    ) -> None:
        self.runtime = runtime
        self.frame = frame
        self.watches = watches
        self._clock = clock
        self._notifier = notifier
        self._started = started
        self._ended = ended
        self._healthy = healthy
        self._app = ClosedApp(frame)
        self._collector = Collector(give_back)
        self._pace = Pace(self._moving, self._turned)
        self._stop_asked = False
        self._quiet = quiet
        self.renewing = False
        self.ended_by: signal.Signals | None = None
        self._over = False
        self._fault: Exception | None = None

    def run(self) -> None:
        """Blocks until the end. Call on the main thread. Raises what ``started`` raised."""
        # After the window exists: SDL put its own handlers there, which turn SIGTERM into a close request.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        close_surface()
        ExceptionManager.add_handler(_Survivor(lambda: self.runtime.dispatch(m.Hiccup("E-APP-01"))))
        self.runtime.on_change(self.frame.show)
        self.runtime.on_key(self.frame.key)
        self._tick()
        self.frame.show(self.runtime.state)
        self.runtime.on_post(self._pace.wake)
        self.watches.on_watch(self._pace.wake)
        self._pace.begin(XEvents(Window, EventLoop), KivyClock)
        Window.bind(on_draw=self._drawing)
        KivyClock.schedule_interval(lambda _dt: self._tick(), TICK_S)
        KivyClock.schedule_once(lambda _dt: KivyClock.schedule_once(self._first_frame_shown, 0), 0)
        if self._notifier.watchdog_s is not None:
            KivyClock.schedule_interval(self._watchdog, self._notifier.watchdog_s / 3)
        self._app.bind(on_stop=lambda *_: self._end())
        try:
            self._app.run()
        finally:
            self._end()
        if self._fault is not None:
            raise self._fault

    @property
    def stopping(self) -> bool:
        return self._stop_asked

    def stop(self) -> None:
        """End the loop at the next frame. Callable from any thread and from a signal handler."""
        self._stop_asked = True
        self._pace.wake()

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        self.ended_by = signal.Signals(number)
        self.stop()

    def _end(self) -> None:
        if self._over:
            return
        self._over = True
        ended_by = self.ended_by.name if self.ended_by else ""
        _LOG.info("ui.end", extra={"signal": ended_by, "renewing": self.renewing})
        if self.renewing:
            self._notifier.alive()  # the whole of its patience for whoever comes after
        else:
            self._notifier.stopping()
        self.watches.close()
        self._collector.end()
        self._ended()

    # ---- each turn

    def _moving(self) -> bool:
        return self._stop_asked or Window.canvas.needs_redraw or self.runtime.waiting or self.watches.waiting

    def _turned(self, waited: float) -> None:
        if self._stop_asked:
            self._app.stop()
            return
        self.runtime.drain()
        self.watches.run()
        self.frame.passed(waited)  # last: what was built here kept the touches that come now waiting
        if self._quiet is not None and renewal.due(self.runtime.state) and self._quiet():
            self._renew()
            return
        still = not (Window.canvas.needs_redraw or self._pace.touched)
        self._collector.turn(still=still, idle=self.runtime.state.visit is None, now=self._clock.monotonic())

    def _drawing(self, *_args: object) -> None:
        """A frame between the last stroke and its candidates would show nothing new, and take from whoever
        reads the ink the interpreter, from the candidates the moment they come."""
        self._pace.hold(self._ink_being_read, self.runtime.drain, READING_S)
        self._pace.drawing()

    def _ink_being_read(self) -> int | None:
        visit = self.runtime.state.visit
        return visit.ink.asked if visit is not None else None

    def _renew(self) -> None:
        """Out of sight first, so that nobody touches a picture behind which nobody is."""
        self.renewing = True
        Window.hide()
        self._app.stop()

    def _tick(self) -> None:
        self.runtime.dispatch(m.Tick(self._clock.monotonic(), self._clock.now().astimezone(CHINA)))

    def _first_frame_shown(self, _dt: float) -> None:
        try:
            self._started()
        except Exception as error:  # a picture with nothing behind it is no terminal
            self._fault = error
            self.stop()
            return
        self._notifier.ready()
        KivyClock.schedule_once(self._prebuild, 0)

    def _prebuild(self, _dt: float) -> None:
        built = self.frame.prebuild()
        self.frame.passed()
        if built:
            KivyClock.schedule_once(self._prebuild, 0)
        else:
            self._collector.begin()

    def _watchdog(self, _dt: float) -> None:
        """This very call proves that the Kivy thread turns; ``healthy`` asks the threads behind it."""
        if self._healthy():
            self._notifier.alive()


class _Behind:
    """The rooms behind the window, and the socket on which commands ask about them."""

    def __init__(self, terminal: Terminal, frame: Frame, watches: Watches) -> None:
        self._terminal = terminal
        self._frame = frame
        self._watches = watches
        self._control: ControlServer | None = None

    def start(self) -> None:
        self._terminal.start()
        # Imported behind the first picture, like the rooms.
        from kiosk.app_control import ControlVerbs
        from kiosk.control.protocol import SOCKET
        from kiosk.control.server import ControlServer, trusted_uids
        from kiosk.screens.probe import Probe

        terminal = self._terminal
        clock = terminal.clock
        verbs = ControlVerbs(terminal, self._watches, lambda: Probe(self._frame, clock.monotonic)).verbs()
        path = terminal.config.run_path / SOCKET
        self._control = ControlServer(path, verbs, trusted_uids(), clock.monotonic)
        self._control.start()

    def stop(self) -> None:
        if self._control is not None:
            self._control.stop()
        self._terminal.stop()


def put_up(
    terminal: Terminal,
    screen: ScreenSettings,
    notifier: Notifier,
    visit_clock: Clock | None = None,
    *,
    renews: bool = False,
) -> UiLoop:
    """The terminal behind a window of ``screen``'s size. Nothing runs until ``run``.

    ``visit_clock`` is what a visit's own times are measured by (``kiosk play`` moves it on), default the
    terminal's. ``renews``: it ends by itself after a visit that held something of a person (ADR 0095).
    """
    keep_whole()
    panel = (screen.width, screen.height, screen.diagonal_inch)
    say = terminal.services.say if terminal.config.speech.enabled else None
    looks = Looks(*panel, terminal.clock.monotonic, terminal.tongues, screen.viewing_mm, say)
    frame = Frame(terminal.services, looks, SCREENS, lambda _error: terminal.queue.post(m.Hiccup("E-APP-01")))
    watches = Watches()
    behind = _Behind(terminal, frame, watches)
    return UiLoop(
        terminal.runtime,
        frame,
        visit_clock or terminal.clock,
        notifier,
        started=behind.start,
        ended=behind.stop,
        healthy=terminal.healthy,
        watches=watches,
        quiet=terminal.quiet if renews else None,
    )
