"""What the groups of commands of ``kiosk-hub`` share."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from hub.clock import Clock
from hub.errors import HubError
from hub.settings import HubSettings
from kiosk.wire.usage import complaint

GOOD: Final = 0
FAULT: Final = 1
USAGE: Final = 2
USAGE_CODE: Final = "E-HUB-05"
_LONGEST_BY: Final = 64

Handler = Callable[[argparse.Namespace, HubSettings, Clock], int]


class Parser(argparse.ArgumentParser):
    """Raises HubError instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise HubError(USAGE_CODE, complaint(message, self.format_usage()))


if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[Parser]


class Commands:
    """Where a group adds its commands: each takes the root's options, before or after its name."""

    def __init__(self, adder: "Subparsers", common: Parser) -> None:
        self._adder = adder
        self._common = common

    def add(self, name: str, text: str, handler: Handler) -> Parser:
        """A command; its own arguments are added to what this returns."""
        parser = self._adder.add_parser(name, parents=[self._common], help=text)
        parser.set_defaults(handler=handler)
        return parser

    def group(self, name: str, text: str) -> "Commands":
        """A word before commands: ``orders list``."""
        parser = self._adder.add_parser(name, parents=[self._common], help=text)
        adder = parser.add_subparsers(metavar="动作", required=True, parser_class=Parser)
        return Commands(adder, self._common)


def add_root_options(parser: Parser, common: Parser) -> None:
    """``--data``, ``--database`` and ``--json``: in ``parser`` with their defaults, in ``common`` without."""
    parser.add_argument("--data", type=Path, default=Path("var/hub"), help="数据目录，默认 ./var/hub")
    parser.add_argument("--database", default="", help="数据库 URL，不填就用数据目录里的 SQLite")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON")
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    common.add_argument("--database", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def require_folder(path: Path | None) -> None:
    """Before anything is made: a mistyped stick, or one that is not there, must not seem to have worked."""
    if path is not None and not path.absolute().parent.is_dir():
        raise HubError(USAGE_CODE, f"没有 {path.absolute().parent} 这个目录：看看盘插好没有，路径写对没有")


def who(args: argparse.Namespace) -> str:
    """Who works here: ``--by``, or the name of the login. Raises HubError for what is no name.

    It is listed later, on whoever's console.
    """
    by = str(args.by).strip() or _login_name()
    if len(by) > _LONGEST_BY or not by.isprintable():
        raise HubError(USAGE_CODE, f"经办人写成一行，最多 {_LONGEST_BY} 个字，不能有控制字符")
    return by


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return f"uid {os.getuid()}"


def print_report(args: argparse.Namespace, report: object, lines: Sequence[str]) -> None:
    """One JSON document with ``--json``, the lines without."""
    if args.json:
        print(json.dumps(report, ensure_ascii=not _writes_all()))
    else:
        print("\n".join(lines))


def _writes_all() -> bool:
    """Whether stdout has every letter; one set to GBK has not, and a name may need more."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
