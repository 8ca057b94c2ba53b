"""您还在吗？ A full-screen question with a countdown that can be answered any number of times."""

import math
from dataclasses import dataclass
from typing import Final

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.leftover import Taken, taken
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.end import title
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Countdown
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_CALLED: Final = frozenset({30, 20, 10, 5})


@dataclass(frozen=True, slots=True)
class Left:
    """``share``: of the whole countdown, 1 when it begins. ``things``: not to be left behind. ``lies``: the
    card still does, on the reader.
    """

    seconds: int
    share: float
    things: Taken
    lies: bool


class TimeoutScreen(LivingScreen[Left]):
    screen = Screen.TIMEOUT
    bars = False
    announced = True
    margins = 2.0

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._countdown = Countdown()

    def page(self, state: AppState) -> Left:
        left = seconds_left(state)
        return Left(left, left / state.timing.countdown_s, taken(state.visit), flow.card_lies(state))

    def shape(self, page: Left) -> object:
        return page.things, page.lies  # the seconds turn the ring without the question being built anew

    def refresh(self, page: Left) -> None:
        self._countdown.set(page.seconds, page.share)

    def called(self) -> Parts:
        """Seconds are heard now and then: over each of them nobody could think. Also when a slow frame has
        passed the very second by.
        """
        left = self._page.seconds if self._page is not None else 0
        passed = [mark for mark in _CALLED if mark >= left > 0]
        return (Public(self.texts.speech.seconds(min(passed))),) if passed else ()

    def by_keys(self) -> Parts:
        """One press is enough, and the keys stand where it does that."""
        return (Public(self.texts.speech.keep),)

    def assemble(self, page: Left) -> None:
        self._countdown.detach()
        head = Text(self.texts.main.timeout_title, "question", align="center")
        hint = Text(self.texts.main.timeout_hint, "answer", tone="ink2", align="center")
        # Nobody sees the farewell when the countdown ends: who is still near hears it now.
        left = title(page.things, page.lies, self.texts.main)
        hold = Text(left, "strong", tone="attention", align="center")
        told = (hint, hold) if page.things else (hint,)
        keep = PrimaryButton(
            self.texts.main.timeout_keep,
            role="start",
            tall=1.5,
            touch_id="timeout.keep",
            on_tap=self.services.keep_using,
        )
        end = SecondaryButton(
            self.texts.main.timeout_end, tall=1.2, touch_id="timeout.end", on_tap=self.services.end_visit
        )
        if self.theme.compact:
            self._countdown.share, keep.tall, end.tall = 0.8, 1.2, 1.0
            words = Column(head, *told, keep, end, gap=0.9 if page.things else 1.2, share=1.4)
            self.swap(Column(Spacer(), Beside(self._countdown, words, gap=2.0), Spacer()))
        else:
            self._countdown.share = 0.0
            self.swap(Column(Spacer(), head, self._countdown, *told, keep, end, Spacer(grow=1.2), gap=2.0))
        self.again()


def seconds_left(state: AppState) -> int:
    """Whole seconds until everything is put away; 0 when the question is not being asked."""
    visit = state.visit
    if visit is None or visit.question_since is None:
        return 0
    return max(math.ceil(state.timing.countdown_s - (state.now - visit.question_since)), 0)
