"""Rings arrive, are never waited for, and survive whoever was killed."""

import socket
import threading
from contextlib import closing
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.doorbell import Doorbell, ring


def test_a_ring_is_heard(tmp_path: Path) -> None:
    heard = threading.Event()
    with closing(Doorbell(tmp_path / "run" / "a.sock", heard)):
        assert ring(tmp_path / "run" / "a.sock")
        assert heard.wait(5)
        heard.clear()
        assert ring(tmp_path / "run" / "a.sock")
        assert heard.wait(5)
    assert not (tmp_path / "run" / "a.sock").exists()
    assert not ring(tmp_path / "run" / "a.sock")


def test_the_socket_of_a_killed_process_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    left_behind = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    left_behind.bind(str(path))
    heard = threading.Event()
    with closing(Doorbell(path, heard)):
        assert ring(path)
        assert heard.wait(5)
    left_behind.close()


def test_who_was_replaced_does_not_take_the_others_bell_away(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    heard = threading.Event()
    first = Doorbell(path, threading.Event())
    with closing(Doorbell(path, heard)):
        first.close()
        assert ring(path)
        assert heard.wait(5)


def test_a_bell_nobody_answers_blocks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.sock"
    deaf = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    deaf.bind(str(path))
    assert all(ring(path) for _ in range(2000))
    deaf.close()
    assert not ring(path)


def test_where_no_socket_can_be_made_it_stays_silent(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    bell = Doorbell(tmp_path / "run" / "a.sock", threading.Event())
    bell.close()
    bell.close()
    assert not ring(tmp_path / ("x" * 200))


class Counting(threading.Event):
    """Counts how often it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def set(self) -> None:
        self.times += 1
        super().set()


def test_one_who_never_stops_ringing_is_heard_now_and_then(tmp_path: Path) -> None:
    clock, heard = SystemClock(), Counting()
    with closing(Doorbell(tmp_path / "a.sock", heard)):
        began = clock.monotonic()
        assert all(ring(tmp_path / "a.sock") for _ in range(20_000))
        assert heard.wait(5)
        times = heard.times
        assert times <= (clock.monotonic() - began) / 0.02 + 2
        heard.clear()
        assert heard.wait(5), "what was rung meanwhile is not forgotten"
