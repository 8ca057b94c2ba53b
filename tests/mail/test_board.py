"""The board between the screen and sync: whole, current, and worth nothing once its writer is gone."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.device import READY, CardSeen, DeviceChanged, DeviceState, DeviceStatus
from kiosk.mail import board as under_test
from kiosk.mail.board import BOARD, DeviceBoard, read_board
from kiosk.plain_files import held
from kiosk.wire.devices import DeviceWord
from tests.support.clock import ManualClock

NO_PAPER = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def put_up(folder: Path, clock: ManualClock, *names: str) -> DeviceBoard:
    made = DeviceBoard(folder, names or ("printer",), clock)
    made.start()
    return made


def test_before_a_screen_runs_and_after_it_ended_nobody_can_say(tmp_path: Path, clock: ManualClock) -> None:
    assert read_board(tmp_path, clock) is None
    board = DeviceBoard(tmp_path, ["printer"], clock)
    board.note("printer", READY)
    assert read_board(tmp_path, clock) is None
    board.start()
    assert read_board(tmp_path, clock) == {"printer": DeviceWord(state="ready")}
    board.stop()
    board.stop()
    assert read_board(tmp_path, clock) is None
    assert (tmp_path / BOARD).exists(), "what is left there must not be believed"
    board.note("printer", NO_PAPER)
    assert read_board(tmp_path, clock) is None


def test_what_was_not_tried_yet_is_absent_without_a_reason(tmp_path: Path, clock: ManualClock) -> None:
    board = put_up(tmp_path, clock, "printer", "idcard")
    assert read_board(tmp_path, clock) == dict.fromkeys(("printer", "idcard"), DeviceWord(state="absent"))
    board.stop()


def test_each_device_says_how_long_it_has_been_so(tmp_path: Path, clock: ManualClock) -> None:
    board = put_up(tmp_path, clock, "printer", "idcard")
    clock.advance(10)
    posted: list[object] = []
    post = board.noting(posted.append)
    said = [DeviceChanged("printer", NO_PAPER), CardSeen()]
    for message in said:
        post(message)
    assert posted == said
    clock.advance(65.9)
    assert read_board(tmp_path, clock) == {
        "printer": DeviceWord(state="degraded", reason="no_paper", code="E-PRN-02", for_s=65),
        "idcard": DeviceWord(state="absent", for_s=75),
    }
    board.stop()


def test_the_next_screens_board_counts_and_the_dead_ones_does_not(tmp_path: Path, clock: ManualClock) -> None:
    old = put_up(tmp_path, clock)
    old.note("printer", READY)
    new = put_up(tmp_path, clock)
    old.stop()
    assert read_board(tmp_path, clock) == {"printer": DeviceWord(state="absent")}
    new.stop()
    assert read_board(tmp_path, clock) is None


HOLDER = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.domain.device import READY
from kiosk.mail.board import DeviceBoard
board = DeviceBoard(Path(sys.argv[1]), ["printer"], SystemClock())
board.start()
board.note("printer", READY)
print("up", flush=True)
sys.stdin.read()
"""


def test_a_killed_screen_takes_its_word_with_it(tmp_path: Path, clock: ManualClock) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        told = read_board(tmp_path, clock)
        assert told is not None
        assert told["printer"].state == "ready"
        holder.send_signal(signal.SIGKILL)
        holder.wait(60)
    assert json.loads((tmp_path / BOARD).read_bytes())["devices"]["printer"]["state"] == "ready"
    assert read_board(tmp_path, clock) is None


def test_a_board_replaced_while_it_is_looked_at_is_looked_at_again(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader has opened the old file; the writer puts up the new one and gives the old one's lock up."""
    board = put_up(tmp_path, clock)
    looks: list[int] = []

    def later(file: int) -> bool:
        looks.append(file)
        if len(looks) == 1:
            board.note("printer", READY)
        return held(file)

    monkeypatch.setattr(under_test, "held", later)
    assert read_board(tmp_path, clock) == {"printer": DeviceWord(state="ready")}
    assert len(looks) == 2
    board.stop()


def test_readers_and_a_busy_writer_never_meet_a_half_or_a_missing_board(
    tmp_path: Path, clock: ManualClock
) -> None:
    board = put_up(tmp_path, clock)
    told: list[dict[str, DeviceWord] | None] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            told.append(read_board(tmp_path, clock))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(300):
        board.note("printer", READY if turn % 2 else NO_PAPER)
    over.set()
    for reader in readers:
        reader.join()
    board.stop()
    # Three boards may come and go under one look; then it says nothing, which is no lie.
    said = [row["printer"].state for row in told if row is not None]
    assert set(said) <= {"absent", "ready", "degraded"}
    assert said
    assert sorted(path.name for path in tmp_path.iterdir()) == [BOARD]


def test_only_the_group_may_read_it(tmp_path: Path, clock: ManualClock) -> None:
    board = put_up(tmp_path, clock)
    assert (tmp_path / BOARD).stat().st_mode & 0o777 == 0o640
    board.stop()


def test_a_board_that_cannot_be_written_is_taken_down(tmp_path: Path, clock: ManualClock) -> None:
    board = put_up(tmp_path, clock)
    board.note("printer", READY)
    (tmp_path / under_test._PART).mkdir()
    board.note("printer", NO_PAPER)
    assert read_board(tmp_path, clock) is None, "ready is no longer so"
    (tmp_path / under_test._PART).rmdir()
    board.note("printer", READY)
    assert read_board(tmp_path, clock) == {"printer": DeviceWord(state="ready")}
    board.stop()


@pytest.mark.parametrize("planted", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_is_not_read(tmp_path: Path, clock: ManualClock, planted: str) -> None:
    path = tmp_path / BOARD
    if planted == "link":
        path.symlink_to("/dev/zero")
    elif planted == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert read_board(tmp_path, clock) is None


def test_a_leftover_of_a_killed_writer_is_in_nobodys_way(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / under_test._PART).write_text("half")
    board = put_up(tmp_path, clock)
    assert read_board(tmp_path, clock) is not None
    board.stop()


ROW = st.fixed_dictionaries(
    {"state": st.text(max_size=20) | st.integers()},
    optional={"reason": st.text(), "code": st.text(), "since": st.floats() | st.text() | st.none()},
)
TEXTS = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda rows: json.dumps({"devices": rows}).encode(), st.dictionaries(st.text(), ROW)),
    st.just(b"[" * 9000),
)


@given(data=TEXTS)
def test_any_text_is_well_formed_words_or_nothing(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("board")
    path = folder / BOARD
    path.write_bytes(data)
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        told = read_board(folder, ManualClock())
    assert told is None or all(isinstance(word, DeviceWord) for word in told.values())
