"""What the kernel tells of a keyboard (``struct input_event``), and the closed list of keys.

Codes are those of linux/input-event-codes.h; docs/protocol/keypad.md. A code that is not in the list is
nobody's: no letter, no Escape ever gets further than this file.
"""

import struct
from dataclasses import dataclass
from typing import Final

from kiosk.domain.focus import Key

_EVENT: Final = struct.Struct("@llHHi")  # seconds, microseconds, type, code, value
EVENT_BYTES: Final = _EVENT.size
EV_SYN: Final = 0x00
EV_KEY: Final = 0x01
SYN_REPORT: Final = 0
SYN_DROPPED: Final = 3
DOWN: Final = 1
_TYPES: Final = frozenset({EV_SYN, EV_KEY, 0x02, 0x03, 0x04, 0x11, 0x12, 0x14})
_CODE_MOST: Final = 0x2FF
_SECONDS_MOST: Final = 1 << 33  # the year 2242

KEYS: Final[dict[int, Key]] = {
    # arrows: pads with four or five keys
    103: Key.PREVIOUS,  # up
    105: Key.PREVIOUS,  # left
    108: Key.NEXT,  # down
    106: Key.NEXT,  # right
    28: Key.PRESS,  # enter
    57: Key.PRESS,  # space
    63: Key.REPEAT,  # F5
    138: Key.REPEAT,  # help
    # numeric keypads, whatever their Num Lock says
    74: Key.PREVIOUS,  # minus
    78: Key.NEXT,  # plus
    96: Key.PRESS,  # enter
    55: Key.REPEAT,  # asterisk
    83: Key.DOT,
    82: Key.D0,
    79: Key.D1,
    80: Key.D2,
    81: Key.D3,
    75: Key.D4,
    76: Key.D5,
    77: Key.D6,
    71: Key.D7,
    72: Key.D8,
    73: Key.D9,
    14: Key.DELETE,  # backspace
    111: Key.DELETE,
    # the wheel or the pair of keys beside a headphone socket
    115: Key.LOUDER,
    114: Key.SOFTER,
}


@dataclass(frozen=True, slots=True)
class Down:
    """A key went down: not its release, nor the kernel's repetitions while it is held.

    ``at``: seconds of the kernel's, when it did; later reading changes nothing of it.
    """

    code: int
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Lost:
    """The kernel dropped events: what was held then is not known."""


Heard = Down | Lost


class Decoder:
    """Bytes in, what was heard out; holds less than one event. Looks for the next one that can be true."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._dropping = False

    @property
    def held(self) -> int:
        return len(self._held)

    def feed(self, data: bytes) -> list[Heard]:
        self._held += data
        heard: list[Heard] = []
        at = 0
        while len(self._held) - at >= EVENT_BYTES:
            seconds, micros, kind, code, value = _EVENT.unpack_from(self._held, at)
            if not _possible(seconds, micros, kind, code):
                at += 1
                continue
            at += EVENT_BYTES
            heard += self._event(kind, code, value, seconds + micros / 1_000_000)
        del self._held[:at]
        return heard

    def idle(self) -> None:
        """Nothing comes: events come whole, so what is held is none."""
        self._held.clear()

    def _event(self, kind: int, code: int, value: int, at: float) -> list[Heard]:
        if kind == EV_SYN:
            began = code == SYN_DROPPED and not self._dropping
            self._dropping = code == SYN_DROPPED
            return [Lost()] if began else []
        if kind != EV_KEY or value != DOWN or self._dropping:
            return []
        return [Down(code, at)]


def _possible(seconds: int, micros: int, kind: int, code: int) -> bool:
    return 0 <= seconds < _SECONDS_MOST and 0 <= micros < 1_000_000 and kind in _TYPES and code <= _CODE_MOST


def encode(code: int, value: int, at: float = 0.0) -> bytes:
    """One key event and the report that ends it, as the kernel gives them."""
    seconds = int(at)
    micros = int((at - seconds) * 1_000_000)
    key = _EVENT.pack(seconds, micros, EV_KEY, code, value)
    return key + _EVENT.pack(seconds, micros, EV_SYN, SYN_REPORT, 0)


def dropped() -> bytes:
    """What the kernel says when its buffer ran over."""
    return _EVENT.pack(0, 0, EV_SYN, SYN_DROPPED, 0)


def key_of(code: int, own: dict[int, Key]) -> Key | None:
    """``own``: what this pad's settings say of its codes, before the list. None: nobody's."""
    return own.get(code) or KEYS.get(code)
