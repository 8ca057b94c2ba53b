"""From an opened port to a document: find, select, read, each answered before the next, with retries.

Deadlines and retries follow docs/protocol/idcard.md, "Sequence".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.documents import Document, DocumentError, parse_text
from kiosk.devices.idcard.link import ExchangeError, SamLink
from kiosk.devices.idcard.protocol import Command
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.settings import BAUDS
from kiosk.devices.transport.base import OpenPort
from kiosk.devices.transport.line import wire_seconds
from kiosk.errors import KioskError

ATTEMPTS: Final = 3
HANDSHAKE_TIMEOUT: Final = 0.25  # s
ADDRESS_TIMEOUT: Final = 1.5  # s
MAX_ODD: Final = 10
READ_REPLY: Final = 1295  # bytes of a READ answer
_UNREADABLE: Final = frozenset(
    {
        protocol.CARD_REJECTS_SAM,
        protocol.SAM_REJECTS_CARD,
        protocol.INFORMATION_WRONG,
        protocol.UNKNOWN_CARD,
    }
)
_NO_FINDING: Final = frozenset(
    {
        protocol.CHECKSUM_WRONG,
        protocol.LENGTH_WRONG,
        protocol.COMMAND_WRONG,
        protocol.NOT_PERMITTED,
        protocol.UNKNOWN_ERROR,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """``elapsed_ms``: first request byte to parsed document. ``wire_ms``: what the wire alone needs."""

    document: Document
    elapsed_ms: float
    wire_ms: float


class CardUnreadable(Exception):
    """A card is there and could not be read. ``code``: E-IDC-02 (try again) or E-IDC-05 (this card never)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Refused(Exception):
    """The reader answered a step with an error status."""

    def __init__(self, sw3: int) -> None:
        super().__init__(f"{sw3:02x}")
        self.code = "E-IDC-05" if sw3 in _UNREADABLE else "E-IDC-02"


def connect(
    open_port: OpenPort,
    clock: Clock,
    settings: IdCardSettings,
    stopping: Callable[[], bool],
    on_port: Callable[[], None],
) -> "CardReader":
    """Open the port and find the speed at which the reader answers 11 FF, the configured one first.

    ``on_port`` is called once the port is there. Raises TransportError (no port), KioskError E-IDC-04
    (nobody answers at any speed), PermanentFault E-IDC-03. No port stays open after an exception.
    """
    for baud in dict.fromkeys((settings.baud, *BAUDS)):
        link = SamLink(open_port(baud), baud, clock, stopping)
        try:
            on_port()
            reader = CardReader(link, clock, settings)
            if reader.handshake(thorough=baud == settings.baud):
                return reader
        except BaseException:
            link.close()
            raise
        link.close()
    raise KioskError("E-IDC-04", "no answer at any speed")


