"""An order with photographed pages between the real store and hub: cut at every part, sent twice, erased."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.errors import HubError
from hub.orders.attachments import open_attachment
from hub.orders.desk import list_orders, show_order
from hub.orders.text import order_lines
from kiosk.wire.limits import PAGE, PAGE_BYTES, RECORDING, Kind
from tests.support.papers import pages, papers_order
from tests.sync.test_recordings import Cut


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Cut]:
    world = Cut(tmp_path)
    yield world
    world.end()


def test_they_reach_the_hub_as_they_were_taken(world: Cut) -> None:
    laid = pages(60_000, PAGE_BYTES)
    number = world.terminal.orders.commit(papers_order(laid), laid).order_no
    assert world.terminal.round().delivered == 1 + 2 + 8
    assert len(world.terminal.proved()) == 1
    for place, one in enumerate(laid, start=1):
        found = open_attachment(world.house, number, PAGE, place)
        assert (found.data, found.number, found.of) == (one.data, place, 2)
    shown = show_order(world.house, number)
    assert (shown["page"], "recording" in shown) == ({"parts": 10, "here": 10}, False)
    text = "\n".join(order_lines(shown))
    assert "contract 2 页" in text
    assert "材料照片到齐了" in text
    assert f"kiosk-hub orders pages {number} --out" in text


@pytest.mark.parametrize("late", [False, True])
def test_cut_at_every_part_they_go_on_where_they_were_and_are_not_doubled(world: Cut, late: bool) -> None:
    laid = pages(60_000, 30_000)
    number = world.terminal.orders.commit(papers_order(laid), laid).order_no
    world.late = late
    for cut in range(5):
        world.left = 0 if late else min(cut, 1)
        assert world.terminal.round().failed is not None
        rows = list_orders(world.house)
        if rows and rows[0]["page"]["here"] < 4:
            assert "材料照片还在路上" in "\n".join(order_lines(show_order(world.house, number)))
            with pytest.raises(HubError, match="E-HUB-18"):
                open_attachment(world.house, number, PAGE, 2)
            assert world.terminal.proved() == []
        world.time.advance(700)
    world.left = None
    world.terminal.round()
    assert [open_attachment(world.house, number, PAGE, at).data for at in (1, 2)] == [
        one.data for one in laid
    ]
    assert len(world.terminal.proved()) == 1
    (row,) = list_orders(world.house)
    assert row["page"] == {"parts": 4, "here": 4}


def test_there_is_a_word_for_every_page_that_is_not_there(world: Cut) -> None:
    laid = pages(9_000)
    number = world.terminal.orders.commit(papers_order(laid), laid).order_no
    world.terminal.submit()
    world.terminal.round()
    asked: list[tuple[str, Kind, int, str]] = [
        (number, PAGE, 2, "只有 1 页材料"),
        (number, RECORDING, 1, "没有录音"),
        ("SS3-0002", PAGE, 1, "没有拍材料"),
    ]
    for name, kind, place, said in asked:
        with pytest.raises(HubError, match=said):
            open_attachment(world.house, name, kind, place)
