"""Places of a visit where one looks up where, who and when (查一查): one frozen value for each. Pure."""

from dataclasses import dataclass, fields, replace
from typing import Final

LISTED: Final = (
    "listed"  # key of the writing screen while a name of the lists is written; kind of a row found
)

ONLINE: Final = "online"  # key of the writing screen while something is written that the hub looks up


@dataclass(frozen=True, slots=True)
class LookUps:
    """查一查: only what the content holds."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Offices:
    """去哪儿办, nearest first. ``ids``: only these, of one mark on the map; empty: all."""

    ids: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class OfficeView:
    office_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class MapView:
    """``wide``: the whole county, else what can be walked to."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Registers:
    """The published lists of organisations and people."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One list: its kinds where it is long, else its rows; ``kind``: the rows of that kind."""

    register_id: str
    kind: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ListedView:
    """An organisation or a person: row ``number`` of a list, from 0 (``where.rows``)."""

    register_id: str
    number: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class FindByName:
    """A name of the lists is written. It stands in ``Visit.asked``, as a number and what was found do."""


@dataclass(frozen=True, slots=True)
class FindByNumber:
    """The number of a licence is typed. ``letters``: with the keys that have them too."""

    letters: bool = False


@dataclass(frozen=True, slots=True)
class FindByCode:
    """The code on a licence is held before the scanner; then one is asked whether its number is meant."""


@dataclass(frozen=True, slots=True)
class FoundListed:
    """Who was found in the lists; reached by looking."""

    page: int = 0


FINDS: Final = (FindByName, FindByNumber, FindByCode)


@dataclass(frozen=True, slots=True)
class Schedule:
    """谁什么时候来."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ComesView:
    """Who comes, where, when, and how to book it."""

    visit_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Boards:
    """公示栏: of which office."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class BoardView:
    board_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class DutyToday:
    """今天值班."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Online:
    """网上办、网上查: on one's own telephone."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class PlatformView:
    platform_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class LookupView:
    lookup_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskOnline:
    """What is to be looked up through the hub is written. It stands in ``Visit.asked``."""

    lookup_id: str


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """What the hub found, or that it did not; reached by asking. It is in ``Visit.online``."""

    lookup_id: str
    page: int = 0


_PAGELESS: Final = (MapView, FindByName, FindByNumber, FindByCode, AskOnline)


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """紧急电话."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Surveys:
    """说说您的看法: what is asked these days, and what this terminal counts."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Question ``at`` (from 0); behind the last one: thanks. What was answered is in ``Visit.counting``."""

    survey_id: str
    at: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class WhatIsCounted:
    """这台机器数什么."""

    page: int = 0


WherePlace = (
    LookUps
    | Offices
    | OfficeView
    | MapView
    | Registers
    | RegisterView
    | ListedView
    | FindByName
    | FindByNumber
    | FindByCode
    | FoundListed
    | Schedule
    | ComesView
    | Boards
    | BoardView
    | DutyToday
    | Online
    | PlatformView
    | LookupView
    | AskOnline
    | OnlineAnswer
    | EmergencyNumbers
    | Surveys
    | SurveyView
    | WhatIsCounted
)
# Place → the stable name of the screen that shows it (``flow.Screen``).
SCREENS: Final[dict[type, str]] = {
    LookUps: "lookups",
    Offices: "offices",
    OfficeView: "office",
    MapView: "map",
    Registers: "registers",
    RegisterView: "register",
    ListedView: "listed",
    FindByName: "write",
    FindByNumber: "find_number",
    FindByCode: "find_code",
    FoundListed: "found_listed",
    Schedule: "schedule",
    ComesView: "comes",
    Boards: "boards",
    BoardView: "board",
    DutyToday: "duty",
    Online: "online",
    PlatformView: "platform",
    LookupView: "lookup",
    AskOnline: "write",
    OnlineAnswer: "online_answer",
    EmergencyNumbers: "emergency",
    Surveys: "surveys",
    SurveyView: "survey",
    WhatIsCounted: "counted",
}


def key(place: WherePlace) -> str:
    """What tells two pages of one screen apart: every field of the place, as text."""
    if isinstance(place, FindByName):
        return LISTED
    if isinstance(place, AskOnline):
        return ONLINE
    values = (getattr(place, one.name) for one in fields(place))
    return "#".join(",".join(value) if isinstance(value, tuple) else str(value) for value in values)


def same_list(here: object, there: object) -> bool:
    """Whether only a page is turned between the two, or the other map is taken."""
    if isinstance(here, MapView) and isinstance(there, MapView):
        return True
    if not isinstance(here, WherePlace) or not isinstance(there, WherePlace) or type(here) is not type(there):
        return False
    if isinstance(here, FindByNumber):
        return True  # other keys, the same number
    if isinstance(here, _PAGELESS) or isinstance(there, _PAGELESS):
        return False
    return replace(here, page=0) == replace(there, page=0)
