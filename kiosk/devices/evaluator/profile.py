"""What one model of evaluator says and hears, as a table: one JSON file a model, no code a vendor.

There is no common protocol, and even the numbers of the levels disagree (docs/protocol/evaluator.md). All
levels are the national ones here: 5 非常满意 … 1 非常不满意; ``none`` means nobody pressed.

A pattern is bytes with spaces between: two hexadecimal digits are that byte, ``??`` is any byte, two capital
letters name a byte. A token at the place of the check byte is the check, and one that ``map`` names is
named, whatever it looks like (``CC`` could be hexadecimal too).
"""

import json
from importlib import resources
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from kiosk.devices.evaluator.checks import CheckKind, size_of
from kiosk.devices.profiles import Model, ProfilePart, load_model, shipped_models

_PACKAGE: Final = "kiosk.devices.evaluator"

Byte = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{2}$")]
Level = Annotated[int, Field(ge=1, le=5)]
Result = Level | Literal["none"]
Pattern = Annotated[
    str, Field(pattern=r"^([0-9A-Fa-f]{2}|\?\?|[A-Z]{2})( ([0-9A-Fa-f]{2}|\?\?|[A-Z]{2})){0,63}$")
]
_TEMPLATE_WORD: Final = r"([0-9A-Fa-f]{2}|\{addr\}|\{(xor|sum8|crc16-xmodem|crc16-modbus)(:[0-9]{1,2})?\})"
Template = Annotated[str, Field(pattern=rf"^{_TEMPLATE_WORD}( {_TEMPLATE_WORD}){{0,63}}$")]


class Check(ProfilePart):
    """Over bytes ``from`` to ``to`` (inclusive, from 0), found at ``at``."""

    kind: CheckKind = "none"
    first: int = Field(default=0, alias="from", ge=0, le=63)
    last: int = Field(default=0, alias="to", ge=0, le=63)
    at: int = Field(default=0, ge=0, le=63)

    def places(self) -> range:
        """Where the check's own bytes stand."""
        return range(self.at, self.at + size_of(self.kind))


class NamedLevels(ProfilePart):
    """A level map known from the field, by name; ``zero`` is the byte that means 0 (30 in ASCII)."""

    levels: str
    zero: Byte = "00"

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.levels not in level_maps():
            raise ValueError(f"no level map {self.levels!r}; there are {', '.join(level_maps())}")
        return self

    def by_byte(self) -> dict[int, Result]:
        """Bytes on the wire to levels."""
        zero = int(self.zero, 16)
        return {zero + number & 0xFF: level for number, level in level_maps()[self.levels].items()}


class Frame(ProfilePart):
    """One kind of message from the device. ``result`` is for messages that carry no key."""

    name: str = Field(min_length=1, max_length=40)
    pattern: Pattern
    len: int = Field(ge=1, le=64)
    check: Check = Check()
    map: dict[str, dict[Byte, Result] | NamedLevels] = Field(default_factory=dict, max_length=1)
    result: Literal["none", "alive"] | None = None

    @property
    def tokens(self) -> list[str]:
        return self.pattern.split(" ")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        tokens = self.tokens
        if len(tokens) != self.len:
            raise ValueError(f"frame {self.name}: len is {self.len}, the pattern has {len(tokens)} bytes")
        if bool(self.map) == bool(self.result):
            raise ValueError(f"frame {self.name}: needs either a map or a result")
        for name in self.map:
            if tokens.count(name) != 1:
                raise ValueError(f"frame {self.name}: {name} must stand in the pattern once")
        check = self.check
        if check.kind != "none":
            fits = check.first <= check.last < self.len and check.places().stop <= self.len
            if not fits or set(check.places()) & set(range(check.first, check.last + 1)):
                raise ValueError(f"frame {self.name}: the check does not fit the pattern")
            if any(tokens[place] in self.map for place in check.places()):
                raise ValueError(f"frame {self.name}: the check and the map name the same byte")
        return self


class Heartbeat(ProfilePart):
    """Sent every ``every_s``; the device is silent when ``misses`` in a row bring no frame at all."""

    send: Template
    every_s: float = Field(default=5.0, ge=0.5, le=60.0)
    misses: int = Field(default=3, ge=1, le=10)


class Profile(Model):
    """A model of evaluator."""

    start: Template | None = None
    stop: Template | None = None
    heartbeat: Heartbeat | None = None
    frames: list[Frame] = Field(min_length=1, max_length=32)
    timeout_s: float = Field(default=30.0, ge=3.0, le=120.0)
    debounce_ms: int = Field(default=500, ge=0, le=5000)
    accept_unsolicited: bool = False

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if not any(frame.map for frame in self.frames):
            raise ValueError("no frame carries a key")
        alive = any(frame.result == "alive" for frame in self.frames)
        if alive != (self.heartbeat is not None):
            raise ValueError("a heartbeat and a frame with result alive belong together")
        return self


def shipped() -> list[str]:
    """Names of the profiles that come with the program."""
    return shipped_models(_PACKAGE)


def load_profile(name: str) -> Profile:
    """A shipped profile by its name, or any by its path; ValueError with what is wrong, one fault a line."""
    return load_model(_PACKAGE, Profile, name)


def level_maps() -> dict[str, dict[int, Result]]:
    """Level numbers of real products, by product (their frames are not public)."""
    path = resources.files(_PACKAGE) / "level_maps.json"
    table = json.loads(path.read_text("utf-8"))
    return {name: {int(key): level for key, level in row["map"].items()} for name, row in table.items()}
