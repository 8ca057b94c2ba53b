"""What is not the hub's answer to this very question is not shown, whoever put it there."""

import logging

import pytest
from nacl.signing import SigningKey

from kiosk.domain.messages import ProgressThere
from kiosk.domain.progress import LookOutcome
from kiosk.wire.signing import Tag
from tests.support.county import new_id
from tests.support.mail_hub import ORDER_NO, rows
from tests.support.mail_sides import Both, carry_now, now

OFFLINE = LookOutcome.OFFLINE


# ---- not the hub's, or not to this


def disbelieved(both: Both, caplog: pytest.LogCaptureFixture) -> bool:
    """It came, was looked at and not believed; whoever asked is told that there is none."""
    carry_now(both)
    told = [record for record in caplog.records if record.getMessage() == "mail.not_believed"]
    return len(told) == 1 and both.only().outcome is OFFLINE


def test_a_forged_answer_is_not_believed(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    both.hub.key = SigningKey.generate()
    both.look()
    assert disbelieved(both, caplog)


@pytest.mark.parametrize(
    "word",
    [
        {"id": new_id()},
        {"terminal_id": "another"},
        {"hub_id": "another"},
        {"sealed": "AAAA"},
        {"sealed": "?"},
    ],
    ids=["question", "terminal", "hub", "nothing", "no base64"],
)
def test_an_answer_to_another_question_is_none(
    both: Both, word: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    both.hub.word = word
    both.look()
    assert disbelieved(both, caplog)


@pytest.mark.parametrize(
    "answer",
    [
        {"order_no": "SS3-000008"},
        {"order_id": "0193b0c5-0000-7000-8000-00000000ffff"},
        {"rows": rows(secret="Z" * 26)},
        {"rows": [rows()[0].model_copy(update={"index": 0})]},
        {"rows": [rows()[0].model_copy(update={"oid": "another"})]},
        {"rows": [rows()[0].model_copy(update={"sealed": "AAAA"})]},
    ],
    ids=["number", "order", "slip", "place", "oid", "damaged"],
)
def test_steps_of_another_order_are_not_shown_as_this_ones(
    both: Both, answer: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    both.hub.answer = answer
    both.look()
    assert disbelieved(both, caplog)


def test_a_word_of_the_hub_for_another_purpose_is_no_answer(both: Both) -> None:
    both.hub.tag = Tag.RECEIPT
    both.look()
    carry_now(both)
    assert both.only().outcome is OFFLINE


def test_an_answer_given_before_is_not_an_answer_now(both: Both) -> None:
    both.look()
    carry_now(both)
    kept = both.hub.signed(both.hub.carried[0]).model_dump_json().encode()
    second = both.look()
    (ask,) = both.files()
    ask.unlink()
    (both.run_path / "mailbox" / "answer" / second.look_id).write_bytes(kept)
    both.mailbox.turn()
    assert both.posted[-1] == ProgressThere(second.look_id, OFFLINE)


@pytest.mark.parametrize(
    "raw", [b"{", b"<html>", b"\xff\xfe", b"x" * 600_000], ids=["half", "portal", "bytes", "long"]
)
def test_whatever_lies_in_the_answers_tray_harms_nobody(both: Both, raw: bytes) -> None:
    look = both.look()
    folder = both.run_path / "mailbox" / "answer"
    folder.mkdir(exist_ok=True)
    (folder / look.look_id).write_bytes(raw)
    both.mailbox.turn()
    assert both.only().outcome is OFFLINE


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'{"v": 1}', b"x" * 100_000], ids=str)
def test_whatever_lies_in_the_questions_tray_is_not_carried(both: Both, raw: bytes) -> None:
    folder = both.run_path / "mailbox" / "ask"
    folder.mkdir(parents=True)
    path = folder / new_id()
    path.write_bytes(raw)
    now(path, both.clock)
    both.postman.deliver()
    assert both.hub.carried == []
    both.mailbox.turn()
    assert both.files() == []


def test_a_question_under_another_name_is_not_carried(both: Both) -> None:
    both.look()
    (path,) = both.files()
    moved = path.rename(path.with_name(new_id()))
    now(moved, both.clock)
    both.postman.deliver()
    assert both.hub.carried == []


def test_what_is_not_believed_is_logged_by_kind_alone(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    both.hub.answer = {"rows": rows(secret="Z" * 26)}
    with caplog.at_level(logging.DEBUG):
        both.look()
        carry_now(both)
    (record,) = [record for record in caplog.records if record.getMessage() == "mail.not_believed"]
    assert (vars(record)["reason"], record.exc_info) == ("SealBroken", None)
    assert ORDER_NO not in str([vars(one) for one in caplog.records])
