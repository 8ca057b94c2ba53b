"""Where a visit can be: one frozen value for each place. ``flow`` says which screen shows it."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


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
    | SearchBox
    | SearchResults
    | ComfortSheet
    | AskProgress
    | TypeProgress
    | ShowProgress
    | Form
    | Refused
    | Guardian
    | Submitted
    | Rating
    | Farewell
)
# From here one cannot step back into what came before: it is done.
FINAL_PLACES: Final = (Submitted, Rating, Farewell)
