"""Whether a time of this machine can be believed, and who says so."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.moment import ConfirmedClock, clock_trusted, read_moment
from tests.store.conftest import Bench
from tests.support.clock import ManualClock
from tests.support.county import submission


@pytest.fixture(autouse=True)
def no_time_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    flag = tmp_path / "synchronised"
    monkeypatch.setattr("kiosk.store.moment._SYNCHRONISED", flag)
    return flag


def trusted(bench: Bench, boot: str = "boot-1") -> bool:
    return clock_trusted(bench.connection, bench.clock, boot)


def test_nobody_vouches_for_a_clock_after_a_boot(bench: Bench) -> None:
    assert not trusted(bench)
    assert not read_moment(bench.connection, bench.clock, "boot-1").trusted


def test_a_time_server_vouches_for_it(bench: Bench, no_time_server: Path) -> None:
    no_time_server.touch()
    assert trusted(bench)
    assert not bench.sync.confirmed_clock.confirmed()  # certificates wait for the hub's own word


def test_the_hub_vouches_for_it_for_this_boot_alone(bench: Bench) -> None:
    bench.sync.confirmed_clock.confirm()
    bench.clock.advance(100_000)
    assert trusted(bench)
    assert not trusted(bench, "boot-2")
    assert not ConfirmedClock(bench.connection, ManualClock(boot="boot-2")).confirmed()


@pytest.mark.parametrize(("seconds", "holds"), [(59, True), (-59, True), (61, False), (-61, False)])
def test_a_clock_that_was_set_since_is_as_good_as_unknown(bench: Bench, seconds: int, holds: bool) -> None:
    bench.sync.confirmed_clock.confirm()
    bench.clock.set_wall(bench.clock.now() + timedelta(seconds=seconds))
    assert trusted(bench) is holds


def test_an_order_says_whether_its_time_can_be_believed(bench: Bench) -> None:
    orders = bench.orders
    first = orders.commit(submission())
    bench.sync.confirmed_clock.confirm()
    second = orders.commit(submission())
    told = [bench.county.open(bench.envelope(one.seq)).submitted_at.clock_trusted for one in (first, second)]
    assert told == [False, True]
