"""A spoken order between the real store and hub: cut at every part, sent twice, lost and restored."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hub.care.backup import back_up
from hub.errors import HubError
from hub.fleet.holdings import list_gaps
from hub.house import House
from hub.orders.attachments import Attachment, open_attachment
from hub.orders.desk import list_orders, show_order
from hub.orders.text import order_lines
from kiosk.sync.http import Unreachable
from kiosk.wire.limits import RECORDING
from tests.support.spoken import opus, recorded, seconds_of, spoken_order
from tests.sync.test_real_hub import World

SHORT = 3.0


def open_recording(house: House, name: str, number: int = 1) -> Attachment:
    return open_attachment(house, name, RECORDING, number)


class Cut(World):
    """A connection that ends after so many envelopes; ``late``: of the last one the hub's word is lost."""

    left: int | None = None
    late = False

    def post(self, path: str, body: bytes, fields: Mapping[str, str]) -> tuple[int, bytes]:
        if path == "/v1/intake" and self.left is not None:
            if self.left == 0:
                if self.late:
                    super().post(path, body, fields)
                raise Unreachable("cut")
            self.left -= 1
        return super().post(path, body, fields)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Cut]:
    world = Cut(tmp_path)
    yield world
    world.end()


def submit(world: World, *lengths: float) -> str:
    sound = recorded(*lengths)
    return world.terminal.orders.commit(spoken_order(sound), sound).order_no


def test_it_reaches_the_hub_and_plays_there(world: Cut) -> None:
    number = submit(world, SHORT, 25.0)
    assert world.terminal.round().delivered == 7
    assert len(world.terminal.proved()) == 1
    for place, seconds in ((1, SHORT), (2, 25.0)):
        found = open_recording(world.house, number, place)
        assert (found.data, found.number, found.of) == (opus(seconds, place), place, 2)
        assert seconds_of(found.data) == pytest.approx(seconds, abs=0.02)
    shown = show_order(world.house, number)
    assert shown["recording"] == {"parts": 6, "here": 6}
    text = "\n".join(order_lines(shown))
    assert "第 1 段 3 秒，第 2 段 25 秒" in text
    assert "录音到齐了" in text


@pytest.mark.parametrize("late", [False, True])
def test_cut_at_every_part_it_goes_on_where_it_was_and_says_what_is_missing(world: Cut, late: bool) -> None:
    number = submit(world, 25.0)
    world.late = late
    for cut in range(5):
        world.left = 0 if late else min(cut, 1)
        done = world.terminal.round()
        assert done.failed is not None
        rows = list_orders(world.house)
        if not rows:
            continue
        (row,) = rows
        assert row["recording"]["parts"] == 4
        if row["recording"]["here"] < 4:
            assert "录音还在路上" in "\n".join(order_lines(show_order(world.house, number)))
            with pytest.raises(HubError, match="E-HUB-18"):
                open_recording(world.house, number)
            assert world.terminal.proved() == []
        world.time.advance(700)
    world.left = None
    world.terminal.round()
    assert open_recording(world.house, number).data == opus(25.0, 1)
    assert len(world.terminal.proved()) == 1
    assert len(list_orders(world.house)) == 1


def test_what_is_on_its_way_is_no_gap(world: Cut) -> None:
    submit(world, SHORT)
    world.terminal.submit()
    world.left = 3
    world.terminal.round()
    assert [(gap["kind"], gap["from"], gap["to"]) for gap in list_gaps(world.house)] == [("underway", 3, 3)]


def test_a_hub_restored_from_before_is_sent_the_sound_again(world: Cut) -> None:
    world.terminal.round()
    number = submit(world, SHORT)
    world.left = 2
    world.terminal.round()
    world.left = None
    back_up(world.house, world.backup)
    world.time.advance(700)
    assert world.terminal.round().delivered == 1
    world.restore()
    with pytest.raises(HubError, match="E-HUB-18"):
        open_recording(world.house, number)
    world.time.advance(700)
    world.terminal.round()
    assert open_recording(world.house, number).data == opus(SHORT, 1)
    assert len(list_orders(world.house)) == 1


def test_a_backup_of_all_of_it_lets_all_of_it_go(world: Cut) -> None:
    submit(world, SHORT)
    world.terminal.round()
    world.terminal.proved()
    assert world.let_go() == 3
    back_up(world.house, world.backup)
    world.time.advance(700)
    world.terminal.round()
    assert world.let_go() == 0


def test_sound_never_takes_the_last_quarter_of_a_day(tmp_path: Path) -> None:
    world = World(tmp_path, quota_bytes=1024 * 1024)
    try:
        for _ in range(5):
            submit(world, 25.0)
        world.terminal.round()
        here = sum(row["recording"]["here"] for row in list_orders(world.house))
        assert 0 < here < 20
        ids = world.terminal.submit(10)
        world.time.advance(700)
        world.terminal.round()
        assert {row["order_id"] for row in list_orders(world.house)} >= set(ids)
        world.time.advance(24 * 3600)
        world.terminal.round()
        assert all(row["recording"]["here"] == 4 for row in list_orders(world.house) if "recording" in row)
    finally:
        world.end()


def test_there_is_a_word_for_every_recording_that_is_not_there(world: Cut) -> None:
    number = submit(world, SHORT)
    world.terminal.submit()
    world.terminal.round()
    for name, place, said in (
        (number, 2, "只有 1 段"),
        (number, 0, "只有 1 段"),
        ("SS3-0002", 1, "没有录音"),
    ):
        with pytest.raises(HubError, match=said):
            open_recording(world.house, name, place)
