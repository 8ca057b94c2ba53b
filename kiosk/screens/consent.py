"""The notice before the first personal field: what, why, how long, who, whom to ask; two equal answers."""

from kiosk.domain import forms
from kiosk.domain.flow import Screen
from kiosk.domain.library import ConsentNotice
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.form_page import form_page, head
from kiosk.screens.paging import pager
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton, side_by_side
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_LABEL_SHARE = 0.24  # of a part's width
_LABEL_SHARE_ELDER = 0.22  # in smaller letters, for the words need the width
_LABEL_SHARE_LOW = 0.18
_LINES_LOW = 4  # of a part, on a low panel that is not broad
_LINES_ELDER = 3  # in large text there
_GAP = 0.55
Lines = tuple[str, ...]


class EqualButton(SecondaryButton):
    """Neither answer is made to look like the right one; both are as large as a primary button."""

    def least(self) -> float:
        return float(self.theme.primary)


class ConsentScreen(RebuiltScreen):
    screen = Screen.CONSENT

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._state: AppState | None = None

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        if form is None:
            return None
        return form.item, form.page, forms.refusal_allowed(form.item, form.draft), self._page

    def show(self, state: AppState) -> None:
        self._state = state
        super().show(state)

    def build(self, state: AppState) -> Block:
        form = form_page(state, self.texts)
        if form is None:
            return Column()
        notice = form.item.notice
        top = head(self.look, form, notice.title)
        still = (
            self.texts.form.consent_still
            if forms.refusal_allowed(form.item, form.draft)
            else self.texts.form.consent_stops
        )
        still = self.texts.form.consent_child.format(still)
        said = Text(still, "small", tone="ink2", align="center")
        pages = self._pages(notice, top, said)
        page = min(self._page, len(pages) - 1)
        card = Card(*pages[page], gap=_GAP)
        if self.theme.compact:  # what refusing means is one of the notice's parts there
            turning = [pager("consent.page", page, len(pages), self._turn, True, self.texts.main)]
            foot = Beside(*(turning if len(pages) > 1 else []), self._answers(), gap=1.0)
            return Column(top, card, Spacer(), foot, gap=0.6)
        turns = (
            [pager("consent.page", page, len(pages), self._turn, False, self.texts.main)]
            if len(pages) > 1
            else []
        )
        return Column(top, card, Spacer(), said, *turns, self._answers(), gap=0.8)

    def _answers(self) -> Block:
        no = EqualButton(
            self.texts.form.consent_no, touch_id="consent.no", on_tap=self.services.refuse_consent
        )
        yes = EqualButton(
            self.texts.form.consent_yes, touch_id="consent.yes", on_tap=self.services.give_consent
        )
        both = side_by_side(no, yes)
        both.share = 1.0
        return both

    # ---- the notice by the page

    def _pages(self, notice: ConsentNotice, top: Block, said: Text) -> list[list[Block]]:
        """The notice's parts, as many on a page as fit; one is split only where it has none to itself."""
        theme = self.theme
        gap = _GAP * theme.gap
        below = 0.0 if theme.compact else self.measure(said) + 0.8 * theme.gap
        spent = self.measure(top) + below + theme.primary + 2 * 0.8 * theme.gap
        inside = 2 * theme.pad * 0.8
        width = self.room()[0] - 2 * theme.pad
        for turning in (0.0, 0.0 if theme.compact else theme.secondary + theme.gap):
            room = self.room()[1] - spent - inside - turning
            pages: list[list[Block]] = [[]]
            used = 0.0
            for part in self._parts(notice, said.text, width, room):
                tall = self.measure(part, width)
                if pages[-1] and used + gap + tall > room:
                    pages.append([])
                    used = 0.0
                used += tall + (gap if pages[-1] else 0.0)
                pages[-1].append(part)
            if len(pages) == 1:
                break
        return pages

    def _parts(self, notice: ConsentNotice, still: str, width: float, room: float) -> list[Block]:
        said: tuple[tuple[str, Lines], ...] = (
            (self.texts.form.consent_what, notice.what),
            (self.texts.form.consent_along, (notice.along,)),
            (self.texts.form.consent_why, (notice.why,)),
            (self.texts.form.consent_keep, (notice.keep,)),
            (self.texts.form.consent_who, (notice.who,)),
            (self.texts.form.consent_contact, (notice.contact,)),
            (self.texts.form.consent_rights, (notice.rights,)),
        )
        if self.theme.compact:
            said = (*said, (self.texts.form.consent_no, (still,)))
        if self.theme.compact and not self.theme.wide:
            most = _LINES_ELDER if self.theme.elder else _LINES_LOW
            said = tuple(
                (label, lines[start : start + most])
                for label, lines in said
                for start in range(0, len(lines), most)
            )
        return [
            self._part(label, fitting)
            for label, lines in said
            if any(lines)
            for fitting in self._split(label, lines, width, room)
        ]

    def _split(self, label: str, lines: Lines, width: float, room: float) -> list[Lines]:
        """Lines of one part, as many together as a page of its own holds."""
        if len(lines) == 1 or self.measure(self._part(label, lines), width) <= room:
            return [lines]
        half = (len(lines) + 1) // 2
        return [
            part for some in (lines[:half], lines[half:]) for part in self._split(label, some, width, room)
        ]

    def _part(self, label: str, lines: Lines) -> Block:
        low = self.theme.compact
        elder = self.theme.elder and not low
        share = _LABEL_SHARE_LOW if low else _LABEL_SHARE_ELDER if elder else _LABEL_SHARE
        name = Text(label, "small_bold" if low or elder else "strong", tone="action", share=share)
        words = Column(*(Text(line, "small" if low else "body") for line in lines), gap=0.0, share=1 - share)
        return Beside(name, words, gap=0.4)

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page = 0
        self._state = None
