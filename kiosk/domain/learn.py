"""What a visit knows of learning the law: answers to quizzes and self-checks, an article's words, pictures.

All of it goes with the visit; nothing of it is stored or sent.
"""

from dataclasses import dataclass, field
from enum import Enum

from kiosk.domain.article import ArticleNo
from kiosk.domain.library_learning import Media


@dataclass(frozen=True, slots=True)
class QuizRun:
    """``answers``: which choice was touched, counted from 1, of each question so far."""

    quiz_id: str
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRun:
    """``answers``: True for 是, of each question so far."""

    check_id: str
    answers: tuple[bool, ...] = field(default=(), repr=False)


class ArticleOutcome(Enum):
    """What became of looking for an article's own words."""

    FOUND = "found"
    NO_PACK = "no_pack"  # this terminal has no law pack
    UNKNOWN = "unknown"  # it has, without this article
    BROKEN = "broken"  # it cannot be read


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """An article's own words. ``date``: ISO, of this version of the law, or empty; ``chapter``: the headings
    above it; ``text``: paragraphs by line breaks.
    """

    law: str
    article: ArticleNo
    outcome: ArticleOutcome
    date: str = ""
    chapter: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """``pixels``: RGBA, rows from the top; empty when it could not be read."""

    media_id: str
    width: int = 0
    height: int = 0
    pixels: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Those of one lesson, ready to be drawn."""

    lesson_id: str
    shown: tuple[Picture, ...]

    def of(self, media_id: str) -> Picture | None:
        return next((one for one in self.shown if one.media_id == media_id), None)


# ---- what is asked of the rooms behind (``effects.Effect``)


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The words of this article, please; answered by an ArticleRead."""

    law: str
    article: ArticleNo


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """These pictures of a lesson, please; answered by a PicturesRead."""

    lesson_id: str
    media: tuple[Media, ...]
