"""Typed fields in a form: which screen asks for each, what goes on by hand, and which places are offered."""

from dataclasses import replace

import pytest

from kiosk.domain import flow, forms, forms_kinds
from kiosk.domain import messages as m
from kiosk.domain.distance import Point
from kiosk.domain.flow import Route, Screen
from kiosk.domain.known_places import known_places, point_of
from kiosk.domain.library import FieldKind, FormField, Library
from kiosk.domain.places import County, Dock, Island, Village
from kiosk.domain.state import AppState
from kiosk.domain.update_typed import WriteFreely
from tests.support.library import CONSULTATION, small_library
from tests.support.states import answers, ready_state, then

AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")
SCREENS: dict[FieldKind, Screen] = {
    "money": Screen.PHONE,
    "number": Screen.PHONE,
    "identity": Screen.PHONE,
    "date": Screen.DATE,
    "boat": Screen.BOAT,
    "place": Screen.PLACE,
}
GOOD: dict[FieldKind, tuple[str, str]] = {
    "money": ("1200.5", "1200.50"),
    "number": ("72", "72"),
    "identity": ("33092219000101001 0", "330922190001010010"),
    "date": ("20260305", "2026-03-05"),
    "boat": ("浙嵊渔 12345", "浙嵊渔12345"),
    "place": ("船上", "船上"),
}


def asking(kind: FieldKind, **changes: object) -> AppState:
    """The first page of a consultation that asks for one field of this kind."""
    field = FormField("asked", kind, "哪样", "是哪样？", sentences=("浙嵊渔",) if kind == "boat" else ())
    field = replace(field, **changes)  # type: ignore[arg-type]
    library = small_library()
    item = library.items[0]
    items = (replace(item, steps=(replace(item.steps[0], fields=(field,)),)), *library.items[1:])
    state = replace(ready_state(), library=replace(library, items=items))
    state = then(state, m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"))
    return then(state, AGREED) if forms_kinds.is_personal(field) else state


@pytest.mark.parametrize("kind", SCREENS)
def test_each_kind_has_its_screen(kind: FieldKind) -> None:
    assert flow.route(asking(kind)) == Route(SCREENS[kind], "asked")
    assert kind in forms_kinds.SHOWN


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_typed_is_kept_and_submitted_in_one_form(kind: FieldKind) -> None:
    typed, kept = GOOD[kind]
    state = then(asking(kind), m.Answer("asked", typed), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK
    assert answers(state)["asked"] == typed
    current = flow.current_page(state)
    assert current is not None
    assert state.visit is not None
    assert state.visit.form is not None
    assert forms.submitted_fields(current[0], state.visit.form.draft) == {"asked": kept}


@pytest.mark.parametrize("kind", ["boat", "place"])
def test_by_hand_and_back(kind: FieldKind) -> None:
    state = then(asking(kind), m.Answer("asked", "东海"), WriteFreely())
    assert flow.route(state) == Route(Screen.WRITE, "asked")
    state = then(state, m.Answer("asked", "东海边"), m.Back())
    assert flow.route(state).screen is SCREENS[kind]
    assert answers(state)["asked"] == "东海边"


def test_nothing_else_is_written_freely() -> None:
    state = asking("date")
    assert then(state, WriteFreely()) == state


def test_where_there_is_nothing_to_choose_one_writes() -> None:
    assert flow.route(asking("boat", sentences=())).screen is Screen.WRITE
    state = asking("place")
    assert state.library is not None
    bare = replace(state, library=replace(state.library, offices={}))
    assert flow.route(bare).screen is Screen.WRITE


# ---- which places


def square(lat: float, lon: float) -> tuple[Point, ...]:
    return tuple(Point(lat + a, lon + b) for a, b in ((0, 0), (0, 0.05), (0.05, 0.05), (0.05, 0)))


COUNTY = County(
    *("county", "样县", 30.0, 122.0, 31.0, 123.0),
    islands=(
        Island("far", "远岛", square(30.6, 122.6), name_en="Far Island"),
        Island("here", "近岛", square(30.2, 122.2), name_en="Near Island"),
        Island("land", "大陆", square(30.9, 122.9), mainland=True),
    ),
    docks=(Dock("dock", "码头", 30.21, 122.21, name_en="Pier"),),
    villages=(
        Village("c", "丙村", 30.62, 122.62, name_en="C"),
        Village("b", "乙村", 30.24, 122.24, name_en="B"),
        Village("a", "甲村", 30.22, 122.22, name_en="A"),
    ),
)


def at_sea(library: Library) -> Library:
    site = replace(library.site, lat=30.21, lon=122.21)
    return replace(library, site=site, more={County: {"county": COUNTY}}, offices={})


def test_places_are_offered_nearest_first() -> None:
    library = at_sea(small_library())
    field = FormField("asked", "place", "哪里", "在哪里？", sentences=("海上", "甲村"))
    values = [place.value for place in known_places(library, library, field)]
    assert values == ["海上", "甲村", "乙村", "远岛丙村", "码头", "近岛", "远岛"]


def test_places_are_shown_in_the_language_of_the_visit_and_answered_in_the_countys() -> None:
    from kiosk.domain.library_english import in_english

    library = at_sea(small_library())
    field = FormField("asked", "place", "哪里", "在哪里？")
    found = {one.value: one for one in known_places(library, in_english(library), field)}
    assert (found["远岛丙村"].name, found["远岛丙村"].island) == ("C", "Far Island")
    assert found["近岛"].name == "Near Island"


def test_without_a_place_of_its_own_the_countys_order_stays() -> None:
    library = replace(at_sea(small_library()), site=small_library().site)
    field = FormField("asked", "place", "哪里", "在哪里？")
    assert [place.value for place in known_places(library, library, field)][:3] == [
        *("远岛丙村", "近岛乙村", "近岛甲村"),
    ]


def test_of_a_countys_many_offices_only_the_nearest_are_places_but_each_can_be_found() -> None:
    library = at_sea(small_library())
    office = next(iter(small_library().offices.values()))
    many = {
        f"office/{n}": replace(office, id=f"office/{n}", name=f"样例所{n}", lat=30.3 + n / 100)
        for n in range(9)
    }
    library = replace(library, offices=many)
    field = FormField("asked", "place", "哪里", "在哪里？")
    values = [place.value for place in known_places(library, library, field)]
    assert values[-6:] == [f"样例所{n}" for n in range(6)]
    assert point_of(library, field, "样例所8") is not None
