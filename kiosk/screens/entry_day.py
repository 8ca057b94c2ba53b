"""A day by digit keys: year, month and day in one line, 今天 and 昨天 beside. With an ``EntryPad``.

    near = near_days(look, "sum", today, bounds, choose)
    self._pad.arranged(day_typing(texts), head, done, *near.more, beside=near.beside)
    self._pad.tell(day_entry(text, texts, range=…, problem=…))

The text called back is ISO 8601 once the day is whole and there is such a day; before, its digits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from kiosk.domain.typed import Day
from kiosk.screens.entry_pad import Corners, Entry
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import SecondaryButton, side_by_side
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


@dataclass(frozen=True)
class NearDays:
    """Standing panels have them beside the nought, low ones, whose keys are narrow, below what is typed."""

    beside: Corners = (None, None)
    more: tuple[Block, ...] = ()


class NearDay(WordKey):
    """今天 or 昨天 among the digits; named with the page."""

    listed = True


def near_days(look: Look, name: str, today: date, bounds: Bounds, choose: Callable[[str], None]) -> NearDays:
    """昨天 and 今天, as far as they lie within ``bounds``."""
    texts, low = look.texts.typed, look.theme.compact
    made: list[NearDay | SecondaryButton | None] = []
    days = (("yesterday", texts.yesterday, today - timedelta(days=1)), ("today", texts.today, today))
    for which, word, day in days:
        tap = partial(choose, day.isoformat())
        if not within(day, bounds):
            made.append(None)
        elif low:
            made.append(SecondaryButton(word, tall=0.77, touch_id=f"{name}.{which}", on_tap=tap))
        else:
            made.append(NearDay(word, touch_id=f"{name}.{which}", on_tap=tap))
    if low:
        buttons = [button for button in made if button is not None]
        return NearDays(more=(side_by_side(*buttons),) if buttons else ())
    left, right = (key if isinstance(key, NearDay) else None for key in made)
    return NearDays((left, right))


def within(day: date, bounds: Bounds) -> bool:
    first, last = bounds
    return (first is None or first <= day) and (last is None or day <= last)
