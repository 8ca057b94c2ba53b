"""Signing with a finger. Each stroke is an answer at once, so that going away and coming back loses none."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain import forms_signature
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.signature import SignatureBoard, SignaturePad
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_LEAST_MM: Final = 40.0


@dataclass(frozen=True, slots=True)
class SignaturePage:
    form: FormPage
    field_id: str
    title: str
    help: str
    required: bool

    @property
    def value(self) -> str:
        return self.form.draft.answer(self.field_id)

    @property
    def later(self) -> bool:
        return self.value == forms_signature.LATER


class _Buttons(Column):
    """Below each other, as wide as the longest word any of them may show: no word of theirs moves the pad."""

    def natural(self) -> float:
        form, chosen = self.texts.form, self.texts.chosen
        shown = (form.write_undo, chosen.sign_again, chosen.sign_later, form.next, form.skip)
        return max(self.look.paint.width(word, "button") for word in shown) + 1.6 * self.theme.pad


class SignatureScreen(LivingScreen[SignaturePage]):
    screen = Screen.SIGNATURE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        words = look.texts
        self._drawn: str | None = None  # the answer whose ink is on the pad; None: nothing was looked at yet
        self._pad = SignaturePad(
            words.chosen.sign_here, self._signed, _LEAST_MM, touch_id="signature.pad", look_given=look
        )
        self._said = Column(look_given=look)
        self._undo = SecondaryButton(
            words.form.write_undo, touch_id="signature.undo", on_tap=self._pad.undo, look_given=look
        )
        self._again = SecondaryButton(
            words.chosen.sign_again, touch_id="signature.again", on_tap=self._pad.clear, look_given=look
        )
        # Where 重签 stands once there is ink: nobody needs both at a time.
        self._later = SecondaryButton(
            words.chosen.sign_later, touch_id="signature.later", on_tap=self._not_here, look_given=look
        )
        self._either = Column(self._later, look_given=look)
        self._done = PrimaryButton(
            words.form.next, touch_id="signature.done", on_tap=services.next_page, look_given=look
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> SignaturePage | None:
        form = form_page(state, self.texts)
        if form is None or form.field is None or form.field.kind != "signature":
            return None
        field = form.field
        return SignaturePage(form, field.id, field.title, field.help, field.required)

    def shape(self, page: SignaturePage) -> object:
        return page.form.item.id, page.form.step, page.field_id, page.title

    def assemble(self, page: SignaturePage) -> None:
        for block in (self._pad, self._said, self._undo, self._either, self._done):
            block.detach()
        top = head(self.look, page.form, page.title)
        board = SignatureBoard(self._pad)
        # The sentence stands where it moves no pad: ink stays where it was drawn.
        if self.theme.compact:
            buttons = _Buttons(Spacer(), self._undo, self._either, self._done, gap=0.8)
            left = Column(board, self._said, Spacer(), gap=0.5, share=1.0)
            self.swap(Column(top, Beside(left, buttons, gap=1.0, grow=1.0), gap=0.5))
            return
        pair = side_by_side(self._undo, self._either)
        whole = Column(top, board, self._said, pair, Spacer(), self._done, gap=0.8)
        if self.theme.seated:
            whole.reach = self.reach()
        self.swap(whole)

    def refresh(self, page: SignaturePage) -> None:
        if page.value != self._drawn:
            self._drawn = page.value
            self._pad.give(forms_signature.decode(page.value) or ())
        drawn = bool(page.value) and not page.later
        self._undo.enabled = self._again.enabled = drawn
        wanted = self._again if drawn else self._later
        if wanted not in self._either.blocks:
            self._either.swap(wanted)
        empty = not page.value and not page.required
        self._done.text = self.texts.form.skip if empty else self.texts.form.next
        self._said.swap(self._sentence(page))
        self.again()

    def _sentence(self, page: SignaturePage) -> Block:
        if page.form.problem:
            return problem_line(page.form.problem, "small_bold" if self.theme.compact else "strong")
        if page.later:
            role = "small_bold" if self.theme.compact else "strong"
            return Text(self.texts.chosen.sign_later_said, role, valign="middle")
        return Text(page.help, "small" if self.theme.compact else "body", tone="ink2", valign="middle")

    def by_keys(self) -> Parts:
        return (Public(self.texts.chosen.sign_keys),)

    # ---- touches -> intents

    def _not_here(self) -> None:
        """Whoever cannot draw is not stopped: what is sent says that nothing is signed yet."""
        if self._page is not None:
            self.services.answer(self._page.field_id, forms_signature.LATER)

    def _signed(self) -> None:
        """A stroke more, one less, or none left."""
        page = self._page
        if page is None:
            return
        self._drawn = forms_signature.encode(self._pad.strokes, *self._pad.extent)
        self._pad.given = forms_signature.decode(self._drawn) or ()
        self.services.answer(page.field_id, self._drawn)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._pad.wipe()
        self._drawn = None

    def forget(self) -> None:
        super().forget()
        self._said.clear_widgets()
