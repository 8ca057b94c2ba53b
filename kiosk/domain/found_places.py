"""Where a search result leads: the one table. What has no screen yet is not shown. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kiosk.domain import flow, learn_find, where
from kiosk.domain import state as s
from kiosk.domain import visit_papers as p
from kiosk.domain import visit_where as w
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario
from kiosk.domain.search import TOPIC, Found
from kiosk.domain.state import AppState, Place

ITEM: Final = "item"


def listed_place(row: str) -> w.ListedView:
    """Of a row of a list (``places_names.row_id``)."""
    register_id, _, number = row.rpartition(".")
    return w.ListedView(register_id, int(number) if number.isdecimal() else -1)


# Kind of record (kiosk/content/publish/search_records.py) → the place that shows the one of this id.
PLACES: Final[Mapping[str, Callable[[str], Place]]] = {
    "guide": s.GuideView,
    TOPIC: s.GuideList,
    ITEM: lambda _item_id: s.Form(),  # opened as a form is (update_search.open_found)
    "scenario": lambda _id: s.MatterView(),  # opened as such, as a bundle is
    "bundle": lambda _id: s.MatterView(),
    "calculator": s.SumView,
    "document": p.PaperAbout,
    "lesson": s.LessonView,
    "quiz": s.QuizView,
    "self-check": s.SelfCheckView,
    "glossary": s.TermView,
    "office": w.OfficeView,
    "platform": w.PlatformView,
    "register": w.RegisterView,
    w.LISTED: listed_place,
    "visits": w.ComesView,
    "lookups": w.LookupView,
    "emergency": lambda _id: w.EmergencyNumbers(),
}
_RELATED: Final = 0.2  # of the best score: what scores less has hardly more than a word in common


def place_of_found(found: Found) -> Place | None:
    """None when there is no screen for its kind."""
    place = PLACES.get(found.kind)
    return place(found.id) if place is not None else None


def shown(state: AppState, results: Iterable[Found]) -> tuple[Found, ...]:
    """Those that lead somewhere now, in their order."""
    return tuple(found for found in results if place_of_found(found) is not None and _there(state, found))


def matching(state: AppState) -> tuple[Found, ...]:
    """Of the last answer: what fits, best first. Topics and whom to ask stand by themselves."""
    asked = state.visit.asked if state.visit is not None else None
    if asked is None or not asked.results:
        return ()
    least = max(found.score for found in asked.results) * _RELATED
    fitting = (found for found in asked.results if found.kind != TOPIC and found.score > least)
    return shown(state, fitting)


def nearest(state: AppState) -> tuple[Found, ...]:
    """Of an answer that is not sure: the topics it is nearest to."""
    return shown(state, state.visit.asked.near) if state.visit is not None else ()


def _there(state: AppState, found: Found) -> bool:
    """The index is of the shown release; what it has may still not be served."""
    library = state.library
    if library is None:
        return False
    match found.kind:
        case "guide":
            return library.guide(found.id) is not None
        case "topic":
            return bool(library.guides_of(found.id))
        case "item":
            return state.can_submit and library.item(found.id) is not None
        case "scenario":
            return found.id in library.every(Scenario)
        case "bundle":
            return found.id in library.every(Bundle)
        case "document":
            return found.id in library.every(DocumentTemplate)
        case "calculator":
            return flow.sum_card(state, found.id) is not None
        case "lesson" | "quiz" | "self-check" | "glossary":
            return state.visit is not None and learn_find.there(
                library, state.visit, PLACES[found.kind](found.id)
            )
        case _:
            return where.exists(library, PLACES[found.kind](found.id))
