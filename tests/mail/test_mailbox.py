"""On-line questions: an answer of the hub itself, or in time the plain word that there is none."""

import logging
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.delivery import NotDelivered
from kiosk.domain.effects import LookUp
from kiosk.domain.messages import ProgressThere
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.doorbell import MAIL_BELL, SYNC_BELL, Doorbell
from kiosk.errors import KioskError
from kiosk.mail.mailbox import Mailbox
from kiosk.mail.tray import DEADLINE_S, MOST
from kiosk.sync.mailbox import CONNECT_S, READ_S, Postman
from kiosk.wire.models import Enrolled
from tests.support.clock import ManualClock
from tests.support.county import County, new_id
from tests.support.mail_hub import ORDER_ID, ORDER_NO, SECRET, STEPS, MailHub
from tests.support.mail_sides import Both, carry_now, now
from tests.support.wait import Inbox, until

OFFLINE = LookOutcome.OFFLINE


# ---- what the hub says


def test_the_slip_tells_all(both: Both) -> None:
    look = both.look()
    assert both.rung.wait(5)
    carry_now(both)
    entries = tuple(Entry(step.state, step.at, step.note, step.reply) for step in STEPS)
    as_of = both.clock.now().isoformat(timespec="seconds")
    assert both.only() == ProgressThere(
        look.look_id,
        LookOutcome.FOUND,
        Progress(ORDER_ID, ORDER_NO, entries, as_of, uploaded=True, rated=True),
    )


def test_the_typed_line_tells_states_only(both: Both) -> None:
    both.look(typed=SECRET[:10])
    carry_now(both)
    told = both.only()
    assert told.progress is not None
    assert told.progress.state_only
    assert told.progress.entries == tuple(Entry(step.state, step.at) for step in STEPS)
    assert both.hub.asked[0].secret_sha256 == ""


@pytest.mark.parametrize(
    ("result", "outcome"), [("unknown", LookOutcome.UNKNOWN), ("limited", LookOutcome.LIMITED)]
)
def test_the_hub_knows_none_or_has_been_asked_too_often(
    both: Both, result: str, outcome: LookOutcome
) -> None:
    both.hub.answer = {"result": result}
    look = both.look()
    carry_now(both)
    assert both.only() == ProgressThere(look.look_id, outcome)


def test_two_questions_at_once_get_each_its_own_answer(both: Both) -> None:
    first, second = both.look(), both.look(order_no="SS3-000008")
    carry_now(both)
    assert both.files() == []
    told = {answer.look_id: answer.outcome for answer in both.posted}
    assert told == {first.look_id: LookOutcome.FOUND, second.look_id: LookOutcome.UNKNOWN}
    assert len({question.reply_to for question in both.hub.asked}) == 2, "a key of its own for each"


# ---- honestly off-line


def test_known_to_be_off_line_is_said_at_once_and_nobody_is_asked(both: Both) -> None:
    looked = Event()
    with closing(Doorbell(both.run_path / SYNC_BELL, looked)):
        look = LookUp(new_id(), ORDER_NO, SECRET)
        both.mailbox.look_up(look, online=False)
        assert both.posted == [ProgressThere(look.look_id, OFFLINE)]
        assert looked.wait(5), "sync looks whether it is there again"
    both.mailbox.turn()
    assert both.files() == []


def test_without_sync_it_is_said_at_once(tmp_path: Path) -> None:
    both = Both(tmp_path)
    both.look()
    assert both.only().outcome is OFFLINE


def test_a_sync_that_hears_and_never_answers_is_given_up_in_time(both: Both) -> None:
    look = both.look()
    both.late(DEADLINE_S - 0.1)
    assert both.posted == []
    assert len(both.files()) == 1
    both.late(0.1)
    assert both.only() == ProgressThere(look.look_id, OFFLINE)


def test_no_answer_is_told_by_sync_before_the_deadline(both: Both) -> None:
    both.hub.silent = NotDelivered("E-SYN-01", "ConnectionError")
    both.look()
    carry_now(both)
    assert both.only().outcome is OFFLINE


def test_a_terminal_nobody_enrolled_has_nobody_to_ask(both: Both) -> None:
    both.enrolled = None
    both.look()
    assert both.only().outcome is OFFLINE


def test_a_damaged_identity_is_off_line_too(tmp_path: Path) -> None:
    inbox = Inbox()

    def damaged() -> Enrolled | None:
        raise KioskError("E-STO-04", "terminal.json is damaged")

    mailbox = Mailbox(tmp_path, ManualClock(), inbox, damaged)
    mailbox.look_up(LookUp(new_id(), ORDER_NO, SECRET), online=True)
    mailbox.turn()
    assert inbox.wait_for(ProgressThere).outcome is OFFLINE


