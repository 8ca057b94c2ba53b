"""Whether only one person hears: personal text is said into a plugged-in headphone and nowhere else."""

import re
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.speech.child import Child, ChildError

_STALE_S: Final = 0.3
_SECONDS: Final = 0.5  # the sound goes on meanwhile
_MOST_BYTES: Final = 10_000
_VALUE: Final = re.compile(rb"^\s*: values=(\w+)", re.MULTILINE)


class Ear(Protocol):
    def private(self) -> bool:
        """Only the person in front hears it, now. When in doubt: False."""
        ...


class Loudspeaker:
    """Implements :class:`Ear` for a terminal without a headphone socket: never private."""

    def private(self) -> bool:
        return False


class Jack:
    """Implements :class:`Ear` by the sound card's own switch, ``Headphone Jack`` of ALSA's card controls.

    Only for wiring where a plug silences the loudspeaker; the technician says so by naming the control.
    """

    def __init__(self, control: str, clock: Clock, card: str = "0", program: str = "amixer") -> None:
        self._args = (program, "-c", card, "cget", f"iface=CARD,name='{control}'")
        self._clock = clock
        self._child = Child()
        self._looked = float("-inf")
        self._private = False

    def private(self) -> bool:
        if self._clock.monotonic() - self._looked >= _STALE_S:
            self._private = self._look()
            self._looked = self._clock.monotonic()
        return self._private

    def _look(self) -> bool:
        try:
            said = self._child.run(self._args, b"", _SECONDS, _MOST_BYTES)
        except ChildError:
            return False
        found = _VALUE.search(said)
        return found is not None and found[1] == b"on"
