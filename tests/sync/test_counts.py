"""A month of sums between the real store and hub: lost words, a restored hub, orders first, a full day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub.care.backup import back_up
from hub.fleet.holdings import list_gaps
from hub.orders.worklist import worklist
from kiosk.domain import counts as c
from kiosk.domain.counts import Cell
from kiosk.wire.envelope import read_header
from tests.support.county import new_id, submission
from tests.sync.test_real_hub import World
from tests.sync.test_recordings import Cut

NO = Cell(c.SOLVED, "guide:labour/unpaid-wages", c.NO)
RARE = Cell(c.SOLVED, "guide:family/violence", c.NO)
MONTH_S = timedelta(days=31).total_seconds()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Cut]:
    world = Cut(tmp_path)
    yield world
    world.end()


def visits(world: World, *cells: Cell, count: int = 1) -> None:
    for _ in range(count):
        visit_id = new_id()
        world.terminal.orders.begin_visit(visit_id)
        world.terminal.orders.end_visit(visit_id, frozenset(cells))


def month_over(world: World) -> None:
    visits(world, NO, count=4)
    visits(world, RARE)
    world.time.advance(MONTH_S)
    assert world.terminal.orders.tell_counts()


def known(world: World) -> tuple[int, dict[str, int], int]:
    """Reports at the hub, what of them is named, what is not."""
    found = worklist(world.house, "2026-01")
    named = {row["item"]: row["no"] for row in found["not_solved"]["items"]}
    return found["reports"], named, found["not_solved"]["unnamed"]["no"]


TOLD = (1, {NO.item: 4}, 1)


def test_a_month_reaches_the_hub_cut_and_added(world: Cut) -> None:
    month_over(world)
    assert world.terminal.round().delivered == 1
    assert known(world) == TOLD
    assert world.terminal.proved() == [], "no order was delivered"


def test_a_lost_word_of_the_hub_doubles_nothing(world: Cut) -> None:
    month_over(world)
    world.left, world.late = 0, True
    for _ in range(3):
        assert world.terminal.round().failed is not None
        assert known(world) == TOLD, "it came, only the hub's word was lost"
        world.time.advance(700)
    world.left = None
    assert world.terminal.round().delivered == 1
    assert known(world) == TOLD


def test_orders_go_first_and_a_cut_costs_them_nothing(world: Cut) -> None:
    month_over(world)
    order = world.terminal.orders.commit(submission())
    world.left = 1
    world.terminal.round()
    assert world.at_hub() == [order.order_id]
    assert known(world)[0] == 0
    world.left = None
    world.time.advance(700)
    world.terminal.round()
    assert known(world) == TOLD
    assert list_gaps(world.house) == []


def test_a_restored_hub_is_told_again_and_counts_it_once(world: Cut) -> None:
    world.terminal.round()
    back_up(world.house, world.backup)
    month_over(world)
    world.terminal.round()
    world.restore()
    assert known(world)[0] == 0
    world.time.advance(700)
    world.terminal.round()
    assert known(world) == TOLD


def test_a_hub_without_room_today_takes_it_tomorrow(tmp_path: Path) -> None:
    world = World(tmp_path, quota_envelopes=2)
    try:
        month_over(world)
        orders = [world.terminal.orders.commit(submission()).order_id for _ in range(2)]
        world.terminal.round()
        assert (world.at_hub(), known(world)[0]) == (orders, 0)
        world.time.advance(24 * 3600)
        world.terminal.round()
        assert known(world) == TOLD
    finally:
        world.end()


def test_nothing_of_a_person_is_outside_the_seal(world: Cut) -> None:
    month_over(world)
    ((raw,),) = world.terminal.connection.execute("SELECT envelope FROM outbox").fetchall()
    _, header = read_header(raw)
    assert (header.kind, header.flood) == ("counts", False)
    for word in (NO.item, RARE.item, "2026-03"):
        assert word.encode() not in raw
