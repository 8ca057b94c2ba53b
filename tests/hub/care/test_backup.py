"""A backup is whole while the hub serves, and its mark is never ahead of what is on disk."""

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hub.care import backup as room
from hub.care.backup import back_up, newest_backup, read_manifest
from hub.care.restore import restore, send_again
from hub.database.schema import JOURNAL
from hub.errors import HubError
from hub.fleet.terminals import list_terminals
from hub.house import make_house, open_house
from hub.orders.desk import list_orders
from hub.orders.opening import open_pending
from hub.settings import HubSettings
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County


@pytest.fixture
def asking(county: County) -> Caller:
    return caller(county)


def send(asking: Caller, count: int) -> None:
    for _ in range(count):
        asking.receipt(asking.send(asking.terminal.order()))


def rows(database: Path) -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])
    finally:
        connection.close()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(HubError) as caught:
        work()
    return caught.value.code


def reopened(county: County) -> County:
    house = open_house(county.house.settings, county.clock)
    return County(house, county.clock, county.keys)


# ---- backup --------------------------------------------------------------------------------------


def test_a_backup_stands_by_itself_and_is_marked(asking: Caller, tmp_path: Path) -> None:
    send(asking, 3)
    out = tmp_path / "deep" / "backup"
    manifest = back_up(asking.county.house, out)
    assert manifest.hub_seq == 3
    assert rows(out / "hub.sqlite3") == 3
    assert not list(out.glob("*-wal"))
    assert asking.kept().backed_up_to == 3
    send(asking, 1)
    assert asking.kept().backed_up_to == 3
    assert read_manifest(out) == manifest
    assert out.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in out.iterdir() if path.is_file()} == {0o600}


def test_keys_are_not_in_it_unless_asked_for(asking: Caller, tmp_path: Path) -> None:
    house = asking.county.house
    secrets = [json.loads(path.read_text())["secret"] for path in house.settings.keys_dir.glob("*.json")]
    assert secrets
    back_up(house, tmp_path / "plain")
    back_up(house, tmp_path / "full", with_keys=True)
    for name, inside in (("plain", False), ("full", True)):
        data = b"".join(path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file())
        assert all((secret.encode() in data) is inside for secret in secrets)
        assert b"offline" not in data


def test_a_backup_is_not_written_over(asking: Caller, tmp_path: Path) -> None:
    back_up(asking.county.house, tmp_path / "b")
    assert refused(lambda: back_up(asking.county.house, tmp_path / "b")) == "E-HUB-05"


