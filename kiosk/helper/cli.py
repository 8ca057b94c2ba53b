"""``kiosk helper``: started by systemd when somebody is at the door, gone again when nobody asks."""

import argparse
import os
import pwd
import socket
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from kiosk.build import build_time
from kiosk.cli_output import GOOD
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.helper.floor import Floor
from kiosk.helper.nonces import Nonces
from kiosk.helper.server import Server
from kiosk.helper.system import Machine
from kiosk.helper.verbs import Verbs
from kiosk.systemd_notify import Notifier
from kiosk.wire.models import Enrolled

_FIRST: Final = 3  # sd_listen_fds(3)
_LONGEST: Final = 262_144
_FLOOR: Final = "floor"


def register(commands: Any) -> None:
    helper = commands.add_parser("helper", help="系统助手，由 systemd 启动")
    helper.set_defaults(handler=_helper)


def _helper(args: argparse.Namespace, config: Config) -> int:
    """Until nobody asks. KioskError E-CFG-02 when systemd did not hand over a socket and a folder."""
    state = os.environ.get("STATE_DIRECTORY", "")
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1" or not state:
        raise KioskError("E-CFG-02", "kiosk helper is started by kiosk-helper.socket, not by hand")
    clock = SystemClock()
    verbs = Verbs(
        Machine(),
        Nonces(clock, os.urandom),
        Floor(Path(state) / _FLOOR, build_time()),
        lambda: _enrolled(config.state_path / "identity" / "terminal.json"),
    )
    with socket.socket(fileno=_FIRST) as door:
        Server(door, verbs, _user, clock, Notifier(os.environ)).serve()
    return GOOD


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def _enrolled(path: Path) -> Enrolled | None:
    """As much of the identity as can be believed: a plain file of a sensible size, never a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return Enrolled.model_validate_json(file.read(_LONGEST))
    except (OSError, ValidationError):
        return None
