"""``kiosk-hub content …``: the forms of published content, so that the desk can name what orders hold."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Final

from hub.clock import Clock
from hub.commands.base import GOOD, Commands, print_report
from hub.commands.worklist import add_worklist
from hub.settings import HubSettings

_BECAME: Final = {"new": "收下了", "same": "早就有了", "changed": "和以前收的不一样，换成这一份"}


def add_commands(commands: Commands) -> None:
    content = commands.group("content", "各版内容的表单，给工单对上题目")
    taken = content.add("import", "收下发布的内容里的表单（kiosk-library build 的目录）", _import)
    taken.add_argument("folder", type=Path, metavar="DIR")
    content.add("list", "有哪些版本的表单", _list)
    add_worklist(content)


def _import(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """``{"releases": [{"release", "items", "became"}…]}``. All are read before one is kept."""
    from hub.house import open_house
    from hub.orders.form_files import read_forms
    from hub.orders.forms import count_items, keep_forms

    found = read_forms(args.folder)
    with closing(open_house(settings, clock)) as house:
        rows = [
            {"release": release, "items": count_items(forms), "became": keep_forms(house, release, forms)}
            for release, forms in found.items()
        ]
    lines = [f"第 {row['release']} 版  {row['items']} 个事项  {_BECAME[str(row['became'])]}" for row in rows]
    print_report(args, {"releases": rows}, lines)
    return GOOD


def _list(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """``[{"release", "items", "taken_at"}…]``."""
    from hub.county_time import shown
    from hub.house import open_house
    from hub.orders.forms import list_forms

    with closing(open_house(settings, clock)) as house:
        rows = list_forms(house)
    lines = [
        f"第 {row['release']} 版  {row['items']} 个事项  {shown(str(row['taken_at']))} 收下" for row in rows
    ]
    print_report(args, rows, lines or ["还没有：发布内容以后，用 kiosk-hub content import 收下"])
    return GOOD
