"""When the terminal cannot serve: what still works first, then what does not, and a number to call."""

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.answering import legal_words
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.words.main import MainTexts


class FaultScreen(RebuiltScreen):
    screen = Screen.FAULT
    bars = False
    announced = True
    margins = 1.7

    def view(self, state: AppState) -> object:
        return state.fatal, state.library, legal_words(state, self.texts)

    def build(self, state: AppState) -> Block:
        # "内容正在更新，可打 12348 咨询": its first half is what does not work.
        known = state.fatal in self.texts.errors
        wrong = self.texts.error_half(state.fatal) if known else self.texts.main.fault_broken
        library = flow.library(state)
        name = library.site.name if library is not None else self.texts.main.service
        code = Text(self.texts.main.fault_code.format(state.fatal), "small", tone="ink2")
        broken = Notice(wrong, (self.texts.main.fault_safe,), icon="wrench")
        return _call(
            name,
            [legal_words(state, self.texts), self.texts.main.fault_free],
            [broken, code],
            self.theme.compact,
            self.texts.main,
        )


class MaintenanceScreen(RebuiltScreen):
    screen = Screen.MAINTENANCE
    bars = False
    margins = 1.7

    def view(self, state: AppState) -> object:
        return state.library, legal_words(state, self.texts)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        name = library.site.name if library is not None else self.texts.main.service
        notice = Notice(
            self.texts.main.maintenance_title,
            (self.texts.main.maintenance_hint, self.texts.main.fault_safe),
            icon="wrench",
            kind="tint",
        )
        return _call(
            name,
            [legal_words(state, self.texts), self.texts.main.fault_free],
            [notice],
            self.theme.compact,
            self.texts.main,
        )


def _call(name: str, works: list[str], below: list[Block], compact: bool, texts: MainTexts) -> Block:
    """The number large, what one gets there, then the rest."""
    number = Beside(
        Icon("phone", tone="action", scale=1.4 if compact else 2.2),
        Text(texts.fault_phone, "display", tone="action", valign="middle"),
    )
    lines = [Text(line, "subtitle_plain") for line in (works[:1] if compact else works)]
    words = Column(Text(texts.fault_title, "title"), number, *lines, gap=0.3)
    place = Text(name, "body", tone="ink2")
    if compact:
        return Column(place, Spacer(), words, Spacer(), *below, gap=0.6)
    above = (Spacer(grow=0.12), place, Spacer(grow=0.5))
    return Column(*above, words, Spacer(grow=0.4), *below, Spacer(), gap=1.4)
