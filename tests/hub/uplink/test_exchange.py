"""One call: health in; time, what is safe, and progress out – each word bound to who asked, and when."""

import json

import pytest
from sqlalchemy import select

from hub.database.schema import BACKUPS, TERMINAL_HEALTH
from hub.errors import HubError
from hub.fleet.alarms import close_alarm, list_alarms
from hub.fleet.terminals import list_terminals
from hub.orders.casework import close, reply, set_state
from hub.orders.events import PAGE_BYTES, progress_after
from hub.orders.opening import open_pending
from hub.uplink.exchange import exchange, tell_time
from kiosk.wire.exchange import EXCHANGE_PATH, PROGRESS_KEPT, HubTime
from kiosk.wire.models import MAX_ANSWER
from kiosk.wire.signing import Tag, verify_text
from kiosk.wire.slipbox import open_entry
from tests.hub.asking import caller
from tests.hub.conftest import County
from tests.support.county import new_id

SECRET = "0" * 26


def test_the_answer_is_about_this_question_and_this_terminal(county: County) -> None:
    asking = caller(county)
    said = asking.exchange()
    assert (said.hub_id, said.terminal_id) == (county.house.hub_id, asking.terminal.enrolled.terminal_id)
    assert said.at == "2026-03-02T01:00:00.000+00:00"
    kept = asking.kept()
    assert (kept.hub_id, kept.terminal_id) == (said.hub_id, said.terminal_id)
    assert (kept.incarnation, kept.backed_up_to, kept.send_again_from) == (county.house.incarnation, 0, 1)


def test_what_the_terminal_says_of_itself_is_kept_for_the_fleet(county: County) -> None:
    asking = caller(county)
    asking.exchange(waiting=3, last_seq=8, software="2.1", devices={"printer": {"state": "absent"}})
    county.clock.advance(300)
    asking.exchange(waiting=2, last_seq=9, clock_confirmed=False)
    with county.house.engine.connect() as connection:
        row = connection.execute(select(TERMINAL_HEALTH)).mappings().one()
    assert (row["waiting"], row["last_seq"], row["software"], row["clock_confirmed"]) == (2, 9, "1.0", 0)
    assert row["seen_at"] == "2026-03-02T01:05:00.000+00:00"
    assert json.loads(row["devices"]) == {"printer": {"state": "ready", "reason": "", "code": "", "for_s": 0}}


@pytest.mark.parametrize(
    "devices",
    [
        {"printer": {"state": "READY"}},
        {"printer": {"state": "ready", "reason": "张三的身份证"}},
        {"printer": {"state": "ready", "code": "E-1"}},
        {"printer": {"state": "ready", "for_s": -1}},
        {"第一台": {"state": "ready"}},
        {f"d{chr(97 + number)}": {"state": "ready"} for number in range(17)},
        {"printer": "ready"},
    ],
)
def test_devices_in_any_other_form_are_no_request_and_change_nothing(
    county: County, devices: dict[str, object]
) -> None:
    asking = caller(county)
    asking.exchange()
    said = {**asking.health().model_dump(), "software": "9.9", "devices": devices}
    answer = exchange(county.house, asking.signed(EXCHANGE_PATH, json.dumps(said).encode()))
    assert (answer.status, answer.word) == (400, None)
    assert list_terminals(county.house)[0]["health"]["software"] == "1.0"


def test_as_many_devices_as_may_be_told_with_the_longest_words_are_kept(county: County) -> None:
    word = {"state": "s" * 16, "reason": "r" * 32, "code": "E-PRN-02", "for_s": (1 << 62) - 1}
    devices = {chr(97 + number) * 16: word for number in range(16)}
    caller(county).exchange(devices=devices)
    (row,) = list_terminals(county.house)
    assert row["health"]["devices"].keys() == devices.keys()


