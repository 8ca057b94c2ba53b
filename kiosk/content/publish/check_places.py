"""Places against the county's map: coordinates, telephone numbers, hours, islands, official addresses."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor_places import EditorOffice, EditorSite
from kiosk.content.publish.kinds.county import EditorCounty, EditorLookup
from kiosk.content.publish.kinds.known import HOTLINES
from kiosk.content.publish.kinds.places import (
    EditorBoard,
    EditorEmergency,
    EditorOnDuty,
    EditorOrganisation,
    EditorRegister,
    EditorVisit,
)
from kiosk.content.publish.kinds.services import EditorPlatform
from kiosk.content.publish.source import Place
from kiosk.domain.distance import Point, inside
from kiosk.domain.duty import Duty, Span
from kiosk.domain.places import County, Island
from kiosk.domain.places_find import ADVISER
from kiosk.domain.places_lookup import why_not_official

# Mobile, landline with its area code, 400, national and provincial short numbers (spec: identifiers).
_PHONE: Final = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|9[56]\d{3}|12\d{3}")
_SHORTEST: Final = 15  # minutes; less is a slip of the pen
_LONGEST: Final = 16 * 60  # an office is not open longer, but day and night
_CODE: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100: no I, O, S, V, Z
_CODE_LENGTH: Final = 18
_WHY: Final = {
    "scheme": "要用 https",
    "host": "不是 .gov.cn 的官方网址",
    "user": "里面不要有 @",
    "port": "不要写端口",
    "text": "里面有不该有的字符",
    "long": "太长，扫不出来",
}


def check(draft: Draft) -> None:
    """Reports what cannot be right."""
    county = next(iter(draft.of(EditorCounty)), None)
    built = county.value.build() if county is not None else None
    if county is not None and built is not None:
        _county(county, built)
    for office in draft.of(EditorOffice):
        _place(office, office.value, built)
        _phone(office, ("phone",), office.value.phone)
        _hours(office, ("hours",), office.value.hours)
        _hours(office, ("answers",), office.value.answers)
    for site in draft.of(EditorSite):
        _site(site, built)
    for register in draft.of(EditorRegister):
        _register(register, built)
        if register.value.lookup and register.value.lookup not in {
            row.value.id for row in draft.of(EditorLookup)
        }:
            register.report(("lookup",), f"lookups.yaml 里没有 {register.value.lookup}")
    for visit in draft.of(EditorVisit):
        _phone(visit, ("phone",), visit.value.phone)
        if built is not None and visit.value.island and built.island(visit.value.island) is None:
            visit.report(("island",), f"county.yaml 里没有岛 {visit.value.island}")
    _others(draft)


def phone_ok(number: str) -> bool:
    return number in HOTLINES or _PHONE.fullmatch(number) is not None


def credit_code_ok(code: str) -> bool:
    """Whether the last of 18 characters is the check character of GB 32100 (weights 3^i modulo 31)."""
    if len(code) != _CODE_LENGTH or not set(code) <= set(_CODE):
        return False
    total = sum(_CODE.index(character) * pow(3, at, 31) for at, character in enumerate(code[:-1]))
    return code[-1] == _CODE[-total % 31]


def _county(row: Read[EditorCounty], county: County) -> None:
    for part in ("islands", "docks", "villages", "ferries"):
        _once(row, part)
    for at, island in enumerate(county.islands):
        if not all(county.holds(corner) for corner in island.outline):
            row.report(("islands", at, "outline"), f"{island.name} 有一角在县的范围外")
        if _crosses(island.outline):
            row.report(("islands", at, "outline"), f"{island.name} 的边自己交叉，各角要按顺序绕一圈")
    for (at, one), (other_at, other) in combinations(enumerate(county.islands), 2):
        if any(inside(one.outline, corner) for corner in other.outline):
            row.report(("islands", other_at, "outline"), f"{other.name} 和 {one.name} 叠在一起")
        elif any(inside(other.outline, corner) for corner in one.outline):
            row.report(("islands", at, "outline"), f"{one.name} 和 {other.name} 叠在一起")
    for at, dock in enumerate(row.value.docks):
        _place(row, dock, county, ("docks", at))
        _phone(row, ("docks", at, "phone"), dock.phone)
    for at, village in enumerate(row.value.villages):
        _place(row, village, county, ("villages", at))
    for at, ferry in enumerate(county.ferries):
        _ferry(row, county, at, ferry.ends)


def _once(row: Read[EditorCounty], part: str) -> None:
    """Ids and names are of one thing: people say the name, files the id."""
    for name in ("id", "name"):
        seen: set[str] = set()
        for at, one in enumerate(getattr(row.value, part)):
            value = getattr(one, name)
            if value in seen:
                row.report((part, at, name), f"{value} 写了两遍")
            seen.add(value)


def _crosses(outline: Sequence[Point]) -> bool:
    """Whether two sides that are no neighbours meet."""
    count = len(outline)
    sides = [(outline[at], outline[(at + 1) % count]) for at in range(count)]
    return any(
        _meet(sides[one], sides[other])
        for one, other in combinations(range(count), 2)
        if other - one not in (1, count - 1)
    )


def _meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return (
        _turn(*one, other[0]) * _turn(*one, other[1]) <= 0
        and _turn(*other, one[0]) * _turn(*other, one[1]) <= 0
    )


def _turn(start: Point, end: Point, point: Point) -> float:
    """Above 0: ``point`` lies left of the way from ``start`` to ``end``."""
    return (end.lon - start.lon) * (point.lat - start.lat) - (end.lat - start.lat) * (point.lon - start.lon)


def _ferry(row: Read[EditorCounty], county: County, at: int, ends: tuple[str, str]) -> None:
    islands: list[Island | None] = []
    for number, end in enumerate(ends):
        dock = county.dock(end)
        if dock is None:
            row.report(("ferries", at, "ends", number), f"没有码头 {end}")
            return
        islands.append(county.island_at(dock.point))
    if islands[0] is not None and islands[0] == islands[1]:
        row.report(("ferries", at, "ends"), "两头在一个岛上，不用坐船")


def _place(row: Read[Any], one: Any, county: County | None, place: Place = ()) -> None:
    """Whether ``one`` (with lat and lon) lies in the county and on land."""
    if county is None:
        return
    point = Point(one.lat, one.lon)
    if not county.holds(point):
        row.report((*place, "lat"), f"{one.lat}, {one.lon} 在{county.name}的范围外，写反了吗？")
    elif county.island_at(point) is None:
        row.report((*place, "lat"), f"{one.lat}, {one.lon} 在海里，不在 county.yaml 的哪个岛上")


def _phone(row: Read[Any], place: Place, number: str) -> None:
    if number and not phone_ok(number):
        row.report(place, f"电话 {number} 的位数不对")


def _hours(row: Read[Any], place: Place, hours: Duty) -> None:
    for span in hours.spans:
        if span.length < _SHORTEST:
            row.report(place, f"只有 {span.length} 分钟，写错了吗？")
        elif span.length > _LONGEST:
            row.report(place, f"一次 {span.length // 60} 个多小时，写错了吗？一直开的写 24 小时")
    for one, other in combinations(hours.spans, 2):
        if one.on == other.on and _same_day(one, other) and _overlap(one, other):
            row.report(place, "两段时间叠在一起")
            return


def _same_day(one: Span, other: Span) -> bool:
    return one.on != "weekdays" or bool(set(one.days) & set(other.days))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.start + other.length and other.start < one.start + one.length


def _site(row: Read[EditorSite], county: County | None) -> None:
    site = row.value
    _place(row, site, county)
    _phone(row, ("help_phone",), site.help_phone)
    _phone(row, ("adviser", "phone"), site.adviser.phone)
    _hours(row, ("adviser", "answers"), site.adviser.answers)
    for at, line in enumerate(site.hotlines):
        _phone(row, ("hotlines", at, "phone"), line.phone)
        _hours(row, ("hotlines", at, "answers"), line.answers)


def _register(row: Read[EditorRegister], county: County | None) -> None:
    names = {organisation.name for organisation in row.value.organisations}
    licences: set[str] = set()
    for place, one in _listed(row.value):
        _phone(row, (*place, "phone"), one.phone)
        if one.licence and one.licence in licences:
            row.report((*place, "licence"), f"{one.licence} 写了两遍")
        licences.add(one.licence)
        if isinstance(one, EditorOrganisation):
            if len(one.licence) == _CODE_LENGTH and not credit_code_ok(one.licence):
                row.report((*place, "licence"), f"{one.licence} 的校验码不对，抄错了吗？")
            if one.lat is not None and county is not None and one.region == county.name:
                _place(row, one, county, place)
        elif one.works_at and names and one.works_at not in names:
            row.report((*place, "works_at"), f"这份名册里没有机构 {one.works_at}")
        elif one.kind == ADVISER and not one.region:
            row.report((*place, "kind"), f"{ADVISER}要写 region：管哪个村")


def _listed(register: EditorRegister) -> Iterator[tuple[Place, Any]]:
    for part in ("organisations", "people"):
        for at, one in enumerate(getattr(register, part)):
            yield (part, at), one


def _others(draft: Draft) -> None:
    for board in draft.of(EditorBoard):
        for at, staff in enumerate(board.value.staff):
            _phone(board, ("staff", at, "phone"), staff.phone)
    for duty in draft.of(EditorOnDuty):
        _phone(duty, ("phone",), duty.value.phone)
        _hours(duty, ("hours",), duty.value.hours)
    for emergency in draft.of(EditorEmergency):
        if emergency.value.number not in HOTLINES:
            emergency.report(("number",), f"{emergency.value.number} 不是全国的紧急电话")
    for lookup in draft.of(EditorLookup):
        _url(lookup, lookup.value.url)
        if lookup.value.office and lookup.value.office not in draft.ids("office"):
            lookup.report(("office",), f"directory.yaml 里没有 {lookup.value.office}")
        if lookup.value.connector and len(lookup.value.asks) > 1:
            lookup.report(("asks",), "接通了的只能问一样")
    for platform in draft.of(EditorPlatform):
        if not platform.value.sample:  # a sample leads nowhere, and says so
            _url(platform, platform.value.url)


def _url(row: Read[Any], url: str) -> None:
    if reason := why_not_official(url):
        row.report(("url",), f"网址{_WHY[reason]}")