@pytest.mark.parametrize("step", ["look_inside", "file_sha256", "replace", "_copy_trust"])
def test_one_that_was_cut_short_is_none_and_marks_nothing(
    asking: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    send(asking, 2)
    out = tmp_path / "b"

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(room, step, fail)
    assert refused(lambda: back_up(asking.county.house, out)) == "E-HUB-08"
    assert newest_backup(asking.county.house) == (0, "")
    assert refused(lambda: read_manifest(out)) == "E-HUB-08"
    monkeypatch.undo()
    assert back_up(asking.county.house, out).hub_seq == 2


def test_a_backup_taken_while_orders_come_in_is_one_moment(asking: Caller, tmp_path: Path) -> None:
    """Every row up to the mark is inside, and none of a transaction that was not finished."""
    county, stop = asking.county, threading.Event()
    send(asking, 5)

    def submit() -> None:
        while not stop.is_set():
            asking.send(asking.terminal.order())
            open_pending(county.house)

    thread = threading.Thread(target=submit)
    thread.start()
    try:
        manifests = [back_up(county.house, tmp_path / str(number)) for number in range(4)]
    finally:
        stop.set()
        thread.join()
    for number, manifest in enumerate(manifests):
        with sqlite3.connect(tmp_path / str(number) / "hub.sqlite3") as copy:
            seqs = [row[0] for row in copy.execute("SELECT hub_seq FROM journal ORDER BY hub_seq")]
            assert seqs == list(range(1, manifest.hub_seq + 1))
            events = copy.execute("SELECT count(*) FROM order_events").fetchone()[0]
            assert events == copy.execute("SELECT count(*) FROM orders").fetchone()[0]


def test_a_second_backup_meddles_with_none_that_is_being_made(
    asking: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take the other's half copy away, or give it its own name after it was checked."""
    send(asking, 2)
    house, out = asking.county.house, tmp_path / "b"
    codes: list[str] = []
    check = room.look_inside

    def meanwhile(database: Path) -> room.Contents:
        codes.append(refused(lambda: back_up(house, out)))
        codes.append(refused(lambda: back_up(house, tmp_path / "c")))
        return check(database)

    monkeypatch.setattr(room, "look_inside", meanwhile)
    manifest = back_up(house, out)
    monkeypatch.undo()
    assert codes == ["E-HUB-08"] * 2
    assert not (tmp_path / "c").exists()
    assert room.file_sha256(out / "hub.sqlite3") == manifest.sha256
    assert back_up(house, tmp_path / "c").hub_seq == 2


def test_another_database_has_tools_of_its_own(asking: Caller, tmp_path: Path) -> None:
    settings = HubSettings(data=tmp_path, database="postgresql://hub")
    assert refused(lambda: restore(settings, tmp_path, asking.county.clock)) == "E-HUB-08"


# ---- restore -------------------------------------------------------------------------------------


def test_what_came_after_the_backup_is_asked_for_again(asking: Caller, tmp_path: Path) -> None:
    county = asking.county
    send(asking, 3)
    back_up(county.house, tmp_path / "b")
    lost = [asking.terminal.order() for _ in range(2)]
    for raw in lost:
        asking.receipt(asking.send(raw))
    before = county.house.incarnation
    county.house.close()
    report = restore(county.house.settings, tmp_path / "b", county.clock)
    asking.county = again = reopened(county)
    kept = asking.kept()
    assert kept.incarnation == report["incarnation"] == again.house.incarnation != before
    assert (kept.send_again_from, kept.backed_up_to) == (4, 3)
    receipts = [asking.receipt(asking.send(raw)) for raw in lost]
    assert [receipt.hub_seq for receipt in receipts] == [4, 5]
    assert {receipt.incarnation for receipt in receipts} == {again.house.incarnation}
    assert asking.kept().send_again_from == 6
    assert len(list_orders(again.house)) == 5
    again.house.close()


def test_the_mark_is_right_after_a_restore(asking: Caller, tmp_path: Path) -> None:
    """The newer backup's mark went with the newer database; the one that was restored is a backup itself."""
    county = asking.county
    send(asking, 1)
    back_up(county.house, tmp_path / "first")
    send(asking, 1)
    back_up(county.house, tmp_path / "second")
    send(asking, 1)
    back_up(county.house, tmp_path / "third")
    county.house.close()
    report = restore(county.house.settings, tmp_path / "second", county.clock)
    assert "不是最新" in report["warning"]
    asking.county = again = reopened(county)
    assert newest_backup(again.house)[0] == 2
    assert rows(again.house.settings.data / "hub.sqlite3") == 2
    again.house.close()


def test_what_was_replaced_is_kept_aside_whole(asking: Caller, tmp_path: Path) -> None:
    county = asking.county
    back_up(county.house, tmp_path / "b")
    send(asking, 4)
    county.house.close()
    settings = county.house.settings
    reports = [restore(settings, tmp_path / "b", county.clock) for _ in range(2)]
    first, second = (Path(report["replaced"]) / "hub.sqlite3" for report in reports)
    assert (rows(first), rows(second)) == (4, 0)
    assert reports[0]["incarnation"] != reports[1]["incarnation"]


def test_what_is_carried_over_may_be_of_the_program_before_this_one(county: County, tmp_path: Path) -> None:
    """The service is stopped, the program renewed, and a backup restored before anybody opened the hub."""
    back_up(county.house, tmp_path / "empty")
    enrolled = county.terminal()
    county.house.close()
    settings = county.house.settings
    with closing(sqlite3.connect(settings.data / "hub.sqlite3")) as database, database:
        database.execute("DROP TABLE terminal_moves")
        database.execute("UPDATE meta SET value = '4' WHERE name = 'schema'")
    assert restore(settings, tmp_path / "empty", county.clock)["warning"] == ""
    again = reopened(county)
    assert [one["terminal_id"] for one in list_terminals(again.house)] == [enrolled.enrolled.terminal_id]
    again.house.close()


def test_nobody_is_restored_under(asking: Caller, tmp_path: Path) -> None:
    county = asking.county
    back_up(county.house, tmp_path / "b")
    assert refused(lambda: restore(county.house.settings, tmp_path / "b", county.clock)) == "E-HUB-09"
    assert refused(lambda: send_again(county.house.settings, county.clock)) == "E-HUB-09"
    send(asking, 1)
    assert asking.kept().incarnation == county.house.incarnation


def _truncate(out: Path) -> None:
    data = (out / "hub.sqlite3").read_bytes()
    (out / "hub.sqlite3").write_bytes(data[:-4096])


def _change(out: Path) -> None:
    data = bytearray((out / "hub.sqlite3").read_bytes())
    data[-1] ^= 1
    (out / "hub.sqlite3").write_bytes(data)


def _other_list(out: Path) -> None:
    manifest: dict[str, Any] = json.loads((out / "backup.json").read_text())
    (out / "backup.json").write_text(json.dumps({**manifest, "hub_id": "hub-other"}))


DAMAGES: list[Callable[[Path], object]] = [
    _truncate,
    _change,
    _other_list,
    lambda out: (out / "hub.sqlite3").unlink(),
    lambda out: (out / "backup.json").unlink(),
    lambda out: (out / "backup.json").write_text("{}"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_replaces_nothing(
    asking: Caller, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    county = asking.county
    send(asking, 2)
    back_up(county.house, tmp_path / "b")
    send(asking, 1)
    damage(tmp_path / "b")
    county.house.close()
    assert refused(lambda: restore(county.house.settings, tmp_path / "b", county.clock)) == "E-HUB-08"
    again = reopened(county)
    assert again.house.incarnation == county.house.incarnation
    assert not (again.house.settings.data / "restoring").exists()
    with again.house.engine.connect() as connection:
        assert len(connection.execute(select(JOURNAL.c.hub_seq)).all()) == 3
    again.house.close()


def test_a_restore_that_was_cut_short_is_run_again(
    asking: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between moving the old one aside and putting the new one there: whoever opens it finishes."""
    county = asking.county
    send(asking, 2)
    back_up(county.house, tmp_path / "b")
    county.house.close()
    settings = county.house.settings
    real = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if self.parent.name == "restoring" and self.name == "hub.sqlite3":
            raise OSError("killed")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    assert refused(lambda: restore(settings, tmp_path / "b", county.clock)) == "E-HUB-08"
    monkeypatch.undo()
    assert not (settings.data / "hub.sqlite3").exists()
    assert not make_house(settings, county.clock), "init makes no new hub of it"
    again = reopened(county)
    assert len(list_orders(again.house)) == 2
    again.house.close()


def test_what_one_that_was_killed_left_behind_is_not_taken_for_its_own(
    asking: Caller, tmp_path: Path
) -> None:
    """A log beside a database belongs to it, for SQLite: one of another file would be written into it."""
    county = asking.county
    send(asking, 3)
    data, left = county.house.settings.data, tmp_path / "left"
    back_up(county.house, tmp_path / "b")
    with sqlite3.connect(tmp_path / "other.sqlite3", isolation_level=None) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE stranger (x)")
        other.execute("INSERT INTO stranger VALUES (randomblob(100000))")
        log = (tmp_path / "other.sqlite3-wal").read_bytes()
    assert len(log) > 100_000
    left.mkdir()
    for name in ("hub.part-wal", "hub.part-journal"):
        (left / name).write_bytes(log)
    assert back_up(county.house, left).hub_seq == 3
    county.house.close()
    (data / "restoring").mkdir()
    (data / "restoring" / "hub.sqlite3-wal").write_bytes(log)
    restore(county.house.settings, tmp_path / "b", county.clock)
    again = reopened(county)
    assert len(list_orders(again.house)) == 3
    again.house.close()
    with sqlite3.connect(data / "hub.sqlite3") as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not found.execute("SELECT 1 FROM sqlite_master WHERE name = 'stranger'").fetchall()


def test_a_lost_machine_comes_back_from_a_backup_with_keys(asking: Caller, tmp_path: Path) -> None:
    county = asking.county
    send(asking, 2)
    back_up(county.house, tmp_path / "full", with_keys=True)
    back_up(county.house, tmp_path / "plain")
    new = HubSettings(data=tmp_path / "new-machine")
    assert refused(lambda: restore(new, tmp_path / "plain", county.clock)) == "E-HUB-03"
    restore(new, tmp_path / "full", county.clock)
    house = open_house(new, county.clock)
    assert house.hub_id == county.house.hub_id
    assert [order["order_no"] for order in list_orders(house)] == ["SS3-0001", "SS3-0002"]
    house.close()


def test_another_hubs_backup_is_refused(asking: Caller, tmp_path: Path) -> None:
    county = asking.county
    back_up(county.house, tmp_path / "b", with_keys=True)
    other = HubSettings(data=tmp_path / "other")
    make_house(other, county.clock)
    before = sorted(path.name for path in other.keys_dir.iterdir())
    assert refused(lambda: restore(other, tmp_path / "b", county.clock)) == "E-HUB-08"
    assert sorted(path.name for path in other.keys_dir.iterdir()) == before


def test_send_again_begins_a_new_life_with_the_same_orders(asking: Caller) -> None:
    county = asking.county
    send(asking, 2)
    county.house.close()
    incarnation = send_again(county.house.settings, county.clock)
    assert incarnation != county.house.incarnation
    asking.county = again = reopened(county)
    assert asking.kept().incarnation == incarnation
    assert len(list_orders(again.house)) == 2
    again.house.close()
