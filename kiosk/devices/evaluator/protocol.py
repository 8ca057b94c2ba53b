"""Bytes to keys and back, for any profile. The decoder resynchronises and keeps less than one frame."""

import re
from dataclasses import dataclass
from typing import Final

from kiosk.devices.evaluator.checks import CheckKind, compute
from kiosk.devices.evaluator.profile import Frame, NamedLevels, Profile, Result

_HEX: Final = re.compile(r"[0-9A-Fa-f]{2}")
_CHECK: Final = re.compile(r"\{(xor|sum8|crc16-xmodem|crc16-modbus)(?::(\d+))?\}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed: level 1 to 5."""

    level: int


@dataclass(frozen=True, slots=True)
class Nobody:
    """The device gave up waiting."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The device answered a heartbeat."""


Event = Key | Nobody | Alive


class Layout:
    """A frame of the profile, ready to match and to make."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.size = frame.len
        self._check = frame.check
        self._levels: dict[int, Result] = {}
        self._key_at = -1
        for name, levels in frame.map.items():
            self._key_at = frame.tokens.index(name)
            self._levels = _levels(levels)
        self._fixed = {
            at: int(token, 16)
            for at, token in enumerate(frame.tokens)
            if _HEX.fullmatch(token) and at != self._key_at and at not in self._check.places()
        }

    def may_begin(self, data: bytes) -> bool:
        """Whether ``data`` (at most ``size`` bytes) can be the frame's start, or all of it."""
        for at, byte in enumerate(data):
            if at in self._fixed and byte != self._fixed[at]:
                return False
            if at == self._key_at and byte not in self._levels:
                return False
        return len(data) < self.size or self._checked(data) == data

    def event(self, data: bytes) -> Event:
        """What a whole frame says."""
        if self._key_at < 0:
            return Alive() if self.frame.result == "alive" else Nobody()
        level = self._levels[data[self._key_at]]
        return Nobody() if level == "none" else Key(level)

    @property
    def levels(self) -> frozenset[Result]:
        return frozenset(self._levels.values())

    def make(self, result: Result | None, address: int) -> bytes:
        """The frame as the device would send it; any-bytes are its address. KeyError: not such a level."""
        data = bytearray([self._fixed.get(at, address) for at in range(self.size)])
        if self._key_at >= 0:
            data[self._key_at] = {level: byte for byte, level in reversed(self._levels.items())}[result or 0]
        return self._checked(bytes(data))

    def _checked(self, data: bytes) -> bytes:
        check, places = self._check, self._check.places()
        value = compute(check.kind, data[check.first : check.last + 1])
        return data[: places.start] + value + data[places.stop :]


class Decoder:
    """``feed`` in any pieces; what fits no frame is dropped byte by byte."""

    def __init__(self, profile: Profile) -> None:
        self._layouts = layouts(profile)
        self._buffer = bytearray()

    @property
    def held(self) -> int:
        """Bytes of a frame whose end has not come."""
        return len(self._buffer)

    def reset(self) -> None:
        """The line was quiet: what is held will not be finished."""
        self._buffer.clear()

    def feed(self, data: bytes) -> list[Event]:
        self._buffer += data
        events: list[Event] = []
        while self._buffer:
            whole = next((layout for layout in self._layouts if self._is_whole(layout)), None)
            if whole is not None:
                events.append(whole.event(bytes(self._buffer[: whole.size])))
                del self._buffer[: whole.size]
            elif any(self._may_grow(layout) for layout in self._layouts):
                break
            else:
                del self._buffer[0]
        return events

    def _is_whole(self, layout: Layout) -> bool:
        return len(self._buffer) >= layout.size and layout.may_begin(bytes(self._buffer[: layout.size]))

    def _may_grow(self, layout: Layout) -> bool:
        return len(self._buffer) < layout.size and layout.may_begin(bytes(self._buffer))


def layouts(profile: Profile) -> list[Layout]:
    """All frames of the profile, in its order: the first that fits wins."""
    return [Layout(frame) for frame in profile.frames]


def command(template: str, profile: Profile, address: int) -> bytes:
    """Bytes of a start, stop or heartbeat.

    ``{xor}`` and its like cover everything before them, from the place where the profile's own frames begin
    to count, or from the number given: ``{xor:0}``.
    """
    counted = [frame.check.first for frame in profile.frames if frame.check.kind != "none"]
    data = b""
    for word in template.split(" "):
        check = _CHECK.fullmatch(word)
        if check is not None:
            first = int(check[2]) if check[2] is not None else (counted or [0])[0]
            data += compute(_kind(check[1]), data[first:])
        else:
            data += bytes([address if word == "{addr}" else int(word, 16)])
    return data


def _kind(name: str) -> CheckKind:
    kinds: dict[str, CheckKind] = {
        "xor": "xor",
        "sum8": "sum8",
        "crc16-xmodem": "crc16-xmodem",
        "crc16-modbus": "crc16-modbus",
    }
    return kinds[name]


def _levels(levels: dict[str, Result] | NamedLevels) -> dict[int, Result]:
    if isinstance(levels, NamedLevels):
        return levels.by_byte()
    return {int(byte, 16): level for byte, level in levels.items()}
