"""Reads pages by itself to whoever asked for that, and what must be heard to everybody; names to the keys.

Once a frame, and only when the state has changed: by then the page is complete, and of pages that went by in
between only the last is read. Of a page that stays, only what is new is said.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from kiosk.domain import caret
from kiosk.domain.comfort import VOLUMES
from kiosk.domain.speech import Part, Personal, Public, Urgency
from kiosk.domain.state import AppState, Visit
from kiosk.domain.update_spoken import sounding
from kiosk.screens.base import KioskScreen
from kiosk.screens.transcript import Action, Parts, Transcript, named, transcript
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services
from kiosk.words.speech import SpeechTexts

_NOTHING: Final = Transcript((), ())


class Reader:
    """``passed`` is told what is shown; ``forget`` that the visit is over. ``focus``: what the keys would
    press now; None without keys.
    """

    def __init__(self, services: Services, focus: Callable[[], Touchable | None]) -> None:
        self._services = services
        self._focus = focus
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
        self._at = ("", "")  # where the keys were said to stand: id, and what it was called
        self._greeting = self._covered = False

    # ---- asked for by keys

    def greet(self) -> None:
        """Whoever came by keys may never have seen this machine: the next page begins with what it is."""
        self._greeting = True

    def at(self, block: Touchable, past: str = "") -> None:
        """The keys have come to ``block``: its name, its state, and whether it can be pressed now. ``past``:
        said before it, when they went round an end.
        """
        self._at = _place(block)
        self._say(*([Public(past)] if past else []), *named(block))

    def tell(self, *parts: Part) -> None:
        """What a key did inside of what it stands on."""
        self._say(*parts)

    def again(self) -> None:
        """This page once more, from its heading on, and where the keys stand."""
        if self._screen is not None:
            self._say(*transcript(self._screen).parts(brief=True), *self._by_keys(self._screen))

    def explain(self) -> None:
        """What the keys do."""
        if self._screen is not None:
            self._say(*_how(self._screen.texts.speech))

    def level(self, step: int) -> None:
        """How loud it is now."""
        if self._screen is not None:
            texts = self._screen.texts.speech
            self._say(Public(texts.volume), Public(texts.level.format(step, len(VOLUMES))))

    def _say(self, *parts: Part) -> None:
        """A key is answered at once: also what must be heard has been begun to be heard by then."""
        announced = self._screen is not None and self._screen.announced
        self._services.say(*parts, urgency=Urgency.WARNING if announced else Urgency.PAGE)

    def _by_keys(self, screen: KioskScreen) -> Parts:
        """What is to be known by whoever goes on by keys: what this page wants of them, and what they would
        press now.
        """
        found = self._focus()
        if found is None:
            return ()
        self._at = _place(found)
        return (*screen.by_keys(), *_standing(found, screen.texts.speech))

    # ---- by itself

    def passed(self, state: AppState, screen: KioskScreen | None, page: object, over: Parts = ()) -> None:
        """``page`` tells one page from another (``flow.Route``); ``over``: what stands on what covers it."""
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
        self._follow_cover(over, screen)
        self._touches = visit.touches

    def _follow(self, visit: Visit, screen: KioskScreen, page: object) -> None:
        if sounding(visit) and page == self._page:
            return  # nothing is said now: what changes meanwhile is still to be told
        now = transcript(screen)
        urgency = Urgency.WARNING if screen.announced else Urgency.PAGE
        called = screen.called()
        if page != self._page:
            # Who did not ask to be read to is told what stands there, not every button.
            whole = now.parts(brief=visit.comfort.keys) if visit.comfort.voice else now.told()
            before = _welcome(screen.texts.speech) if self._greeting else ()
            self._greeting = False
            self._services.say(*before, *whole, *self._by_keys(screen), urgency=urgency)
        else:
            # After a touch the answer to it is waited for; without one, nothing is interrupted.
            after = visit.touches == self._touches
            moved = self._moved(screen)
            told = self._at[0] if moved else ""
            if new := (*_news(self._read, now, screen.texts.speech, told), *moved):
                self._services.say(*new, urgency=urgency, after=after)
            if called and called != self._called:
                self._services.say(*called, urgency=urgency, after=True)
        self._page, self._read, self._called = page, now, called

    def _moved(self, screen: KioskScreen) -> Parts:
        """What the keys stood on has gone, or does something else now: where they stand."""
        found = self._focus()
        if found is None or not found.enabled or _place(found) == self._at:
            return ()
        self._at = _place(found)
        return _standing(found, screen.texts.speech)

    def _follow_cover(self, over: Parts, screen: KioskScreen) -> None:
        """For those who cannot see whether the picture can be seen."""
        if over and not self._covered:
            self._services.say(*over, after=True)
        elif self._covered and not over:
            self._services.say(Public(screen.texts.comfort.uncovered), after=True)
        self._covered = bool(over)

    def _follow_toast(self, visit: Visit, screen: KioskScreen) -> None:
        """A sentence about what went wrong is said to who is read to, wherever it stands."""
        if visit.toast != self._toast:
            self._toast = visit.toast
            # That nothing can be heard is not worth trying to say.
            if visit.toast and visit.comfort.voice and not visit.unheard:
                sentence = screen.texts.errors.get(visit.toast, visit.toast)
                self._services.say(Public(sentence), after=True)


def _news(before: Transcript, now: Transcript, texts: SpeechTexts, told_id: str) -> Parts:
    """What stands there now and did not before, and what can be done now; of ``told_id`` that is said
    elsewhere. Of longer personal text only what was added, and nothing in its place: who writes on a
    loudspeaker need not hear at each character that it is not said.
    """
    told = _parts(before)
    found: list[Part] = []
    for part, left in (Counter(_parts(now)) - Counter(told)).items():
        new = _added(part, told) if isinstance(part, Personal) else part
        found += [new] * left
    known = {one.touch_id: one.brief for one in before.actions}
    for one in now.actions:
        if one.listed and one.enabled and one.touch_id != told_id and known.get(one.touch_id) != one.brief:
            found += (*one.brief, *one.state)
    return (*found, *_marks(before, now, texts))


def _parts(seen: Transcript) -> list[Part]:
    return [*seen.heading, *(part for said in seen.content if not said.lively for part in said.parts)]


def _added(part: Personal, before: Iterable[Part]) -> Personal:
    pieces = [caret.added(one.text, part.text) for one in before if isinstance(one, Personal)]
    written = [piece for piece in pieces if piece is not None]
    return Personal(min(written, key=len, default=part.text), instead="")


def _marks(before: Transcript, now: Transcript, texts: SpeechTexts) -> Parts:
    """What is switched otherwise than before, with its state. Of what else was chosen or given up, which is
    somebody's answer, only that it was.
    """
    was = {action.touch_id: action.state for action in before.actions if action.listed}
    changed = [one for one in now.actions if was.get(one.touch_id, one.state) != one.state]
    switched = [one for one in changed if _public(one)]
    answers = [one for one in changed if not _public(one)]
    said = [part for one in switched for part in (*one.brief, *one.state)]
    if answers:
        said.append(Public(texts.noted if any(one.state for one in answers) else texts.dropped))
    return tuple(said)


def _public(action: Action) -> bool:
    return bool(action.state) and all(isinstance(part, Public) for part in action.state)


def _place(found: Touchable) -> tuple[str, str]:
    """What may be kept of it; no name that is somebody's own."""
    name = named(found)[:1]
    return found.touch_id, "".join(part.text for part in name if isinstance(part, Public))


def _standing(found: Touchable, texts: SpeechTexts) -> Parts:
    return (Public(texts.here), *named(found))


def _welcome(texts: SpeechTexts) -> Parts:
    return (Public(texts.welcome), *_how(texts))


def _how(texts: SpeechTexts) -> Parts:
    return tuple(map(Public, (texts.keys, texts.keys_go, texts.keys_again)))
