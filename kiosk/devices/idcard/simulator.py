"""A SAM_V reader seen from its plug: bytes in, bytes out.

Verbs of ``control`` (all arguments are text):

- ``present``: a card is laid on. ``person`` names one of ``SAMPLES`` (default ``resident``); any field of
  ``Document`` beside it replaces that field. ``photo=preamble`` puts whole frames into the photo,
  ``fingerprint=0|512|1024`` and ``new_address=…`` as the card has them.
- ``remove``: lifted now, or with ``at=select|read`` at the moment that step arrives; that may be said before
  the card is laid on, since a reader that is already looking reads it at once.
- ``error``: ``operation=find|select|read|address|status|any`` answers ``sw3`` (hex) ``times`` times
  (default once; 0 until ``clear``).
- ``rf``: ``find_ms``, ``select_ms``, ``read_ms``, the time the card itself takes.
- ``latch``: ``on=true|false``, whether a card that was read stays unseen until it is lifted.
- ``broken``: ``on=true|false``, whether the security module fails its self-test (60).
- ``clear``: no errors, not broken. ``state``: nothing but the answer.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.documents import Document, build_text
from kiosk.devices.idcard.protocol import Command, DecodeError, Frame, FrameDecoder
from kiosk.devices.idcard.samples import SAMPLES
from kiosk.devices.simulation import Reply

SAM_ID: Final = bytes.fromhex("05 00 01 00 F1 01 35 01 87 D6 12 00 78 56 34 12")
_ADDRESS_BYTES: Final = 70
_SPEED_CHANGE: Final = 0.02  # s after the answer to SET_BAUD
_OPERATIONS: Final = {
    Command.STATUS: "status",
    Command.RESET: "status",
    Command.SAM_ID: "status",
    Command.FIND: "find",
    Command.SELECT: "select",
    Command.READ: "read",
    Command.READ_FINGERPRINT: "read",
    Command.READ_ADDRESS: "address",
    Command.READ_CARD_ID: "read",
    Command.MAX_RF_BYTES: "status",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What lies on the reader."""

    kind: str
    text: bytes
    photo: bytes
    fingerprint: bytes
    new_address: str


@dataclass(frozen=True, slots=True)
class RfTimes:
    """Seconds the reader spends with the card before it answers."""

    find: float = 0.05
    select: float = 0.05
    read: float = 0.25

    @staticmethod
    def of(total_ms: int) -> "RfTimes":
        """A whole sequence of ``total_ms``, split as readers do."""
        return RfTimes(total_ms / 7000, total_ms / 7000, total_ms / 1400)


