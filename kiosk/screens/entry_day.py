"""A day by digit keys: year, month and day in one line, 今天 and 昨天 beside. With an ``EntryPad``.

    near = near_days(look, "sum", today, bounds, choose)
    self._pad.arranged(day_typing(texts), head, done, beside=near)
    self._pad.tell(day_entry(text, texts, range=…, problem=…))

The text called back is ISO 8601 once the day is whole and there is such a day; before, its digits.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from kiosk.domain.typed import Day
from kiosk.screens.entry_pad import Corners, Entry
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.keypad import WordKey
from kiosk.screens.widgets.painter import Look
from kiosk.words.texts import Texts

Bounds = tuple[date | None, date | None]


def day_typing(texts: Texts) -> Day:
    return Day(texts.typed.day_form)


def day_entry(text: str, texts: Texts, *, hint: str = "", range: str = "", problem: str = "") -> Entry:
    """``hint``: what to do; else in which order."""
    said = day_said(text, texts)
    return Entry(text, hint or texts.typed.day_help, range, problem, said if said != text else "")


class NearDay(WordKey):
    """今天 or 昨天 among the digits; named with the page."""

    listed = True


def near_days(look: Look, name: str, today: date, bounds: Bounds, choose: Callable[[str], None]) -> Corners:
    """昨天 left and 今天 right of the nought, as far as they lie within ``bounds``."""
    texts, before = look.texts.typed, today - timedelta(days=1)
    left = right = None
    if within(before, bounds):
        left = NearDay(
            texts.yesterday, touch_id=f"{name}.yesterday", on_tap=partial(choose, before.isoformat())
        )
    if within(today, bounds):
        right = NearDay(texts.today, touch_id=f"{name}.today", on_tap=partial(choose, today.isoformat()))
    return left, right


def within(day: date, bounds: Bounds) -> bool:
    first, last = bounds
    return (first is None or first <= day) and (last is None or day <= last)