def test_progress_comes_after_the_cursor_and_only_to_its_terminal(county: County) -> None:
    one, two = caller(county, "SS3"), caller(county, "SS4")
    oid = new_id()
    one.send(one.terminal.order(oid))
    two.send(two.terminal.order(new_id()))
    open_pending(county.house)
    first = one.exchange().progress
    assert [(row.oid, row.index) for row in first] == [(oid, 0)]
    one.after = first[-1].cursor
    assert one.exchange().progress == []
    reply(county.house, "SS3-0001", "请到法律援助中心二楼。", "王律师")
    rows = one.exchange().progress
    assert [row.index for row in rows] == [1, 2, 3, 4, 5]
    entries = [open_entry(row.sealed, SECRET, oid, row.index) for row in rows]
    assert [entry.state for entry in entries] == ["已受理", "派单", "已承接", "办理中", "办理中"]
    assert entries[-1].reply == "请到法律援助中心二楼。"
    assert "法律援助" not in str(rows)
    assert [row.oid for row in two.exchange().progress] != [oid]


def test_an_answer_is_bounded_and_says_that_there_is_more(county: County) -> None:
    asking = caller(county)
    ids = [new_id() for _ in range(20)]
    for number, oid in enumerate(ids, start=1):
        asking.send(asking.terminal.order(oid))
        reply(county.house, f"SS3-{number:04d}", "字" * 4000, "王律师")
    seen: dict[tuple[str, int], str] = {}
    answers = 0
    more = True
    while more:
        said = exchange(
            county.house, asking.signed(EXCHANGE_PATH, asking.health().model_dump_json().encode())
        )
        assert said.word is not None
        assert len(said.word.model_dump_json()) < MAX_ANSWER
        answer = asking.exchange()
        assert sum(len(row.sealed) for row in answer.progress) <= PAGE_BYTES
        seen |= {(row.oid, row.index): row.sealed for row in answer.progress}
        asking.after, more = answer.progress[-1].cursor, answer.more
        answers += 1
    assert answers > 2
    assert set(seen) == {(oid, index) for oid in ids for index in range(6)}


def test_one_row_longer_than_a_page_still_comes(county: County) -> None:
    asking = caller(county)
    for number in (1, 2):
        asking.send(asking.terminal.order())
        reply(county.house, f"SS3-{number:04d}", "答" * 4000, "王律师")
    terminal, after, pages = asking.terminal.enrolled.terminal_id, 0, 0
    with county.house.engine.connect() as connection:
        more = True
        while more:
            rows, more = progress_after(connection, terminal, after, page_bytes=1)
            assert len(rows) == 1
            after, pages = rows[0].cursor, pages + 1
    assert pages == 12


def test_what_is_long_over_may_go_and_only_at_its_own_terminal(county: County) -> None:
    one, two = caller(county, "SS3"), caller(county, "SS4")
    over, under_way, theirs = (new_id() for _ in range(3))
    for asking, oid in ((one, over), (one, under_way), (two, theirs)):
        asking.send(asking.terminal.order(oid))
    open_pending(county.house)
    for number in ("SS3-0001", "SS3-0002", "SS4-0001"):
        reply(county.house, number, "请到法律援助中心二楼。", "王律师")
    for number in ("SS3-0001", "SS4-0001"):
        close(county.house, number, "", "王律师")
    held = [over, under_way, theirs, "no order at all"]
    county.clock.advance(PROGRESS_KEPT.total_seconds())
    assert one.exchange(holds=held).let_go == []
    county.clock.advance(1)
    assert one.exchange(holds=held).let_go == [over]
    assert one.exchange().let_go == []
    set_state(county.house, "SS3-0001", "已评价", "", "王律师")
    set_state(county.house, "SS3-0001", "待回访", "", "王律师")
    county.clock.advance(2 * PROGRESS_KEPT.total_seconds())
    assert one.exchange(holds=held).let_go == [], "somebody is to be rung up"


