"""Somebody has taken over `kiosk sync`, the process that faces the network: the screen is not fooled.

He may do whatever its user may: all of the mailbox's trays, every doorbell, every socket its group reaches.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from kiosk.control.client import ask
from kiosk.control.protocol import SOCKET
from kiosk.control.server import ControlServer, trusted_uids
from kiosk.domain.progress import LookOutcome
from kiosk.doorbell import ANSWER_BELL, MAIL_BELL, Doorbell, ring
from kiosk.errors import KioskError
from kiosk.mail.tray import MOST, trays
from kiosk.sockets import Peer
from kiosk.store.identity import device_key_file, terminal_file
from tests.support.clock import ManualClock
from tests.support.county import new_id
from tests.support.mail_hub import ORDER_NO, SECRET, STEPS, MailHub
from tests.support.mail_sides import Both, carry_now

OFFLINE = LookOutcome.OFFLINE


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    """A true screen; what stands for sync is whatever a test does to the trays."""
    made = Both(tmp_path / "run")
    with closing(Doorbell(made.run_path / MAIL_BELL, made.rung)):
        yield made


def answer(both: Both, name: str, data: bytes) -> None:
    _, answers = trays(both.run_path)
    answers.put(name, data)
    both.mailbox.turn()


def test_he_reads_neither_the_question_nor_the_answer(both: Both) -> None:
    both.look()
    seen = b"".join(path.read_bytes() for path in both.files())
    seen += both.hub.signed(both.files()[0].read_bytes()).model_dump_json().encode()
    for word in (SECRET, SECRET[:10], ORDER_NO, *(step.reply for step in STEPS if step.reply)):
        assert word.encode() not in seen


def test_his_own_answer_is_not_shown(both: Both) -> None:
    """He knows everything on the disk that sync may read, and makes the answer he likes."""
    look = both.look()
    forger = MailHub(both.county, key=SigningKey.generate())
    answer(both, look.look_id, forger.signed(both.files()[0].read_bytes()).model_dump_json().encode())
    assert both.only().outcome is OFFLINE


def test_yesterdays_answer_is_not_shown_today(both: Both) -> None:
    both.look()
    carry_now(both)
    old = both.hub.signed(both.hub.carried[0]).model_dump_json().encode()
    both.posted.clear()
    again = both.look()
    answer(both, again.look_id, old)
    assert both.only().outcome is OFFLINE


def test_one_residents_answer_is_not_shown_to_another(both: Both) -> None:
    first, second = both.look(), both.look(typed="0" * 10)
    asked = {path.name: path.read_bytes() for path in both.files()}
    answer(both, second.look_id, both.hub.signed(asked[first.look_id]).model_dump_json().encode())
    assert [(told.look_id, told.outcome) for told in both.posted] == [(second.look_id, OFFLINE)]


def test_the_screen_cannot_be_made_to_delete_its_own_keys(both: Both) -> None:
    state = both.run_path.parent / "state"
    both.county.install(state)
    kept = [device_key_file(state), terminal_file(state)]
    (both.run_path / "mailbox").mkdir()
    (both.run_path / "mailbox" / "answer").symlink_to(state / "identity")
    (both.run_path / "mailbox" / "ask").symlink_to(state / "identity")
    both.look()
    both.mailbox.forget()
    both.mailbox.turn()
    both.mailbox.start()
    both.mailbox.stop()
    assert all(path.is_file() for path in kept)


def test_full_trays_and_endless_ringing_cost_an_answer_and_nothing_else(both: Both) -> None:
    asks, answers = trays(both.run_path)
    for _ in range(MOST):
        asks.put(new_id(), b"{}")
        answers.put(new_id(), os.urandom(1000))
    for _ in range(2000):
        ring(both.run_path / ANSWER_BELL)
    look = both.look()
    assert [(told.look_id, told.outcome) for told in both.posted] == [(look.look_id, OFFLINE)]
    both.mailbox.forget()
    both.mailbox.turn()
    assert both.files() == []
    both.posted.clear()
    both.look()
    carry_now(both)
    assert both.only().outcome is LookOutcome.FOUND


def test_silence_is_told_as_what_it_is(both: Both) -> None:
    both.look()
    both.late()
    assert both.only().outcome is OFFLINE


def test_the_screens_control_socket_is_not_for_him(tmp_path: Path) -> None:
    """He is in the group the socket belongs to and reaches it; whoever is not trusted is not heard."""
    heard: list[object] = []

    def status(args: Mapping[str, object]) -> dict[str, object]:
        heard.append(args)
        return {}

    others = trusted_uids() - {os.getuid()}
    server = ControlServer(tmp_path / SOCKET, {"status": status}, others, ManualClock().monotonic)
    server.start()
    try:
        with pytest.raises(KioskError) as caught:
            ask(tmp_path, "status")
    finally:
        server.stop()
    assert (caught.value.code, heard) == ("E-APP-03", [])
    assert server.refuse(Peer(1, os.getuid() + 1, os.getgid())) is not None
