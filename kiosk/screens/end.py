"""请拿好身份证和回执: the last thing seen. Everything typed or read is wiped when it goes."""

import math
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow, update_counts
from kiosk.domain import visit_where as at
from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.leftover import Taken, taken
from kiosk.domain.library_learning import Survey
from kiosk.domain.state import AppState
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.main import MainTexts

_ROLES: Final = ("number", "heading", "small_bold", "tiny_bold")
_DRAWING_LOW: Final = 1.6  # of the theme's icon


@dataclass(frozen=True, slots=True)
class Kept:
    """``lies``: the card still does, on the reader; ``seconds``: none are counted meanwhile."""

    things: Taken
    lies: bool
    seconds: int
    survey: Survey | None


class EndScreen(LivingScreen[Kept]):
    screen = Screen.END
    announced = True

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._seconds = Text("", "small", tone="ink2", align="center", lively=True)

    def page(self, state: AppState) -> Kept:
        lies = flow.card_lies(state)
        left = taken(state.visit)
        # Not before whoever copies a number, nor in a language it is not written in.
        asks = not left.number and not lies and self.texts.language is Language.ZH
        survey = update_counts.waiting(state) if asks else None
        return Kept(left, lies, 0 if lies else seconds_left(state), survey)

    def shape(self, page: Kept) -> object:
        return page.things, page.lies, page.survey

    def refresh(self, page: Kept) -> None:
        # None left: what is still being said is heard out, and the card that lies there waited for.
        self._seconds.text = self.texts.main.end_count(page.seconds) if page.seconds else ""

    def assemble(self, page: Kept) -> None:
        self._seconds.detach()
        self.refresh(page)  # first: what is empty is laid out without a line
        left = page.things
        tone = "attention" if page.lies else "ink"
        heading = Text(title(left, page.lies, self.texts.main), "title", tone=tone, align="center")
        hint = Text(self.texts.main.end_hint, "body", tone="ink2", align="center")
        compact = self.theme.compact
        kept = [("idcard", self.texts.main.end_card)] if left.card else []
        if left.slip:
            kept.append(("slip", self.texts.main.end_slip))
        if left.paper:
            kept.append(("printer", self.texts.main.end_paper))
        if left.number:
            kept.append(("document", left.number))
        role = self._role(left.number, len(kept))
        things = Beside(*(_thing(icon, word, compact, role) for icon, word in kept), gap=0.8)
        done = PrimaryButton(
            self.texts.main.end_done, touch_id="end.done", on_tap=self.services.end_visit, share=1.0
        )
        more = SecondaryButton(
            self.texts.main.end_more, touch_id="end.more", on_tap=self.services.home, share=1.0
        )
        asked = [self._survey(page.survey)] if page.survey is not None else []
        if self.theme.compact:
            buttons = Beside(*asked, more, done)
            self.swap(Column(heading, things, hint, Spacer(), self._seconds, buttons, gap=0.8))
        else:
            below = (Spacer(grow=1.4), *asked, self._seconds, more, done)
            self.swap(Column(Spacer(), heading, things, hint, *below, gap=1.4))
        self.again()

    def _survey(self, survey: Survey) -> SecondaryButton:
        """For who has a moment left; it gives way to all else."""
        texts = self.texts.counts
        words = self.texts.main.joint.join((texts.title, texts.questions(len(survey.questions))))
        tap = partial(self.services.open, at.SurveyView(survey.id))
        if self.theme.compact:
            return SecondaryButton(texts.row, touch_id="end.survey", on_tap=tap, share=1.0)
        return SecondaryButton(words, role="row", touch_id="end.survey", on_tap=tap, yields=1)

    def _role(self, number: str, things: int) -> str:
        """The largest type in which the number is whole in one of so many cards beside each other."""
        theme, low = self.theme, self.theme.compact
        gap = 0.8 * theme.gap * (things - 1)
        drawing = theme.icon * _DRAWING_LOW + theme.gap if low else 0.0
        room = (self.room()[0] - gap) / max(things, 1) - 2 * theme.pad - drawing
        roles = _ROLES[1:] if low else _ROLES
        return next((role for role in roles if self.look.paint.width(number, role) + 2 <= room), roles[-1])


def title(taken: Taken, lies: bool, texts: MainTexts) -> str:
    """What is kept in the hand comes first: it is what stays behind. What certainly does, before all."""
    if lies:
        return texts.end_title_lies
    words = {
        (True, False, False): texts.end_title_card,
        (False, True, False): texts.end_title_slip,
        (False, False, True): texts.end_title_paper,
        (True, True, False): texts.end_title,
        (False, False, False): texts.end_title_number,
    }
    return words.get((taken.card, taken.slip, taken.paper), texts.end_title_all)


def _thing(icon: str, word: str, compact: bool, role: str) -> Block:
    """``role``: of a number."""
    says = "order" if icon == "document" else "text"
    role = role if says == "order" else "heading"
    if compact:
        name = Text(word, role, valign="middle", share=1.0, says=says)
        return Card(Beside(Icon(icon, tone="action", scale=_DRAWING_LOW), name), share=1.0)
    return Card(
        Icon(icon, tone="action", scale=2.6),
        Text(word, role, align="center", says=says),
        share=1.0,
        gap=0.8,
        inset=1.0,
    )


def seconds_left(state: AppState) -> int:
    visit = state.visit
    if visit is None or visit.farewell_since is None:
        return 0
    return max(math.ceil(state.timing.farewell_s - (state.now - visit.farewell_since)), 0)