class CardReader:
    """Policy of one reader that answers. Exceptions: those of :class:`SamLink`, and CardUnreadable."""

    def __init__(self, link: SamLink, clock: Clock, settings: IdCardSettings) -> None:
        self.link = link
        self._clock = clock
        self._settings = settings
        self._odd = 0  # finds in a row that were refused as such
        self._sign_of_life = (Command.STATUS, HANDSHAKE_TIMEOUT)
        self._find_timeout = settings.find_timeout_ms / 1000
        self._read_timeout = settings.read_timeout_ms / 1000

    def close(self) -> None:
        self.link.close()

    def handshake(self, *, thorough: bool) -> bool:
        """Whether the reader answers at this speed; sets it up when it does.

        ``thorough``: ask a second time with a find, for readers that do not know the status request.
        """
        for command, timeout in (
            (Command.STATUS, HANDSHAKE_TIMEOUT),
            (Command.FIND, self._find_timeout) if thorough else (Command.STATUS, HANDSHAKE_TIMEOUT),
        ):
            try:
                self.link.exchange(command, timeout)
            except ExchangeError:
                continue
            self._sign_of_life = (command, timeout)
            self._limit_rf()
            return True
        return False

    def ping(self) -> None:
        """Ask what the reader answered when it was connected: proof of life, and of health."""
        self.link.exchange(*self._sign_of_life)

    def module_id(self) -> str:
        """The number printed on the security module; ExchangeError or ValueError when it does not tell."""
        return protocol.sam_id(self.link.exchange(Command.SAM_ID, HANDSHAKE_TIMEOUT).data)

    def look(self, on_seen: Callable[[], None]) -> Reading | None:
        """Read the card on the reader; None when there is none. ``on_seen`` is called when one was found.

        ExchangeError only when nothing is known of a card: once one was seen, failures are retried and
        end as CardUnreadable.
        """
        started, counted = self._clock.monotonic(), self.link.wire_bytes
        if not self._find():
            return None
        on_seen()
        document = self._read_found()
        elapsed = self._clock.monotonic() - started
        wire = wire_seconds(self.link.wire_bytes - counted, self.link.baud)
        return Reading(document, elapsed * 1000, wire * 1000)

    def card_left(self) -> bool:
        """Whether a card that was read before still lies there, though find says there is none."""
        try:
            return self._answers_probe()
        except ExchangeError:
            return False

    def lies(self) -> bool:
        """Whether any card lies there, read before or not. ExchangeError: no answer, nothing is known.

        Two frames and no others: 20 01 finds a card and hands on nothing of it; only when it finds none,
        30 03 follows. Nothing is selected (20 02) and no text, photo, fingerprint or serial is read (30 01,
        30 10, 30 05): neither name nor number can come. Of each answer the status byte alone is looked at.
        30 03 asks for an added address: the few cards that have one send it with their 90, and it is let go
        unparsed with the frame (docs/protocol/idcard.md, ADR 0114).
        """
        return self._find() or self._answers_probe()

    def _answers_probe(self) -> bool:
        sw3 = self.link.exchange(Command.READ_ADDRESS, ADDRESS_TIMEOUT).sw3
        return sw3 in (protocol.SUCCESS, protocol.NO_CONTENT)

    def _read_found(self) -> Document:
        code = "E-IDC-02"
        for attempt in range(ATTEMPTS):
            try:
                if attempt and not self._find():
                    break  # pulled away
                return self._select_and_read()
            except DocumentError:
                raise CardUnreadable("E-IDC-05") from None
            except _Refused as refusal:
                code = refusal.code
            except ExchangeError:
                code = "E-IDC-02"
        raise CardUnreadable(code)

    def _find(self) -> bool:
        sw3 = self.link.exchange(Command.FIND, self._find_timeout).sw3
        self._odd = self._odd + 1 if sw3 in _NO_FINDING else 0
        if self._odd >= MAX_ODD:
            raise KioskError("E-IDC-03", f"find answers {sw3:02x}")
        return sw3 == protocol.FOUND

    def _select_and_read(self) -> Document:
        self._step(Command.SELECT, self._find_timeout, 0)
        data = self._step(Command.READ, self._read_timeout, READ_REPLY)
        try:
            blocks = protocol.card_blocks(data)
        except ValueError as error:
            raise DocumentError(str(error)) from None
        return parse_text(blocks.text)

    def _step(self, command: Command, timeout: float, expect: int) -> bytes:
        frame = self.link.exchange(command, timeout, expect=expect)
        if frame.sw3 != command.success:
            raise _Refused(frame.sw3 if frame.sw3 is not None else 0)
        return frame.data

    def _limit_rf(self) -> None:
        if self._settings.max_rf_bytes:
            size = bytes([self._settings.max_rf_bytes])
            try:
                self.link.exchange(Command.MAX_RF_BYTES, HANDSHAKE_TIMEOUT, size)
            except ExchangeError:
                # Not every reader knows the command; it still reads, more slowly.
                return
