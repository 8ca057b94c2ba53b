"""Of a calculator's page: one line with its answer, what came of it so far, and how it came about."""

from collections.abc import Sequence
from typing import Any, Final

from kiosk.domain.sums import Fault, SumLine, SumResult
from kiosk.screens.form_page import problem_line
from kiosk.screens.guide_pages import Section
from kiosk.screens.widgets.block import Backdrop, Block, Column
from kiosk.screens.widgets.notes import Fact, Notice, NumberedSteps
from kiosk.screens.widgets.reading_order import reading_order
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable
from kiosk.words.texts import Texts

_VALUE_SHARE: Final = 0.46  # of the row, at most


class LineRow(Touchable):
    """A question at the left, its answer or an invitation at the right; what is wrong with it below."""

    def __init__(
        self, label: str, hint: str, value: str, invitation: str, problem: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._label = Text(label, "strong")
        self._hint = Text(hint, "small", tone="ink2") if hint else None
        self._wrong = problem_line(problem, "small_bold") if problem else None
        self._value = Text(
            value or invitation,
            "strong",
            tone="ink" if value else "action",
            align="right",
            private=bool(value),
            valign="middle",
        )
        for child in (self._label, self._hint, self._value, self._wrong):
            if child is not None:
                self.add_widget(child)

    def _widths(self, width: float) -> tuple[float, float]:
        """Of the words at the left and of the value."""
        room = width - 2 * self.theme.pad * 0.8 - self.theme.gap
        spare = room - self._label.natural() - 2  # of one whose label is short
        value = min(self._value.natural() + 2, max(room * _VALUE_SHARE, spare))
        return room - value, value

    def _heights(self, width: float) -> tuple[float, float, float]:
        room, _ = self._widths(width)
        hint = self._hint.fit(room) if self._hint is not None else 0.0
        wrong = self._wrong.fit(width - 2 * self.theme.pad * 0.8) if self._wrong is not None else 0.0
        return self._label.fit(room), hint, wrong

    def fit(self, width: float) -> float:
        label, hint, wrong = self._heights(width)
        beside = max(label + hint, self._value.fit(self._widths(width)[1]))
        return max(float(self.theme.min_target), beside + wrong + self.theme.gap * 0.8)

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed else "card")
        label, hint, wrong = self._heights(self.width)
        room, value = self._widths(self.width)
        left = self.x + self.theme.pad * 0.8
        beside = max(label + hint, self._value.fit(value))
        top = self.center_y + (beside + wrong) / 2
        drop = (beside - label - hint) / 2
        self._label.place(left, top - drop - label, room, label)
        if self._hint is not None:
            self._hint.place(left, top - drop - label - hint, room, hint)
        self._value.place(self.right - self.theme.pad * 0.8 - value, top - beside, value, beside)
        if self._wrong is not None:
            self._wrong.place(left, top - beside - wrong, self.width - 2 * self.theme.pad * 0.8, wrong)


def line_hint(line: SumLine, texts: Texts, ranged: bool = True) -> str:
    """The help and, where it is ``ranged``, the bounds; of what may be left out, that it may."""
    words = texts.sums
    parts = [line.help, words.limits(line) if ranged else ""]
    if not line.required and not line.told:
        parts.append(words.published if line.figure else words.optional)
    return words.joint.join(part for part in parts if part)


def line_problem(line: SumLine, found: Fault | None, refused: str, texts: Texts) -> str:
    """What is wrong with a line, in one sentence; empty when nothing is."""
    return texts.sums.fault(line, found) if found is not None else refused


def result_box(
    headline: str, under: Sequence[str], low: bool, odd: bool = False, tight: bool = False
) -> Block:
    """The result, large; below it what has to be said with it. ``odd``: it is no result yet."""
    words = Text(
        headline, "heading" if odd or low else "title", tone="ink2" if odd else "ink", private=not odd
    )
    lines = [Text(line, "small", tone="ink2") for line in under if line]
    surface = "card" if odd else "answer"
    inset = 0.7 if tight or (low and odd) else 1.0
    return Column(words, *lines, surface=surface, gap=0.1, inset=inset)


def sections(result: SumResult, compact: bool, texts: Texts) -> list[Section]:
    """How it came about, in the order it is asked for."""
    words = texts.sums
    parts = [
        Section(result.warnings, lambda items, _: Notice(words.notices, items, icon="info")),
        Section(
            result.steps,
            lambda items, first: _titled(
                words.how, first, compact, _privately(NumberedSteps(items, first + 1)), texts
            ),
            together=False,
        ),
        Section(
            words.articles(result),
            lambda items, first: _titled(words.law, first, compact, _small(items), texts),
            together=False,
        ),
        Section(
            tuple(words.figure(one) for one in result.figures),
            lambda items, first: _titled(words.figures, first, compact, _small(items), texts),
            together=False,
        ),
        Section((result.note,), lambda items, _: Text(items[0], "small", tone="ink2")),
    ]
    return [section for section in parts if section.items]


def _titled(title: str, first: int, compact: bool, body: Block, texts: Texts) -> Block:
    said = texts.main.guide_on.format(title) if first else title
    if compact:
        return Column(Text(said, "heading"), body, gap=0.3)
    return Fact(said, body)


def _privately(block: Block) -> Block:
    """Steps repeat what was typed: they are somebody's, as a reply is."""
    for part in reading_order(block):
        if isinstance(part, Text):
            part.private = True
    return block


def _small(items: Sequence[str]) -> Block:
    return Column(*(Text(item, "small", tone="ink2") for item in items), gap=0.15)
