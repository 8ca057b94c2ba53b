"""Months and years as the law counts them. Pure."""

import calendar
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = 12


def _months_on(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return year, month + 1


def same_day(day: date, months: int) -> date:
    """The day of the same number ``months`` later, the end of the month when it has none (民法典 §202)."""
    year, month = _months_on(day, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def full_months(start: date, months: int) -> date:
    """The first day after ``months`` full months that begin with ``start`` itself.

    From January 31 one month is full at the end of February: the first day after it is March 1.
    """
    year, month = _months_on(start, months)
    if start.day <= calendar.monthrange(year, month)[1]:
        return date(year, month, start.day)
    return same_day(date(year, month, 1), 1)


def months_between(start: date, after: date) -> tuple[int, int]:
    """Full months from ``start`` to the day before ``after``, and the days left over."""
    months = (after.year - start.year) * _MONTHS + after.month - start.month + 1
    while full_months(start, months) > after:
        months -= 1
    return months, (after - full_months(start, months)).days


def shown(day: date) -> str:
    """2024 年 3 月 1 日, without spaces between."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_before(day: date) -> date:
    return day - timedelta(days=1)
