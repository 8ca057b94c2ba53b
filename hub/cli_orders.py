"""``kiosk-hub orders …``: the work-order desk."""

import argparse
import json
from contextlib import closing
from pathlib import Path

from hub.cli_base import FAULT, GOOD, USAGE_CODE, Commands, print_report
from hub.clock import Clock
from hub.errors import HubError
from hub.settings import HubSettings


def add_commands(commands: Commands) -> None:
    orders = commands.group("orders", "工单")
    orders.add("list", "列出工单", _list)
    orders.add("show", "打开一单", _show).add_argument("order", metavar="号码", help="工单号或 order_id")
    carried = orders.add("import", "收下终端导出的文件（kiosk orders export）", _import)
    carried.add_argument("file", type=Path, metavar="FILE")


def _list(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.desk import list_orders
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        orders = list_orders(house)
    lines = [
        f"{o['order_no'] or o['order_id']}  {o['state']}  {o['terminal_id']}  {o['seq']}" for o in orders
    ]
    print_report(args, orders, lines or ["没有工单"])
    return GOOD


def _show(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.desk import show_order
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        order = show_order(house, args.order)
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in order.items()]
    print_report(args, order, lines)
    return GOOD


def _import(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Envelopes carried on a stick go the way of those from the network; the terminal still sends its own."""
    from hub.house import open_house
    from hub.intake import accept

    try:
        rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
        envelopes = [str(row["envelope"]).encode() for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HubError(USAGE_CODE, f"{args.file}：不是终端导出的文件") from error
    with closing(open_house(settings, clock)) as house:
        statuses = [accept(house, envelope).status for envelope in envelopes]
    taken = statuses.count(200)
    refused = len(statuses) - taken
    print_report(args, {"accepted": taken, "refused": refused}, [f"收下 {taken} 件，退回 {refused} 件"])
    return FAULT if refused else GOOD
