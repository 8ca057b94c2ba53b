"""A damaged store is called that, wherever SQLite notices it, and nothing that lay in it is quoted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.trouble import storing, trouble


def test_text_that_is_none_any_more_is_damage_and_is_not_quoted() -> None:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(KioskError) as caught, storing():
        connection.execute("SELECT CAST(x'ffe5b7a5' AS TEXT) AS note").fetchone()
    assert caught.value.code == "E-STO-03"
    assert caught.value.detail == "sqlite: Could not decode to UTF-8 column 'note'"


def test_what_is_no_damage_stays_the_other_code() -> None:
    assert trouble(sqlite3.OperationalError("no such table: x")).code == "E-STO-02"


def test_a_command_that_reads_a_damaged_store_says_so_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_database(store_path(tmp_path))) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        names = [str(row[1]) for row in connection.execute("PRAGMA table_info(work_order)")]
        values = ["CAST(x'ff' AS TEXT)" if name == "order_no" else "1" for name in names]
        connection.execute(f"INSERT INTO work_order ({', '.join(names)}) VALUES ({', '.join(values)})")
    assert main(["--set", f"state_dir={tmp_path}", "orders", "list"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("E-STO-03 ")
