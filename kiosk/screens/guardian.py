"""The card or number is a child's: a grown-up goes on, or one asks without any. Nothing of it is kept."""

from kiosk.domain import forms
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.refused import CONSULTATION, can_consult
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text


class GuardianScreen(RebuiltScreen):
    screen = Screen.GUARDIAN

    def view(self, state: AppState) -> object:
        return can_consult(state), _for_other(state)

    def build(self, state: AppState) -> Block:
        texts, low = self.texts.form, self.theme.compact
        ways: list[Block] = []
        if _for_other(state):
            here = (texts.guardian_here, "" if low else texts.guardian_here_hint)
            ways.append(Row(*here, "person", touch_id="guardian.here", on_tap=self.services.represent))
        if can_consult(state):
            ask = (texts.guardian_ask, "" if low else texts.guardian_ask_hint)
            ways.append(Row(*ask, "pen", touch_id="guardian.consultation", on_tap=self._consult))
        lines = () if low else (texts.guardian_call_hint,)
        call = Notice(texts.guardian_call, lines, icon="phone", kind="tint")
        said = texts.guardian_hint if low else texts.guardian_hint_gone
        under = Text(said, "body", tone="ink2")
        home = SecondaryButton(texts.guardian_home, touch_id="guardian.home", on_tap=self.services.home)
        if low and len(ways) > 1:
            for way in ways:
                way.share = 1.0
            ways = [Beside(*ways, gap=1.0)]
        if low:  # the way home is in the bar
            return Column(Column(Text(texts.guardian_title, "title"), under, gap=0.2), *ways, call, Spacer())
        return Column(
            Column(Text(texts.guardian_title, "title"), under, gap=0.2), *ways, call, Spacer(), home
        )

    def _consult(self) -> None:
        self.services.open_form(CONSULTATION)


def _for_other(state: AppState) -> bool:
    form = state.visit.form if state.visit is not None else None
    item = state.library.item(form.draft.item_id) if form is not None and state.library is not None else None
    return item is not None and forms.can_represent(item)
