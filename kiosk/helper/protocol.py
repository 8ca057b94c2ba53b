"""What may be asked of the helper, and how it answers: one line of JSON each. Pure.

The list is closed: a verb, its bounded arguments, nothing that names a path, a program or an option.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

LONGEST: Final = 8192
"""Bytes of a question's line without its end; an answer's likewise."""

_PSK_HEX: Final = re.compile(r"[0-9A-Fa-f]{64}")
_PSK_TEXT: Final = re.compile(r"[\x20-\x7e]{8,63}")
_SSID_BYTES: Final = 32


class BadQuestion(Exception):
    """Not one of the questions this helper answers."""


class _Question(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Reboot(_Question):
    verb: Literal["reboot"] = "reboot"


class PowerOff(_Question):
    verb: Literal["power-off"] = "power-off"


class ClockNonce(_Question):
    """Answered with ``nonce``: good once, within a minute."""

    verb: Literal["clock-nonce"] = "clock-nonce"


class StepClock(_Question):
    """``word``: JSON of the hub's SignedText (tag gongfa/time.v1) over a HubTime with a nonce of ours."""

    verb: Literal["step-clock"] = "step-clock"
    word: str = Field(max_length=4096)


class SetVolume(_Question):
    verb: Literal["set-volume"] = "set-volume"
    percent: int = Field(ge=0, le=100)


class SetBrightness(_Question):
    """Not below 10 per cent: a screen nobody can read looks like a broken terminal."""

    verb: Literal["set-brightness"] = "set-brightness"
    percent: int = Field(ge=10, le=100)


class WifiProfile(_Question):
    """The one wireless network to join. ``psk``: 8 to 63 printable ASCII characters, or 64 hex digits."""

    verb: Literal["wifi-profile"] = "wifi-profile"
    ssid: str = Field(min_length=1, max_length=_SSID_BYTES)
    psk: str = Field(repr=False)
    hidden: bool = False

    @field_validator("ssid")
    @classmethod
    def _short(cls, value: str) -> str:
        if not 0 < len(value.encode("utf-8", "surrogatepass")) <= _SSID_BYTES or not value.isprintable():
            raise ValueError("a network's name has 1 to 32 bytes")
        return value

    @field_validator("psk")
    @classmethod
    def _key(cls, value: str) -> str:
        if not (_PSK_HEX.fullmatch(value) or _PSK_TEXT.fullmatch(value)):
            raise ValueError("8 to 63 printable ASCII characters, or 64 hex digits")
        return value


Question = Reboot | PowerOff | ClockNonce | StepClock | SetVolume | SetBrightness | WifiProfile
_QUESTIONS: Final = TypeAdapter[Question](Annotated[Question, Field(discriminator="verb")])

# Which user may ask what: the screen and its staff pages, or the network. Nobody else is answered.
UI_USER: Final = "kiosk-ui"
SYNC_USER: Final = "kiosk-sync"
ALLOWED: Final[dict[str, frozenset[str]]] = {
    "reboot": frozenset({UI_USER, SYNC_USER}),
    "power-off": frozenset({UI_USER}),
    "clock-nonce": frozenset({SYNC_USER}),
    "step-clock": frozenset({SYNC_USER}),
    "set-volume": frozenset({UI_USER}),
    "set-brightness": frozenset({UI_USER}),
    "wifi-profile": frozenset({UI_USER}),
}


class Answer(BaseModel):
    """``reason`` is a stable word, empty when ``ok``: ``malformed``, ``not-allowed`` (this user), ``nonce``
    (not issued here, used, or too old), ``signature``, ``floor`` (earlier than can be), ``unavailable``
    (there is no such device or program), ``failed``. ``detail``: English, for the log, never secret.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    ok: bool
    reason: str = ""
    detail: str = ""
    nonce: str = ""
    at: str = ""


def read_question(line: bytes) -> Question:
    """Raises BadQuestion; its text holds nothing of what was asked."""
    if len(line) > LONGEST:
        raise BadQuestion("too long")
    try:
        return _QUESTIONS.validate_json(line)
    except ValidationError as error:
        places = {".".join(str(part) for part in row["loc"]) or "line" for row in error.errors()}
        raise BadQuestion(f"wrong: {', '.join(sorted(places))}") from None


def write_question(question: Question) -> bytes:
    """Without the line's end."""
    return question.model_dump_json().encode()


def read_answer(line: bytes) -> Answer:
    """Raises BadQuestion on what is no answer."""
    try:
        return Answer.model_validate_json(line)
    except ValidationError as error:
        raise BadQuestion("not an answer") from error
