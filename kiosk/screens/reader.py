"""Reads pages by itself to whoever asked for that, and what must be heard to everybody; names to the keys.

Once a frame, and only when the state has changed: by then the page is complete, and of pages that went by in
between only the last is read. Of a page that stays, only what is new is said.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from kiosk.domain.speech import Part, Personal, Public, Urgency
from kiosk.domain.state import AppState, Visit
from kiosk.screens.base import KioskScreen
from kiosk.screens.transcript import Transcript, named, transcript
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services

_NOTHING: Final = Transcript((), (), ())


class Reader:
    """``passed`` is told what is shown; ``forget`` that the visit is over."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.forget()

    def forget(self) -> None:
        """What was read is gone."""
        self._state: AppState | None = None
        self._page: object = None
        self._read = _NOTHING
        self._toast = ""
        self._called: tuple[Part, ...] = ()
        self._touches = 0
        self._screen: KioskScreen | None = None

    # ---- asked for by keys

    def at(self, block: Touchable) -> None:
        """The keys have come to ``block``: its name, its state, and whether it can be pressed now."""
        self._services.say(*named(block))

    def again(self) -> None:
        """This page once more, from its heading on."""
        if self._screen is not None:
            self._services.say(*transcript(self._screen).parts())

    # ---- by itself

    def passed(self, state: AppState, screen: KioskScreen | None, page: object) -> None:
        """``page`` tells one page from another (``flow.Route``)."""
        if state is self._state:
            return
        self._state, self._screen = state, screen
        visit = state.visit
        if visit is None or not state.speech or screen is None:
            self.forget()
            self._state = state
            return
        if visit.comfort.voice or screen.announced:
            self._follow(visit, screen, (visit.visit_id, page, visit.comfort.language))
        else:
            self._page, self._read = None, _NOTHING
        self._follow_toast(visit, screen)
        self._touches = visit.touches

    def _follow(self, visit: Visit, screen: KioskScreen, page: object) -> None:
        now = transcript(screen)
        urgency = Urgency.WARNING if screen.announced else Urgency.PAGE
        called = screen.called()
        if page != self._page:
            # Who did not ask to be read to is told what stands there, not every button.
            whole = now.parts() if visit.comfort.voice else now.told()
            self._services.say(*whole, urgency=urgency)
        else:
            # After a touch the answer to it is waited for; without one, nothing is interrupted.
            after = visit.touches == self._touches
            if new := _news(self._read, now, screen.texts.speech.noted):
                self._services.say(*new, urgency=urgency, after=after)
            if called and called != self._called:
                self._services.say(*called, urgency=urgency, after=True)
        self._page, self._read, self._called = page, now, called

    def _follow_toast(self, visit: Visit, screen: KioskScreen) -> None:
        """A sentence about what went wrong is said to who is read to, wherever it stands."""
        if visit.toast != self._toast:
            self._toast = visit.toast
            # That nothing can be heard is not worth trying to say.
            if visit.toast and visit.comfort.voice and not visit.unheard:
                sentence = screen.texts.errors.get(visit.toast, visit.toast)
                self._services.say(Public(sentence), after=True)


def _news(before: Transcript, now: Transcript, noted: str) -> tuple[Part, ...]:
    """What stands there now and did not before. Of longer personal text only what was added, and nothing in
    its place: who writes on a loudspeaker need not hear at each character that it is not said.
    """
    told = _parts(before)
    found: list[Part] = []
    for part, left in (Counter(_parts(now)) - Counter(told)).items():
        new = _added(part, told) if isinstance(part, Personal) else part
        found += [new] * left
    if _marks(before) != _marks(now):
        found.append(Public(noted))
    return tuple(found)


def _parts(seen: Transcript) -> list[Part]:
    return [*seen.heading, *(part for said in seen.content if not said.lively for part in said.parts)]


def _added(part: Personal, before: Iterable[Part]) -> Personal:
    begun = [one.text for one in before if isinstance(one, Personal) and part.text.startswith(one.text)]
    return Personal(part.text[len(max(begun, key=len, default="")) :], instead="")


def _marks(seen: Transcript) -> dict[str, tuple[Part, ...]]:
    """Which of what can be chosen is."""
    return {action.touch_id: action.state for action in seen.actions if action.listed and action.state}
