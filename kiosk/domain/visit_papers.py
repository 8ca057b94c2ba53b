"""Places of a visit where one writes a paper (写文书): one frozen value for each. Pure."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from kiosk.domain.screen_names import Route, Screen

Look = Literal["", "picture", "large", "words"]


@dataclass(frozen=True, slots=True)
class Papers:
    """写文书: what can be written here."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class PaperAbout:
    """What this paper is for, and what becomes of what one writes; from here it is filled or taken empty."""

    document_id: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper as it will be printed; what is drawn of it is in ``Visit.paper``. ``blank``: nothing is
    filled in. ``how`` it is looked at: empty is as suits who is there; ``page`` of that.
    """

    document_id: str
    blank: bool = False
    how: Look = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class PaperCodes:
    """The words of the empty paper as codes for a telephone."""

    document_id: str
    page: int = 0


PaperPlace = Papers | PaperAbout | PaperView | PaperCodes
SCREENS: Final[dict[type, Screen]] = {
    Papers: Screen.PAPERS,
    PaperAbout: Screen.PAPER_ABOUT,
    PaperView: Screen.PAPER,
    PaperCodes: Screen.PAPER_CODES,
}


def route(_state: object, _visit: object, place: Any) -> Route:
    """The key names content, never what was written."""
    match place:
        case Papers(page):
            return Route(Screen.PAPERS, str(page))
        case PaperView():
            which = "#blank" if place.blank else ""
            return Route(Screen.PAPER, f"{place.document_id}{which}#{place.how}#{place.page}")
        case PaperCodes(document_id, page):
            return Route(Screen.PAPER_CODES, f"{document_id}#{page}")
        case _:
            return Route(SCREENS[type(place)], place.document_id)
