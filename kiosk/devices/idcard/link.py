"""Question and answer with a SAM_V reader over an opened port: deadlines, half frames, dead links."""

import logging
from collections.abc import Callable
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import PermanentFault
from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.protocol import Command, DecodeError, Frame, FrameDecoder
from kiosk.devices.transport.base import Transport
from kiosk.devices.transport.line import wire_seconds
from kiosk.errors import KioskError

_LOG: Final = logging.getLogger(__name__)

GAP: Final = 0.25  # s of silence inside a frame that make it a half one; 64 bytes at 9600 baud take 0.07 s
MAX_SILENT: Final = 3  # unanswered requests in a row after which the port is opened anew
MAX_FAILED: Final = 6  # the same when something answers, but nothing readable (another speed, noise)
_SLICE: Final = 0.25  # s after which a wait looks whether the terminal is stopping
_BROKEN: Final = frozenset({protocol.SELF_TEST_FAILED, protocol.NOT_AUTHORISED})


class ExchangeError(Exception):
    """A request without a usable answer. Worth trying again."""


class NoAnswer(ExchangeError):
    """Nothing at all came before the deadline."""


class BadAnswer(ExchangeError):
    """Something came that was no frame: noise, a wrong checksum, half a frame."""


class Stopped(Exception):
    """The terminal is stopping; what was under way is dropped."""


class SamLink:
    """One opened port. ``wire_bytes`` counts both directions; ``baud`` is the port's speed.

    Raises KioskError E-IDC-04 when the reader has fallen silent for good, PermanentFault E-IDC-03 when
    it says that its security module is out of order, TransportError when the port is gone.
    """

    def __init__(self, port: Transport, baud: int, clock: Clock, stopping: Callable[[], bool]) -> None:
        self.baud = baud
        self.wire_bytes = 0
        self._port = port
        self._clock = clock
        self._stopping = stopping
        self._decoder = FrameDecoder()
        self._silent = 0
        self._failed = 0

    def close(self) -> None:
        self._port.close()

    def exchange(self, command: Command, timeout: float, data: bytes = b"", expect: int = 0) -> Frame:
        """Send ``command`` and wait ``timeout`` seconds for its answer, plus the wire's time for ``expect``
        bytes of it. Raises NoAnswer or BadAnswer; an error status of the reader is an answer.
        """
        started = self._clock.monotonic()
        try:
            frame = self._ask(protocol.request(command, data), started + timeout, expect)
        except ExchangeError as error:
            self._count_failure(command, error)
            raise
        self._silent = self._failed = 0
        _LOG.debug(
            "idcard.exchange",
            extra={
                "command": command.name,
                "sw3": f"{frame.sw3:02x}",
                "ms": round((self._clock.monotonic() - started) * 1000, 1),
            },
        )
        if frame.sw3 in _BROKEN:
            raise PermanentFault("E-IDC-03", f"the reader answers {frame.sw3:02x}")
        return frame

    def _ask(self, request: bytes, deadline: float, expect: int) -> Frame:
        self._port.flush_input()
        self._decoder.reset()
        self._port.write(request)
        self.wire_bytes += len(request)
        deadline += wire_seconds(len(request) + expect, self.baud)
        last_heard: float | None = None
        while True:
            now = self._clock.monotonic()
            silent_at = deadline
            if last_heard is not None and self._decoder.pending:
                silent_at = min(deadline, last_heard + GAP)
            if now >= silent_at:
                raise NoAnswer("no answer") if last_heard is None else BadAnswer("half a frame, or noise")
            chunk = self._port.read(4096, min(silent_at - now, _SLICE))
            if self._stopping():
                raise Stopped
            if not chunk:
                continue
            last_heard = self._clock.monotonic()
            self.wire_bytes += len(chunk)
            frame = self._first_frame(chunk)
            if frame is not None:
                return frame

    def _first_frame(self, chunk: bytes) -> Frame | None:
        for result in self._decoder.feed(chunk):
            if result is DecodeError.CHECKSUM:
                raise BadAnswer("wrong checksum")
            if isinstance(result, Frame):
                if result.sw3 is None:
                    raise BadAnswer("not a response")
                return result
        return None

    def _count_failure(self, command: Command, error: ExchangeError) -> None:
        self._failed += 1
        self._silent = self._silent + 1 if isinstance(error, NoAnswer) else 0
        _LOG.debug("idcard.no_exchange", extra={"command": command.name, "detail": str(error)})
        if self._silent >= MAX_SILENT or self._failed >= MAX_FAILED:
            raise KioskError("E-IDC-04", str(error)) from error
