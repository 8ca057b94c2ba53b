"""What keys have said aloud. The seam between the focus and whatever speaks."""

from typing import Protocol

from kiosk.screens.widgets.touch import Touchable


class Aloud(Protocol):
    """Called on the Kivy thread; waits for nothing."""

    def at(self, block: Touchable) -> None:
        """The focus has come to ``block``: say what it is."""
        ...

    def again(self) -> None:
        """Say once more what this page is and holds."""
        ...


class Silence:
    """A terminal that does not speak: the ring alone says where the focus is."""

    def at(self, block: Touchable) -> None:
        """Seen, not heard."""

    def again(self) -> None:
        """Read once more, not heard."""
