"""An order's progress as sections for the page: the answers, then the steps, the newest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from kivy.graphics import Color, Ellipse, Rectangle

from kiosk.domain.progress import Entry, Progress, replies
from kiosk.domain.standing import steps as told_steps
from kiosk.screens.guide_pages import Section
from kiosk.screens.widgets.block import Beside, Block, Card, Column
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

# A piece of text is never so long that a page could not hold it: below where the order stands the lowest
# panel has room for two lines of an answer. Where there is room, pages end with sentences.
_LOW_MOST: Final = 26
_PIECE_MOST: Final = 60
_SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]+[”’）」』]*|[^。！？；]+")
_CLAUSE: Final = re.compile(r"[^，、：,]*[，、：,]+[”’）」』]*|[^，、：,]+")
_MARKS: Final = "，、：；。！？”’）」』,"
_MARKS_MOST: Final = 3  # in a row at the end of a piece


@dataclass(frozen=True, slots=True)
class Piece:
    """Some sentences of paragraph ``paragraph``: where a page may break."""

    paragraph: int
    text: str


def pieces(text: str, most: int = _PIECE_MOST) -> tuple[Piece, ...]:
    """All of ``text`` but its empty lines, in pieces of at most ``most`` characters and the marks after them.

    Broken at sentences, those that are too long at commas, and only words without end anywhere.
    """
    found = []
    lines = (line.strip() for line in text.splitlines())
    for paragraph, line in enumerate(filter(None, lines)):
        for sentence in _SENTENCE.findall(line):
            found += [Piece(paragraph, piece) for piece in _short(sentence, most)]
    return tuple(found)


def _short(sentence: str, most: int) -> Iterator[str]:
    """``sentence`` in as few pieces as its commas allow."""
    piece = ""
    for clause in _CLAUSE.findall(sentence) if len(sentence) > most else [sentence]:
        if piece and len(piece + clause) > most:
            yield piece
            piece = ""
        piece += clause
        while len(piece) > most:
            cut = _after_marks(piece, most)
            if cut == len(piece):
                break
            yield piece[:cut]
            piece = piece[cut:]
    if piece:
        yield piece


def _after_marks(text: str, cut: int) -> int:
    """No piece begins with a mark: one that stood alone on a page would be read as a speck."""
    marks = 0
    while marks < _MARKS_MOST and cut + marks < len(text) and text[cut + marks] in _MARKS:
        marks += 1
    return cut + marks


@dataclass(frozen=True)
class Read:
    """What there is to read below where the order stands."""

    answers: list[Section]
    steps: list[Section]


def to_read(progress: Progress, today: datetime, compact: bool, texts: Texts) -> Read:
    answers = [_answer(entry, today, compact, texts) for entry in replies(progress)]
    rows = [row for entry in told_steps(progress) for row in _rows(entry, today, compact, texts)]
    steps = Section(rows, lambda items, first: _steps(items, first, compact, texts), together=False)
    return Read([one for one in answers if one.items], [steps] if rows else [])


def _titled(title: str, compact: bool, *children: Block, gap: float) -> Block:
    """A card on standing panels; without its edges where height is scarce."""
    heading = Text(title, "heading")
    if compact:
        return Column(heading, *children, gap=gap)
    return Card(heading, *children, gap=gap)


# ---- answers


def _answer(entry: Entry, today: datetime, compact: bool, texts: Texts) -> Section:
    """The answer itself, in large letters. Nobody else's business: no line of it is kept."""
    when = texts.times.day_at(entry.at, today)
    title = texts.progress.reply.format(when) if when else texts.progress.reply_undated

    def make(items: Sequence[Piece], first: int) -> Block:
        told = texts.main.guide_on.format(title) if first else title
        lines = [Text(text, "subtitle_plain", private=True) for text in _paragraphs(items)]
        return _titled(told, compact, *lines, gap=0.45)

    most = _LOW_MOST if compact else _PIECE_MOST
    return Section(pieces(entry.reply, most), make, together=False)


