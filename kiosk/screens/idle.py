"""Nobody is there: one sentence that invites, the county's notice, and one thing to do.

Any touch, wherever it lands, opens home and presses nothing (``manager``).
"""

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.strings import TEXT
from kiosk.screens.strings_progress import PROGRESS
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text


class IdleScreen(RebuiltScreen):
    screen = Screen.IDLE
    bars = False
    wakes = True
    margins = 1.7

    def view(self, state: AppState) -> object:
        return state.library, state.local.date(), _scans(state), state.code_lies

    def build(self, state: AppState) -> Block:
        library = state.library
        start = PrimaryButton(TEXT.idle_start, role="start", touch_id="idle.start")
        name = library.site.name + TEXT.joint if library is not None else ""
        where = Text(name + TEXT.idle_hours, "body", tone="ink2")
        invite = Text(TEXT.idle_invite, "display")
        free = Text(TEXT.idle_free, "subtitle_plain", tone="ink2")
        fields = Text(TEXT.idle_fields, "subtitle_plain", tone="ink2")
        told = library.notices[:1] if library is not None else ()
        role = "small" if self.theme.compact else "body"
        notices = [Notice(notice.title, notice.lines, role=role) for notice in told]
        slip = [_slip_line(self.theme.compact, state.code_lies)] if _scans(state) else []
        if self.theme.compact:
            if not notices:
                where.text += TEXT.joint + TEXT.idle_free
            # Low panels: the notice stands beside the invitation, the fields give way to it.
            words: Block = Column(invite, fields if not notices else free, gap=0.8)
            words.share = 1.0
            if notices:
                words = Beside(words, Column(notices[0], share=1.25), gap=1.5)
            return Column(where, Spacer(), words, Spacer(), *slip, start)
        start.tall = 1.6
        return Column(
            Spacer(grow=0.12),
            where,
            Spacer(grow=0.1),
            invite,
            Column(fields, free, gap=0.2),
            *notices,
            Spacer(),
            *slip,
            start,
            Spacer(grow=0.25),
            gap=2.0,
        )


def _scans(state: AppState) -> bool:
    """Whether a slip held there is understood."""
    return flow.scan_wanted(state) and state.scanner.usable


def _slip_line(low: bool, lies: bool) -> Block:
    said = PROGRESS.lies if lies else TEXT.idle_slip
    words = Text(said, "small" if low else "body", valign="middle", share=1.0)
    return Beside(Icon("slip_scan", tone="action"), words, gap=0.8)
