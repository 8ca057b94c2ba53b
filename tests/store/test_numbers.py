"""Numbers that are never given out again, whatever becomes of the store."""

import os
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.work_order import Rating
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.numbers import BLOCK, NumberBlocks, numbers_file
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from tests.store.conftest import Bench
from tests.support.clock import ManualClock
from tests.support.county import County, submission

ME = "terminal-1"
TOO_MUCH = '{"terminal_id": "terminal-1", "store": 1, "seq": 1e999, "number": 1}'


def orders_of(bench: Bench, state: Path, county: County | None = None) -> OrderStore:
    sealer = (county or bench.county).sealer
    return OrderStore(bench.connection, sealer, bench.clock, bench.space, os.urandom, NumberBlocks(state))


def test_a_store_that_is_lost_goes_on_after_the_block(tmp_path: Path) -> None:
    county, space = County(), Space(tmp_path, 0, 0)
    given: list[tuple[str, int]] = []
    for _ in range(3):
        with closing(open_database(store_path(tmp_path))) as connection:
            orders = OrderStore(
                connection, county.sealer, ManualClock(), space, os.urandom, NumberBlocks(tmp_path)
            )
            for _ in range(2):
                committed = orders.commit(submission())
                given.append((committed.order_no, committed.seq))
                orders.rate(
                    Rating(f"{committed.order_id}:rating", committed.order_id, 5, (), "2026", "screen")
                )
        for file in store_path(tmp_path).parent.iterdir():
            file.unlink()
    assert given == [
        ("SS3-0001", 1),
        ("SS3-0002", 3),
        (f"SS3-{BLOCK + 1:04d}", BLOCK + 1),
        (f"SS3-{BLOCK + 2:04d}", BLOCK + 3),
        (f"SS3-{2 * BLOCK + 1:04d}", 2 * BLOCK + 1),
        (f"SS3-{2 * BLOCK + 2:04d}", 2 * BLOCK + 3),
    ]


def test_a_restart_skips_nothing(bench: Bench, tmp_path: Path) -> None:
    numbers = [orders_of(bench, tmp_path).commit(submission()).order_no for _ in range(BLOCK + 3)]
    assert numbers == [f"SS3-{number:04d}" for number in range(1, BLOCK + 4)]


def test_two_processes_skip_nothing(bench: Bench, tmp_path: Path) -> None:
    two = (orders_of(bench, tmp_path), orders_of(bench, tmp_path))
    numbers = [two[turn % 7 % 2].commit(submission()).seq for turn in range(2 * BLOCK + 3)]
    assert numbers == list(range(1, 2 * BLOCK + 4))


def blocks_of(state: Path, terminal_id: str = ME, store: int = 1) -> NumberBlocks:
    blocks = NumberBlocks(state)
    blocks.open(terminal_id, store)
    return blocks


def test_what_another_process_gave_is_not_given_after_the_store_is_lost(tmp_path: Path) -> None:
    """One writes ratings alone, the other an order that needs a new block: neither forgets the other's."""
    screen, command = NumberBlocks(tmp_path), NumberBlocks(tmp_path)
    for number in range(1, BLOCK + 1):
        screen.open(ME, 1)
        screen.seq(number)
        screen.number(number)
    command.open(ME, 1)
    assert (command.seq(BLOCK + 1), command.number(BLOCK + 1)) == (BLOCK + 1, BLOCK + 1)
    for seq in range(BLOCK + 2, 3 * BLOCK):
        screen.open(ME, 1)
        screen.seq(seq)
    assert blocks_of(tmp_path, store=2).number(1) > BLOCK + 1


def test_a_store_taken_away_under_a_running_screen(tmp_path: Path) -> None:
    """It writes on in the deleted file; a command has a new one. No number comes twice."""
    screen, command = blocks_of(tmp_path), NumberBlocks(tmp_path)
    given = [screen.seq(number) for number in (1, 2)]
    command.open(ME, 2)
    given.append(command.seq(1))
    for _ in range(2):
        screen.open(ME, 1)
        given.append(screen.seq(max(3, given[-1] + 1) if len(given) > 3 else 3))
    assert len(set(given)) == len(given)


def test_a_counter_that_cannot_be_true_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as refused:
        blocks_of(tmp_path).seq(1 << 62)
    assert refused.value.code == "E-STO-03"
    assert blocks_of(tmp_path, store=2).seq(1) < 3 * BLOCK


def test_another_enrolment_has_numbers_of_its_own(tmp_path: Path) -> None:
    blocks_of(tmp_path, "terminal-0").number(5000)
    assert blocks_of(tmp_path).number(1) == 1
    assert blocks_of(tmp_path).number(2) == 2


def test_an_old_copy_of_the_store_goes_on_after_the_block(tmp_path: Path) -> None:
    blocks_of(tmp_path).number(500)
    assert blocks_of(tmp_path).number(499) == 500 + BLOCK


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"terminal_id": "terminal-1", "seq": "x"}', "[" * 600, TOO_MUCH]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    numbers_file(tmp_path).parent.mkdir()
    numbers_file(tmp_path).write_text(text)
    assert blocks_of(tmp_path).seq(7) == 7
    assert blocks_of(tmp_path).seq(8) == 8


@given(steps=st.lists(st.sampled_from(["next", "rolled back", "restart", "lost"]), max_size=200))
def test_no_number_comes_twice_whatever_happens(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state, store, stored = Path(folder), 1, 0
        blocks, seen = blocks_of(state), set[int]()
        for step in steps:
            if step == "lost":
                store, stored = store + 1, 0
            if step in ("lost", "restart"):
                blocks = blocks_of(state, store=store)
            else:
                given = blocks.seq(stored + 1)
                if step == "next":
                    stored = given
                    assert given not in seen
                    seen.add(given)


def test_an_order_that_could_not_be_stored_skips_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.connection.execute("CREATE TRIGGER no BEFORE INSERT ON outbox BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(KioskError):
        orders_of(bench, tmp_path).commit(submission())
    bench.connection.execute("DROP TRIGGER no")
    assert orders_of(bench, tmp_path).commit(submission()).seq == 1


def test_what_cannot_be_kept_is_not_given_out(bench: Bench, tmp_path: Path) -> None:
    numbers_file(tmp_path).parent.write_text("a file where the folder should be")
    with pytest.raises(KioskError) as refused:
        orders_of(bench, tmp_path).commit(submission())
    assert refused.value.code == "E-STO-02"
    assert bench.connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
