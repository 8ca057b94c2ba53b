"""From the words of a paper to lines on A4: what the PDF and the preview both draw. Pure.

Millimetres from the page's upper left corner; ``y`` is the base line. Nothing is ever cut off: what does not
fit goes to the next line or page, and a paper longer than ``MAX_PAGES`` is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from kiosk.documents.fill import Paper, Part

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
LEFT: Final = 28.0
RIGHT: Final = 26.0
TOP: Final = 26.0
BOTTOM: Final = 24.0
BODY: Final = 12.0  # points
MAX_PAGES: Final = 20
MAX_CHARACTERS: Final = 40_000
SAMPLE: Final = "样例：内容没有经过审核，用之前请工作人员看一看"
ADVICE: Final = "这一页是说明，不用交"
_POINT: Final = 25.4 / 72
_LEADING: Final = 1.75
_SMALL: Final = 9.0
_SIZES: Final = {"title": 20.0, "heading": 14.0}
_SIGN_LINE: Final = 60.0
_SIGN_SPACE: Final = 14.0  # a hand needs more height than print
_SPACE: Final = 10.0
_NAMES: Final = 34.0  # width of a table's first column
_PADDING: Final = 2.0
_INDENT: Final = 2  # characters
_NOT_FIRST: Final = frozenset("。，、；：？！）】》〉”’…—％%·,.;:?!)]}")
_NOT_LAST: Final = frozenset("（【《〈“‘¥([{")
_WORD: Final = re.compile(r"[0-9A-Za-z.,/:@#&+-]+|＿+|.", re.DOTALL)


class TooLongError(ValueError):
    """More than a paper of this terminal may hold."""


class Type(Protocol):
    """What the layout has to know of fonts."""

    def em(self, char: str) -> float:
        """The width of ``char`` as a part of the font's size."""
        ...

    def drawn(self, text: str) -> str:
        """``text`` with a mark for what no font has, and without what is never seen."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """``size`` in points; ``width`` in mm, as measured."""

    x: float
    y: float
    size: float
    text: str
    width: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(slots=True)
class Page:
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def laid_out(paper: Paper, type_: Type) -> tuple[Page, ...]:
    """The pages of ``paper``, its advice last. Raises TooLongError."""
    words = [text for part in paper.parts for text in (part.text, *(one for row in part.rows for one in row))]
    words += [text for heading, lines in paper.advice for text in (heading, *lines)]
    if sum(map(len, words)) > MAX_CHARACTERS:
        raise TooLongError(f"more than {MAX_CHARACTERS} characters")
    setter = _Setter(type_)
    for part in paper.parts:
        setter.part(part)
    own = len(setter.pages)
    if paper.advice:
        _advice(setter, paper)
    for number, page in enumerate(setter.pages, 1):
        foot = f"第 {number} 页，共 {own} 页" if number <= own else ADVICE
        setter.on(page, foot, HEIGHT - 13.0, _SMALL, middle=True)
        if paper.sample:
            setter.on(page, SAMPLE, 14.0, _SMALL, middle=True)
    return tuple(setter.pages)


def _advice(setter: "_Setter", paper: Paper) -> None:
    setter.new_page()
    setter.part(Part("title", f"{paper.title}：怎么用"))
    for heading, lines in paper.advice:
        setter.part(Part("heading", heading))
        for line in lines:
            setter.part(Part("item", line))


class _Setter:
    """Puts one part below the other and turns pages."""

    def __init__(self, type_: Type) -> None:
        self._type = type_
        self.pages: list[Page] = [Page()]
        self._y = TOP  # the upper edge of what comes next

    def new_page(self) -> None:
        if len(self.pages) == MAX_PAGES:
            raise TooLongError(f"more than {MAX_PAGES} pages")
        self.pages.append(Page())
        self._y = TOP

    def part(self, part: Part) -> None:
        match part.kind:
            case "title":
                self._paragraph(part.text, _SIZES["title"], align=0.5, bold=True)
                self._y += 4.0
            case "heading":
                self._y += 2.0
                # A heading alone at the foot of a page belongs to the next one.
                self._room(3 * _height(_SIZES["heading"]))
                self._paragraph(part.text, _SIZES["heading"], bold=True)
            case "right" | "date":
                self._paragraph(part.text or "＿＿＿年＿＿月＿＿日", BODY, align=1.0)
            case "item":
                self._paragraph(part.text, BODY)
            case "table":
                for name, what in part.rows:
                    self._row(name, what)
                self._y += 3.0
            case "sign":
                self._sign(part.text)
            case "space":
                self._y += _SPACE
                if part.text:
                    self._paragraph(part.text, BODY)
            case "text":
                self._paragraph(part.text, BODY, indent=_INDENT)

    def on(self, page: Page, text: str, y: float, size: float, *, middle: bool = False) -> None:
        """One line outside of the text: a head, a foot."""
        text = self._type.drawn(text)
        width = self._width(text, size)
        x = (WIDTH - width) / 2 if middle else LEFT
        page.lines.append(Line(x, y, size, text, width))

    def _paragraph(
        self, text: str, size: float, *, align: float = 0.0, indent: int = 0, bold: bool = False
    ) -> None:
        """``align``: 0 left, 0.5 middle, 1 right. ``indent``: of each paragraph's first line."""
        height = _height(size)
        for paragraph in text.split("\n"):
            for number, line in enumerate(self._broken(paragraph, size, WIDTH - LEFT - RIGHT, indent)):
                self._room(height)
                width = self._width(line, size)
                first = indent * size * _POINT if number == 0 else 0.0
                x = LEFT + first + align * (WIDTH - LEFT - RIGHT - width)
                self._put(x, line, size, width, bold=bold)
                self._y += height

    def _row(self, name: str, what: str) -> None:
        """A row may go over pages, line by line; its frame is closed on each."""
        inner = WIDTH - LEFT - RIGHT
        height = _height(BODY)
        left = list(self._all_broken(name, _NAMES - 2 * _PADDING))
        right = list(self._all_broken(what, inner - _NAMES - 2 * _PADDING))
        count = max(len(left), len(right))
        at = 0
        while at < count:
            self._room(height + 2 * _PADDING)
            fits = max(1, int((HEIGHT - BOTTOM - self._y - 2 * _PADDING) / height))
            top = self._y
            self._y += _PADDING
            for number in range(at, min(count, at + fits)):
                for x, column in ((LEFT + _PADDING, left), (LEFT + _NAMES + _PADDING, right)):
                    if number < len(column):
                        self._put(x, column[number], BODY, self._width(column[number], BODY))
                self._y += height
            self._y += _PADDING
            at += fits
            self._frame(top)

    def _frame(self, top: float) -> None:
        end, bottom = WIDTH - RIGHT, self._y
        for x in (LEFT, LEFT + _NAMES, end):
            self.pages[-1].rules.append(Rule(x, top, x, bottom))
        for y in (top, bottom):
            self.pages[-1].rules.append(Rule(LEFT, y, end, y))

    def _sign(self, text: str) -> None:
        """What is to be signed, and a line; beside it, or below where the words are long."""
        self._room(_SIGN_SPACE + _height(BODY))
        self._y += _SIGN_SPACE - _height(BODY)
        self._paragraph(text, BODY)
        last = self.pages[-1].lines[-1]
        x = last.x + last.width + 2.0
        if x + _SIGN_LINE > WIDTH - RIGHT:
            self._room(_SIGN_SPACE)
            self._y += _SIGN_SPACE
            x, y = LEFT, self._y - 3.0
        else:
            y = last.y + 1.0
        self.pages[-1].rules.append(Rule(x, y, x + _SIGN_LINE, y))
        self._y += 2.0

    def _put(self, x: float, text: str, size: float, width: float, *, bold: bool = False) -> None:
        base = self._y + (_height(size) + 0.72 * size * _POINT) / 2
        self.pages[-1].lines.append(Line(x, base, size, text, width, bold))

    def _room(self, height: float) -> None:
        if self._y + height > HEIGHT - BOTTOM:
            self.new_page()

    def _width(self, text: str, size: float) -> float:
        return sum(map(self._type.em, text)) * size * _POINT

    def _all_broken(self, text: str, room: float) -> Iterator[str]:
        for paragraph in text.split("\n"):
            yield from self._broken(paragraph, BODY, room, 0)

    def _broken(self, text: str, size: float, room: float, indent: int) -> Iterator[str]:
        """Lines of at most ``room`` mm; a mark that closes stays with what it closes. At least one line."""
        words = [
            piece
            for word in _WORD.findall(self._type.drawn(text).strip())
            for piece in self._pieces(word, size, room - indent * size * _POINT)
        ]
        line: list[str] = []
        left = room - indent * size * _POINT
        for word in words:
            width = self._width(word, size)
            if line and width > left:
                carried = _carried(line, word)
                if self._width("".join(line[len(line) - carried :]), size) + width > room:
                    carried = 0  # of a word as long as a line nothing can go along
                yield "".join(line[: len(line) - carried])
                line = line[len(line) - carried :]
                left = room - self._width("".join(line), size)
            line.append(word)
            left -= width
        yield "".join(line)

    def _pieces(self, word: str, size: float, room: float) -> Iterator[str]:
        """A word that is longer than a line, in parts that are not."""
        part, left = "", room
        for char in word:
            width = self._width(char, size)
            if part and width > left:
                yield part
                part, left = "", room
            part += char
            left -= width
        yield part


def _carried(line: list[str], word: str) -> int:
    """How many words at the end of ``line`` go to the next one with ``word``."""
    count = 0
    first = word
    while count < len(line) - 1 and count < 3:
        before = line[len(line) - count - 1]
        if first[0] not in _NOT_FIRST and before[-1] not in _NOT_LAST:
            break
        first = before
        count += 1
    return count if first[0] not in _NOT_FIRST else 0


def _height(size: float) -> float:
    """Of a line of ``size`` points, in mm."""
    return size * _POINT * _LEADING