def _paragraphs(items: Iterable[Piece]) -> list[str]:
    groups = groupby(items, key=lambda piece: piece.paragraph)
    return ["".join(piece.text for piece in group) for _, group in groups]


# ---- steps


@dataclass(frozen=True, slots=True)
class _Step:
    """``what`` was done, ``when``, and the beginning of why; or, with the first two empty, more of why."""

    what: str
    when: str
    why: tuple[Piece, ...]


def _rows(entry: Entry, today: datetime, compact: bool, texts: Texts) -> list[_Step]:
    """A page never breaks between a step and the beginning of why."""
    why = pieces(entry.note, _LOW_MOST if compact else _PIECE_MOST)
    step = _Step(texts.standing.step(entry), texts.times.day_and_hour(entry.at, today), why[:1])
    return [step, *(_Step("", "", (piece,)) for piece in why[1:])]


def _steps(items: Sequence[_Step], first: int, compact: bool, texts: Texts) -> Block:
    title = texts.main.guide_on.format(texts.progress.steps) if first else texts.progress.steps
    rows: list[Block] = []
    steps = _with_why(items)
    for index, (step, why) in enumerate(steps):
        newest = not first and not index
        ends = index + 1 == len(steps)
        told = _paragraphs(why)
        if step is not None:
            what = _what(step, newest, compact)
            joints = bool(first or index), bool(told) or not ends
            rows.append(Beside(_Mark(newest, joints, what[0].role), *what, gap=0.7))
        for number, text in enumerate(told):
            mark = _Mark(newest=False, joints=(True, number + 1 < len(told) or not ends))
            rows.append(Beside(mark, Text(text, "body", private=True, share=1.0), gap=0.7))
    return _titled(title, compact, Column(*rows, gap=0.0), gap=0.4)


def _with_why(items: Sequence[_Step]) -> list[tuple[_Step | None, list[Piece]]]:
    """Each step with all of why that stands on this page; None: it began on the page before."""
    found: list[tuple[_Step | None, list[Piece]]] = []
    for item in items:
        if item.what or not found:
            found.append((item if item.what else None, []))
        found[-1][1].extend(item.why)
    return found


def _what(step: _Step, newest: bool, compact: bool) -> tuple[Text, Text]:
    roles = ("strong", "body") if compact else ("subtitle", "subtitle_plain")
    what = Text(step.what, roles[0] if newest else roles[1], share=1.0)
    return what, Text(step.when, "small", tone="ink2", align="right", valign="middle")


class _Mark(Block):
    """The dot of a step, full for the newest, in the middle of a line of ``role``; empty: no dot.

    ``joints``: whether a line leads up to what is newer, and down to what was before.
    """

    def __init__(self, newest: bool, joints: tuple[bool, bool], role: str = "") -> None:
        super().__init__()
        self._newest = newest
        self._up, self._down = joints
        self._role = role

    def _line(self, role: str) -> float:
        style = self.theme.type(role)
        return style.size * style.leading

    def natural(self) -> float:
        return self._line("body") * 0.6

    def fit(self, width: float) -> float:
        return self._line(self._role or "body")

    def arrange(self) -> None:
        side = round(self._line("body") * 0.42)
        thick = max(round(side * 0.16), 2)
        middle = round(self.top - self._line(self._role or "body") / 2)
        x = round(self.x + (self.width - side) / 2)
        self.canvas.clear()
        with self.canvas:
            Color(*self.theme.colour("action_line"))
            top, bottom = self.top if self._up else middle, self.y if self._down else middle
            Rectangle(pos=(round(x + side / 2 - thick / 2), bottom), size=(thick, top - bottom))
            if self._role:
                self._disc(x, round(middle - side / 2), side, "action" if self._newest else "action_line")
                if not self._newest:
                    self._disc(x + thick, round(middle - side / 2) + thick, side - 2 * thick, "card")

    def _disc(self, x: float, y: float, side: float, tone: str) -> None:
        Color(*self.theme.colour(tone))
        Ellipse(pos=(x, y), size=(side, side))