class IdCardSimulator:
    """Implements :class:`kiosk.devices.simulation.Simulator`."""

    def __init__(self, clock: Clock, rf: RfTimes | None = None, *, baud: int = 115200) -> None:
        self.name = "idcard"
        self.baud = baud
        self.card: Card | None = None
        self.latch = True
        self._clock = clock
        self._rf = rf or RfTimes()
        self._decoder = FrameDecoder(protocol.SHORTEST_REQUEST)
        self._found = self._selected = self._was_read = self._broken = False
        self._lift_at = ""
        self._errors: dict[str, tuple[int, int]] = {}  # operation -> SW3, how often (0 = for ever)
        self._new_baud: tuple[float, int] | None = None
        self._verbs: dict[str, Callable[[Mapping[str, str]], None]] = {
            "present": self._present,
            "remove": self._remove,
            "error": self._error,
            "rf": self._set_rf,
            "latch": self._set_latch,
            "broken": self._set_broken,
            "clear": self._clear,
            "state": lambda _args: None,
        }

    # ---- Simulator -------------------------------------------------------------------------------

    def receive(self, data: bytes) -> list[Reply]:
        return [self._answer(result) for result in self._decoder.feed(data)]

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        act = self._verbs.get(verb)
        if act is None:
            raise ValueError(f"the card reader knows {', '.join(self._verbs)}; not {verb!r}")
        act(args)
        return {
            "card": self.card.kind if self.card else "",
            "read": self._was_read,
            "broken": self._broken,
            "baud": self.baud,
        }

    def unsolicited(self) -> list[Reply]:
        if self._new_baud is not None and self._clock.monotonic() >= self._new_baud[0]:
            self.baud = self._new_baud[1]
            self._new_baud = None
        return []

    def next_due(self) -> float | None:
        return self._new_baud[0] if self._new_baud else None

    def power_off(self) -> None:
        """The reader forgets; the card stays where it lies."""
        self._decoder.reset()
        self._found = self._selected = self._was_read = False
        self._new_baud = None

    # ---- the protocol ----------------------------------------------------------------------------

    def _answer(self, result: Frame | DecodeError) -> Reply:
        if result is DecodeError.CHECKSUM:
            return Reply(protocol.response(protocol.CHECKSUM_WRONG))
        if isinstance(result, DecodeError):
            return Reply(protocol.response(protocol.LENGTH_WRONG))
        code = result.body[:2]
        if code[0] == protocol.SET_BAUD:
            return self._change_speed(code[1])
        command = next((known for known in Command if bytes(known.value) == code), None)
        if command is None:
            return Reply(protocol.response(protocol.COMMAND_WRONG))
        operation = _OPERATIONS[command]
        if operation == self._lift_at:
            self._remove({})
        delay = self._delay(operation)
        fault = self._fault(operation)
        if fault is not None:
            return Reply(protocol.response(fault), delay)
        sw3, data = self._respond(command)
        return Reply(protocol.response(sw3, data), delay)

    def _respond(self, command: Command) -> tuple[int, bytes]:
        """SW3 and data."""
        if command is Command.FIND:
            self._selected = False
            self._found = self.card is not None and not (self.latch and self._was_read)
            return (protocol.FOUND, bytes(4)) if self._found else (protocol.NOT_FOUND, b"")
        if command is Command.SELECT:
            self._selected = self._found and self.card is not None
            return (protocol.SUCCESS, bytes(8)) if self._selected else (protocol.SELECT_FAILED, b"")
        if command in (Command.READ, Command.READ_FINGERPRINT):
            return self._read(command is Command.READ_FINGERPRINT)
        if command is Command.READ_ADDRESS:
            return self._read_address()
        if command is Command.READ_CARD_ID:
            return (protocol.SUCCESS, bytes(8)) if self.card else (protocol.READ_FAILED, b"")
        if command is Command.RESET:
            self._found = self._selected = False
        return protocol.SUCCESS, SAM_ID if command is Command.SAM_ID else b""

    def _delay(self, operation: str) -> float:
        return {
            "find": self._rf.find,
            "select": self._rf.select,
            "read": self._rf.read,
            "address": self._rf.select,
        }.get(operation, 0.0)

    def _read(self, fingerprint: bool) -> tuple[int, bytes]:
        if self.card is None or not self._selected:
            return protocol.READ_FAILED, b""
        self._was_read = True
        prints = self.card.fingerprint if fingerprint else None
        return protocol.SUCCESS, protocol.card_data(self.card.text, self.card.photo, prints)

    def _read_address(self) -> tuple[int, bytes]:
        if self.card is None:
            return protocol.READ_FAILED, b""
        if not self.card.new_address:
            return protocol.NO_CONTENT, b""
        padded = self.card.new_address.ljust(_ADDRESS_BYTES // 2)
        return protocol.SUCCESS, padded.encode("utf-16-le")[:_ADDRESS_BYTES]

    def _change_speed(self, code: int) -> Reply:
        baud = next((speed for speed, own in protocol.BAUD_CODES.items() if own == code), None)
        if baud is None:
            return Reply(protocol.response(protocol.COMMAND_WRONG))
        answer = protocol.response(protocol.SUCCESS)
        leaves = self._clock.monotonic() + len(answer) * 10 / self.baud
        self._new_baud = (leaves + _SPEED_CHANGE, baud)
        return Reply(answer)

    def _fault(self, operation: str) -> int | None:
        if self._broken:
            return protocol.SELF_TEST_FAILED
        for key in (operation, "any"):
            if key in self._errors:
                sw3, times = self._errors[key]
                if times == 1:
                    del self._errors[key]
                elif times:
                    self._errors[key] = (sw3, times - 1)
                return sw3
        return None

    # ---- verbs -----------------------------------------------------------------------------------

    def _present(self, args: Mapping[str, str]) -> None:
        fields = dict(args)
        person = SAMPLES.get(fields.pop("person", fields.get("document", "resident")))
        if person is None:
            raise ValueError(f"person must be one of {', '.join(SAMPLES)}")
        photo = _photo(fields.pop("photo", "plain"))
        size = fields.pop("fingerprint", "0")
        if size not in ("0", "512", "1024"):
            raise ValueError("fingerprint must be 0, 512 or 1024")
        new_address = fields.pop("new_address", "")
        if len(new_address.encode("utf-16-le")) > _ADDRESS_BYTES:
            raise ValueError("new_address has room for 35 characters")
        unknown = [name for name in fields if name not in Document.__slots__]
        if unknown:
            raise ValueError(f"a card has no field {', '.join(unknown)}")
        text = build_text(replace(person, **fields))
        fingerprint = random.Random(3).randbytes(int(size))
        armed = self._lift_at
        self._remove({})
        self._lift_at = armed
        self.card = Card(fields.get("document", person.document), text, photo, fingerprint, new_address)

    def _remove(self, args: Mapping[str, str]) -> None:
        at = args.get("at", "")
        if at not in ("", "select", "read"):
            raise ValueError("at must be select or read")
        self._lift_at = at
        if not at:
            self.card = None
            self._found = self._selected = self._was_read = False

    def _error(self, args: Mapping[str, str]) -> None:
        operation = args.get("operation", "any")
        if operation not in {*_OPERATIONS.values(), "any"}:
            raise ValueError(f"operation must be any, {', '.join(sorted(set(_OPERATIONS.values())))}")
        self._errors[operation] = (_number(args, "sw3", "41", 16), _number(args, "times", "1", 10))

    def _set_rf(self, args: Mapping[str, str]) -> None:
        times = {
            name: _number(args, f"{name}_ms", "0", 10) / 1000
            for name in ("find", "select", "read")
            if f"{name}_ms" in args
        }
        self._rf = replace(self._rf, **times)

    def _set_latch(self, args: Mapping[str, str]) -> None:
        self.latch = _flag(args)

    def _set_broken(self, args: Mapping[str, str]) -> None:
        self._broken = _flag(args)

    def _clear(self, _args: Mapping[str, str]) -> None:
        self._errors.clear()
        self._broken = False


def _photo(kind: str) -> bytes:
    """1024 arbitrary bytes; a photo is opaque to everybody here."""
    noise = random.Random(2).randbytes(protocol.PHOTO_BYTES)
    if kind == "plain":
        return noise
    if kind != "preamble":
        raise ValueError("photo must be plain or preamble")
    frames = protocol.response(protocol.FOUND, bytes(4)) + protocol.PREAMBLE + b"\xff\xff" + protocol.PREAMBLE
    return noise[:100] + frames + noise[100 + len(frames) :]


def _number(args: Mapping[str, str], name: str, default: str, base: int) -> int:
    try:
        value = int(args.get(name, default), base)
    except ValueError:
        raise ValueError(f"{name} must be a number") from None
    if not 0 <= value <= 60_000:
        raise ValueError(f"{name} is out of range")
    return value


def _flag(args: Mapping[str, str]) -> bool:
    value = args.get("on", "true")
    if value not in ("true", "false"):
        raise ValueError("on must be true or false")
    return value == "true"
