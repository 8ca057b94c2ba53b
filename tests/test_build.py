"""When the program was made."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.build import build_time
from kiosk.clock import SystemClock


def test_an_installed_program_knows_it_from_its_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    (tmp_path / "built_at.txt").write_text("2026-03-02T09:00:00+08:00\n")
    assert build_time(tmp_path) == datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("stamp", [None, "", "soon"])
def test_a_checkout_is_as_old_as_its_newest_source(stamp: str | None, tmp_path: Path) -> None:
    for name, at in (("a.py", 1_000_000_000), ("b.py", 1_700_000_000), ("c.txt", 1_800_000_000)):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (at, at))
    if stamp is not None:
        (tmp_path / "built_at.txt").write_text(stamp)
    assert build_time(tmp_path) == datetime.fromtimestamp(1_700_000_000, UTC)


def test_this_program_was_made_before_now() -> None:
    assert datetime(2026, 1, 1, tzinfo=UTC) < build_time() <= SystemClock().now()
