"""The hub's time vouches for this clock, raises the floor, and has the helper set a clock that is wrong."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.floor import Floor
from kiosk.store.moment import ConfirmedClock
from kiosk.sync.timekeeping import NoHelper, Timekeeper
from kiosk.wire.signing import SignedText
from kiosk.wire.words import parse_word
from tests.support.clock import ManualClock
from tests.support.county import County
from tests.support.memory_hub import MemoryHub

BUILT = datetime(2026, 6, 30, 12, tzinfo=UTC)
TRUE = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@dataclass
class FakeHelper:
    """Sets the clock by what it is shown, if it issued the nonce; ``broken``: says so with this code."""

    clock: ManualClock
    broken: str = ""
    nonce: str = "ab" * 16
    asked: int = 0
    stepped: list[str] = field(default_factory=list)

    def clock_nonce(self) -> str:
        self.asked += 1
        if self.broken:
            raise KioskError(self.broken)
        return self.nonce

    def step_clock(self, word: SignedText) -> None:
        self.stepped.append(word.text)
        self.clock.set_wall(TRUE)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.hub = MemoryHub(County(), lambda: TRUE)
        self.floor = Floor(folder, BUILT)
        self.confirmed = ConfirmedClock(open_database(store_path(folder)), self.clock)
        self.helper = FakeHelper(self.clock)
        self.reachable = True

    def keeper(self, *, helper: bool = True) -> Timekeeper:
        hand = self.helper if helper else NoHelper()
        return Timekeeper(self.floor, self.confirmed, self.clock, hand, self.ask_time)

    def ask_time(self, nonce: str) -> tuple[SignedText, datetime] | None:
        return (parse_word(self.hub.time(nonce)), TRUE) if self.reachable else None


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("off_s", [-59, 0, 59])
def test_a_clock_close_to_the_hubs_is_confirmed(bench: Bench, off_s: int) -> None:
    bench.clock.set_wall(TRUE + timedelta(seconds=off_s))
    keeper = bench.keeper()
    assert not keeper.confirmed()
    keeper.heard(TRUE.isoformat(), took_s=0.1)
    assert keeper.confirmed()
    assert (bench.helper.asked, bench.floor.read()) == (0, TRUE)


def test_how_long_the_answer_took_is_no_error_of_the_clock(bench: Bench) -> None:
    bench.clock.set_wall(TRUE + timedelta(seconds=80))
    keeper = bench.keeper(helper=False)
    keeper.heard(TRUE.isoformat(), took_s=10)
    assert not keeper.confirmed()
    keeper.heard(TRUE.isoformat(), took_s=30)
    assert keeper.confirmed()


@pytest.mark.parametrize("years", [-56, -6, 2, 10])
def test_a_clock_that_is_wrong_is_set_by_the_helper(bench: Bench, years: int) -> None:
    bench.clock.set_wall(TRUE + timedelta(days=365 * years))
    keeper = bench.keeper()
    keeper.heard(TRUE.isoformat(), took_s=0.1)
    assert keeper.confirmed()
    assert bench.clock.now() == TRUE
    assert bench.helper.nonce in bench.helper.stepped[0]


def test_without_a_helper_a_wrong_clock_stays_unconfirmed(bench: Bench) -> None:
    bench.clock.set_wall(TRUE + timedelta(days=700))
    keeper = bench.keeper(helper=False)
    keeper.heard(TRUE.isoformat(), took_s=0.1)
    assert not keeper.confirmed()
    assert bench.floor.read() == TRUE


def test_the_helper_is_not_asked_again_and_again(bench: Bench) -> None:
    bench.clock.set_wall(TRUE + timedelta(days=700))
    bench.helper.broken = "E-HLP-02"
    keeper = bench.keeper()
    for _ in range(20):
        keeper.heard(TRUE.isoformat(), took_s=0.1)
        bench.clock.advance(60)
    assert bench.helper.asked == 2  # in twenty minutes
    assert not keeper.confirmed()


def test_a_helper_that_fails_or_a_hub_that_goes_away_is_no_fault_of_a_round(bench: Bench) -> None:
    bench.clock.set_wall(TRUE + timedelta(days=700))
    bench.helper.broken = "E-HLP-01"
    bench.keeper().heard(TRUE.isoformat(), took_s=0.1)
    bench.helper.broken, bench.reachable = "", False
    bench.keeper().heard(TRUE.isoformat(), took_s=0.1)
    assert bench.helper.stepped == []


@pytest.mark.parametrize(
    "at", ["", "soon", "2026-07-01T04:00:00", "2200-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"]
)
def test_a_time_that_is_none_changes_nothing(bench: Bench, at: str) -> None:
    bench.clock.set_wall(TRUE)
    keeper = bench.keeper()
    keeper.heard(at, took_s=0.1)
    assert not keeper.confirmed()
    assert bench.floor.read() == BUILT


def test_a_hub_below_the_floor_vouches_for_nothing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.floor.raise_to(TRUE)
    earlier = TRUE - timedelta(hours=2)
    bench.clock.set_wall(earlier)
    keeper = bench.keeper()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            keeper.heard(earlier.isoformat(), took_s=0.1)
    assert not keeper.confirmed()
    assert (bench.helper.asked, bench.floor.read()) == (0, TRUE)
    assert [record.message for record in caplog.records] == ["clock.hub_is_behind"]


def test_a_clock_set_wrong_later_is_confirmed_and_set_anew(bench: Bench) -> None:
    bench.clock.set_wall(TRUE)
    keeper = bench.keeper()
    keeper.heard(TRUE.isoformat(), took_s=0.1)
    bench.clock.set_wall(TRUE + timedelta(days=2))
    assert not keeper.confirmed()
    keeper.heard(TRUE.isoformat(), took_s=0.1)
    assert keeper.confirmed()
    assert bench.clock.now() == TRUE
