"""Somebody guesses the line of a stranger's slip, with every terminal of the county at his command."""

import random

import pytest

from hub.orders.casework import reply
from hub.orders.desk import list_orders, show_order
from hub.orders.opening import open_pending
from kiosk.wire.ids import CROCKFORD, secret_sha256, slip_secret
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County, county, made, settings

__all__ = ["county", "made", "settings"]
SECRET = slip_secret(bytes(range(100, 116)))
NO = "SS3-0001"
DAY_S = 24 * 3600


@pytest.fixture
def victim(county: County) -> Caller:
    victim = caller(county)
    victim.send(victim.terminal.order(changes={"slip_secret": SECRET}))
    open_pending(county.house)
    reply(county.house, NO, "请于周二到所。", "王律师")
    return victim


def test_a_day_of_guessing_from_many_terminals_is_240_guesses(county: County, victim: Caller) -> None:
    """Of 2**50 there are: a chance of one in four million millions, and staff may change nothing about it."""
    chance = random.Random(7)
    fleet = [caller(county, f"A{number}") for number in range(4)]
    tried = 0
    for hour in range(24):
        answers = [
            chance.choice(fleet).ask(NO, typed="".join(chance.choices(CROCKFORD, k=10))).result
            for _ in range(15)
        ]
        assert set(answers) <= {"unknown", "limited"}
        assert answers.count("unknown") == 10, hour
        tried += answers.count("unknown")
        county.clock.advance(3601)
    assert tried == 240
    assert victim.ask(NO, typed=SECRET[:10]).result == "found"


def test_numbers_cannot_be_searched_for_either(county: County, victim: Caller) -> None:
    """One code against many numbers: the terminal itself is held back."""
    thief = caller(county, "A1")
    answers = [thief.ask(f"SS3-{number:04d}", typed="0" * 10).result for number in range(1, 81)]
    assert answers == ["unknown"] * 60 + ["limited"] * 20


def test_a_right_line_tells_no_word_of_the_answer(county: County, victim: Caller) -> None:
    found = victim.ask(NO, typed=SECRET[:10])
    assert found.rows == []
    assert "周二" not in found.model_dump_json()
    assert {step.state for step in found.states} >= {"待受理", "办理中"}


def test_part_of_the_secret_is_no_slip(county: County, victim: Caller) -> None:
    """Whoever typed the line right still does not get what the QR gives."""
    for part in (SECRET[:10], SECRET[:25], SECRET + "0", SECRET.lower()):
        assert victim.ask(NO, secret_sha256=secret_sha256(part)).result == "unknown"
    assert victim.ask(NO, secret_sha256=secret_sha256(SECRET)).rows


def test_a_terminal_cannot_stand_in_the_way_of_anothers_numbers(county: County, victim: Caller) -> None:
    """Orders of a hostile terminal under the numbers of another: kept, read by id, found by no number."""
    hostile = caller(county, "A1")
    for number in range(1, 7):
        taken = {"order_no": f"SS3-{number + 1:04d}", "slip_secret": SECRET}
        hostile.send(hostile.terminal.order(changes=taken))
    victim.send(victim.terminal.order(changes={"slip_secret": SECRET}))
    open_pending(county.house)
    found = victim.ask("SS3-0002", typed=SECRET[:10])
    assert found.result == "found"
    assert show_order(county.house, "SS3-0002")["order_id"] == found.order_id
    assert len(list_orders(county.house)) == 8
    assert victim.ask("SS3-0003", secret_sha256=secret_sha256(SECRET)).result == "unknown"
