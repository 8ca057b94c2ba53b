"""Figures for the calculators: our own library's as an editor's build would make them, and made-up ones."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from kiosk.calculators.model import Facts
from kiosk.calculators.parameters import Book, Holidays, ParameterSet, Row
from kiosk.calculators.registry import calculate
from kiosk.calculators.result import Result
from kiosk.content.parameters import holidays
from kiosk.content.publish.calendar import calendar
from tests.support.whole_library import collected

TODAY: Final = date(2026, 11, 23)


@cache
def our_book() -> Book:
    """What ``library/`` of this repository says."""
    draft = collected()
    sets = tuple(row.value.build() for row in draft.parameters)
    return Book(sets, holidays(calendar(row.value for row in draft.years)))


def figure(name: str, value: str, region: str = "示例县", sample: bool = True) -> ParameterSet:
    """A figure of 2024 alone."""
    row = Row(date(2024, 1, 1), date(2024, 12, 31), {"value": Decimal(value)})
    return ParameterSet(
        id=name,
        title=f"{name} 2024",
        figure=name,
        region=region,
        source="made up",
        checked=TODAY,
        sample=sample,
        rows=(row,),
    )


def book(*sets: ParameterSet, years: Holidays | None = None) -> Book:
    return Book(sets, years or Holidays())


def reckon(name: str, region: str = "", today: date = TODAY, /, **given: object) -> Result:
    """By our own library's figures."""
    return calculate(name, given, Facts(today, our_book(), region))


def amount(name: str, **given: object) -> str:
    document = reckon(name, **given).as_json()
    return str(document["amount"])
