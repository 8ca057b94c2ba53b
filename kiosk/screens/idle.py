"""Nobody is there: one sentence that invites, the county's notice, and one thing to do.

Any touch, wherever it lands, opens home and presses nothing (``manager``); on the one button it opens it in
the other language.
"""

from collections.abc import Sequence
from typing import Final

from kiosk.domain import flow
from kiosk.domain import library as lib
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.idle_show import showing, shown_now
from kiosk.screens.language import LanguageButton, other
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.film import Film
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_MOST_NOTICES: Final = 3


class IdleScreen(RebuiltScreen):
    screen = Screen.IDLE
    bars = False
    wakes = True
    margins = 1.7

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._film = Film(look_given=look)

    def view(self, state: AppState) -> object:
        shown = _turned(state), shown_now(state)
        return state.library, state.local.date(), _scans(state), state.code_lies, *shown

    def show(self, state: AppState) -> None:
        super().show(state)
        play = state.show.play
        self._film.show(play.shot if play is not None else None)

    def forget(self) -> None:
        super().forget()
        self._film.show(None)

    def build(self, state: AppState) -> Block:
        library = state.library
        start = PrimaryButton(self.texts.main.idle_start, role="start", touch_id="idle.start")
        name = library.site.name + self.texts.main.joint if library is not None else ""
        place = Text(name + self.texts.main.idle_hours, "body", tone="ink2", valign="middle", share=1.0)
        button = LanguageButton(self.texts, touch_id="idle.language")
        self.offers = ((button, other(self.texts.language)),)
        where = place if self.theme.seated else Beside(place, button)
        invite = Text(self.texts.main.idle_invite, "display")
        free = Text(self.texts.main.idle_free, "subtitle_plain", tone="ink2")
        fields = Text(self.texts.main.idle_fields, "subtitle_plain", tone="ink2")
        slip = [self._slip_line(state.code_lies)] if _scans(state) else []
        play = state.show.play
        if play is not None and play.shot is not None:
            return showing(self, self._film, play, [where], [] if self.theme.compact else slip, start)
        if self.theme.seated:
            slip = [Beside(*(slip or [Spacer(share=1.0)]), button)]
        told = _turned(state)
        if self.theme.compact:
            notices = self._notices(told[:1])
            # Low panels: the notice stands beside the invitation, the fields give way to it.
            fields.yields = 1
            told_first = [] if notices else [fields]
            words: Block = Column(invite, Column(*told_first, free, gap=0.2), gap=0.8)
            words.share = 1.0
            if notices:
                words = Beside(words, Column(notices[0], share=1.25), gap=1.5)
            return Column(where, Spacer(), words, Spacer(), *slip, start)
        start.tall = 1.6
        above = (Spacer(grow=0.12), where, Spacer(grow=0.1), invite, Column(fields, free, gap=0.2))
        below = (Spacer(), *slip, start, Spacer(grow=0.25))
        for count in range(min(len(told), _MOST_NOTICES), 1, -1):  # as many as there is room for
            whole = library.notices if library is not None and count == len(told) else told[:count]
            page = Column(*above, *self._notices(whole), *below, gap=2.0)
            if self.fits(page):
                return page
            page.clear_widgets()
        return Column(*above, *self._notices(told[:1]), *below, gap=2.0)

    def _notices(self, told: Sequence[lib.Notice]) -> list[Notice]:
        role = "small" if self.theme.compact else "body"
        return [Notice(marked(self.texts, one.title, one), one.lines, role=role) for one in told]

    def _slip_line(self, lies: bool) -> Block:
        said = self.texts.progress.lies if lies else self.texts.main.idle_slip
        words = Text(said, "small" if self.theme.compact else "body", valign="middle", share=1.0)
        return Beside(Icon("qr", tone="action"), words, gap=0.8, share=1.0)


def _turned(state: AppState) -> tuple[lib.Notice, ...]:
    """The county's notices, each minute beginning with another one: there is not always room for all."""
    library = state.library
    if library is None or not library.notices:
        return ()
    first = (state.local.hour * 60 + state.local.minute) % len(library.notices)
    return library.notices[first:] + library.notices[:first]


def _scans(state: AppState) -> bool:
    """Whether a slip held there is understood."""
    return flow.scan_wanted(state) and state.scanner.usable
