"""A county to look things up in, for tests: two islands, a list, visits, a board, a roster. All made up."""

from dataclasses import replace
from typing import Final

from kiosk.domain.distance import Point
from kiosk.domain.duty import ALWAYS
from kiosk.domain.library import Library
from kiosk.domain.library_places import (
    Board,
    BoardItem,
    Emergency,
    OnDuty,
    Organisation,
    Person,
    Register,
    Repeat,
    Staff,
    Visit,
)
from kiosk.domain.library_services import Platform
from kiosk.domain.places import County, Dock, Ferry, Island
from kiosk.domain.places_lookup import Asked, Lookup
from tests.support.library import CONSULTATION, WORKDAYS, small_library


def _square(lat: float, lon: float) -> tuple[Point, ...]:
    return (
        Point(lat - 0.02, lon - 0.02),
        Point(lat - 0.02, lon + 0.02),
        Point(lat + 0.02, lon + 0.02),
        Point(lat + 0.02, lon - 0.02),
    )


HOME, OTHER = (30.7, 122.4), (30.7, 122.5)
COUNTY: Final = County(
    "county",
    "示例县",
    30.5,
    122.2,
    30.9,
    122.7,
    (Island("home", "示例岛", _square(*HOME)), Island("other", "对面岛", _square(*OTHER))),
    docks=(
        Dock("home-dock", "示例码头", 30.7, 122.418, "0580-0000041"),
        Dock("other-dock", "对面码头", 30.7, 122.482),
    ),
    ferries=(Ferry("line", "示例—对面", ("home-dock", "other-dock"), 25),),
)
LAWYER: Final = Person("王示例", "律师", "13309000000000001", "示例律师事务所", "示例县", "0580-0000021")
LIST: Final = Register(
    "county-list",
    "示例县名册",
    "示例县",
    "样例",
    "2026-11-01",
    (Organisation("示例律师事务所", "律师事务所", "31330000MD0000001N", "示例县", "望海路 3 号"),),
    (LAWYER,),
)
LONG_LIST: Final = replace(
    LIST,
    id="long-list",
    title="邻县名册",
    region="邻县",
    organisations=tuple(Organisation(f"第 {n} 公证处", "公证处") for n in range(6)),
    people=tuple(Person(f"第 {n} 调解员", "人民调解员") for n in range(6)),
)
EVERY_WEEK: Final = Visit(
    "weekly",
    "航行的司法所",
    "航行的司法所",
    "示例司法所",
    "示例码头",
    Repeat(weekdays=(3,)),
    540,
    660,
    "2026-11-01",
    "2027-10-31",
    island="示例岛",
    phone="0580-0000011",
    book=CONSULTATION,
    seats=8,
)
ONCE: Final = replace(
    EVERY_WEEK,
    id="once",
    title="公证处接待日",
    repeat=Repeat(dates=("2026-11-21",)),
    start=900,
    end=1020,
    book="",
)
BOARD: Final = Board(
    "board",
    "示例司法所公示栏",
    "2026-11-21",
    (BoardItem("人民调解", "马上安排", "不收钱", "调解员由您选"),),
    ("一次讲清要带什么。",),
    (Staff("赵示例", "所长", "下村去了", "0580-0000011"),),
    "不满意，打 0580-0000001。",
)
DUTY: Final = OnDuty("week", "孙示例", "值班律师", "0580-0000022", "2026-11-21", "2026-11-22", WORKDAYS)
PORTAL: Final = Platform(
    "portal", "示例大厅", "查进度。", ("扫码。",), "https://www.sample.gov.cn/", "2026-11-20"
)
LOOKUP: Final = Lookup(
    "company",
    "查公司",
    "公司真不真",
    (Asked("name", "公司名字"),),
    "示例公示系统",
    "https://www.sample.gov.cn/company",
    connector="company",
    office="legal-aid-office",
)
FRAUD: Final = Emergency("fraud", "96110", "反诈", "被骗转账", ("转了多少",), ALWAYS)


def county_library() -> Library:
    """The small library with all there is to look up; one office over the water."""
    library = small_library()
    far = replace(next(iter(library.offices.values())), id="far", name="对面司法所", lat=30.7, lon=122.5)
    kept = (COUNTY, LIST, LONG_LIST, EVERY_WEEK, ONCE, BOARD, DUTY, PORTAL, LOOKUP, FRAUD)
    more: dict[type, dict[str, object]] = {}
    for one in kept:
        more.setdefault(type(one), {})[one.id] = one
    offices = {"far": far, **library.offices}
    site = replace(library.site, lat=30.7, lon=122.405)
    return replace(library, site=site, offices=offices, more={**library.more, **more})


def public_called(library: Library, name: str, other: str) -> Library:
    """The same with nobody on a public list or on duty called like the sample resident."""
    registers = {
        key: replace(one, people=tuple(replace(p, name=other) if p.name == name else p for p in one.people))
        for key, one in library.every(Register).items()
    }
    duties = {
        key: replace(one, who=other if one.who == name else one.who)
        for key, one in library.every(OnDuty).items()
    }
    return replace(library, more={**library.more, Register: registers, OnDuty: duties})
