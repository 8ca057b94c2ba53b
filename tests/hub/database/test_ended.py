"""An old backup forgets who was revoked, who enrolled and which codes were used since: a restore does not."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from sqlalchemy.exc import SQLAlchemyError

from hub.care.backup import back_up
from hub.care.restore import restore
from hub.database import ended
from hub.database.ended import Ended, note_reinstated, note_revoked, note_used, read_ended
from hub.database.schema import ACTIVE, REVOKED
from hub.errors import HubError
from hub.fleet import reinstatement
from hub.fleet.enrolment import enrol
from hub.fleet.reinstatement import reinstate
from hub.fleet.terminals import accept, list_moves, list_terminals, refuse, revoke
from hub.house import open_house
from hub.uplink.intake import take_envelope
from tests.hub.asking import INTAKE_PATH, Caller, caller
from tests.hub.conftest import County
from tests.support.enrolling import ask

Harm = Callable[[Path], object]


def nothing(_data: Path) -> None:
    """The database that is replaced is whole, and so is the list beside it."""


def without_list(data: Path) -> None:
    (data / "ended.jsonl").unlink()


def damaged(data: Path) -> None:
    path = data / "hub.sqlite3"
    path.write_bytes(b"\xff" * path.stat().st_size)


def gone(data: Path) -> None:
    (data / "hub.sqlite3").unlink()


HARMS: list[Harm] = [nothing, without_list, damaged, gone]


def put_back(county: County, backup: Path, harm: Harm) -> str:
    """The hub is restored after ``harm``; the warning."""
    county.house.close()
    settings = county.house.settings
    harm(settings.data)
    warning: str = restore(settings, backup, county.clock)["warning"]
    county.house = open_house(settings, county.clock)
    return warning


def states(county: County) -> dict[str, str]:
    return {row["terminal_code"]: row["state"] for row in list_terminals(county.house)}


@pytest.mark.parametrize("harm", HARMS)
def test_who_was_revoked_stays_so(county: County, tmp_path: Path, harm: Harm) -> None:
    asking, other = caller(county), caller(county, "SS4")
    asking.receipt(asking.send(asking.terminal.order()))
    back_up(county.house, tmp_path / "b")
    revoke(county.house, "SS3")
    put_back(county, tmp_path / "b", harm)
    assert states(county) == {"SS3": REVOKED, "SS4": ACTIVE}
    assert asking.denial(asking.send(asking.terminal.order())) == "revoked"
    other.receipt(other.send(other.terminal.order()))


@pytest.mark.parametrize("harm", HARMS)
def test_who_was_refused_stays_so(county: County, tmp_path: Path, harm: Harm) -> None:
    keys = SigningKey.generate(), SigningKey.generate()
    enrol(county.house, ask(county.bundle(compare_words=True), *keys))
    back_up(county.house, tmp_path / "b")
    refuse(county.house, "SS3")
    put_back(county, tmp_path / "b", harm)
    assert states(county) == {"SS3": REVOKED}


def test_who_was_accepted_stays_so(county: County, tmp_path: Path) -> None:
    keys = SigningKey.generate(), SigningKey.generate()
    enrol(county.house, ask(county.bundle(compare_words=True), *keys))
    back_up(county.house, tmp_path / "b")
    accept(county.house, "SS3")
    put_back(county, tmp_path / "b", nothing)
    assert states(county) == {"SS3": ACTIVE}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("backed_up_while", [ACTIVE, REVOKED])
def test_who_was_taken_back_in_stays_so_unless_nothing_tells(
    county: County, tmp_path: Path, harm: Harm, backed_up_while: str
) -> None:
    asking = caller(county)
    if backed_up_while == ACTIVE:
        back_up(county.house, tmp_path / "b")
    revoke(county.house, "SS3")
    if backed_up_while == REVOKED:
        back_up(county.house, tmp_path / "b")
    county.clock.advance(1)
    reinstate(county.house, "SS3", "停错了", "李工")
    county.clock.advance(1)
    put_back(county, tmp_path / "b", harm)
    told = backed_up_while == ACTIVE or harm is not without_list
    assert states(county) == {"SS3": ACTIVE if told else REVOKED}
    if told:
        asking.receipt(asking.send(asking.terminal.order()))
    if harm in (nothing, without_list):
        assert ("李工", "停错了") in [(m["actor"], m["reason"]) for m in list_moves(county.house, "SS3")]


@pytest.mark.parametrize("harm", HARMS)
def test_of_two_moves_the_last_one_counts(county: County, tmp_path: Path, harm: Harm) -> None:
    caller(county)
    revoke(county.house, "SS3")
    county.clock.advance(1)
    reinstate(county.house, "SS3", "停错了")
    back_up(county.house, tmp_path / "b")
    county.clock.advance(1)
    revoke(county.house, "SS3")
    put_back(county, tmp_path / "b", harm)
    assert states(county) == {"SS3": REVOKED}


def test_a_decision_that_was_cut_short_is_finished_at_the_next_opening(county: County) -> None:
    caller(county)
    revoke(county.house, "SS3")
    (row,) = list_terminals(county.house)
    note_reinstated(county.house.settings.data, row["terminal_id"])  # and the power goes
    county.house.close()
    county.clock.advance(1)
    county.house = open_house(county.house.settings, county.clock)
    assert states(county) == {"SS3": ACTIVE}


def test_an_opening_undoes_no_move_that_came_meanwhile(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads the list while a revocation is under way: written down, not yet in the database. By the time
    it may write, that terminal was revoked and taken back in.
    """
    caller(county)
    house = county.house
    (row,) = list_terminals(house)
    note_revoked(house.settings.data, row["terminal_id"])
    looked: list[Ended] = []

    def read_and_wait(data: Path) -> Ended:
        found = read_ended(data)
        looked.append(found)
        if len(looked) == 1:
            revoke(house, "SS3")
            county.clock.advance(1)
            reinstate(house, "SS3", "停错了")
        return found

    monkeypatch.setattr(ended, "read_ended", read_and_wait)
    county.clock.advance(1)
    open_house(house.settings, county.clock).close()
    assert row["terminal_id"] in looked[0].terminals
    assert states(county) == {"SS3": ACTIVE}
    assert [move["after"] for move in list_moves(house, "SS3")] == [REVOKED, ACTIVE]


