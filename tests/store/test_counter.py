"""Counters of requests: durable before the first is used, and never given out twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.errors import KioskError
from kiosk.store.counter import BLOCK, CounterTable
from kiosk.store.db import open_database
from kiosk.sync.counter import Counters
from tests.store.conftest import Bench


def table(bench: Bench) -> CounterTable:
    return CounterTable(bench.connection, bench.space)


def test_blocks_follow_each_other_for_each_key(bench: Bench) -> None:
    counters = table(bench)
    assert counters.reserve("a") == range(1, BLOCK + 1)
    assert counters.reserve("a") == range(BLOCK + 1, 2 * BLOCK + 1)
    assert counters.reserve("b") == range(1, BLOCK + 1)


def test_a_restart_skips_the_rest_of_a_block(bench: Bench) -> None:
    first = Counters()
    assert [first.next("a", table(bench).reserve) for _ in range(3)] == [1, 2, 3]
    again = open_database(bench.path, check=False)  # the process that comes after a kill
    assert Counters().next("a", CounterTable(again, bench.space).reserve) == BLOCK + 1
    again.close()


def test_one_fsync_serves_a_whole_block(bench: Bench) -> None:
    counters, blocks = Counters(), []

    def reserve(key_id: str) -> range:
        blocks.append(key_id)
        return table(bench).reserve(key_id)

    assert [counters.next("a", reserve) for _ in range(BLOCK + 2)] == list(range(1, BLOCK + 3))
    assert blocks == ["a", "a"]


def test_a_block_known_to_somebody_else_is_left(bench: Bench) -> None:
    counters = Counters()
    counters.next("a", table(bench).reserve)
    counters.skip("a")
    counters.skip("b")
    assert counters.next("a", table(bench).reserve) == BLOCK + 1


def test_no_number_is_drawn_from_a_disk_that_is_full(bench: Bench) -> None:
    bench.connection.execute("PRAGMA query_only = ON")
    counters = Counters()
    with pytest.raises(KioskError):
        counters.next("a", table(bench).reserve)
    bench.connection.execute("PRAGMA query_only = OFF")
    assert counters.next("a", table(bench).reserve) == 1


def test_threads_share_a_block_and_no_number(bench: Bench) -> None:
    counters = Counters()

    def draw(_: int) -> list[int]:
        connection = open_database(bench.path, check=False)
        reserve = CounterTable(connection, bench.space).reserve
        drawn = [counters.next("a", reserve) for _ in range(300)]
        connection.close()
        return drawn

    with ThreadPoolExecutor(4) as pool:
        drawn = [number for numbers in pool.map(draw, range(4)) for number in numbers]
    assert sorted(drawn) == list(range(1, 1201))
