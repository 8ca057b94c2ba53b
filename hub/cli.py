"""The ``kiosk-hub`` command. Results on stdout (``--json``: one document), faults on stderr with a code."""

import os
import sys
from collections.abc import Sequence

from hub.clock import SystemClock
from hub.commands import care, orders, setup, terminals, trust
from hub.commands.base import FAULT, USAGE, USAGE_CODE, Commands, Handler, Parser, add_root_options
from hub.errors import HubError
from hub.settings import HubSettings

_GROUPS = (setup, terminals, trust, orders, care)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 good, 1 a fault, 2 bad usage or input."""
    try:
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


def _parser() -> Parser:
    parser, common = Parser(prog="kiosk-hub", description="县中心：注册、接收、工单"), Parser(add_help=False)
    add_root_options(parser, common)
    commands = Commands(parser.add_subparsers(metavar="命令", required=True, parser_class=Parser), common)
    for group in _GROUPS:
        group.add_commands(commands)
    return parser
