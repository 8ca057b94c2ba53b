"""Typed fields of a form, for the gallery: amounts, identity numbers, days."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain.library import FormField, Library
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


def asking(library: Library, *fields: FormField) -> Walk:
    """The first page of a consultation that asks for these fields."""
    item = library.items[0]
    step = replace(item.steps[0], fields=fields)
    items = (replace(item, steps=(step,)), *library.items[1:])
    return good(replace(library, items=items, english=None)).does(m.OpenForm(item.id, "order-1"))


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
