"""What may be said aloud, as data. Who makes one of these says of every word whether others may hear it.

There is no way to have a bare text spoken: an :class:`Utterance` takes parts, and each part has a type. On
the loudspeaker a :class:`Personal` part is never spoken; what is said in its place is public by its own name.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

LONGEST_TEXT: Final = 4_000
MOST_PARTS: Final = 200
UNSPOKEN: Final = "这一项不念出声"


@dataclass(frozen=True, slots=True)
class Public:
    """Text that anybody in the room may hear: headings, questions, guides, what a button does."""

    text: str

    def __post_init__(self) -> None:
        _check(self.text)


@dataclass(frozen=True, slots=True)
class Personal:
    """Whatever was typed, written, read from a card or answered. Heard in a private headphone only.

    ``instead`` is public and said on the loudspeaker in its place; empty for silence.
    """

    text: str = field(repr=False)
    instead: str = UNSPOKEN

    def __post_init__(self) -> None:
        _check(self.text)
        _check(self.instead)


@dataclass(frozen=True, slots=True)
class OrderNumber:
    """Spoken a character at a time, slowly, twice. Public: by itself it opens nothing (the secret does)."""

    text: str

    def __post_init__(self) -> None:
        _check(self.text)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A public office's number, spoken digit by digit. A resident's own is Personal."""

    text: str

    def __post_init__(self) -> None:
        _check(self.text)


@dataclass(frozen=True, slots=True)
class Tone:
    """No words: a short tone. From now on the microphone listens."""


Part = Public | Personal | OrderNumber | PhoneNumber | Tone
_PARTS: Final = (Public, Personal, OrderNumber, PhoneNumber, Tone)


class Urgency(IntEnum):
    """What may interrupt what: the same or a higher one does, a lower one waits its turn."""

    PAGE = 1
    """A page, a row, an answer: the newest is what the person is looking at."""
    WARNING = 2
    """The countdown, a card left behind: not cut off by a page that changes under it."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Said in one go. ``after``: wait for what is being said instead of stopping it."""

    parts: tuple[Part, ...]
    urgency: Urgency = Urgency.PAGE
    after: bool = False

    def __post_init__(self) -> None:
        parts: object = self.parts  # whatever an unchecked caller handed over
        if not isinstance(parts, tuple) or any(not isinstance(part, _PARTS) for part in parts):
            raise TypeError("every part says whether it is public or personal")
        if len(parts) > MOST_PARTS:
            raise ValueError("too long to be listened to")


def public(*texts: str) -> Utterance:
    """An utterance all of whose texts anybody may hear."""
    return Utterance(tuple(Public(text) for text in texts))


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError("a part is text")
    if len(text) > LONGEST_TEXT:
        raise ValueError("too long to be listened to")


# ---- what the speaker reports --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """A sentence begins; ``caption`` is what is heard, word for word as spoken. Personal where it was."""

    generation: int
    caption: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """Nothing more of this utterance is heard; ``finished`` False: it was stopped."""

    generation: int
    finished: bool


@dataclass(frozen=True, slots=True)
class SpeechFailed:
    """It could not be said aloud (``code``); ``caption`` is all that would have been heard."""

    generation: int
    code: str
    caption: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SpeechWorks:
    """Whether what was tried last was heard. Posted when that changes, at once; nothing is known before."""

    works: bool
