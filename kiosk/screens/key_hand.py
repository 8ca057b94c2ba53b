"""What each key of the keypad does. Never more than a finger could do on the page that is shown."""

from kiosk.domain import messages as m
from kiosk.domain.comfort import VOLUMES
from kiosk.domain.focus import Key
from kiosk.domain.state import AppState
from kiosk.screens.aloud import Aloud
from kiosk.screens.focus import Focus
from kiosk.services import Services


class KeyHand:
    """Presses with ``focus`` what the keys ask for."""

    def __init__(self, services: Services, focus: Focus, aloud: Aloud) -> None:
        self._services = services
        self._focus = focus
        self._aloud = aloud

    def wake(self) -> None:
        """Whoever wakes the terminal by a key may not see it: it speaks from the first page on."""
        self._services.wake()
        self._services.comfort(keys=True, voice=True)

    def press(self, key: Key, state: AppState) -> None:
        self._services.send(m.Touched())
        if state.visit is None:
            return
        seen = state.visit.comfort.keys
        if not seen:
            self._services.comfort(keys=True)
        match key:
            case Key.LOUDER | Key.SOFTER:
                self._volume(state, 1 if key is Key.LOUDER else -1)
            case Key.DELETE:
                self._focus.take_back()
            case Key.REPEAT:
                self._aloud.again()
            case Key.PREVIOUS | Key.NEXT | Key.PRESS:
                if (
                    seen
                ):  # else the ring has just appeared: nothing is pressed that was not seen or heard before
                    self._focused(key)
            case _:
                self._focus.type(key.char)

    def _focused(self, key: Key) -> None:
        if key is Key.PRESS:
            self._focus.press()
            return
        found = self._focus.move(1 if key is Key.NEXT else -1)
        if found is not None:
            self._aloud.at(found)

    def _volume(self, state: AppState, step: int) -> None:
        wanted = state.comfort_now.volume + step
        if wanted in VOLUMES:
            self._services.comfort(volume=wanted)
