"""``kiosk run``: the terminal in its window."""

import argparse
import os
from typing import Any

from kiosk.cli_output import GOOD
from kiosk.clock import SystemClock
from kiosk.config import Config, ScreenSettings
from kiosk.errors import KioskError
from kiosk.systemd_notify import Notifier


def register(commands: Any) -> None:
    run = commands.add_parser("run", help="终端界面")
    run.add_argument("--simulate", action="store_true", help="接上全部模拟设备，并打开模拟设备的控制面板")
    run.add_argument("--window", metavar="宽x高", help="开成窗口而不是全屏，例如 1080x1920")
    run.set_defaults(handler=run_terminal)


def run_terminal(args: argparse.Namespace, config: Config) -> int:
    """Serves until SIGTERM. Raises KioskError E-CFG-02 for a bad ``--window``, E-FNT-01 without fonts."""
    # Kivy opens its window when it is imported; everything that can be refused is refused before.
    from kiosk.screens.environment import Surface, prepare

    screen = windowed(config.screen, args.window) if args.window else config.screen
    prepare(Surface(screen.width, screen.height, screen.fullscreen, config.fonts_path))
    from kiosk.app import Terminal
    from kiosk.ui_loop import put_up

    terminal = Terminal(config, SystemClock(), simulate=args.simulate)
    put_up(terminal, screen, Notifier(os.environ)).run()
    return GOOD


def windowed(screen: ScreenSettings, text: str) -> ScreenSettings:
    """``WxH`` as a window of that many pixels; the bounds are those of the configuration."""
    width, sign, height = text.lower().partition("x")
    if not sign or not width.isdigit() or not height.isdigit():
        raise KioskError("E-CFG-02", f"--window {text}：应写成 宽x高，例如 1080x1920")
    try:
        return ScreenSettings.model_validate(
            {**screen.model_dump(), "width": int(width), "height": int(height), "fullscreen": False}
        )
    except ValueError as error:
        raise KioskError("E-CFG-02", f"--window {text}：宽 800–3840，高 720–3840") from error
