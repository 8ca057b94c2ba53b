"""The ``kiosk-hub`` command. Results on stdout (``--json``: one document), faults on stderr with a code."""

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from hub.clock import SystemClock
from hub.commands import care, content, lookups, orders, setup, terminals, trust
from hub.commands.base import FAULT, USAGE, USAGE_CODE, Commands, Handler, Parser, add_root_options
from hub.errors import HubError
from hub.settings import HubSettings

_GROUPS = (setup, terminals, trust, orders, content, lookups, care)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 good, 1 a fault, 2 bad usage or input."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter the console has not must not cost the whole answer.
        sys.stdout.reconfigure(errors="replace")
    try:
        _require_text(sys.argv[1:] if argv is None else argv)
        args = _parser().parse_args(argv)
        settings = HubSettings(data=args.data.absolute(), database=args.database)
        handler: Handler = args.handler
        return handler(args, settings, SystemClock())
    except HubError as error:
        print(error.code, " ".join(error.detail.split()), file=sys.stderr)
        return USAGE if error.code == USAGE_CODE else FAULT
    except BrokenPipeError:  # the reader of our output has gone: | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        trouble = _trouble(error)
        print(trouble.code, " ".join(trouble.detail.split()), file=sys.stderr)
        return FAULT


def _require_text(argv: Sequence[str]) -> None:
    """Bytes that are no UTF-8, as from a console set to another writing, could be neither kept nor shown."""
    try:
        "".join(argv).encode()
    except UnicodeEncodeError as error:
        raise HubError(USAGE_CODE, "命令里有不是 UTF-8 的字符，把控制台的编码改成 UTF-8 再敲") from error


def _trouble(error: Exception) -> HubError:
    """For a person at a console, who can do nothing with a traceback. Nothing of an order is quoted."""
    from sqlalchemy.exc import SQLAlchemyError

    from hub.database.db import FULL, why

    if isinstance(error, SQLAlchemyError):
        return HubError("E-HUB-02", why(error))
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return HubError("E-HUB-02", FULL)
    if isinstance(error, OSError) and error.filename:
        return HubError("E-HUB-02", f"{error.filename}: {error.strerror}")
    place = traceback.extract_tb(error.__traceback__)[-1]
    return HubError("E-HUB-17", f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}")


def _parser() -> Parser:
    parser, common = Parser(prog="kiosk-hub", description="县中心：注册、接收、工单"), Parser(add_help=False)
    add_root_options(parser, common)
    commands = Commands(parser.add_subparsers(metavar="命令", required=True, parser_class=Parser), common)
    for group in _GROUPS:
        group.add_commands(commands)
    return parser
