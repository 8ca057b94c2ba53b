"""What one model of scanner says and hears, as data: one JSON file a model (docs/protocol/scanner.md).

A scanner sends a code's bytes and then, mostly, an end; how it is told to look, whether it answers, and what
it says when it saw nothing is the model's own business.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from kiosk.devices.profiles import Model, ProfilePart, load_model, shipped_models

_PACKAGE: Final = "kiosk.devices.scanner"

Suffix = Literal["any", "CR", "LF", "CRLF", "TAB", "none"]
Bytes = Annotated[str, Field(pattern=r"^[0-9A-F]{2}( [0-9A-F]{2}){0,63}$")]
Words = Annotated[str, Field(min_length=1, max_length=40)]


class Command(ProfilePart):
    """What is sent, and what the model then says if it does as it is told; None: it says nothing."""

    send: Bytes
    answer: Bytes | None = None

    @property
    def data(self) -> bytes:
        return bytes.fromhex(self.send)


class Heartbeat(ProfilePart):
    """At rest ``off`` is sent every ``every_s``; the model is silent after ``misses`` without any answer."""

    every_s: float = Field(default=10.0, ge=0.5, le=60.0)
    misses: int = Field(default=3, ge=1, le=10)


class Profile(Model):
    """A model of scanner.

    ``suffix``: what ends a code; ``any`` takes CR, LF, CRLF or TAB, and silence too; ``none`` only silence;
    with a named one, what falls silent without it is half a code and dropped. ``idle_ms``: that silence.
    ``setup`` is sent whenever the port is opened. ``on`` and ``off``: the trigger; None for a model that
    always looks. ``retrigger_s``: how often ``on`` is said again while a code is wanted: models give up by
    themselves, and a command can get lost. ``refusals``: what it says to a command it does not take.
    ``aim_prefix``: codes begin with the three characters of ISO/IEC 15424 (``]Q1``), which are taken off.
    ``no_read``: what it says instead of a code when it saw none. ``gives_up_s``: when the simulated one does.
    """

    suffix: Suffix = "any"
    idle_ms: int = Field(default=80, ge=60, le=100)
    setup: list[Command] = Field(default_factory=list, max_length=16)
    on: Command | None = None
    off: Command | None = None
    refusals: list[Bytes] = Field(default_factory=list, max_length=8)
    retrigger_s: float = Field(default=5.0, ge=1.0, le=60.0)
    gives_up_s: float | None = Field(default=None, ge=0.5, le=60.0)
    aim_prefix: bool = False
    no_read: list[Words] = Field(default_factory=list, max_length=8)
    heartbeat: Heartbeat | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.on is None) != (self.off is None):
            raise ValueError("on and off belong together")
        if self.heartbeat is not None and (self.off is None or self.off.answer is None):
            raise ValueError("a heartbeat needs an off command that is answered")
        if self.gives_up_s is not None and self.on is None:
            raise ValueError("a model without a trigger does not give up")
        return self

    @property
    def greeting(self) -> list[Command]:
        """What is sent to a port that was just opened: a power cut may have lost any of it."""
        return [*self.setup, *([self.off] if self.off is not None else [])]

    @property
    def answers(self) -> dict[bytes, bool]:
        """Every frame that is no code, and whether it is a yes."""
        commands = [*self.setup, *(one for one in (self.on, self.off) if one is not None)]
        good = {bytes.fromhex(one.answer): True for one in commands if one.answer is not None}
        return good | {bytes.fromhex(frame): False for frame in self.refusals}


def shipped() -> list[str]:
    """Names of the profiles that come with the program."""
    return shipped_models(_PACKAGE)


def load_profile(name: str) -> Profile:
    """A shipped profile by its name, or any by its path; ValueError with what is wrong, one fault a line."""
    return load_model(_PACKAGE, Profile, name)
