"""What is being written or typed, with a caret in it. Drawn privately: no line of it is kept."""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.domain import caret
from kiosk.domain.speech import Part, Personal
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.buttons import Chip
from kiosk.screens.widgets.caret_spot import CaretSpot
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text
from kiosk.screens.written import begins_of, filled, line_of, nearest

_CARET_MM: Final = 0.9
_SENTENCE_END: Final = re.compile(r"。|\. ")
_BELOW: Final = 0.8  # lines below the middle of the last one begins what is below the text
_LEADING_LOW: Final = 1.24  # two lines in the least height
_DIGIT_ROLES: Final = (
    "number",
    "start",
    "title",
    "subtitle",
    "heading",
    "small_bold",
)  # the largest that fits is used


class _Row(NamedTuple):
    """A line as it was drawn: ``begin`` characters before it, its middle, from ``left`` to ``end``. From
    ``gap`` on there is nothing for ``wide`` pixels, for the caret.
    """

    line: str
    begin: int
    middle: float
    left: float
    end: float
    gap: float
    wide: float

    def along(self, x: float, whole: float) -> float:
        """How far into the line ``x`` is, as if its letters were ``whole`` pixels long: they are drawn with
        distances of their own that are not measured.
        """
        drawn = max(self.end - self.wide - self.left, 1.0)
        return (x - min(max(x - self.gap, 0.0), self.wide) - self.left) * whole / drawn


