"""Lists by the page, the same on every screen that has one: never an endless scroll.

Standing panels turn pages below the list, low ones beside the title, where it costs no row.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.lists import MOST_ROWS
from kiosk.screens.widgets.text import Text
from kiosk.words.main import MainTexts

Item = TypeVar("Item")


@dataclass(frozen=True)
class PagedList(Generic[Item]):
    """``name`` begins the ids of the turning buttons; ``make`` builds the block of one item.

    ``foot`` stands below the list on every page (on a low panel, where there is room); ``crumb`` is a small
    line over the title; ``note`` stands below it on every page.
    """

    name: str
    title: str
    items: Sequence[Item]
    make: Callable[[Item], Block]
    turn: Callable[[int], None]
    hint: str = ""
    crumb: str = ""
    columns: int = 1
    gap: float = 0.7
    foot: Callable[[], Sequence[Block]] = tuple
    note: Callable[[], Sequence[Block]] = tuple

    def build(self, screen: KioskScreen, page: int) -> Block:
        """The page as laid out for this panel; a page that is not there becomes the last one."""
        groups, even = self._groups(screen)
        pages = max(1, len(groups))
        page = min(max(page, 0), pages - 1)
        shown = [self.make(item) for item in groups[page]] if groups else []
        body = Grid(*shown, columns=self.columns, gap=self.gap) if even else Column(*shown, gap=self.gap)
        compact = screen.theme.compact
        above = self._head(screen, page, pages)
        pager = [self._pager(screen, page, pages, short=False)] if pages > 1 and not compact else []
        feet = list(self.foot())
        if compact:
            # It gives way to the list where rows are few.
            for order, foot in enumerate(feet, start=1):
                foot.yields = order
        return Column(above, *self.note(), body, Spacer(), *pager, *feet)

    def pages(self, screen: KioskScreen) -> int:
        """How many there are."""
        return len(self._groups(screen)[0])

    def _groups(self, screen: KioskScreen) -> tuple[list[Sequence[Item]], bool]:
        """What stands on each page, and whether all rows are as tall as the tallest.

        They are unless that costs pages: all on one page stands before all of one height.
        """
        size = self._page_size(screen)
        even = [self.items[start : start + size] for start in range(0, len(self.items), size)]
        if len(even) < 2 or self.columns > 1:
            return even, True
        gap = max(self.gap * screen.theme.gap, screen.theme.min_gap)
        talls = [screen.measure(self.make(item)) for item in self.items]
        if len(talls) <= MOST_ROWS and sum(talls) + gap * (len(talls) - 1) <= self._room(screen, 1):
            return [self.items], False
        room = self._room(screen, 2)
        packed: list[list[Item]] = [[]]
        left = room
        for item, tall in zip(self.items, talls, strict=True):
            if packed[-1] and (tall > left or len(packed[-1]) == MOST_ROWS):
                packed.append([])
                left = room
            packed[-1].append(item)
            left -= tall + gap
        return (list(packed), False) if len(packed) < len(even) else (even, True)

    def _page_size(self, screen: KioskScreen) -> int:
        """How many items a page holds: all of them when they fit without turning."""
        gap = max(self.gap * screen.theme.gap, screen.theme.min_gap)
        cell = (screen.room()[0] - gap * (self.columns - 1)) / self.columns
        tallest = max((screen.measure(self.make(item), cell) for item in self.items), default=1.0)
        rows = -(-len(self.items) // self.columns)
        for pages in (1, 2):
            room = self._room(screen, pages)
            fitting = max(1, min(MOST_ROWS, int((room + gap) // (tallest + gap))))
            if fitting >= rows:
                break
        return fitting * self.columns

    def _room(self, screen: KioskScreen, pages: int) -> float:
        """Height left for the list when there are this many pages."""
        compact = screen.theme.compact
        others: list[Block] = [self._head(screen, 0, pages), *self.note()]
        if not compact:
            others += self.foot()
        if pages > 1 and not compact:
            others.append(self._pager(screen, 0, pages, short=False))
        used = [screen.measure(block) + screen.theme.gap for block in others]
        # The head is no part of what must lie within reach, nor are items that are only read.
        touched = not compact and any(self.make(item).tappable for item in self.items[:1])
        return min(screen.room()[1] - sum(used), screen.reach() - sum(used[1:]) if touched else math.inf)

    def _head(self, screen: KioskScreen, page: int, pages: int) -> Block:
        title = Text(self.title, "title", valign="middle")
        if screen.theme.compact:
            if pages < 2:
                return title
            title.share = 1.0
            # Its buttons keep their height beside a title of two lines.
            return Beside(title, Column(Spacer(), self._pager(screen, page, pages, short=True), Spacer()))
        crumb = [Text(self.crumb, "small", tone="ink2")] if self.crumb else []
        hint = [Text(self.hint, "small", tone="ink2")] if self.hint else []
        return Column(*crumb, title, *hint, gap=0.1)

    def _pager(self, screen: KioskScreen, page: int, pages: int, short: bool) -> Block:
        return pager(self.name, page, pages, self.turn, short, screen.texts.main)


def pager(
    name: str, page: int, pages: int, turn: Callable[[int], None], short: bool, texts: MainTexts
) -> Block:
    """上一页 · where · 下一页. A direction that leads nowhere is shown dimmed."""
    before, after = turn_buttons(name, page, pages, turn, texts)
    if short:
        return Beside(before, where_in_short(page, pages, texts), after, gap=0.9)
    words = texts.page_of.format(page + 1, pages)
    where = Text(words, "small", tone="ink2", align="center", valign="middle", share=1.0)
    before.share = after.share = 0.8
    return Beside(before, where, after, gap=0.7)


def where_in_short(page: int, pages: int, texts: MainTexts, yields: int = 0) -> Text:
    """For few words' width; heard in full."""
    where = Text(texts.page_short.format(page + 1, pages), "small", tone="ink2", align="center")
    where.valign, where.yields = "top" if yields else "middle", yields
    where.aloud = texts.page_of.format(page + 1, pages)
    return where


def turn_buttons(
    name: str, page: int, pages: int, turn: Callable[[int], None], texts: MainTexts
) -> tuple[SecondaryButton, SecondaryButton]:
    """上一页 and 下一页."""
    before = SecondaryButton(
        texts.page_before,
        touch_id=f"{name}.before",
        enabled=page > 0,
        on_tap=lambda: turn(page - 1),
    )
    after = SecondaryButton(
        texts.page_after,
        touch_id=f"{name}.after",
        enabled=page < pages - 1,
        on_tap=lambda: turn(page + 1),
    )
    return before, after
