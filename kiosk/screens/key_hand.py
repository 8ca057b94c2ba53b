"""What each key of the keypad does. Never more than a finger could do on the page that is shown."""

from kiosk.domain import messages as m
from kiosk.domain.focus import Key
from kiosk.domain.state import AppState
from kiosk.screens.focus import Focus
from kiosk.screens.reader import Reader
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services


class KeyHand:
    """Presses with ``focus`` what the keys ask for; ``reader`` says where they are."""

    def __init__(self, services: Services, focus: Focus, reader: Reader) -> None:
        self._services = services
        self._focus = focus
        self._reader = reader

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
                self._services.louder(1 if key is Key.LOUDER else -1)
            case Key.DELETE:
                self._focus.take_back()
            case Key.REPEAT:
                self._reader.again()
            case Key.PREVIOUS | Key.NEXT | Key.PRESS:
                if seen:
                    self._focused(key)
                else:  # the ring has just appeared: nothing is pressed that was not seen or heard before
                    self._name(self._focus.here())
            case _:
                self._focus.type(key.char)

    def _focused(self, key: Key) -> None:
        if key is Key.PRESS:
            self._focus.press()
            return
        self._name(self._focus.move(1 if key is Key.NEXT else -1))

    def _name(self, found: Touchable | None) -> None:
        """Have it heard what would be pressed now."""
        if found is not None:
            self._reader.at(found)
