"""Asking a printer how it is: four questions, 200 ms each, on any transport."""

from typing import Final

from kiosk.clock import Clock
from kiosk.devices.printer.protocol import (
    QUERIES,
    PrinterStatus,
    Ready,
    Silent,
    answer_in,
    interpret,
    query,
)
from kiosk.devices.transport.base import Transport

ANSWER_TIMEOUT: Final = 0.2  # s for one status byte


def ask(port: Transport, clock: Clock) -> PrinterStatus:
    """One lost or noisy byte is not yet trouble: what is not good is asked twice. Raises TransportError."""
    status = _round(port, clock)
    return status if isinstance(status, Ready) else _round(port, clock)


def _round(port: Transport, clock: Clock) -> PrinterStatus:
    replies = []
    for number in QUERIES:
        reply = _question(port, clock, number)
        if reply is None:
            return Silent()
        replies.append(reply)
    return interpret(*replies)


def _question(port: Transport, clock: Clock, number: int) -> int | None:
    port.flush_input()
    port.write(query(number))
    deadline = clock.monotonic() + ANSWER_TIMEOUT
    while (left := deadline - clock.monotonic()) > 0:
        reply = answer_in(port.read(16, left))
        if reply is not None:
            return reply
    return None
