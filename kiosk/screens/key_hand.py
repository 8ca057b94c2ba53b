"""What each key of the keypad does. Never more than a finger could do on the page that is shown."""

from typing import Final

from kiosk.domain import messages as m
from kiosk.domain.comfort import VOLUMES
from kiosk.domain.focus import Key
from kiosk.domain.recording import Phase
from kiosk.domain.state import AppState, ComfortSheet, Visit
from kiosk.screens.focus import Focus
from kiosk.screens.reader import Reader
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services

_ASKING: Final = frozenset({Key.PREVIOUS, Key.NEXT, Key.REPEAT})


def _phase(visit: Visit) -> Phase:
    return visit.form.voice.phase if visit.form is not None else Phase.WAITING


class KeyHand:
    """Presses with ``focus`` what the keys ask for; ``reader`` says where they are."""

    def __init__(self, services: Services, focus: Focus, reader: Reader) -> None:
        self._services = services
        self._focus = focus
        self._reader = reader
        self._last: Key | None = None

    def wake(self) -> None:
        """Whoever wakes the terminal by a key may not see it: it speaks from the first page on."""
        self._last = None
        self._services.wake()
        self._services.comfort(keys=True, voice=True)
        self._reader.greet()

    def press(self, key: Key, state: AppState) -> None:
        self._services.send(m.Touched())
        if state.visit is None:
            return
        seen = state.visit.comfort.keys
        last, self._last = self._last, key
        if not seen:
            self._services.comfort(keys=True)
        if _phase(state.visit) is Phase.PLAYING and key in _ASKING:
            self._services.stop_playing()  # nothing else could be heard
        match key:
            case Key.LOUDER | Key.SOFTER:
                self._louder(1 if key is Key.LOUDER else -1, state)
            case Key.DELETE:
                self._focus.take_back()
            case Key.REPEAT:
                self._again(last)
            case Key.PREVIOUS | Key.NEXT | Key.PRESS:
                if seen:
                    self._focused(key, state.visit)
                else:  # the ring has just appeared: nothing is pressed that was not seen or heard before
                    self._name(self._focus.here())
            case _:
                self._focus.type(key.char)

    def _focused(self, key: Key, visit: Visit) -> None:
        if key is Key.PRESS:
            self._press()
            return
        if _phase(visit) is Phase.RECORDING:
            return  # nobody could be told where they would go
        step = 1 if key is Key.NEXT else -1
        here = self._focus.here()
        if here is not None and (parts := here.step(step)):
            self._reader.tell(*parts)
            return
        found, round_it = self._focus.move(step)
        self._name(found, round_it, key)

    def _press(self) -> None:
        """What was dimmed under the keys says so: that nothing happens is no fault of theirs."""
        found = self._focus.here()
        if found is not None and not found.enabled:
            self._name(found)
            return
        self._focus.press()
        if found is not None and found.holds:
            self._name(found)

    def _name(self, found: Touchable | None, round_it: bool = False, key: Key = Key.NEXT) -> None:
        """Have it heard what would be pressed now."""
        if found is not None:
            texts = found.texts.speech
            past = texts.top if key is Key.NEXT else texts.end
            self._reader.at(found, past if round_it else "")

    def _again(self, last: Key | None) -> None:
        """Who asks twice is lost: what the keys do."""
        if last is Key.REPEAT:
            self._last = None
            self._reader.explain()
        else:
            self._reader.again()

    def _louder(self, by: int, state: AppState) -> None:
        """Heard at once; on its own page the page says it."""
        self._services.louder(by)
        visit = state.visit
        if visit is None or isinstance(visit.place, ComfortSheet):
            return
        step = min(max(visit.comfort.volume + by, VOLUMES.start), VOLUMES.stop - 1)
        self._reader.level(step)
