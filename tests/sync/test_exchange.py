"""The one regular call: what it says, what it leaves, how far it goes on asking."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.build import build_time
from kiosk.clock import SystemClock
from kiosk.domain.device import DeviceState, DeviceStatus
from kiosk.mail.board import DeviceBoard
from kiosk.sync.about import about
from kiosk.wire.devices import DeviceWord
from kiosk.wire.exchange import ExchangeRequest
from kiosk.wire.slipbox import ProgressEntry
from tests.support.county import TERMINAL_ID, submission
from tests.support.faulty_hub import Fault
from tests.sync.conftest import Line


def asked(line: Line) -> list[ExchangeRequest]:
    return line.faulty.hub.exchanges


def test_it_says_how_the_terminal_is(line: Line) -> None:
    line.submit(3)
    line.round()
    line.orders.commit(submission())
    line.faulty.hub.trust_version = 1
    line.round()
    said = asked(line)[-1]
    assert (said.incarnation, said.last_seq, said.waiting, said.after) == ("first", 4, 0, 0)
    assert (said.software, said.content_release, said.trust_version) == ("test", 7, 1)
    assert len({request.nonce for request in asked(line)}) == len(asked(line))


def test_it_says_whether_the_clock_is_confirmed(line: Line) -> None:
    now = build_time() + timedelta(days=30)
    line.time.set_wall(now)
    line.faulty.hub.now = lambda: now
    line.round()
    line.round()
    said = [request.clock_confirmed for request in asked(line)]
    assert (said[0], said[-1]) == (False, True)


def test_progress_is_fetched_to_its_end_and_never_again(line: Line) -> None:
    line.round()
    line.faulty.hub.tell("order-1", "A" * 26, *[ProgressEntry(state="办理中", at="t")] * 8)
    before = len(asked(line))
    line.round()
    assert [request.after for request in asked(line)[before:]] == [0, 3, 6]
    line.round()
    assert asked(line)[-1].after == 8
    rows = line.connection.execute("SELECT count(*) FROM progress").fetchone()
    assert rows == (8,)


def test_a_page_that_is_lost_on_its_way_is_asked_for_again(line: Line) -> None:
    line.round()
    line.faulty.hub.tell("order-1", "A" * 26, *[ProgressEntry(state="办理中", at="t")] * 8)
    line.faulty.next(Fault.NONE, Fault.DROP_AFTER)
    assert line.round().code == "E-SYN-01"
    assert line.side.hub.state(TERMINAL_ID).cursor == 3
    assert line.round().code == ""
    assert line.side.hub.state(TERMINAL_ID).cursor == 8


def test_a_floor_that_cannot_be_written_keeps_nothing_else_from_being_heard(line: Line) -> None:
    (line.folder / "sync").write_text("in the way")
    now = build_time() + timedelta(days=30)
    line.time.set_wall(now)
    line.faulty.hub.now = lambda: now
    with closing(line.hub()) as hub:
        assert line.rounds(hub).round().code == ""
    assert line.side.hub.state(TERMINAL_ID).incarnation == "first"
    assert line.side.confirmed_clock.confirmed()


@pytest.mark.parametrize(
    ("target", "release"), [("releases/12", 12), ("releases/soon", 0), ("releases/-3", 0)]
)
def test_the_release_of_content_is_read_from_its_pointer(tmp_path: Path, target: str, release: int) -> None:
    (tmp_path / "current").symlink_to(target)
    said = about(tmp_path, tmp_path, SystemClock())()
    assert said.content_release == release
    assert said.software


def test_without_content_there_is_no_release(tmp_path: Path) -> None:
    assert about(tmp_path, tmp_path, SystemClock())().content_release == 0


def test_devices_are_told_while_the_screen_runs_and_no_longer(line: Line, tmp_path: Path) -> None:
    line.about = about(tmp_path, tmp_path, line.time)
    board = DeviceBoard(tmp_path, ["printer"], line.time)
    line.round()
    assert asked(line)[-1].devices is None
    board.start()
    board.note("printer", DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02"))
    line.time.advance(90)
    line.round()
    no_paper = DeviceWord(state="degraded", reason="no_paper", code="E-PRN-02", for_s=90)
    assert asked(line)[-1].devices == {"printer": no_paper}
    board.stop()
    line.round()
    assert asked(line)[-1].devices is None
