"""What every simulator is: a codec that speaks bytes, with faults that can be thrown while it runs.

One simulator serves three hosts: the in-memory transport (fault matrix, simulated time), a pty at wire
pace (``kiosk simulate``, ``--simulate``, journeys), and its own tests. The host owns time and bytes; the
simulator owns the protocol.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reply:
    """``data`` starts to leave the device ``delay`` seconds after the request's last byte (processing time).

    The host adds the wire's own time (10 bits a byte) for both directions.
    """

    data: bytes
    delay: float = 0.0


class Simulator(Protocol):
    """A device seen from its plug."""

    name: str  # idcard | printer | evaluator
    baud: int

    def receive(self, data: bytes) -> list[Reply]:
        """Feed bytes the host wrote; replies in order. Must keep state between partial frames."""
        ...

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        """Steer it: device-specific verbs (``present`` a card, ``paper`` out, ``press`` 5 …).

        Returns a small JSON-able state. Raises ValueError with one clear sentence on an unknown verb.
        ``unplug``, ``plug``, ``garbage``, ``stall``, ``resume`` are the host's, not the simulator's.
        """
        ...

    def unsolicited(self) -> list[Reply]:
        """Bytes the device sends by itself since the last call (a key press, for example)."""
        ...
