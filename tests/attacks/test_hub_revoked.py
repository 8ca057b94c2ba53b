"""A stolen terminal was revoked: from its next request on it learns nothing and brings nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import select

from hub.database.schema import TERMINAL_HEALTH
from hub.fleet.alarms import list_alarms
from hub.fleet.reinstatement import reinstate
from hub.fleet.terminals import revoke
from hub.orders.casework import reply
from hub.uplink.intake import accept
from kiosk.wire.exchange import EXCHANGE_PATH, REVOKED, Denial
from kiosk.wire.mailbox import MAILBOX_PATH, ProgressQuestion, ask
from kiosk.wire.signing import SignedText, encode
from tests.attacks.hub_scene import INTAKE, Scene, scene
from tests.support.county import new_id


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        yield made


def said(body: bytes) -> str:
    return Denial.model_validate_json(SignedText.model_validate_json(body).text).reason


def test_a_revoked_terminal_is_denied_everything_at_once(at: Scene) -> None:
    terminal = at.terminal()
    (before,) = terminal.submit()
    terminal.round()
    reply(at.house, before, "请来二楼。", "王律师")
    revoke(at.house, terminal.county.enrolled.terminal_id)
    seen = len(at.seen)
    (after,) = terminal.submit()
    terminal.round()
    at.clock.advance(7200)
    terminal.round()
    assert len(at.seen) > seen
    for asked in at.seen[seen:]:
        status, body = at.answer(asked)
        assert (status, said(body)) == (403, REVOKED)
        assert "sealed" not in body.decode()
    assert at.orders(terminal) == [before]
    assert terminal.states()[-1] == "queued"
    # What the resident left before anybody knew is not lost: staff take it off the machine.
    raw = next(asked.body for asked in at.seen[seen:] if asked.path == INTAKE)
    assert accept(at.house, raw).status == 200
    assert at.orders(terminal) == [before, after]


@pytest.mark.parametrize("path", [INTAKE, EXCHANGE_PATH, MAILBOX_PATH])
def test_no_call_is_answered_for_a_revoked_terminal(at: Scene, path: str) -> None:
    terminal = at.terminal()
    enrolled = terminal.county.enrolled
    revoke(at.house, enrolled.terminal_id)
    question = ProgressQuestion(
        id=new_id(),
        terminal_id=enrolled.terminal_id,
        reply_to=encode(bytes(PrivateKey.generate().public_key)),
        order_no="SS3-0001",
        typed="0123456789",
    )
    body = ask(question, at.house.keys.seal.public_key).model_dump_json().encode()
    status, answer = at.answer(at.signed(terminal, path, body, 9))
    assert (status, said(answer)) == (403, REVOKED)
    with at.house.engine.connect() as connection:
        assert connection.execute(select(TERMINAL_HEALTH)).all() == []


def test_revoked_by_mistake_it_comes_back_with_every_order_once_and_in_order(at: Scene) -> None:
    terminal = at.terminal()
    before = terminal.submit()
    terminal.round()
    revoke(at.house, terminal.county.enrolled.terminal_id)
    queued = terminal.submit()  # nobody has told it yet
    terminal.round()
    assert terminal.states() == ["accepted", "queued"]
    reinstate(at.house, "SS3", "停成了另一台", "李工")
    at.clock.advance(601)
    terminal.round()
    assert terminal.states() == ["accepted", "accepted"]
    assert at.orders(terminal) == [*before, *queued]
    later = terminal.submit()
    terminal.round()
    assert at.orders(terminal) == [*before, *queued, *later]
    assert list_alarms(at.house) == []
