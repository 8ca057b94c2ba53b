"""Only who signs with the link key of an active terminal is heard, and only once by each counter."""

import threading
from dataclasses import replace

import pytest
from nacl.signing import SigningKey
from sqlalchemy import select, update

from hub.database.schema import JOURNAL, PENDING, REQUEST_WINDOWS, REVOKED, TERMINALS
from hub.fleet.alarms import list_alarms
from hub.uplink.answers import Answer
from hub.uplink.requests import Asked, authenticate
from hub.uplink.requests import Caller as Known
from tests.hub.asking import INTAKE_PATH, Caller, caller
from tests.hub.conftest import County


def set_state(county: County, terminal_id: str, state: str) -> None:
    with county.house.engine.begin() as connection:
        connection.execute(
            update(TERMINALS).where(TERMINALS.c.terminal_id == terminal_id).values(state=state)
        )


def denied(asking: Caller, asked: Asked) -> str:
    answer = authenticate(asking.county.house, asked)
    assert isinstance(answer, Answer)
    return asking.denial(answer)


def test_a_signed_request_is_heard_and_uses_its_counter_up(county: County) -> None:
    asking = caller(county)
    asked = asking.signed(INTAKE_PATH, b"x", 41)
    assert authenticate(county.house, asked) == Known(asking.terminal.enrolled.terminal_id, 41)
    assert denied(asking, asked) == "replayed"


@pytest.mark.parametrize(
    "change",
    [
        {"body": b"y"},
        {"body": b""},
        {"path": "/v1/exchange"},
        {"method": "PUT"},
    ],
)
def test_another_request_than_was_signed_is_a_bad_one(county: County, change: dict[str, object]) -> None:
    asking = caller(county)
    asked = asking.signed(INTAKE_PATH, b"x")
    assert denied(asking, replace(asked, **change)) == "bad_request"  # type: ignore[arg-type]
    assert isinstance(authenticate(county.house, asked), Known), "a forger moves no counter"


def test_another_terminals_key_is_a_bad_one(county: County) -> None:
    one, two = caller(county, "SS3"), caller(county, "SS4")
    stolen = Caller(county, replace(one.terminal, link=two.terminal.link))
    assert denied(stolen, stolen.signed(INTAKE_PATH, b"x")) == "bad_request"


def test_who_is_not_enrolled_gets_no_signed_word(county: County) -> None:
    asking = caller(county)
    asked = asking.signed(INTAKE_PATH, b"x")
    for name, value in (("Gongfa-Terminal", "somebody"), ("Gongfa-Hub", "hub-elsewhere")):
        headers = {**asked.headers, name: value}
        assert authenticate(county.house, replace(asked, headers=headers)) == Answer(403)
    for name in asked.headers:
        headers = {key: value for key, value in asked.headers.items() if key != name}
        answer = authenticate(county.house, replace(asked, headers=headers))
        assert isinstance(answer, Answer)
        assert answer.status == 401
    set_state(county, asking.terminal.enrolled.terminal_id, PENDING)
    assert authenticate(county.house, asked) == Answer(403)


def test_a_revoked_terminal_is_told_so(county: County) -> None:
    asking = caller(county)
    set_state(county, asking.terminal.enrolled.terminal_id, REVOKED)
    for _ in range(2):
        assert denied(asking, asking.signed(INTAKE_PATH, b"x")) == "revoked"
    stranger = Caller(county, replace(asking.terminal, link=SigningKey.generate()))
    assert denied(stranger, stranger.signed(INTAKE_PATH, b"x")) == "bad_request"


def test_of_two_requests_with_one_counter_at_once_one_passes(county: County) -> None:
    asking = caller(county)
    orders = [asking.terminal.order(), asking.terminal.order()]
    asked = [asking.signed(INTAKE_PATH, raw, 9) for raw in orders]
    outcomes: list[bool] = []
    barrier = threading.Barrier(2)

    def send(one: Asked) -> None:
        barrier.wait()
        outcomes.append(isinstance(authenticate(county.house, one), Known))

    threads = [threading.Thread(target=send, args=(one,)) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]


def test_a_counter_from_long_ago_raises_an_alarm_once_however_often_it_comes(county: County) -> None:
    asking = caller(county)
    assert isinstance(authenticate(county.house, asking.signed(INTAKE_PATH, b"x", 5000)), Known)
    for _ in range(3):
        assert denied(asking, asking.signed(INTAKE_PATH, b"x", 3)) == "behind"
    (alarm,) = list_alarms(county.house)
    assert (alarm["kind"], alarm["times"], alarm["code"]) == ("behind", 3, "E-HUB-10")
    assert alarm["terminal_code"] == "SS3"
    assert alarm["detail"] == "counter 3, highest 5000"


def test_the_counter_is_never_a_reason_to_lose_an_order(county: County) -> None:
    """Whatever became of the request: the same envelope in the next one is taken, once."""
    asking = caller(county)
    raw = asking.terminal.order()
    assert isinstance(authenticate(county.house, asking.signed(INTAKE_PATH, raw)), Known)  # killed after this
    first = asking.receipt(asking.send(raw))
    asking.counter -= 1
    assert asking.denial(asking.send(raw)) == "replayed"
    assert asking.receipt(asking.send(raw)) == first
    with county.house.engine.connect() as connection:
        assert connection.execute(select(JOURNAL.c.envelope)).scalars().all() == [raw]


def test_one_terminals_counter_is_not_anothers(county: County) -> None:
    one, two = caller(county, "SS3"), caller(county, "SS4")
    for asking in (one, two):
        assert asking.send(asking.terminal.order(), 7).status == 200
    with county.house.engine.connect() as connection:
        rows = connection.execute(select(REQUEST_WINDOWS)).all()
    assert [(row.highest, row.seen) for row in rows] == [(7, "1")] * 2
