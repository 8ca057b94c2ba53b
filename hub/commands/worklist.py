"""``kiosk-hub content worklist`` and ``terminals counts``: what was counted without anybody's name."""

import argparse
import re
from contextlib import closing
from typing import Final

from hub.clock import Clock
from hub.commands.base import GOOD, USAGE_CODE, Commands, Parser, print_report
from hub.errors import HubError
from hub.house import House
from hub.settings import HubSettings

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def add_worklist(content: Commands) -> None:
    _options(
        content.add(
            "worklist", "该写、该改什么：没搜到的词、没解决的、问卷、常答错的题（全县合计）", _worklist
        )
    )


def add_counts(terminals: Commands) -> None:
    parser = terminals.add("counts", "一台终端报来的合计，看它数没数、报没报", _counts)
    parser.add_argument("terminal", metavar="代号或编号")
    _options(parser)


def _options(parser: Parser) -> None:
    parser.add_argument("--since", default="", metavar="YYYY-MM", help="从哪个月起，默认三个月前")


def _worklist(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        return _report(args, house)


def _counts(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Of every terminal of this id or code, each by itself would be as good as the sum: one at a time."""
    from hub.database.db import reading
    from hub.fleet.terminals import find_all
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        with reading(house.engine).connect() as connection:
            found = find_all(connection, args.terminal)
        if len(found) > 1:
            ids = "，".join(row.terminal_id for row in found)
            raise HubError("E-HUB-14", f"{args.terminal} 有几台，用编号指明：{ids}")
        if not found:
            raise HubError("E-HUB-14", f"没有终端 {args.terminal}")
        return _report(args, house, found[0].terminal_id)


def _report(args: argparse.Namespace, house: House, terminal_id: str = "") -> int:
    """As ``hub.orders.worklist.worklist`` says; with ``--json`` all of it."""
    from hub.commands.worklist_lines import lines
    from hub.orders.worklist import first_month, worklist

    if args.since and not _MONTH.fullmatch(args.since):
        raise HubError(USAGE_CODE, "--since 写成年和月，如 2026-09")
    found = worklist(house, args.since or first_month(house), terminal_id)
    print_report(args, found, list(lines(found)))
    return GOOD