def test_where_no_file_can_be_put_it_is_off_line(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("in the way")
    both = Both(tmp_path)
    with closing(Doorbell(tmp_path / MAIL_BELL, both.rung)):
        both.look()
    assert [answer.outcome for answer in both.posted] == [OFFLINE]


def test_only_so_many_wait_at_once(both: Both) -> None:
    for _ in range(MOST + 3):
        both.look()
    assert len(both.files()) == MOST
    assert [answer.outcome for answer in both.posted] == [OFFLINE] * 3


# ---- too late


def test_a_hub_that_is_too_late_is_not_waited_for_and_its_answer_not_kept(both: Both) -> None:
    both.hub.before = lambda: both.clock.advance(DEADLINE_S + 1)
    both.look()
    carry_now(both)
    assert both.only().outcome is OFFLINE
    both.late()
    assert len(both.posted) == 1


def test_a_question_nobody_awaits_any_more_is_not_even_read(both: Both) -> None:
    both.look()
    (path,) = both.files()
    now(path, both.clock)
    both.clock.advance(DEADLINE_S + 0.1)
    both.postman.deliver()
    assert both.hub.carried == []
    assert both.files() == []


def test_sync_gives_up_before_the_screen_does() -> None:
    assert CONNECT_S + READ_S < DEADLINE_S


def test_an_answer_that_comes_after_all_is_deleted_unread(both: Both) -> None:
    both.look()
    for path in both.files():
        now(path, both.clock)
    both.postman.deliver()
    both.mailbox.forget()
    both.mailbox.turn()
    assert (both.posted, both.files()) == ([], [])
    both.look()
    stray = both.run_path / "mailbox" / "answer" / new_id()
    stray.write_bytes(b"{}")
    both.mailbox.turn()
    assert not stray.exists()


# ---- nothing left, nothing written down


def test_what_passes_through_files_and_sync_is_sealed(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        both.look()
        (ask,) = both.files()
        seen = ask.read_bytes()
        now(ask, both.clock)
        both.postman.deliver()
        (answer,) = both.files()
        seen += answer.read_bytes() + b"".join(both.hub.carried)
        both.mailbox.turn()
    for word in (SECRET, SECRET[:10], ORDER_NO, ORDER_ID, "老板", "已办结", "工资"):
        assert word.encode() not in seen
        assert word not in caplog.text
        assert word not in str([vars(record) for record in caplog.records])
    assert both.files() == []


def test_neither_secret_nor_key_is_shown_by_what_holds_them(both: Both) -> None:
    both.look()
    shown = repr(both.mailbox._waiting)
    assert SECRET not in shown
    assert "PrivateKey" not in shown


def test_each_side_clears_what_a_dead_one_left(both: Both) -> None:
    for tray in ("ask", "answer"):
        folder = both.run_path / "mailbox" / tray
        folder.mkdir(parents=True)
        (folder / new_id()).write_bytes(b"{}")
    stop, wake = Event(), Event()
    stop.set()
    both.postman.run(wake, stop)
    assert [path.parent.name for path in both.files()] == ["ask"]
    both.mailbox.start()
    both.mailbox.stop()
    assert both.files() == []


def test_the_end_of_a_visit_takes_the_question_along(both: Both) -> None:
    both.look()
    both.mailbox.forget()
    both.mailbox.turn()
    assert (both.posted, both.files(), both.mailbox._waiting) == ([], [], {})
    both.late()
    assert both.posted == []


def test_the_next_visits_question_is_not_forgotten_with_it(both: Both) -> None:
    both.mailbox.look_up(LookUp(new_id(), ORDER_NO, SECRET), online=True)
    both.mailbox.forget()
    look = both.look()
    carry_now(both)
    assert [answer.look_id for answer in both.posted] == [look.look_id]


def test_the_hub_may_change_under_a_question(both: Both) -> None:
    """An answer is judged by the trust of the moment it was asked for."""
    look = both.look()
    both.enrolled = both.county.enrolled.model_copy(update={"receipt_keys": []})
    carry_now(both)
    assert both.only() == ProgressThere(look.look_id, LookOutcome.FOUND, both.posted[0].progress)


def test_with_threads_of_their_own(tmp_path: Path) -> None:
    """As the two processes run it, by the machine's own clock."""
    county = County()
    hub = MailHub(county)
    inbox = Inbox()
    clock = SystemClock()
    mailbox = Mailbox(tmp_path, clock, inbox, lambda: county.enrolled)
    postman = Postman(tmp_path, clock, lambda: hub)  # type: ignore[arg-type,return-value]
    wake, stop = Event(), Event()
    thread = Thread(target=postman.run, args=(wake, stop))
    with closing(Doorbell(tmp_path / MAIL_BELL, wake)):
        thread.start()
        mailbox.start()
        try:
            for _ in range(5):
                look = LookUp(new_id(), ORDER_NO, SECRET)
                mailbox.look_up(look, online=True)
                told = inbox.wait_for(ProgressThere)
                assert (told.look_id, told.outcome) == (look.look_id, LookOutcome.FOUND)
        finally:
            stop.set()
            wake.set()
            thread.join(20)
            mailbox.stop()
    assert until(lambda: not [path for path in (tmp_path / "mailbox").rglob("*") if path.is_file()])


def test_the_thread_outlives_what_nobody_foresaw(tmp_path: Path) -> None:
    county, inbox, faults = County(), Inbox(), [RuntimeError("unforeseen")]

    def enrolled() -> Enrolled:
        if faults:
            raise faults.pop()
        return county.enrolled

    mailbox = Mailbox(tmp_path, SystemClock(), inbox, enrolled)
    mailbox.start()
    mailbox.look_up(LookUp(new_id(), ORDER_NO, SECRET), online=True)
    assert until(lambda: not faults)
    look = LookUp(new_id(), ORDER_NO, SECRET)
    mailbox.look_up(look, online=True)
    assert inbox.wait_for(ProgressThere).look_id == look.look_id
    mailbox.stop()
