"""``kiosk staff``: the PIN that guards what only staff may do. For the UI's user, and root."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from kiosk.cli_output import GOOD, emit, say
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.store.pin import StaffPin, make_pin, read_pin


def register(commands: Any) -> None:
    staff = commands.add_parser("staff", help="管理密码")
    actions = staff.add_subparsers(metavar="动作", required=True)
    new = actions.add_parser("set-pin", help="设新的管理密码；不给就自动做一个")
    new.add_argument("--pin-file", metavar="FILE", help="新密码，6 到 12 位数字；- 为从键盘读")
    new.set_defaults(handler=set_pin)
    check = actions.add_parser("check-pin", help="查一个管理密码对不对")
    check.add_argument("--pin-file", metavar="FILE", required=True, help="- 为从键盘读")
    check.set_defaults(handler=check_pin)


def set_pin(args: argparse.Namespace, config: Config) -> int:
    """Who may write the identity needs no old PIN: he could replace the file."""
    made = "" if args.pin_file else make_pin()
    StaffPin(config.state_path, SystemClock()).set(made or read_pin(read_pin_file(args.pin_file)))
    if args.json:
        emit({"set": True, "staff_pin": made} if made else {"set": True})
    else:
        say(f"管理密码：{made}（只显示这一次，请记下）" if made else "管理密码已设好")
    return GOOD


def check_pin(args: argparse.Namespace, config: Config) -> int:
    """0 when it is the PIN; E-PIN-01 not, E-PIN-02 locked, E-PIN-04 none set."""
    StaffPin(config.state_path, SystemClock()).check(read_pin_file(args.pin_file))
    if args.json:
        emit({"right": True})
    else:
        say("对")
    return GOOD


def read_pin_file(path: str) -> str:
    """The text of ``--pin-file``, unjudged; ``-`` asks whoever sits there, and shows nothing of it.

    Raises KioskError E-PIN-03 when it cannot be read.
    """
    if path == "-":
        return _ask() if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError("E-PIN-03", f"{path}：读不了") from error


def _ask() -> str:
    try:
        return getpass.getpass("管理密码（输的不显示）：")
    except EOFError:
        return ""
