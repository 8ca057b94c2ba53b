"""A running terminal without a window: its rooms, the simulators, and the control socket commands ask."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.app import Terminal
from kiosk.app_control import ControlVerbs, Touch
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.control.protocol import SOCKET
from kiosk.control.server import ControlServer, trusted_uids
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import route
from kiosk.runtime_watch import Watches
from tests.support.wait import until

FRAME_S = 0.005


class Pane:
    """What a window would show, without one."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.on: set[int] = set()

    def screen(self) -> tuple[str, str]:
        self.on.add(threading.get_ident())
        shown = route(self._terminal.runtime.state)
        return shown.screen.value, shown.key

    def touches(self) -> list[Touch]:
        return [("idle.start", (10.0, 20.0, 300.0, 90.0), True), ("bar.help", (0.0, 0.0, 40.0, 40.0), False)]

    def window(self) -> tuple[int, int, int]:
        return 42, 1080, 1920

    def still(self) -> bool:
        return True


class Running:
    """``frames`` can be held: then the screen is frozen, as under SIGSTOP."""

    def __init__(self, config: Config, *, simulate: bool = True) -> None:
        self.config = config
        self.clock = SystemClock()
        self.terminal = Terminal(config, self.clock, simulate=simulate)
        self.watches = Watches()
        self.pane = Pane(self.terminal)
        self.frames = threading.Thread(target=self._turn, name="frames", daemon=True)
        self.frozen = threading.Lock()
        self._over = threading.Event()
        verbs = ControlVerbs(self.terminal, self.watches, lambda: self.pane)
        self.control = ControlServer(
            config.run_path / SOCKET, verbs.verbs(), trusted_uids(), self.clock.monotonic
        )

    def _turn(self) -> None:
        while not self.clock.wait(self._over, FRAME_S):
            with self.frozen:
                self.terminal.runtime.drain()
                self.watches.run()

    def all_ready(self) -> bool:
        return all(one.report.status.state is DeviceState.READY for one in self.terminal.supervised)

    def start(self) -> None:
        self.terminal.start()
        self.frames.start()
        self.control.start()

    def stop(self) -> None:
        self.control.stop()
        self._over.set()
        self.frames.join()
        self.watches.close()
        self.terminal.stop()


@contextmanager
def running(config: Config, *, simulate: bool = True) -> Iterator[Running]:
    """With ``simulate``, when every device is ready."""
    made = Running(config, simulate=simulate)
    made.start()
    try:
        assert not simulate or until(made.all_ready)
        yield made
    finally:
        made.stop()
