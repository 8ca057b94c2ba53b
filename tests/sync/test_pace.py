"""When a round may begin: waiting grows after failures, survives a restart, and no loop can become hot."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.config import SyncSettings
from kiosk.domain.delivery import Delayed, NotDelivered
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.store.sync_side import SyncSide, sync_side
from kiosk.sync.pace import Pace
from kiosk.sync.uploader import Round
from tests.support.clock import START, ManualClock
from tests.support.county import County, submission

OFF = Round(failed=NotDelivered("E-SYN-01", "ConnectTimeout"))
ON = Round()


class Bench:
    def __init__(self, folder: Path) -> None:
        self.settings = SyncSettings()
        self.clock = ManualClock()
        self.connection = open_database(store_path(folder))
        space = Space(folder, 1, 0)
        self.side: SyncSide = sync_side(self.connection, self.clock, space)
        self.orders = OrderStore(
            self.connection, County().sealer, self.clock, space, bytes, NumberBlocks(folder)
        )

    def pace(self, chance: Callable[[], float] = lambda: 1.0) -> Pace:
        return Pace(self.side.link, self.side.queue, self.settings, self.clock, chance)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.connection.close()


def test_the_wait_doubles_to_its_limit(bench: Bench) -> None:
    waits = []
    pace = bench.pace()
    for _ in range(12):
        pace.remember(OFF)
        waits.append(pace.pause())
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 1.0), (0.5, 1.5), (0.999, 1.999)])
def test_jitter_spreads_it_between_half_and_the_whole(bench: Bench, chance: float, wait: float) -> None:
    pace = bench.pace(lambda: chance)
    pace.remember(OFF)
    assert pace.pause() == pytest.approx(wait)


@pytest.mark.parametrize(("chance", "part"), [(0.0, 0.75), (0.5, 1.0), (1.0, 1.25)])
def test_the_regular_call_comes_a_quarter_sooner_or_later(bench: Bench, chance: float, part: float) -> None:
    pace = bench.pace(lambda: chance)
    pace.remember(ON)
    assert pace.pause() == pytest.approx(part * bench.settings.interval_s)


def test_a_restart_does_not_hammer(bench: Bench) -> None:
    bench.pace().remember(OFF)
    again = bench.pace()
    assert again.earliest() == pytest.approx(2)
    bench.clock.advance(1.5)
    assert again.pause() == pytest.approx(0.5)
    bench.clock.advance(1)
    assert (again.pause(), again.earliest()) == (0, 0)


def test_a_restart_goes_on_counting_failures(bench: Bench) -> None:
    for wait in (2, 4, 8):
        pace = bench.pace()
        pace.remember(OFF)
        assert pace.pause() == wait


@pytest.mark.parametrize("years", [-56, -6, 2, 10])
def test_a_clock_that_is_set_neither_strands_nor_heats_the_queue(bench: Bench, years: int) -> None:
    pace = bench.pace()
    bench.clock.set_wall(START + timedelta(days=365 * years))
    pace.remember(OFF)
    bench.clock.set_wall(START)
    assert pace.pause() == 2  # this process counts in the kernel's own time
    assert 0 <= bench.pace().pause() <= 2  # and the next one believes no time that no process would store


def test_a_ring_does_not_shorten_a_back_off_but_needs_a_second_at_most_after_success(bench: Bench) -> None:
    pace = bench.pace()
    pace.remember(ON)
    assert pace.earliest() == 1
    bench.clock.advance(1)
    assert pace.earliest() == 0
    for _ in range(3):
        pace.remember(OFF)
    assert pace.earliest() == pace.pause() == 8


def test_the_hub_may_ask_for_a_wait_but_not_for_years(bench: Bench) -> None:
    pace = bench.pace()
    pace.remember(Round(failed=NotDelivered("E-SYN-05", "revoked", "word", delay_s=900)))
    assert pace.pause() == 900
    assert bench.pace().pause() == 900
    pace.remember(Round(failed=NotDelivered("E-SYN-05", "revoked", "word", delay_s=1e9)))
    assert pace.pause() == 3600


def test_a_line_that_drops_requests_does_not_slow_what_still_gets_through(bench: Bench) -> None:
    pace = bench.pace()
    waits = []
    for delivered in (0, 0, 2, 1, 0, 3):
        pace.remember(Round(delivered=delivered, failed=OFF.failed))
        waits.append(pace.pause())
    assert waits == [2, 4, 2, 2, 4, 2]


def test_success_forgets_the_failures(bench: Bench) -> None:
    pace = bench.pace(lambda: 0.5)
    for done in (OFF, OFF, ON):
        pace.remember(done)
    link = bench.side.link.link()
    assert (link.online, link.failures, link.next_round_at) == (True, 0, None)
    assert pace.pause() == bench.settings.interval_s


def test_the_link_says_when_the_hub_was_last_heard(bench: Bench) -> None:
    pace = bench.pace()
    pace.remember(ON)
    heard = bench.clock.monotonic()
    bench.clock.advance(100)
    pace.remember(OFF)
    link = bench.side.link.link()
    assert (link.online, link.seen_monotonic, link.seen_boot) == (False, heard, "boot-1")


def test_the_link_says_since_when_and_what_is_news(bench: Bench) -> None:
    pace = bench.pace()
    assert pace.remember(ON)
    bench.clock.advance(100)
    assert not pace.remember(ON)
    assert bench.side.link.link().changed_at == START
    assert pace.remember(OFF)


def test_a_delayed_row_shortens_the_pause_but_not_a_back_off(bench: Bench) -> None:
    bench.orders.commit(submission())
    pace = bench.pace(lambda: 0.5)
    pace.remember(ON)
    bench.side.queue.take(1)
    bench.side.queue.settle(1, Delayed(60, "later"))
    bench.clock.advance(20)
    assert pace.pause() == pytest.approx(40)
    bench.side.queue.take(1)
    bench.side.queue.settle(1, Delayed(5, "later"))
    for _ in range(6):
        pace.remember(OFF)
    assert pace.pause() == pytest.approx(48)


def test_a_disk_that_takes_nothing_heats_no_loop(bench: Bench) -> None:
    pace = bench.pace()
    bench.connection.execute("DROP TABLE link")
    for wait in (2, 4, 8, 16):
        with pytest.raises(KioskError):
            pace.remember(OFF)
        assert (pace.pause(), pace.earliest()) == (wait, wait)
