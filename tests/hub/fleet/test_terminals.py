"""Who is a terminal: accepted, refused, revoked at once; by code or by id, never the wrong one."""

from collections.abc import Callable

import pytest

from hub.errors import HubError
from hub.fleet.enrolment import enrol
from hub.fleet.terminals import accept, list_terminals, refuse, reset_counter, revoke
from kiosk.wire.enrolment import REFUSED, TYPED
from tests.hub.conftest import County
from tests.hub.fleet.test_enrolment import new_keys
from tests.support.enrolling import answered, ask


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(HubError) as caught:
        action()
    return caught.value.code


def test_revoked_by_code_or_id(county: County) -> None:
    one, two = county.terminal("SS1"), county.terminal("SS2")
    assert revoke(county.house, "SS1")["terminal_id"] == one.enrolled.terminal_id
    assert revoke(county.house, two.enrolled.terminal_id)["state"] == "revoked"
    assert [t["state"] for t in list_terminals(county.house)] == ["revoked", "revoked"]


def test_of_two_by_the_same_code_neither_is_guessed(county: County) -> None:
    old, new = county.terminal("SS1"), county.terminal("SS1")
    assert code_of(lambda: revoke(county.house, "SS1")) == "E-HUB-14"
    revoke(county.house, old.enrolled.terminal_id)
    assert revoke(county.house, "SS1")["terminal_id"] == new.enrolled.terminal_id


@pytest.mark.parametrize("action", [accept, refuse, revoke, reset_counter])
def test_nobody_and_the_wrong_state_are_told(county: County, action: Callable[..., object]) -> None:
    assert code_of(lambda: action(county.house, "SS9")) == "E-HUB-14"
    county.terminal("SS1")
    revoke(county.house, "SS1")
    assert code_of(lambda: action(county.house, "SS1")) == "E-HUB-14"


def test_a_revoked_terminal_is_not_enrolled_again_by_its_old_code(county: County) -> None:
    bundle, keys = county.bundle("SS1"), new_keys()
    enrol(county.house, ask(bundle, *keys))
    revoke(county.house, "SS1")
    assert answered(bundle, enrol(county.house, ask(bundle, *keys)).body).state == REFUSED


def test_accepting_is_for_the_waiting_alone(county: County) -> None:
    bundle = county.bundle("SS1")
    enrol(county.house, ask(bundle, *new_keys(), how=TYPED))
    assert code_of(lambda: revoke(county.house, "SS1")) == "E-HUB-14"
    accept(county.house, "SS1")
    assert code_of(lambda: accept(county.house, "SS1")) == "E-HUB-14"
    assert revoke(county.house, "SS1")["state"] == "revoked"
