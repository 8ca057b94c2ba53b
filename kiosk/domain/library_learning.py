"""What is read, heard and tried to learn the law, and what asks back: as a release carries it. Pure data."""

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.library import NOWHERE, LawRef, Onward

MediaKind = Literal["picture", "sound", "video"]
LessonKind = Literal["piece", "case", "day"]
SurveyKind = Literal["choice", "several", "scale", "yes-no"]


@dataclass(frozen=True, slots=True)
class Caption:
    """``start`` and ``end`` in milliseconds."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """``parts``: SHA-256 of its pieces in order, each an entry ``media-part`` of the same release.

    ``size`` in bytes and ``sha256`` are of the whole. ``format``: png, jpg, opus, webm.
    """

    format: str
    size: int
    sha256: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, a sound or a short video, whose ``sound`` is a file of its own.

    ``text``: what it shows or says, for who cannot see or hear it. ``ms`` 0, ``width`` 0: not of this kind.
    ``idle``: played while nobody is there.
    """

    id: str
    kind: MediaKind
    title: str
    text: str
    credit: str
    file: MediaFile
    sound: MediaFile | None = None
    width: int = 0
    height: int = 0
    ms: int = 0
    captions: tuple[Caption, ...] = ()
    idle: bool = False
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law in plain words. ``also``: other words for it."""

    id: str
    word: str
    means: str
    also: tuple[str, ...] = ()
    law: tuple[LawRef, ...] = ()
    sample: bool = True
    word_en: str = ""
    means_en: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A piece of law made plain, a case (以案释法), a day of the law. ``points``: what to remember of it.

    ``first``, ``last``: month and day, as 12-04, between which a day is offered before all else, every year.
    """

    id: str
    kind: LessonKind
    topic: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    law: tuple[LawRef, ...]
    media: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    next: Onward = NOWHERE
    sample: bool = True
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """``right``: which of ``choices``, counted from 1."""

    ask: str
    choices: tuple[str, ...]
    right: int
    why: str
    law: tuple[LawRef, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    id: str
    topic: str
    title: str
    questions: tuple[QuizQuestion, ...]
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of a self-check. ``risky``: the answer at which ``risk`` and ``advice`` are said."""

    ask: str
    risky: Literal["yes", "no"]
    risk: str
    advice: str
    law: tuple[LawRef, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """法治体检: printed at the end, never stored."""

    id: str
    topic: str
    title: str
    who: str
    questions: tuple[Risk, ...]
    next: Onward = NOWHERE
    sample: bool = True


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """``scale``: five steps from bad to good, without choices of its own."""

    id: str
    kind: SurveyKind
    ask: str
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Answered without a name; from ``valid_from`` to ``valid_to``, both days included."""

    id: str
    title: str
    why: str
    questions: tuple[SurveyQuestion, ...]
    valid_from: str
    valid_to: str
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of the terminal's own in the county's words. ``id``: its name in the catalogue."""

    id: str
    text: str
    text_en: str = ""
    sample: bool = True
