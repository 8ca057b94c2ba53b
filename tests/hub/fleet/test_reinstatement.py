"""A terminal revoked by mistake is taken back in; one that may be a copy, or never was one, is not."""

import pytest
from nacl.signing import SigningKey
from sqlalchemy import Connection

from hub.clock import iso
from hub.database.schema import ACTIVE, PENDING, REVOKED
from hub.errors import HubError
from hub.fleet.alarms import Alarm, close_alarm, list_alarms, raise_alarm
from hub.fleet.enrolment import enrol
from hub.fleet.reinstatement import reinstate
from hub.fleet.terminals import accept, list_moves, list_terminals, refuse, revoke
from tests.hub.asking import caller
from tests.hub.conftest import County
from tests.support.enrolling import ask

WHY = "停成了另一台"
COPIED = (Alarm.BEHIND, Alarm.SEQ_TWICE, Alarm.CONFLICT)


def refused(county: County, name: str, reason: str = WHY) -> str:
    """The code of the refusal; the terminal is what it was."""
    before = [row["state"] for row in list_terminals(county.house)]
    with pytest.raises(HubError) as caught:
        reinstate(county.house, name, reason)
    assert [row["state"] for row in list_terminals(county.house)] == before
    return caught.value.code


def alarm(county: County, kind: Alarm, terminal_id: str) -> None:
    def write(connection: Connection) -> None:
        raise_alarm(connection, kind, terminal_id, "", iso(county.clock.now()))

    with county.house.engine.begin() as connection:
        write(connection)


def test_it_is_heard_again_with_what_it_sealed_meanwhile(county: County) -> None:
    asking = caller(county)
    asking.receipt(asking.send(asking.terminal.order()))
    revoke(county.house, "SS3", "李工", "报失")
    meanwhile = asking.terminal.order()
    assert asking.denial(asking.send(meanwhile)) == "revoked"
    county.clock.advance(60)
    again = reinstate(county.house, "SS3", f" {WHY} ", "王主任")
    assert again["state"] == ACTIVE
    asking.receipt(asking.send(meanwhile))
    moves = [(m["before"], m["after"], m["actor"], m["reason"]) for m in list_moves(county.house, "SS3")]
    assert moves == [(ACTIVE, REVOKED, "李工", "报失"), (REVOKED, ACTIVE, "王主任", WHY)]


def test_a_reason_is_wanted_and_kept_to_one_line(county: County) -> None:
    county.terminal("SS3")
    revoke(county.house, "SS3")
    for reason in ("", "  ", "一\n二", "长" * 201):
        assert refused(county, "SS3", reason) == "E-HUB-05"


def test_nobody_and_one_that_is_not_revoked(county: County) -> None:
    county.terminal("SS3")
    assert refused(county, "SS3") == "E-HUB-14"
    assert refused(county, "SS9") == "E-HUB-14"


def test_one_whose_words_differed_never_comes_in_this_way(county: County) -> None:
    keys = SigningKey.generate(), SigningKey.generate()
    enrol(county.house, ask(county.bundle(compare_words=True), *keys))
    refuse(county.house, "SS3")
    assert refused(county, "SS3") == "E-HUB-14"


def test_one_that_was_accepted_by_its_words_may(county: County) -> None:
    keys = SigningKey.generate(), SigningKey.generate()
    enrol(county.house, ask(county.bundle(compare_words=True), *keys))
    accept(county.house, "SS3")
    county.clock.advance(1)
    revoke(county.house, "SS3")
    county.clock.advance(1)
    assert reinstate(county.house, "SS3", WHY)["state"] == ACTIVE


@pytest.mark.parametrize("kind", COPIED)
@pytest.mark.parametrize("closed", [False, True])
def test_after_signs_of_a_copied_disk_only_when_told_to(county: County, kind: Alarm, closed: bool) -> None:
    terminal = county.terminal("SS3")
    alarm(county, kind, terminal.enrolled.terminal_id)
    if closed:
        close_alarm(county.house, list_alarms(county.house)[0]["alarm_id"], "李工")
    revoke(county.house, "SS3")
    assert refused(county, "SS3") == "E-HUB-10"
    assert reinstate(county.house, "SS3", WHY, despite_alarm=True)["state"] == ACTIVE


def test_a_repeated_request_counts_until_somebody_has_looked(county: County) -> None:
    alarm(county, Alarm.REPLAYED, county.terminal("SS3").enrolled.terminal_id)
    revoke(county.house, "SS3")
    assert refused(county, "SS3") == "E-HUB-10"
    close_alarm(county.house, list_alarms(county.house)[0]["alarm_id"], "李工")
    assert reinstate(county.house, "SS3", WHY)["state"] == ACTIVE


def test_another_terminals_alarm_is_no_reason(county: County) -> None:
    county.terminal("SS3")
    alarm(county, Alarm.BEHIND, county.terminal("SS4").enrolled.terminal_id)
    revoke(county.house, "SS3")
    assert reinstate(county.house, "SS3", WHY)["state"] == ACTIVE


@pytest.mark.parametrize("gone_too", [False, True])
def test_not_when_its_code_was_given_to_another(county: County, gone_too: bool) -> None:
    old = county.terminal("SS3").enrolled.terminal_id
    revoke(county.house, "SS3")
    new = county.terminal("SS3").enrolled.terminal_id
    if gone_too:
        revoke(county.house, new)
    assert refused(county, old) == "E-HUB-14"


def test_the_newest_of_a_code_may_and_one_that_was_refused_is_no_successor(county: County) -> None:
    revoke(county.house, county.terminal("SS3").enrolled.terminal_id)
    newest = county.terminal("SS3").enrolled.terminal_id
    revoke(county.house, newest)
    keys = SigningKey.generate(), SigningKey.generate()
    enrol(county.house, ask(county.bundle(compare_words=True), *keys))
    pending = next(t for t in list_terminals(county.house) if t["state"] == PENDING)["terminal_id"]
    assert refused(county, newest) == "E-HUB-14"  # were it accepted, there would be two
    refuse(county.house, pending)
    assert reinstate(county.house, newest, WHY)["state"] == ACTIVE


def test_it_must_be_written_down_beside_the_database_first(county: County) -> None:
    county.terminal("SS3")
    revoke(county.house, "SS3")
    noted = county.house.settings.data / "ended.jsonl"
    noted.unlink()
    noted.mkdir()
    assert refused(county, "SS3") == "E-HUB-02"
