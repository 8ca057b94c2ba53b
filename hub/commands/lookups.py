"""``kiosk-hub lookups …``: what terminals may look up through this hub, and whether it answers."""

import argparse
from pathlib import Path
from threading import BoundedSemaphore

from hub.clock import Clock
from hub.commands.base import FAULT, GOOD, Commands, print_report
from hub.settings import HubSettings


def add_commands(commands: Commands) -> None:
    lookups = commands.group("lookups", "终端上能查的：接通了哪些，答不答")
    lookups.add("list", "接通了哪些，哪些写得不对", _list)
    ask = lookups.add("ask", "像终端那样查一次", _ask)
    ask.add_argument("name", metavar="NAME")
    ask.add_argument("text", metavar="TEXT")


def _folder(settings: HubSettings) -> Path:
    from hub.uplink.connectors import FOLDER

    return settings.data / FOLDER


def _list(args: argparse.Namespace, settings: HubSettings, _clock: Clock) -> int:
    """``[{"name", "source", "kind": "table|service", "as_of", "wrong"}…]``; 1 when one is wrong."""
    from hub.uplink.connectors import Connector, every

    rows = []
    for name, one in every(_folder(settings)):
        known = isinstance(one, Connector)
        rows.append(
            {
                "name": name,
                "source": one.source if isinstance(one, Connector) else "",
                "kind": ("table" if one.table else "service") if isinstance(one, Connector) else "",
                "as_of": one.as_of if isinstance(one, Connector) else "",
                "wrong": "" if known else str(one),
            }
        )
    lines = [f"{row['name']}  {row['source']}  {row['as_of']}{row['wrong']}" for row in rows]
    print_report(args, rows, lines or [f"一个也没有：在 {_folder(settings)} 里写 名字.json"])
    return FAULT if any(row["wrong"] for row in rows) else GOOD


def _ask(args: argparse.Namespace, settings: HubSettings, _clock: Clock) -> int:
    """``{"result", "rows": [{"title", "lines"}…], "source", "as_of"}``; 1 when nobody answers."""
    from hub.uplink.connectors import look_up

    found = look_up(_folder(settings), args.name, args.text, BoundedSemaphore())
    said = {
        "found": "查到",
        "more": "查到，还有更多",
        "unknown": "没有查到",
        "away": "没有回答，或者没有这一个",
    }
    lines = [f"{said[found.result]}  {found.source}  {found.as_of}"]
    lines += [f"  {row.title}  {'，'.join(row.lines)}" for row in found.rows]
    print_report(args, found.model_dump(include={"result", "rows", "source", "as_of"}), lines)
    return FAULT if found.result == "away" else GOOD
