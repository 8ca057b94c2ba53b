"""找人帮 and 求助: whom to call, and leaving a message. The site's numbers, in the county's order."""

from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Hotline, SiteCard
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text

CONSULTATION: Final = "consultation"


class HelpScreen(RebuiltScreen):
    screen = Screen.HELP

    def view(self, state: AppState) -> object:
        return state.library, state.can_submit, flow.can_look(state)

    def build(self, state: AppState) -> Block:
        title = Text(self.texts.main.help_title, "title")
        library = flow.library(state)
        site = library.site if library is not None else None
        foot = self._foot(state)
        if site is None:
            return Column(
                title,
                _line(Hotline(self.texts.main.fault_phone, self.texts.main.fault_works), True),
                Spacer(),
                *foot,
            )
        columns = 2 if self.theme.compact else 1
        lines = [_line(hotline, not self.theme.compact) for hotline in site.hotlines]
        numbers = Grid(*lines, columns=columns, gap=0.7)
        return Column(title, numbers, *self._people(site), Spacer(), *foot)

    def _foot(self, state: AppState) -> list[Block]:
        """Who has left a word already asks what became of it; everybody else may leave one."""
        ways: list[Block] = []
        if flow.can_look(state):
            look = partial(self.services.open, s.AskProgress())
            ways.append(
                SecondaryButton(self.texts.progress.home, touch_id="help.progress", on_tap=look, share=1.0)
            )
        if state.can_submit:
            leave = partial(self.services.open_form, CONSULTATION)
            pen = PrimaryButton(
                self.texts.main.help_leave, icon="pen", touch_id="help.leave", on_tap=leave, share=1.8
            )
            ways.append(pen)
        return [Beside(*ways, gap=0.8)] if ways else []

    def _people(self, site: SiteCard) -> list[Block]:
        adviser: list[Block] = []
        if site.adviser and self.theme.compact:
            words = f"{self.texts.main.help_adviser}：{site.adviser}"
            adviser = [Text(words, "small", yields=1)]
        elif site.adviser:
            told = Column(
                Text(self.texts.main.help_adviser, "small", tone="ink2"),
                Text(site.adviser, "strong"),
                gap=0.0,
                share=1.0,
            )
            adviser = [Card(Beside(Icon("person", tone="action"), told), yields=1)]
        desk = Text(self.texts.main.help_desk.format(site.help_phone), "small", tone="ink2", yields=2)
        return [*adviser, desk]


def _line(hotline: Hotline, roomy: bool) -> Block:
    """A number to dial, large, with whose it is. Nothing to tap: there is no telephone in the terminal."""
    number = Text(
        hotline.number, "title" if roomy else "subtitle", tone="action", valign="middle", says="phone"
    )
    if not roomy:
        name = Text(hotline.name, "small", valign="middle", share=1.0)
        return Card(Beside(number, name, gap=0.7))
    note = [Text(hotline.note, "small", tone="ink2")] if hotline.note else []
    words = Column(Text(hotline.name, "strong"), *note, gap=0.0, share=1.0)
    return Card(Beside(Icon("phone", tone="action"), _Fixed(number), words))


class _Fixed(Block):
    """Keeps a column of numbers aligned: as wide as the longest emergency number."""

    def natural(self) -> float:
        return self.look.paint.width("000000", "title")
