"""What every simulator is: a codec that speaks bytes, with faults that can be thrown while it runs.

One simulator serves three hosts: the in-memory transport (fault matrix, simulated time), a pty at wire
pace (``kiosk simulate``, ``--simulate``, journeys), and its own tests. The host owns time and bytes; the
simulator owns the protocol.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

HOST_VERBS: Final = frozenset({"unplug", "plug", "garbage", "half", "cut", "stall", "resume"})
"""What happens to the cable, not inside the device (kiosk/devices/transport/line.py)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """``data`` starts to leave the device ``delay`` seconds after the request's last byte (processing time).

    The host adds the wire's own time (10 bits a byte) for both directions.
    """

    data: bytes
    delay: float = 0.0


class Simulator(Protocol):
    """A device seen from its plug."""

    name: str  # idcard | printer | evaluator | scanner | microphone | keypad | camera
    baud: int  # read anew for every byte: a device may change its own speed

    def receive(self, data: bytes) -> list[Reply]:
        """Feed bytes the host wrote; replies in order. Must keep state between partial frames."""
        ...

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        """Steer it: device-specific verbs (``present`` a card, ``paper`` out, ``press`` 5 …).

        Returns a small JSON-able state. Raises ValueError with one clear sentence on an unknown verb.
        The verbs in ``HOST_VERBS`` are the host's, not the simulator's.
        """
        ...

    def unsolicited(self) -> list[Reply]:
        """Bytes the device sends by itself since the last call (a key press, for example).

        Asked after every ``receive`` and ``control``, and when a :class:`Timed` simulator says so.
        """
        ...


@runtime_checkable
class Timed(Protocol):
    """A simulator with a timer of its own (an evaluator that gives up after 30 s)."""

    def next_due(self) -> float | None:
        """When ``unsolicited`` wants to be asked again, in ``Clock.monotonic`` seconds; None = not yet known.

        Being asked at or after that time must move it on.
        """
        ...


@runtime_checkable
class Powered(Protocol):
    """A simulator that loses something with its power (half a command, an unprinted buffer)."""

    def power_off(self) -> None:
        """Called when the plug is pulled."""
        ...


@runtime_checkable
class Patient(Protocol):
    """A device behind a buffer that a slow host does not overrun: a sound card's, and the pipe behind it. On
    every other line what the host does not take in time is lost.
    """

    waits: bool
