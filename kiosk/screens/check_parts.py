"""Rows of the check page: what was answered and a button to change it; and what to know besides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.domain import forms_signature
from kiosk.screens.form_page import problem_line
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.signature import SignaturePicture
from kiosk.screens.widgets.text import Text
from kiosk.screens.written import filled

_LONG = 80  # characters
_LABEL_MM = 49.0  # of the label's column on low panels
_LABEL_MM_WIDE = 62.0


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one row. ``problem``: why it cannot be submitted; said only after it was tried.

    ``field_id`` is empty for the rest of a long answer and for what is not an answer (``known``). ``bare``:
    how long somebody spoke, which is none of his words. ``strokes``: a signature, to be drawn.
    """

    field_id: str
    label: str
    text: str
    problem: str = ""
    known: bool = False
    bare: bool = False
    button: str = ""  # of a line that is no answer: show, hide, other, self, along or alone
    strokes: str = ""


class _Labelled(Block):
    """A label over its words; beside them on low panels. ``_button`` at the right, when there is one."""

    def __init__(
        self,
        label: str,
        words: "_Value | SignaturePicture",
        problem: str = "",
        button: Block | None = None,
    ) -> None:
        super().__init__()
        self._label = Text(label, "small", tone="ink2")
        self._words = words
        self._wrong = problem_line(problem) if problem else None
        self._button = button
        for child in (self._label, self._words, self._wrong, self._button):
            if child is not None:
                self.add_widget(child)

    def _label_width(self) -> float:
        if not self.theme.compact:
            return 0.0
        return float(self.theme.mm(_LABEL_MM_WIDE if self.theme.wide else _LABEL_MM))

    def _room(self, width: float) -> float:
        button = self._button.natural() + self.theme.gap if self._button is not None else 0.0
        return width - button - self._label_width()

    def _heights(self, width: float) -> tuple[float, float, float]:
        """Of the label above the words, the words, the problem."""
        room = self._room(width)
        above = 0.0 if self.theme.compact else self._label.fit(room)
        wrong = self._wrong.fit(room) if self._wrong is not None else 0.0
        return above, self._words.fit(room), wrong

    def fit(self, width: float) -> float:
        button = self._button.fit(self._button.natural()) if self._button is not None else 0.0
        beside = self._label.fit(self._label_width() - self.theme.gap) if self.theme.compact else 0.0
        return max(sum(self._heights(width)), button, beside)

    def arrange(self) -> None:
        above, words, wrong = self._heights(self.width)
        room = self._room(self.width)
        left = self.x + self._label_width()
        top = self.center_y + (above + words + wrong) / 2
        if self.theme.compact:
            tall = self._label.fit(self._label_width() - self.theme.gap)
            # On the first line of the words; a label longer than them in the middle.
            drop = (self._words.pitch - self._label.pitch) / 2
            above_it = self.center_y + tall / 2 if tall > words else top - drop
            self._label.place(self.x, above_it - tall, self._label_width() - self.theme.gap, tall)
        else:
            self._label.place(self.x, top - above, room, above)
        self._words.place(left, top - above - words, room, words)
        if self._wrong is not None:
            self._wrong.place(left, top - above - words - wrong, room, wrong)
        if self._button is not None:
            wide, tall = self._button.natural(), self._button.fit(self._button.natural())
            self._button.place(self.right - wide, self.center_y - tall / 2, wide, tall)


class _Value(Text):
    """Bold on low panels, where it stands beside its label and has less height."""

    def __init__(self, text: str, **kwargs: Any) -> None:
        super().__init__(text, "body", **kwargs)

    def role_here(self) -> str:
        """The type style on this panel."""
        self.role = "small_bold" if self.theme.compact else "body"
        return self.role

    def lines(self, width: float) -> tuple[str, ...]:
        self.role_here()
        return super().lines(width)


def _edit_button(look: Look, part: Part, edit: Callable[[], None], saving: bool) -> SecondaryButton:
    """改."""
    return SecondaryButton(
        look.texts.form.check_edit,
        role="row",
        tall=0.77,
        enabled=not saving,
        touch_id=f"check.edit.{part.field_id}",
        about=part.label,
        on_tap=edit,
    )


class SignedRow(_Labelled):
    """A signature as it was drawn."""

    def __init__(self, look: Look, part: Part, edit: Callable[[], None], saving: bool) -> None:
        picture = SignaturePicture(forms_signature.decode(part.strokes) or ())
        super().__init__(part.label, picture, part.problem, _edit_button(look, part, edit, saving))


class CheckRow(_Labelled):
    """A part without a ``field_id`` is the rest of a long answer, which has its button above."""

    def __init__(self, look: Look, part: Part, edit: Callable[[], None], saving: bool) -> None:
        texts, value = look.texts.form, part.text
        words = _Value(
            value or texts.check_empty, tone="ink" if value else "ink2", private=bool(value) and not part.bare
        )
        button = _edit_button(look, part, edit, saving)
        super().__init__(part.label, words, part.problem, button if part.field_id else None)
        self._value = words
        self.look_given = look
        self.problem = part.problem

    def wrapped(self, width: float) -> tuple[str, ...]:
        """The value's lines in a row of ``width`` pixels; a long one's filled plainly, which is quick."""
        room = self._room(width)
        text = self._value.text
        if len(text) <= _LONG:
            return self._value.lines(room)
        role = self._value.role_here()
        return filled(text, room, lambda piece: self.look.paint.width(piece, role))

    def lines_within(self, room: float) -> int:
        """How many lines of the value a page of ``room`` pixels holds."""
        label = 0.0 if self.theme.compact else self._label.pitch
        wrong = self._words.pitch * 1.5 if self.problem else 0.0
        return max(int((room - label - wrong) // self._words.pitch), 1)


class InfoRow(_Labelled):
    """What to bring, what happens next: nothing to change here."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__(label, _Value(value))


class AskRow(_Labelled):
    """A line with a button of its own: what is covered, for whom it is."""

    def __init__(
        self, part: Part, word: str, saving: bool, touch_id: str, on_tap: Callable[[], None], about: str = ""
    ) -> None:
        button = SecondaryButton(
            word, role="row", tall=0.77, enabled=not saving, touch_id=touch_id, about=about, on_tap=on_tap
        )
        super().__init__(part.label, _Value(part.text, tone="ink2"), button=button)


class SubmitButton(PrimaryButton):
    """While the store works its words stay readable."""

    surfaces = ("primary", "primary_down", "tint")
    tones = ("on_action", "on_action", "action")
