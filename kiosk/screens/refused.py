"""Consent was refused where the matter needs an identity: what one can do instead, first."""

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.answering import call_words
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

CONSULTATION = "consultation"  # the item that asks for no identity


def can_consult(state: AppState) -> bool:
    """Whether a question can be left here without a card, from whatever is being filled now."""
    form = state.visit.form if state.visit is not None else None
    if form is not None and form.draft.item_id == CONSULTATION:
        return False
    return state.can_submit and state.library is not None and state.library.item(CONSULTATION) is not None


class RefusedScreen(RebuiltScreen):
    screen = Screen.REFUSED

    def view(self, state: AppState) -> object:
        return can_consult(state), call_words(state, self.texts)

    def build(self, state: AppState) -> Block:
        leave = Row(
            self.texts.form.refused_leave,
            self.texts.form.refused_leave_hint,
            icon="pen",
            touch_id="refused.consultation",
            on_tap=self._consult,
        )
        low = self.theme.compact
        number, answered = call_words(state, self.texts)
        said: tuple[str, ...] = (answered or self.texts.form.refused_call_hint,)
        if answered and not self.theme.terse:
            said = (answered, self.texts.form.refused_call_hint)
        call = Notice(number, said, icon="phone", kind="tint")
        ways: list[Block] = [leave] if can_consult(state) else []
        ways.append(call)
        if low:
            for way in ways:
                way.share = 1.0
            ways = [Beside(*ways, gap=1.0)]
        quiet = "small" if low and self.theme.elder else "body"
        return Column(
            Column(
                Text(self.texts.form.refused_title, "title"),
                Text(self.texts.form.refused_hint, quiet, tone="ink2"),
                gap=0.2,
            ),
            *([] if low else [Text(self.texts.form.refused_still, "heading")]),
            *ways,
            Spacer(),
            PrimaryButton(self.texts.form.refused_home, touch_id="refused.home", on_tap=self.services.home),
        )

    def _consult(self) -> None:
        self.services.open_form(CONSULTATION)
