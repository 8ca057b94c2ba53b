"""Reading aloud in a visit: what is asked for, and what the state knows of it. Pure, and nothing personal.

What is to be said is made of the screen's own words (``screens/transcript.py``) as an Utterance, whose types
say which of it may be heard by others; it passes through here unseen and is not kept.
"""

from dataclasses import dataclass, field

from kiosk.domain.speech import Utterance


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that is heard now. ``caption`` may be shown to anybody (``speech/plan.py``)."""

    generation: int
    caption: str


# ---- intents


@dataclass(frozen=True, slots=True)
class Say:
    """Have this heard: the page, a row, an answer, the name of what the keys stand on."""

    utterance: Utterance = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hush:
    """别念了: silence, now."""


@dataclass(frozen=True, slots=True)
class Louder:
    """``by`` steps of ``comfort.VOLUMES``; negative: softer. As far as there are any."""

    by: int


# ---- effects


@dataclass(frozen=True, slots=True)
class SayAloud:
    utterance: Utterance = field(repr=False)


@dataclass(frozen=True, slots=True)
class FallSilent:
    """What is being said is not what is on the screen any more."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """A step of ``comfort.VOLUMES``, until the visit is closed."""

    step: int
