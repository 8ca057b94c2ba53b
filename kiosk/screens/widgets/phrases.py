"""Common sentences to tap into a text: rows of chips, by the page when there are many."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import Chip
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.rows import pages_of


class _More(Chip):
    """Not a sentence: leads to others."""

    surfaces = ("card", "card_down", "outline_off")


class Phrases(Block):
    """``tapped`` is called with the sentence. Sentences already in the text look chosen."""

    rows = Field(2)
    role = Field("strong")

    def __init__(self, tapped: Callable[[str], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._tapped = tapped
        self._sentences: tuple[str, ...] = ()
        self._page = 0
        self._chips: list[Chip] = []
        self._more = _More("", role=self.role, touch_id="write.more", on_tap=self._turn)

    def offer(self, sentences: Sequence[str]) -> None:
        """Show these from the first page on."""
        if tuple(sentences) == self._sentences:
            return
        self._sentences = tuple(sentences)
        self._page = 0
        self._more.text = self.texts.form.write_more
        self._chips = [
            Chip(
                sentence,
                role=self.role,
                touch_id=f"write.sentence.{index}",
                on_tap=partial(self._tapped, sentence),
            )
            for index, sentence in enumerate(self._sentences)
        ]
        self.swap(*self._chips, self._more)
        self.again()

    def mark(self, text: str) -> None:
        """Tick the sentences that are in ``text``."""
        for chip, sentence in zip(self._chips, self._sentences, strict=True):
            chip.chosen = sentence in text

    def _turn(self) -> None:
        self._page += 1
        self.again()

    def _gap(self) -> float:
        return max(float(self.theme.min_gap), self.theme.gap * 0.55)

    def _line(self) -> float:
        return float(self.theme.min_target) if self.theme.compact else self._more.least()

    def fit(self, width: float) -> float:
        if not self._sentences:
            return 0.0
        return self.rows * self._line() + (self.rows - 1) * self._gap()

    def arrange(self) -> None:
        chips = self._chips
        if not chips:
            return
        self.swap(*chips, self._more)
        gap = self._gap()
        widths = [min(chip.natural(), self.width) for chip in chips]
        pages = pages_of(widths, self.width, gap, int(self.rows), self._more.natural())
        page = pages[self._page % len(pages)]
        shown: set[int] = set()
        rows = int(self.rows)
        tall = min(self._line(), (self.height - (rows - 1) * gap) / rows)
        for number, row in enumerate(page):
            left, y = self.x, self.top - (number + 1) * tall - number * gap
            for index in row:
                chips[index].place(left, y, widths[index], tall)
                left += widths[index] + gap
                shown.add(index)
        if len(pages) > 1:  # always in the same corner, however many rows this page has
            wide = self._more.natural()
            self._more.place(self.right - wide, self.top - rows * tall - (rows - 1) * gap, wide, tall)
        for index, chip in enumerate(chips):
            if index not in shown:
                self.remove_widget(chip)
        if len(pages) == 1:
            self.remove_widget(self._more)