@contextmanager
def no_room_for_moves(county: County) -> Iterator[None]:
    with county.house.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON terminal_moves"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    yield
    with county.house.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")


def opened_again(county: County) -> None:
    county.house.close()
    county.clock.advance(1)
    county.house = open_house(county.house.settings, county.clock)


def test_a_reinstatement_that_failed_is_not_done_at_the_next_opening(county: County) -> None:
    asking = caller(county)
    revoke(county.house, "SS3")
    county.clock.advance(1)
    with no_room_for_moves(county), pytest.raises(SQLAlchemyError):
        reinstate(county.house, "SS3", "停错了")
    opened_again(county)
    assert states(county) == {"SS3": REVOKED}
    assert asking.denial(asking.send(asking.terminal.order())) == "revoked"


def test_one_that_failed_and_could_not_be_taken_back_says_what_will_come(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller(county)
    revoke(county.house, "SS3")
    county.clock.advance(1)

    def full(_data: Path, _terminal_id: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reinstatement, "note_revoked", full)
    with no_room_for_moves(county), pytest.raises(HubError) as caught:
        reinstate(county.house, "SS3", "停错了")
    assert caught.value.code == "E-HUB-02"
    assert "下一个命令会接着恢复" in caught.value.detail
    opened_again(county)
    assert states(county) == {"SS3": ACTIVE}


@pytest.mark.parametrize("harm", HARMS)
def test_a_used_code_serves_nobody_else(county: County, tmp_path: Path, harm: Harm) -> None:
    bundle = county.bundle()
    mine, thiefs = ((SigningKey.generate(), SigningKey.generate()) for _ in range(2))
    back_up(county.house, tmp_path / "b")
    assert enrol(county.house, ask(bundle, *mine)).status == 200
    put_back(county, tmp_path / "b", harm)
    assert enrol(county.house, ask(bundle, *thiefs)).status == 403
    known = harm in (nothing, without_list)
    assert enrol(county.house, ask(bundle, *mine)).status == (200 if known else 403)


def test_an_unused_code_still_serves(county: County, tmp_path: Path) -> None:
    bundle, later = county.bundle(), None
    back_up(county.house, tmp_path / "b")
    later = county.bundle("SS4")
    put_back(county, tmp_path / "b", nothing)
    for code in (bundle, later):
        keys = SigningKey.generate(), SigningKey.generate()
        assert enrol(county.house, ask(code, *keys)).status == 200


@pytest.mark.parametrize("harm", [nothing, without_list])
def test_a_terminal_enrolled_since_is_heard_and_no_request_of_it_twice(
    county: County, tmp_path: Path, harm: Harm
) -> None:
    back_up(county.house, tmp_path / "b")
    asking: Caller = caller(county)
    raw = asking.terminal.order()
    asked = asking.signed(INTAKE_PATH, raw)
    asking.receipt(take_envelope(county.house, asked))
    warning = put_back(county, tmp_path / "b", harm)
    assert warning == ""
    assert asking.denial(take_envelope(county.house, asked)) == "replayed"
    asking.receipt(asking.send(raw))


@pytest.mark.parametrize("harm", [damaged, gone])
def test_what_could_not_be_taken_over_is_told(county: County, tmp_path: Path, harm: Harm) -> None:
    caller(county)
    back_up(county.house, tmp_path / "b")
    warning = put_back(county, tmp_path / "b", harm)
    assert ("重新注册" in warning) is (harm is damaged)


def test_a_revocation_that_cannot_be_written_down_is_none(county: County) -> None:
    caller(county)
    (county.house.settings.data / "ended.jsonl").unlink()
    (county.house.settings.data / "ended.jsonl").mkdir()
    with pytest.raises(HubError) as caught:
        revoke(county.house, "SS3")
    assert caught.value.code == "E-HUB-02"
    assert states(county) == {"SS3": ACTIVE}


def test_a_line_that_was_cut_short_hides_no_other(tmp_path: Path) -> None:
    note_revoked(tmp_path, "one")
    path = tmp_path / "ended.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(path.read_bytes() + b'{"terminal_id": "tw')
    note_used(tmp_path, "c")
    note_revoked(tmp_path, "three")
    path.write_bytes(path.read_bytes() + b'7\n[]\n{"other": 1}\n\xff\n')
    found = read_ended(tmp_path)
    assert (set(found.terminals), set(found.codes)) == ({"one", "three"}, {"c"})