class WrittenText(Block):
    """The text so far in a box of ``rows`` lines; of longer text the part with the caret is shown, and a
    button pages up and returns.

    ``hint`` stands in the empty box, as a problem when ``wrong``; ``note`` small in its lower corner.
    ``caret``: behind how many characters it stands, None at the end; ``moved`` is told where it was touched.
    ``composing``: letters that are no text yet, underlined before it.
    """

    text = Field("")
    composing = Field("")
    caret: Field[int | None] = Field(None)
    hint = Field("")
    note = Field("")
    wrong = Field(False)
    rows = Field(3)
    role = "written"
    pages = True  # whether it can be touched: there is a button to page up, and the caret can be placed

    def __init__(self, moved: Callable[[int], None] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._moved = moved
        self._backdrop = Backdrop(self)
        self._above = 0  # pages paged back from the end
        self._leafed = False  # by the button: to where there need be no caret
        self._leans = False  # the caret was placed before a line's first character, not behind the last one's
        self._broken: dict[float, tuple[str, ...]] = {}  # lines by width
        self._rows: tuple[_Row, ...] = ()
        self._drawn = InstructionGroup()
        self.canvas.after.add(self._drawn)
        self._spot = CaretSpot(self._touched, self._step, touch_id="write.caret", enabled=False)
        if moved is not None:
            self.add_widget(self._spot)  # below all else that stands in the box
        self._hint = Text("", "body", tone="ink2")
        self._note = Text("", "tiny", tone="attention", align="right", valign="middle")
        self._at_top = False
        self._page = Chip("", role="tiny_bold", touch_id="write.page", on_tap=self._turn)
        for child in (self._hint, self._note):
            self.add_widget(child)
        for name in ("hint", "note", "wrong"):
            self.fbind(name, self.again)
        self.fbind("text", self._rewritten)
        self.fbind("text", self._written)
        self.fbind("composing", self._written)
        self.fbind("caret", self._written)

    def write(self, text: str, composing: str, caret: int | None, hint: str, note: str, wrong: bool) -> None:
        """Whatever of it is new is drawn once."""
        before = self.text, self.composing, self.caret, self.hint, self.note, self.wrong
        wanted = text, composing, caret, hint, note, wrong
        if wanted == before:
            return
        placed, self._placed = self._placed, False
        self.text, self.composing, self.caret, self.hint, self.note, self.wrong = wanted
        self._placed = placed
        self.again()

    def spoken(self) -> tuple[Part, ...]:
        """All of it, also what is paged out of sight; the letters one by one."""
        written = (Personal(self.text, self.texts.speech.unspoken),) if self.text.strip() else ()
        return (*written, *((Personal(" ".join(self.composing), ""),) if self.composing else ()))

    def _rewritten(self, *_args: object) -> None:
        self._leans = self._spot.held = False

    def _written(self, *_args: object) -> None:
        self._leafed = False
        self._broken.clear()
        self._rows = ()
        at = self._at
        self._spot.enabled = bool(self.text)
        self._spot.number, self._spot.after = at, self.text[caret.back(self.text, at) : at]
        self.again()

    def _turn(self) -> None:
        """One page up; from the top to the end."""
        self._above = 0 if self._at_top else self._above + 1
        self._leafed = True
        self.again()

    # ---- the caret

    @property
    def _at(self) -> int:
        return caret.stand(self.text, self.caret)

    def _whole(self) -> str:
        """What is drawn: the letters stand at the caret."""
        return caret.insert(self.text, self.caret, self.composing)

    def _touched(self, x: float, y: float) -> None:
        """The nearest place of the nearest line; below the last one, the end."""
        if not self._rows:
            return
        row = min(self._rows, key=lambda row: abs(row.middle - y))
        at, leans = len(self._whole()), False
        last = row.begin + len(row.line) == at
        if not last or row.middle - y < self.pitch * _BELOW:
            along = row.along(x, self.look.paint.width(row.line, self.role))
            many = nearest(row.line, along, lambda piece: self.look.paint.width(piece, self.role))
            at, leans = row.begin + many, many == 0
        self._go(at - max(min(at - self._at, len(self.composing)), 0), leans)

    def _step(self, by: int) -> None:
        self._go(caret.on(self.text, self._at) if by > 0 else caret.back(self.text, self._at))

    def _go(self, at: int, leans: bool = False) -> None:
        at = caret.stand(self.text, at)
        shown_anew = leans != self._leans
        self._leans = leans
        if self._moved is not None and at != self._at:
            self._moved(at)
        elif shown_anew:
            self.again()

    # ---- layout

    @property
    def tappable(self) -> bool:
        return self.pages and (self._moved is not None or super().tappable)

    @property
    def pitch(self) -> float:
        style = self.theme.type(self.role)
        return style.size * (_LEADING_LOW if self.theme.compact else style.leading)

    def _inset(self) -> tuple[float, float]:
        """To the sides, above and below."""
        pad = self.theme.pad
        low = 0.1 if self.theme.elder else 0.25
        return (pad * 0.9, pad * low) if self.theme.compact else (pad, pad * 0.7)

    def fit(self, width: float) -> float:
        least = self.theme.min_target if self.pages else 0  # its button turns pages
        return max(float(self.rows * self.pitch + 2 * self._inset()[1]), float(least))

    def _lines(self, width: float) -> tuple[str, ...]:
        """Kept as long as the text stays: the box is laid out more often than it is written in."""
        if width not in self._broken:
            paint = self.look.paint
            self._broken[width] = filled(self._whole(), width, lambda piece: paint.width(piece, self.role))
        return self._broken[width]

    def arrange(self) -> None:
        self._backdrop.draw("card")
        side, edge = self._inset()
        width = self.width - 2 * side - self._caret_width() * 2
        lines = self._lines(width)
        room = self._rows_shown(lines, width)
        paged = self.pages and len(lines) > room
        self._place_button(paged)
        if paged:
            lines = self._lines(width - self._page.width)
            room = self._rows_shown(lines, width - self._page.width)
        begins = begins_of(self._whole(), lines)
        row = line_of(begins, lines, self._at + len(self.composing), self._leans)
        last = self._last_shown(len(lines), room, row)
        self._at_top = last <= room
        self._page.text = self.texts.form.write_down if paged and self._at_top else self.texts.form.write_up
        first = max(last - room, 0)
        self._draw(lines[first:last], begins[first:last], row - first)
        self._place_words(side, edge)
        self._place_spot()

    def _last_shown(self, lines: int, room: int, row: int) -> int:
        """How many lines there are to the end of the page that is shown: the one paged to, else one that has
        the caret's, ``row``; the same as before if it has.
        """

        def last() -> int:
            return max(lines - self._above * room, min(room, lines))

        self._above = min(self._above, -(-max(lines - room, 0) // room))
        if not self._leafed and (row == lines - 1 or not last() - room <= row < last()):
            self._above = (lines - 1 - row) // room
        return last()

    def _place_spot(self) -> None:
        """All of the box but the button beside it. Out of reach it is not there."""
        if not self.pages:
            self._spot.detach()
        if self._spot.parent is None:
            return
        right = self._page.x - self.theme.min_gap if self._page.parent is not None else self.right
        self._spot.place(self.x, self.y, right - self.x, self.height)

    def _rows_shown(self, lines: tuple[str, ...], width: float) -> int:
        """How many lines the box shows: the note takes one, unless the text's end leaves it room beside."""
        height = self.height - 2 * self._inset()[1] + 2
        rows = max(int((height - self._note_line()) // self.pitch), 1)
        end = self.look.paint.width(lines[-1], self.role) if lines else 0.0
        beside = self.look.paint.width(self.note, self._note.role) + 2 * self.theme.gap
        return rows if end + beside > width else max(int(height // self.pitch), 1)

    def _place_button(self, paged: bool) -> None:
        if paged and self._page.parent is None:
            self.add_widget(self._page)
        elif not paged and self._page.parent is not None:
            self.remove_widget(self._page)
        if paged:
            spare = max(self.height - self.theme.min_target, 0.0) / 2
            inset = min(self.theme.gap * 0.35, spare)  # a box of one line is hardly taller than a target
            wide = self._page.natural()
            self._page.place(self.right - inset - wide, self.y + inset, wide, self.height - 2 * inset)

    def _place_words(self, side: float, edge: float) -> None:
        room = self.width - 2 * side
        quiet = "small" if self.theme.compact else "body"
        self._hint.role = "small_bold" if self.wrong else quiet
        self._hint.tone = "danger" if self.wrong else "ink2"
        self._hint.text = "" if self.text or self.composing else self.hint
        left = side + self._caret_width() * 3
        if self._hint.fit(self.width - left - side) > self.height - 2 * edge:
            self._hint.text = _SENTENCE_END.split(self.hint)[0]  # in a low box the first sentence has to do
        tall = min(self._hint.fit(self.width - left - side), self.height - 2 * edge)
        self._hint.place(self.x + left, self.top - edge - tall, self.width - left - side, tall)
        self._note.text = self.note
        free = room - (self._page.width if self._page.parent is not None else 0)
        self._note.place(self.x + side, self.y + edge * 0.6, free, self._note_line())

    def _note_line(self) -> float:
        return self._note.pitch if self.note else 0.0

    def _caret_width(self) -> float:
        return float(max(self.theme.mm(_CARET_MM), 4))

    def _draw(self, lines: tuple[str, ...], begins: tuple[int, ...], caret_row: int) -> None:
        side, edge = self._inset()
        self._drawn.clear()
        rows = []
        for index, (line, begin) in enumerate(zip(lines, begins, strict=True)):
            middle = self.top - edge - self.pitch * (index + 0.5)
            end, gap, wide = self._draw_line(line, begin, middle, caret=index == caret_row)
            rows.append(_Row(line, begin, middle, self.x + side, end, gap, wide))
        self._rows = tuple(rows)

    def _draw_line(self, line: str, begin: int, middle: float, caret: bool) -> tuple[float, float, float]:
        """In three pieces: before the letters that are no text yet, those, and what follows the caret. Where
        it ends, and the caret's gap.
        """
        known = min(max(self._at - begin, 0), len(line))
        typed = min(max(self._at + len(self.composing) - begin, 0), len(line))
        end = self._piece(line[:known], self.x + self._inset()[0], middle, "ink")
        begun, end = end, self._piece(line[known:typed], end, middle, "action")
        if end > begun:
            thick, size = max(self.theme.stroke * 1.5, 3), self.theme.type(self.role).size
            self._drawn.add(Rectangle(pos=(begun, round(middle - size * 0.62)), size=(end - begun, thick)))
        wide = 2 * self._caret_width() if caret and line[typed:] else 0.0  # a line leaves that much room
        if caret:
            self._draw_caret(end, middle)
        return self._piece(line[typed:], end + wide, middle, "ink"), end, wide

    def _draw_caret(self, end: float, middle: float) -> None:
        tall = round(self.theme.type(self.role).size * 1.15)
        at = (round(end + 2), round(middle - tall / 2))
        self._drawn.add(Color(*self.theme.colour("action")))
        self._drawn.add(Rectangle(pos=at, size=(self._caret_width(), tall)))

    def _piece(self, piece: str, left: float, middle: float, tone: str) -> float:
        """Draws a part of a line; where it ends."""
        if not piece:
            return left
        texture = self.look.paint.line(piece, self.role, private=True)
        at = (round(left), round(middle + self.theme.type(self.role).size * 0.05 - texture.height / 2))
        self._drawn.add(Color(*self.theme.colour(tone)))
        self._drawn.add(Rectangle(texture=texture, pos=at, size=texture.size))
        return left + float(texture.width)


class DigitsText(Block):
    """A number being typed, in groups, as large as fits on one line. ``rest`` stands behind the caret: places
    still open, a unit. ``aloud``: said instead of digit by digit.
    """

    text = Field("")
    hint = Field("")
    rest = Field("")
    aloud = Field("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._drawn = InstructionGroup()
        self._end = 0.0
        self.canvas.add(self._drawn)
        self._hint = Text("", "body", tone="ink2", valign="middle")
        self.add_widget(self._hint)
        for name in ("text", "hint", "rest"):
            self.fbind(name, self.again)

    def spoken(self) -> tuple[Part, ...]:
        """Digit by digit. How many there are stands below it, for everybody."""
        spaced = self.aloud or " ".join(self.text.replace(" ", ""))
        return (Personal(spaced, instead=""),) if spaced else ()

    def overflows(self) -> bool:
        """Whether the number does not fit its box."""
        return self._end > self.right - self.theme.pad * 0.5

    def fit(self, width: float) -> float:
        style = self.theme.type("title" if self.theme.compact else "number")
        return style.size * 1.5 + self.theme.pad

    def arrange(self) -> None:
        self._backdrop.draw("card")
        side, caret = self.theme.pad, float(max(self.theme.mm(_CARET_MM), 4))
        room = self.width - 2 * side - 2 * caret
        paint = self.look.paint
        tall = self.height - self.theme.pad * 0.5
        roles = [role for role in _DIGIT_ROLES if self.theme.type(role).size * 1.2 <= tall]
        fitting = (role for role in roles if paint.width(self.text + self.rest, role) <= room)
        role = next(fitting, _DIGIT_ROLES[-1])
        self._hint.text = "" if self.text else self.hint
        self._hint.place(self.x + side + 3 * caret, self.y, room, self.height)
        self._drawn.clear()
        end = self._line(self.text, role, "ink", self.x + side)
        self._end = self._line(self.rest, role, "ink2", end + 2 * caret) if self.rest else end + caret
        high = round(self.theme.type(role).size * 1.1)
        at = (round(end + caret / 2), round(self.center_y - high / 2))
        self._drawn.add(Color(*self.theme.colour("action")))
        self._drawn.add(Rectangle(pos=at, size=(caret, high)))

    def _line(self, text: str, role: str, tone: str, left: float) -> float:
        """Draws ``text`` from ``left``; where it ends."""
        if not text:
            return left
        texture = self.look.paint.line(text, role, private=True)
        self._drawn.add(Color(*self.theme.colour(tone)))
        at = (round(left), round(self.center_y - texture.height / 2))
        self._drawn.add(Rectangle(texture=texture, pos=at, size=texture.size))
        return left + float(texture.width)