def test_a_receipt_for_what_is_not_here_raises_an_alarm(county: County) -> None:
    """The database was put back by other means: the terminal has nothing to send, and one is missing."""
    asking = caller(county)
    asking.send(asking.terminal.order())
    asking.terminal.order()
    asking.incarnation = county.house.incarnation
    asking.exchange(waiting=1)
    assert list_alarms(county.house) == []
    asking.incarnation = "another"
    asking.exchange(waiting=0)
    assert list_alarms(county.house) == [], "it has yet to send everything again"
    asking.incarnation = county.house.incarnation
    asking.exchange(waiting=0)
    (alarm,) = list_alarms(county.house)
    assert (alarm["kind"], alarm["code"]) == ("lost", "E-HUB-11")
    assert alarm["detail"] == "last_seq 2, first missing 2"


def test_a_machine_enrolled_again_goes_on_counting_and_is_not_taken_for_lost(county: County) -> None:
    asking = caller(county)
    asking.terminal.seq = 57
    asking.incarnation = county.house.incarnation
    asking.exchange()
    asking.send(asking.terminal.order())
    asking.exchange()
    assert list_alarms(county.house) == []
    assert asking.kept().send_again_from == 1, "what it holds from before may be missing here"


def test_backed_up_to_is_the_newest_finished_backup(county: County) -> None:
    asking = caller(county)
    with county.house.engine.begin() as connection:
        for hub_seq in (5, 9, 7):
            connection.execute(BACKUPS.insert().values(hub_seq=hub_seq, finished_at="t"))
    assert asking.kept().backed_up_to == 9


@pytest.mark.parametrize(
    "change",
    [{"nonce": "x"}, {"after": -1}, {"waiting": "1"}, {"devices": {"printer": "x" * 5000}}],
)
def test_what_is_no_exchange_is_answered_unsigned(county: County, change: dict[str, object]) -> None:
    asking = caller(county)
    body = json.dumps({**asking.health().model_dump(), **change}).encode()
    answer = exchange(county.house, asking.signed(EXCHANGE_PATH, body))
    assert (answer.status, answer.word) == (400, None)


def test_the_time_is_signed_with_the_nonce(county: County) -> None:
    word = tell_time(county.house, "ab" * 16).word
    assert word is not None
    said = HubTime.model_validate_json(verify_text(word, Tag.TIME, county.keys))
    assert (said.hub_id, said.nonce, said.at) == (
        county.house.hub_id,
        "ab" * 16,
        "2026-03-02T01:00:00.000+00:00",
    )


def test_an_alarm_is_closed_by_somebody_and_opens_anew(county: County) -> None:
    asking = caller(county)
    raw = asking.terminal.order()
    asking.send(raw, 9)
    asking.send(raw, 9)
    (alarm,) = list_alarms(county.house)
    close_alarm(county.house, alarm["alarm_id"], "李工")
    assert list_alarms(county.house) == []
    (closed,) = list_alarms(county.house, closed=True)
    assert (closed["closed_by"], closed["times"]) == ("李工", 1)
    with pytest.raises(HubError):
        close_alarm(county.house, alarm["alarm_id"], "李工")
    asking.send(raw, 9)
    assert [row["times"] for row in list_alarms(county.house)] == [1]


def test_the_fleet_is_listed_with_what_it_said_last(county: County) -> None:
    asking, silent = caller(county, "SS3"), caller(county, "SS4")
    asking.exchange(waiting=2)
    one, two = list_terminals(county.house)
    assert (one["terminal_code"], two["terminal_code"], two["health"]) == ("SS3", "SS4", None)
    assert silent.counter == 0
    assert one["health"] == {
        "seen_at": "2026-03-02T01:00:00.000+00:00",
        "waiting": 2,
        "last_seq": 0,
        "software": "1.0",
        "content_release": 7,
        "trust_version": 1,
        "clock_confirmed": True,
        "devices": (
            said := {
                "printer": {"state": "ready", "reason": "", "code": "", "since": one["health"]["seen_at"]}
            }
        ),
        "devices_last": said,
    }
