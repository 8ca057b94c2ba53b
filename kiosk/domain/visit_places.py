"""Where a visit can be: one frozen value for each place. ``flow`` says which screen shows it."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.domain.article import ArticleNo
from kiosk.domain.visit_papers import PaperPlace
from kiosk.domain.visit_where import WherePlace


@dataclass(frozen=True, slots=True)
class Home:
    """您遇到了什么事？"""


@dataclass(frozen=True, slots=True)
class Topics:
    """问法律: the fields of law."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class GuideList:
    topic: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class GuideView:
    guide_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """办事情: what can be done here."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class HelpPeople:
    """找人帮 and 求助: hotlines, adviser, leaving a message."""


@dataclass(frozen=True, slots=True)
class SearchBox:
    """写一写您的事: the line to look for is written, with what fits it. It stands in ``Visit.asked``."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """All that was found."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ComfortSheet:
    """大字: how one wants to be served. Lies over where one is, and changes nothing there."""


@dataclass(frozen=True, slots=True)
class AskProgress:
    """查进度: hold the slip before the scanner."""


@dataclass(frozen=True, slots=True)
class Scenarios:
    """一步一步问: scenarios and bundles of a topic; of all of them when it is empty."""

    topic: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class MatterView:
    """Inside a scenario or a bundle; where in it is in ``Visit.matter``.

    ``page``: of an outcome. ``over``: how many of ``Visit.matters_left`` one steps back into from here.
    """

    page: int = 0
    over: int = 0


class TypedPart(Enum):
    """What of a slip is being typed: before the number's dash, after it, the line below the code."""

    PREFIX = "prefix"
    NUMBER = "number"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class TypeProgress:
    """没有回执上的码？手输号码."""

    part: TypedPart = TypedPart.NUMBER


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """What became of the order asked about; which one is in ``Visit.look``."""

    page: int = 0


class LearnPart(Enum):
    """What there is to learn from: pieces, cases, quizzes, self-checks, days of the law."""

    READ = "read"
    CASES = "cases"
    QUIZZES = "quizzes"
    CHECKS = "checks"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Learn:
    """学法律: its parts; one part's list."""

    part: LearnPart | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class LessonView:
    lesson_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ClipView:
    """A sound or a video of something (``of``: lesson, guide): which one of them, from 0."""

    of: str
    id: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class TermList:
    """这页里的词: hard words of something to read. ``of``: guide, lesson, outcome, sum."""

    of: str
    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class TermView:
    """One of them, in plain words."""

    term_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class QuizView:
    """Question ``at`` (from 0) and what it teaches; behind the last one: how many were right."""

    quiz_id: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class SelfCheckView:
    """Question ``at`` (from 0); behind the last one: what to look after."""

    check_id: str
    at: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class LawList:
    """看法条: the articles something cites. ``of``: guide, lesson, quiz (``id#question``), check."""

    of: str
    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class LawLine:
    """One article. ``law`` as content cites it, in Chinese, without book-title marks."""

    law: str
    article: ArticleNo
    page: int = 0


@dataclass(frozen=True, slots=True)
class WaysOn:
    """接着怎么办: where a lesson or a self-check leads. ``of``: lesson or check."""

    of: str
    id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """算一算: what can be reckoned; without a ``topic``, about what."""

    topic: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SumView:
    """One calculator: its lines, then how the result came about. What was answered is in ``Visit.sums``."""

    name: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class SumEntry:
    """One line of it, being filled in."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Form:
    """Inside the open form; which page is in ``Visit.form``."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Consent was refused and the law needs an identity here: what one can do instead."""


@dataclass(frozen=True, slots=True)
class Guardian:
    """The card or number is a child's: a grown-up goes on, or one asks without any."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """已提交, the number, the slip."""


@dataclass(frozen=True, slots=True)
class Rating:
    """这次办得怎么样？"""


@dataclass(frozen=True, slots=True)
class Farewell:
    """请拿好身份证和回执."""


Place = (
    Home
    | Topics
    | GuideList
    | GuideView
    | Items
    | HelpPeople
    | Scenarios
    | MatterView
    | SearchBox
    | SearchResults
    | ComfortSheet
    | AskProgress
    | TypeProgress
    | ShowProgress
    | Sums
    | SumView
    | SumEntry
    | Learn
    | LessonView
    | ClipView
    | TermList
    | TermView
    | QuizView
    | SelfCheckView
    | LawList
    | LawLine
    | WaysOn
    | Form
    | Refused
    | Guardian
    | Submitted
    | Rating
    | Farewell
    | WherePlace
    | PaperPlace
)
# From here one cannot step back into what came before: it is done.
FINAL_PLACES: Final = (Submitted, Rating, Farewell)
