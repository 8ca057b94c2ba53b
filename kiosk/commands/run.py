"""``kiosk run``: the terminal in its window."""

import argparse
import gc
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from kiosk.cli_output import GOOD
from kiosk.clock import Clock, SystemClock
from kiosk.commands.replace import follows_another, replace_process
from kiosk.config import Config, ScreenSettings
from kiosk.config_screen import windowed
from kiosk.errors import KioskError
from kiosk.systemd_notify import Notifier

if TYPE_CHECKING:
    from kiosk.devices.simulators import SimulatorBench

_log = logging.getLogger(__name__)

CONTROL_SOCKET: Final = "simulators.sock"
_PANEL: Final = "kiosk.screens.control_panel"
_PANEL_GAP: Final = 24  # pixels between the two windows


def register(commands: Any) -> None:
    run = commands.add_parser("run", help="终端界面")
    run.add_argument("--simulate", action="store_true", help="接上全部模拟设备，并打开模拟设备的控制面板")
    run.add_argument("--no-panel", action="store_true", help="有模拟设备也不打开控制面板")
    run.add_argument("--window", metavar="宽x高", help="开成窗口而不是全屏，例如 1080x1920")
    run.set_defaults(handler=run_terminal)


def run_terminal(args: argparse.Namespace, config: Config) -> int:
    """Serves until SIGTERM.

    Raises KioskError E-CFG-02 for a bad ``--window`` or when another one runs, E-FNT-01 without fonts.
    """
    clock = SystemClock()
    with _only_one(config, clock):
        renewing = _serve(args, config, clock)
    if renewing:
        replace_process(os.environ)
    return GOOD


@contextmanager
def _only_one(config: Config, clock: Clock) -> Iterator[None]:
    """Two would read one card and take each other's sockets away."""
    from kiosk.store.lock import alone_as_screen

    with ExitStack() as held:
        try:
            alone = held.enter_context(alone_as_screen(config.state_path, clock))
        except OSError as error:  # a disk that takes no file is no reason not to serve
            _log.warning("run.no_lock", extra={"errno": error.errno})
            alone = True
        if not alone:
            raise KioskError("E-CFG-02", "界面已经在运行，同一台终端不能再开一个")
        yield


def _serve(args: argparse.Namespace, config: Config, clock: Clock) -> bool:
    """Whether it ended to be started again. With simulators it stays: they live in the same process."""
    # Kivy opens its window when it is imported; everything that can be refused is refused before.
    from kiosk.screens.environment import Surface, prepare

    # Nothing that is loaded on the way to the first picture is ever thrown away; the loop's own collector
    # takes over behind it (kiosk/screens/collector.py).
    gc.disable()
    screen = windowed(config.screen, args.window) if args.window else config.screen
    prepare(Surface(screen.width, screen.height, screen.fullscreen, config.fonts_path))
    from kiosk.app import Terminal
    from kiosk.ui_loop import put_up

    follows = follows_another(os.environ)
    terminal = Terminal(config, clock, simulate=args.simulate, follows=follows)
    loop = put_up(terminal, screen, Notifier(os.environ), renews=not args.simulate)
    bench = terminal.simulators
    with controls(bench, config, screen, panel=not args.no_panel) if bench is not None else nullcontext():
        loop.run()
    return loop.renewing


@contextmanager
def controls(
    bench: "SimulatorBench", config: Config, screen: ScreenSettings, *, panel: bool
) -> Iterator[None]:
    """The simulators' socket, and the small window that speaks to it."""
    from kiosk.devices.control_socket import ControlSocket

    server = ControlSocket(config.run_path / CONTROL_SOCKET, bench.control)
    server.start()
    window = _open_panel(config, screen) if panel else None
    try:
        yield
    finally:
        if window is not None:
            window.kill()  # it holds nothing, and the terminal's own end is not to wait for it
            window.wait()
        server.stop()


def _open_panel(config: Config, screen: ScreenSettings) -> "subprocess.Popen[bytes]":
    place = ["--left", str(screen.width + _PANEL_GAP)]
    options = ["--socket", str(config.run_path / CONTROL_SOCKET), "--fonts", str(config.fonts_path)]
    # It goes when the terminal goes, whatever ended that.
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", _PANEL, *options, *place],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
