"""``kiosk places``: what is near, who comes, who is listed, without a screen."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, complain, emit, say, table
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.content import library as content
from kiosk.domain import hours, places_find, schedule
from kiosk.domain.distance import Point
from kiosk.domain.instants import CHINA, parsed
from kiosk.domain.library import Library
from kiosk.domain.library_places import Register, Visit
from kiosk.domain.places import County
from kiosk.domain.places_way import ByFerry, OnFoot, Way, nearest
from kiosk.errors import KioskError

USAGE_CODE: Final = "E-CFG-02"
NOTHING: Final = "E-CNT-01"


def register(commands: Any) -> None:
    places = commands.add_parser("places", help="办事地点、日程、名册")
    actions = places.add_subparsers(metavar="动作", required=True)
    near = actions.add_parser("near", help="由近到远：走几分钟，或坐哪班船")
    near.add_argument("--at", default="", metavar="时间", help="按这个时间算开门没有，例如 2026-11-23T09:00")
    near.set_defaults(handler=_near)
    coming = actions.add_parser("coming", help="谁什么时候到哪里来")
    coming.add_argument("--at", default="", metavar="时间", help="从这个时间往后算")
    coming.set_defaults(handler=_coming)
    find = actions.add_parser("find", help="按名字、执业证号，或证上二维码的内容查机构和人")
    find.add_argument("text", metavar="文字")
    find.set_defaults(handler=_find)


def _near(args: argparse.Namespace, config: Config) -> int:
    """``{"at", "offices": [{"id", "name", "metres", "towards", "by", "minutes", "boats", "hours"}…]}``.

    ``by``: foot, ferry or water; ``minutes`` null where no line is known; ``hours`` at ``at``, China's time.
    """
    library, at = _library(config), _at(args)
    county = next(iter(library.every(County).values()), None)
    site = library.site
    if county is None or site.lat is None or site.lon is None:
        complain(NOTHING, "内容里没有 county.yaml，或者没有这台终端的坐标")
        return FAULT
    here = Point(site.lat, site.lon)
    ways = nearest(county, here, library.offices.values(), lambda office: Point(office.lat, office.lon))
    rows = [
        {"id": office.id, "name": office.name, **_way(way)}
        | {"hours": hours.opening(office.hours, at, library.calendar, trusted=True).state.value}
        for office, way in ways
    ]
    names = ("name", "metres", "by", "minutes", "boats", "hours")
    return _out(args, {"at": at.isoformat(timespec="minutes"), "offices": rows}, rows, names)


def _coming(args: argparse.Namespace, config: Config) -> int:
    """``{"at", "visits": [{"id", "title", "place", "island", "begins", "ends", "sure", "bookable"}…]}``, the
    next of each.
    """
    library, at = _library(config), _at(args)
    visits = tuple(library.every(Visit).values())
    rows = []
    for one in schedule.next_of_each(schedule.coming(visits, at, library.calendar)):
        days = schedule.bookable(one.visit, at, library.calendar)
        rows.append(
            {name: getattr(one.visit, name) for name in ("id", "title", "place", "island")}
            | {
                "begins": one.begins.isoformat(timespec="minutes"),
                "ends": one.ends.isoformat(timespec="minutes"),
            }
            | {"sure": one.sure, "bookable": [day.day.isoformat() for day in days]}
        )
    names = ("begins", "title", "place", "island", "sure")
    return _out(args, {"at": at.isoformat(timespec="minutes"), "visits": rows}, rows, names)


def _find(args: argparse.Namespace, config: Config) -> int:
    """``{"hits": [{"name", "kind", "licence", …, "match", "list", "listed_on"}…]}``."""
    registers = tuple(_library(config).every(Register).values())
    hits = places_find.scanned(registers, args.text) or places_find.find(registers, args.text)
    rows = [
        asdict(hit.what)
        | {"match": hit.match.name.lower(), "list": hit.register.title, "listed_on": hit.register.listed_on}
        for hit in hits
    ]
    return _out(args, {"hits": rows}, rows, ("name", "kind", "licence", "phone", "list", "listed_on"))


def _way(way: Way) -> dict[str, object]:
    found: dict[str, object] = {"metres": round(way.metres), "towards": way.towards}
    match way.means:
        case OnFoot(minutes):
            return found | {"by": "foot", "minutes": minutes, "boats": []}
        case ByFerry(rides) as ferry:
            boats = [f"{ride.aboard.name}—{ride.ashore.name}" for ride in rides]
            return found | {"by": "ferry", "minutes": ferry.minutes, "boats": boats}
        case _:
            return found | {"by": "water", "minutes": None, "boats": []}


def _library(config: Config) -> Library:
    return content.load(config.content_path, config.factory_content_path)


def _at(args: argparse.Namespace) -> datetime:
    """What was asked for, else the machine's clock: whoever reads this knows which."""
    if not args.at:
        return SystemClock().now().astimezone(CHINA)
    at = parsed(args.at)
    if at is None:
        raise KioskError(USAGE_CODE, f"看不懂时间 {args.at}，要写成 2026-11-23T09:00")
    return at


def _out(
    args: argparse.Namespace, document: object, rows: Sequence[dict[str, Any]], names: Sequence[str]
) -> int:
    if args.json:
        emit(document)
    elif rows:
        for line in table([[_cell(row[name]) for name in names] for row in rows]):
            say(line)
    else:
        say("没有")
    return GOOD


def _cell(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
