"""``kiosk-hub terminals show``: one terminal as it last said it is, for whoever is asked to go there."""

import argparse
from contextlib import closing
from typing import Any, Final

from hub.clock import Clock
from hub.commands.base import GOOD, Commands, print_report
from hub.county_time import shown
from hub.errors import HubError
from hub.settings import HubSettings

_STATES: Final = {"active": "在用", "pending": "等着接受", "revoked": "已停用"}


def add_show(terminals: Commands) -> None:
    parser = terminals.add("show", "看一台终端：来没来过，设备怎么样", _show)
    parser.add_argument("terminal", metavar="代号或编号")


def _show(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Every terminal of this id or code: a code may have had several."""
    from hub.fleet.terminals import list_terminals
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        found = [
            row
            for row in list_terminals(house)
            if args.terminal in (row["terminal_id"], row["terminal_code"])
        ]
    if not found:
        raise HubError("E-HUB-14", f"没有终端 {args.terminal}")
    print_report(args, found, [line for row in found for line in _lines(row)])
    return GOOD


def _lines(terminal: dict[str, Any]) -> list[str]:
    from hub.fleet.devices import devices_lines
    from hub.orders.text import plain

    state = _STATES.get(terminal["state"], terminal["state"])
    head = f"终端 {terminal['terminal_code']}（{terminal['terminal_id']}），{state}"
    health = terminal["health"]
    if health is None:
        return [head, "还没有来过，什么都不知道"]
    seen = f"{shown(health['seen_at'])} 来过，{health['waiting']} 件待送"
    software, content, trust = (health[name] for name in ("software", "content_release", "trust_version"))
    clock = "对过" if health["clock_confirmed"] else "没有对过"
    # 0: none was ever sent to it, and it shows what came with the program.
    shows = f"内容第 {content} 版" if content else "内容是随软件装来的"
    versions = f"软件 {plain(software)}，{shows}，信任第 {trust} 版，时钟{clock}"
    return [head, seen, versions, *devices_lines(health)]
