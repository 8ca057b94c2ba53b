"""What can be looked up of a release, and in which order: what the screens of 查一查 stand on. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.domain import schedule
from kiosk.domain import visit_where as at
from kiosk.domain.distance import Point, metres
from kiosk.domain.duty import NO_CALENDAR
from kiosk.domain.hours import Opening, opening
from kiosk.domain.library import Library, Office
from kiosk.domain.library_learning import Survey
from kiosk.domain.library_places import Board, OnDuty, Organisation, Person, Register
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.library_services import Platform
from kiosk.domain.places import County, Island
from kiosk.domain.places_board import on_duty
from kiosk.domain.places_lookup import Lookup
from kiosk.domain.places_way import Way, nearest
from kiosk.domain.schedule import Occurrence
from kiosk.domain.state import AppState

FEW: Final = 8  # rows of a page: a list of no more is shown as it is
_DAYS_A_WEEK: Final = 7
_NEXT_TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class Here:
    """The county as islands, and where in it this terminal stands."""

    county: County
    point: Point


@dataclass(frozen=True, slots=True)
class Near:
    """An office, and how to come there; None where nobody knows from where."""

    office: Office
    way: Way | None


def here(library: Library) -> Here | None:
    """None where the content has no county, or does not say where this terminal stands."""
    county = next(iter(library.every(County).values()), None)
    site = library.site
    if county is None or site.lat is None or site.lon is None:
        return None
    return Here(county, Point(site.lat, site.lon))


def offices(library: Library, ids: Iterable[str] = ()) -> tuple[Near, ...]:
    """Nearest first; in the editor's order where nobody knows from where. ``ids``: only these."""
    wanted = frozenset(ids)
    found = [one for one in library.offices.values() if not wanted or one.id in wanted]
    start = here(library)
    if start is None:
        return tuple(Near(office, None) for office in found)
    ways = nearest(start.county, start.point, found, lambda office: Point(office.lat, office.lon))
    return tuple(Near(office, way) for office, way in ways)


def near(library: Library, office_id: str) -> Near | None:
    """One of them; None when it is not in this release."""
    return next(iter(offices(library, (office_id,))), None)


def on_island(library: Library, start: Here, island: Island) -> tuple[str, ...]:
    """Ids of its offices, nearest first."""
    points = {one.id: Point(one.lat, one.lon) for one in library.offices.values()}
    there = [one for one, point in points.items() if start.county.island_at(point) == island]
    return tuple(sorted(there, key=lambda one: metres(start.point, points[one])))


def door(state: AppState, office: Office) -> Opening:
    """How its door stands at this minute."""
    calendar = state.library.calendar if state.library is not None else NO_CALENDAR
    return opening(office.hours, state.local, calendar, trusted=state.clock_trusted)


# ---- lists


def rows(register: Register) -> tuple[Organisation | Person, ...]:
    """Organisations first; a row's number counts from 0."""
    return (*register.organisations, *register.people)


def kinds(register: Register) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.kind for row in rows(register)))


def of_kind(register: Register, kind: str) -> tuple[tuple[int, Organisation | Person], ...]:
    """The numbered rows of ``kind``; empty: all of them."""
    return tuple(pair for pair in enumerate(rows(register)) if kind in ("", pair[1].kind))


def by_kind(register: Register) -> bool:
    """Whether the list is so long that its kinds are shown first."""
    return len(rows(register)) > FEW and len(kinds(register)) > 1


# ---- who comes


def coming(state: AppState, library: Library) -> tuple[Occurrence, ...]:
    """What is left of this week, every time; then the next time of each. Empty without a trusted clock."""
    if not state.clock_trusted:
        return ()
    found = schedule.coming(library.every(Comes).values(), state.local, library.calendar)
    today = state.local.date()
    ends = today + timedelta(days=_DAYS_A_WEEK - today.isoweekday())
    later = schedule.next_of_each(one for one in found if one.day > ends)
    return (*(one for one in found if one.day <= ends), *later)


def next_times(state: AppState, library: Library, comes: Comes) -> tuple[Occurrence, ...]:
    """The next few times of one; empty without a trusted clock."""
    if not state.clock_trusted:
        return ()
    return schedule.coming((comes,), state.local, library.calendar)[:_NEXT_TIMES]


def booking(state: AppState, library: Library, comes: Comes) -> tuple[Occurrence, ...] | None:
    """The next days one can book; empty: one asks for a day; None: it cannot be booked here."""
    if not comes.book or not state.can_submit or library.item(comes.book) is None:
        return None
    if not state.clock_trusted:
        return ()
    return schedule.bookable(comes, state.local, library.calendar)[:_NEXT_TIMES]


def on_duty_now(state: AppState, library: Library) -> tuple[OnDuty, ...] | None:
    """Who is on duty today; None without a clock somebody vouches for."""
    if not state.clock_trusted:
        return None
    return on_duty(library.every(OnDuty).values(), state.local.date())


# ---- what there is


def offered(library: Library) -> tuple[at.WherePlace, ...]:
    """The rows of 查一查, in their order: only what this release holds. Numbers for danger always are."""
    boards = library.every(Board)
    board = at.BoardView(next(iter(boards))) if len(boards) == 1 else at.Boards()
    places: tuple[at.WherePlace, ...] = (
        at.Offices(),
        at.MapView(),
        at.Registers(),
        at.Schedule(),
        board,
        at.DutyToday(),
        at.Online(),
        at.EmergencyNumbers(),
    )
    return tuple(place for place in places if exists(library, place))


def exists(library: Library | None, place: object) -> bool:
    """Whether ``place`` can be shown of this release; True for every place that is not of this file."""
    if not isinstance(place, at.WherePlace):
        return True
    if library is None:
        return False
    match place:
        case at.Offices(ids):
            return bool(library.offices) and all(one in library.offices for one in ids)
        case at.OfficeView(office_id):
            return office_id in library.offices
        case at.MapView():
            return bool(library.offices) and here(library) is not None
        case at.Online():
            return bool(library.every(Platform)) or bool(library.every(Lookup))
        case at.LookUps() | at.EmergencyNumbers():
            return True
        case _:
            return _held(library, place)


def _held(library: Library, place: at.WherePlace) -> bool:
    match place:
        case at.Registers() | at.FindByName() | at.FindByNumber() | at.FindByCode() | at.FoundListed():
            return bool(library.every(Register))
        case at.RegisterView(register_id, kind):
            register = library.every(Register).get(register_id)
            return register is not None and (not kind or kind in kinds(register))
        case at.ListedView(register_id, number):
            register = library.every(Register).get(register_id)
            return register is not None and 0 <= number < len(rows(register))
        case at.Schedule():
            return bool(library.every(Comes))
        case at.ComesView(visit_id):
            return visit_id in library.every(Comes)
        case at.Boards():
            return bool(library.every(Board))
        case at.BoardView(board_id):
            return board_id in library.every(Board)
        case at.DutyToday():
            return bool(library.every(OnDuty))
        case at.PlatformView(platform_id):
            return platform_id in library.every(Platform)
        case at.LookupView(lookup_id) | at.AskOnline(lookup_id) | at.OnlineAnswer(lookup_id):
            found = library.every(Lookup).get(lookup_id)
            return found is not None and (bool(found.connector) or isinstance(place, at.LookupView))
        case at.SurveyView(survey_id, number):
            survey = library.every(Survey).get(survey_id)
            return survey is not None and 0 <= number <= len(survey.questions)
        case _:
            return True
