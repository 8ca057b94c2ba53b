"""Typed fields of a form, for the gallery: amounts, identity numbers, days."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain.known_offices import with_offices
from kiosk.domain.library import FormField, Library
from kiosk.domain.library_english import with_english
from script.gallery_walk import NUMBER, Walk, good

_AGREED: Final = m.GiveConsent("2026-11-21T14:05:00+08:00")
_SUM: Final = FormField(
    *("amount", "money", "多少钱", "实际拿到手多少钱？"),
    required=True,
    help="写到手的数。先扣掉的利息不算进去。",
    least="0.01",
    most="1000000",
)
_AGE: Final = FormField("age", "number", "年纪", "您多大年纪？", unit="岁", least="14", most="120")
_DAY: Final = FormField(
    "day", "date", "哪天", "哪天把钱给的？", required=True, least="2020-01-01", most="today"
)
_WHO: Final = FormField(
    "who", "identity", "身份证号", "借钱的人身份证号码？", help="不写也行，打印出来用笔填。"
)
_BOAT: Final = FormField(
    "boat",
    "boat",
    "船号",
    "船牌上写的什么？",
    required=True,
    sentences=("浙嵊渔", "浙岱渔", "浙普渔", "浙定渔"),
)
_PLACE: Final = FormField("place", "place", "住哪里", "您住在哪里？", required=True, sentences=("船上",))


def asking(library: Library, *fields: FormField, english: bool = False) -> Walk:
    """The first page of a consultation that asks for these fields. ``english``: they have theirs."""
    item = library.items[0]
    step = replace(item.steps[0], fields=fields)
    items = (replace(item, steps=(step,)), *library.items[1:])
    asked = with_offices(replace(library, items=items, english=None))
    return good(with_english(asked) if english else asked).does(m.OpenForm(item.id, "order-1"))


def typed_walks(library: Library) -> Iterator[tuple[str, Walk]]:
    """Each kind empty, filled and wrong; then all of them on the check page."""
    money = asking(library, _SUM)
    yield "typed-money", money
    yield "typed-money-filled", money.does(m.Answer("amount", "120000.5"))
    yield "typed-money-problem", money.does(m.Answer("amount", "5000000"), m.NextPage())
    number = asking(library, _AGE)
    yield "typed-number", number.does(m.Answer("age", "7"), m.NextPage())
    who = asking(library, _WHO).does(_AGREED)
    yield "typed-identity", who
    yield "typed-identity-filled", who.does(m.Answer("who", NUMBER))
    day = asking(library, _DAY)
    yield "typed-date", day
    yield "typed-date-half", day.does(m.Answer("day", "202603"))
    yield "typed-date-filled", day.does(m.Answer("day", "2026-03-05"))
    yield "typed-date-problem", day.does(m.Answer("day", "2019-01-01"), m.NextPage())
    boat = asking(library, _BOAT).does(_AGREED)
    yield "typed-boat", boat
    yield "typed-boat-filled", boat.does(m.Answer("boat", "浙嵊渔12345"))
    yield "typed-boat-problem", boat.does(m.Answer("boat", "12345"), m.NextPage())
    place = asking(library, _PLACE)
    yield "typed-place", place
    yield "typed-place-page-2", place.tapped("place.page.after")
    yield "typed-place-written", place.does(m.Answer("place", "菜园镇示例路 18 号二楼"))
    yield "typed-place-problem", place.does(m.NextPage())
    check = asking(library, _SUM, _AGE, _DAY, _WHO, _BOAT, _PLACE).does(
        *(m.Answer("amount", "120000.5"), m.NextPage(), m.Answer("age", "72"), m.NextPage()),
        *(m.Answer("day", "2026-03-05"), m.NextPage(), _AGREED, m.Answer("who", NUMBER), m.NextPage()),
        *(m.Answer("boat", "浙嵊渔12345"), m.NextPage(), m.Answer("place", "青样村"), m.NextPage()),
    )
    yield "typed-check", check
    yield "typed-check-shown", check.does(m.ShowPersonal())
