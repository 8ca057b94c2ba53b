"""``--at``: every kind of content is to be opened somewhere."""

from dataclasses import replace

import pytest

from kiosk.content.publish.kinds.table import TABLE
from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.library_learning import Lesson, Quiz, SelfCheck, Survey, Term
from kiosk.domain.library_places import Board, Register
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.library_services import Bundle, DocumentTemplate, Platform, Scenario
from kiosk.domain.places_lookup import Lookup
from kiosk.domain.state import AppState
from kiosk.preview import places
from tests.support.everything import full_library
from tests.support.states import ready_state, then

FULL = replace(ready_state(), library=full_library(), search=True)
# Seen on the first page or the idle one, where nothing has to be opened.
FIRST_PAGE = {"home", "idle", "notices", "wording"}

CLASSES: dict[str, type] = {
    "scenario": Scenario,
    "bundle": Bundle,
    "platform": Platform,
    "lookups": Lookup,
    "register": Register,
    "visits": Comes,
    "boards": Board,
    "lesson": Lesson,
    "quiz": Quiz,
    "self-check": SelfCheck,
    "document": DocumentTemplate,
    "glossary": Term,
    "survey": Survey,
}


def opened(at: str) -> AppState:
    kind, name = places.split(at)
    assert FULL.library is not None
    return then(FULL, m.Wake("visit-1"), *places.messages(FULL.library, kind, name))


def first(kind: str) -> str:
    """An id of ``kind`` there is."""
    library = FULL.library
    assert library is not None
    own = {
        "guide": list(library.guides),
        "item": [item.id for item in library.items],
        "office": list(library.offices),
        "topics": [topic.id for topic in library.topics],
    }
    if kind in own:
        return own[kind][0]
    return next(iter(library.every(CLASSES[kind]))) if kind in CLASSES else "words"


def test_every_kind_of_content_can_be_opened() -> None:
    assert {kind.name for kind in TABLE} <= set(places.KINDS)


@pytest.mark.parametrize("kind", [kind.name for kind in TABLE if kind.name not in FIRST_PAGE])
def test_each_kind_leads_off_the_first_page(kind: str) -> None:
    state = opened(f"{kind}/{first(kind)}")
    assert state.visit is not None
    assert state.visit.place != s.Home(), state.visit.stack


@pytest.mark.parametrize("kind", sorted(FIRST_PAGE))
def test_what_takes_effect_everywhere_needs_no_way(kind: str) -> None:
    assert places.messages(full_library(), kind, "") == ()


def test_a_synonym_is_seen_by_what_it_finds() -> None:
    state = opened("synonyms/讨薪")
    assert state.visit is not None
    assert state.visit.asked.text == "讨薪"
    assert isinstance(places.messages(full_library(), "synonyms", "讨薪")[1], a.WriteSearch)


@pytest.mark.parametrize("at", ["", "nothing/x", "guide", "guide/", "listed/x"])
def test_what_is_no_place_is_said(at: str) -> None:
    with pytest.raises(places.NoSuchPlaceError):
        places.split(at)


def test_one_that_is_not_there_stays_at_home() -> None:
    state = opened("guide/no-such")
    assert state.visit is not None
    assert state.visit.place == s.Home()
