"""``kiosk display``: the X server and the calm picture, for as long as the machine is on."""

import argparse
import os
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.cli_output import FAULT, GOOD
from kiosk.config import Config
from kiosk.display.connection import DisplayError
from kiosk.display.picture import draw
from kiosk.display.server import Server, keep
from kiosk.errors import KioskError
from kiosk.systemd_notify import Notifier


def register(commands: Any) -> None:
    display = commands.add_parser("display", help="显示服务和底图")
    display.add_argument("--authority", type=Path, required=True, metavar="FILE", help="通行凭据写到哪里")
    display.add_argument("server", nargs="+", metavar="COMMAND", help="-- 后面是 X 服务程序和参数")
    display.set_defaults(handler=_display)


def _display(args: argparse.Namespace, config: Config) -> int:
    """Until SIGTERM. Exit 1 when the X server ended by itself; KioskError E-DSP-01 when it never came up."""
    try:
        with closing(Server(args.server, args.authority, os.environ)) as server:
            os.environ["XAUTHORITY"] = str(args.authority)
            picture = partial(draw, screen=config.screen, fonts=config.fonts_path)
            return GOOD if keep(server, picture, Notifier(os.environ)) else FAULT
    except DisplayError as error:
        raise KioskError("E-DSP-01", str(error)) from error
