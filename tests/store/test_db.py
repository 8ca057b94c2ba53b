"""The file is durable, of this version and whole, or the store does not open."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.db import migrate, migrations, open_database, store_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_path(tmp_path)


def code_of(path: Path) -> str:
    with pytest.raises(KioskError) as caught:
        open_database(path)
    return caught.value.code


def test_what_makes_it_durable_and_private_is_in_force(path: Path) -> None:
    connection = open_database(path)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys")
    }
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "foreign_keys": 1,
    }
    assert found == expected
    connection.close()


def test_without_wal_nothing_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # An exclusive reader in another mode keeps SQLite from switching.
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE t (a)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM t").fetchall()
    monkeypatch.setattr("kiosk.store.db.BUSY_S", 0.05)
    with pytest.raises(KioskError) as caught:
        open_database(path)
    assert caught.value.code in ("E-STO-02", "E-STO-03")
    other.close()
    open_database(path).close()


def test_a_pragma_that_does_not_hold_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.store.db._PRAGMAS", {"journal_mode": ("DELETE", "wal")})
    assert code_of(path) == "E-STO-03"


def test_others_cannot_read_the_file(path: Path) -> None:
    open_database(path).close()
    assert path.stat().st_mode & 0o007 == 0
    assert path.parent.stat().st_mode & 0o007 == 0


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    connection = open_database(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert code_of(path) == "E-STO-03"
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone() == (99,)


def test_migrations_go_forward_one_by_one_and_only_once(path: Path) -> None:
    connection = open_database(path)
    first = len(migrations())
    steps = [*migrations(), (first + 1, "CREATE TABLE later (a); INSERT INTO later VALUES ('a;b');")]
    migrate(connection, steps)
    migrate(connection, steps)
    assert connection.execute("SELECT a FROM later").fetchall() == [("a;b",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (first + 1,)
    connection.close()


def test_a_migration_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    connection = open_database(path)
    number = len(migrations()) + 1
    with pytest.raises(sqlite3.Error):
        migrate(
            connection, [*migrations(), (number, "CREATE TABLE later (a);\nINSERT INTO nowhere VALUES (1);")]
        )
    assert connection.execute("PRAGMA user_version").fetchone() == (number - 1,)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == []
    connection.close()


@pytest.mark.parametrize("wreck", [b"not a database at all, but long enough to be read", b"\0" * 8192])
def test_a_file_that_is_no_database(path: Path, wreck: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(wreck)
    assert code_of(path) == "E-STO-03"


def test_damage_inside_is_found_at_the_start(path: Path) -> None:
    connection = open_database(path)
    connection.execute("CREATE TABLE filler (a)")
    connection.executemany("INSERT INTO filler VALUES (?)", [(b"x" * 3000,) for _ in range(20)])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    path.write_bytes(data)
    assert code_of(path) == "E-STO-03"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    assert code_of(store_path(tmp_path)) == "E-STO-02"


def test_two_processes_may_make_it_at_once(path: Path) -> None:
    """Threads with connections of their own stand for processes: SQLite and flock see no difference."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(6)

    def start() -> None:
        barrier.wait()
        try:
            open_database(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_second_connection_of_a_process_keeps_the_locks_of_the_first(path: Path) -> None:
    """POSIX drops all locks of a process on a file when it closes any descriptor of it: the other processes
    would then take this one for gone, and delete the log it goes on writing to.
    """
    first, second = open_database(path), open_database(path, check=False)
    other = "import sys, pathlib, kiosk.store.db as db; c = db.open_database(pathlib.Path(sys.argv[1]));"
    write = "c.execute(\"INSERT INTO counter VALUES ('theirs', 1)\");"
    subprocess.run([sys.executable, "-c", f"{other} {write} c.close()", str(path)], check=True, timeout=60)
    assert path.with_name(f"{path.name}-wal").exists()
    first.execute("INSERT INTO counter VALUES ('ours', 2)")
    read = "print(c.execute('SELECT name FROM counter ORDER BY name').fetchall())"
    seen = subprocess.run(
        [sys.executable, "-c", f"{other} {read}", str(path)],
        check=True,
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert seen.stdout.strip() == "[('ours',), ('store',), ('theirs',)]"
    second.close()
    first.close()
