"""A library with a scenario and a bundle, and visits inside them."""

from dataclasses import replace
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.domain.state import AppState
from tests.support.library import small_library
from tests.support.scenarios import BUNDLE, WAGES
from tests.support.states import ready_state, then

OPEN_SCENARIO: Final = um.OpenMatter("scenario", "wages")
OPEN_BUNDLE: Final = um.OpenMatter("bundle", "unpaid-wages")
SITE: Final = um.AnswerQuestion("where", 0)
BOAT: Final = um.AnswerQuestion("where", 1)
NOTE: Final = um.AnswerQuestion("note", 0)
NO_NOTE: Final = um.AnswerQuestion("note", 1)


def with_matters(library: Library) -> Library:
    mine: dict[type[Any], dict[str, Any]] = {Scenario: {"wages": WAGES}, Bundle: {"unpaid-wages": BUNDLE}}
    return replace(library, more={**library.more, **mine})


def matter_state() -> AppState:
    """Idle, with something to be asked step by step."""
    return replace(ready_state(), library=with_matters(small_library()))


def inside(*messages: object) -> AppState:
    """A visit that came by the list, after these messages."""
    return then(matter_state(), m.Wake("visit-1"), m.Open(s.Scenarios()), *messages)


def at_item() -> AppState:
    """At the last stop of the bundle, which is an order."""
    passed = (um.StopPassed(1, skipped=False), um.StopPassed(2, skipped=True))
    return inside(OPEN_BUNDLE, SITE, NOTE, um.GoOn(), *passed)
