"""The floor of time: it rises by the hub's word, never falls, and judges when the clock cannot."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.build import build_time
from kiosk.errors import KioskError
from kiosk.store.floor import Floor, reference_time

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
LATER = BUILT + timedelta(hours=20)


def test_before_anything_was_heard_it_is_the_builds_time(tmp_path: Path) -> None:
    assert Floor(tmp_path, BUILT).read() == BUILT
    assert Floor(tmp_path).read() == build_time()


def test_it_rises_and_never_falls(tmp_path: Path) -> None:
    floor = Floor(tmp_path, BUILT)
    floor.raise_to(LATER)
    assert Floor(tmp_path, BUILT).read() == LATER
    for earlier in (LATER - timedelta(days=3), datetime(1970, 1, 1, tzinfo=UTC)):
        floor.raise_to(earlier)
        assert floor.read() == LATER


def test_it_is_not_written_for_every_exchange(tmp_path: Path) -> None:
    floor = Floor(tmp_path, BUILT)
    floor.raise_to(LATER)
    before = (tmp_path / "sync" / "floor.json").stat().st_ino
    floor.raise_to(LATER + timedelta(minutes=59))
    assert (tmp_path / "sync" / "floor.json").stat().st_ino == before
    floor.raise_to(LATER + timedelta(minutes=61))
    assert floor.read() == LATER + timedelta(minutes=61)


@pytest.mark.parametrize(
    "wreck", ["", "{}", "[]", '{"at": 7}', '{"at": "soon"}', '{"at": "2030-01-01T00:00:00"}', "\0\0\0"]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, wreck: str) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "floor.json").write_text(wreck)
    assert Floor(tmp_path, BUILT).read() == BUILT
    Floor(tmp_path, BUILT).raise_to(LATER)
    assert Floor(tmp_path, BUILT).read() == LATER


def test_one_wrong_answer_costs_a_day_and_an_absurd_one_nothing(tmp_path: Path) -> None:
    floor = Floor(tmp_path, BUILT)
    floor.raise_to(datetime(2200, 1, 1, tzinfo=UTC))
    assert floor.read() == BUILT
    floor.raise_to(BUILT + timedelta(days=3650))
    assert floor.read() == BUILT + timedelta(days=1)
    for _ in range(400):
        floor.raise_to(BUILT + timedelta(days=400))
    assert floor.read() == BUILT + timedelta(days=400), "what lay in a depot catches up"


@pytest.mark.parametrize(
    "planted", ['{"at": "2200-01-01T00:00:00+00:00"}', "[" * 100_000, " " * 10_000_000], ids=len
)
def test_a_floor_somebody_planted_is_none(tmp_path: Path, planted: str) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "floor.json").write_text(planted)
    assert Floor(tmp_path, BUILT).read() == BUILT


def test_what_cannot_be_written_has_its_code(tmp_path: Path) -> None:
    (tmp_path / "sync").write_text("in the way")
    with pytest.raises(KioskError) as caught:
        Floor(tmp_path, BUILT).raise_to(LATER)
    assert caught.value.code == "E-STO-02"


def test_the_reference_is_the_clock_only_when_somebody_vouches_for_it(tmp_path: Path) -> None:
    floor = Floor(tmp_path, BUILT)
    floor.raise_to(LATER)
    ahead, behind = LATER + timedelta(days=3650), datetime(1970, 1, 1, tzinfo=UTC)
    assert reference_time(floor, ahead, trusted=False) == LATER
    assert reference_time(floor, ahead, trusted=True) == ahead
    assert reference_time(floor, behind, trusted=True) == LATER
