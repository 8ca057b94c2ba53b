"""Lines over a Unix socket: whole, bounded, by peers the kernel names, and never in anybody's way."""

import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from kiosk.sockets import Bounds, LineServer, Peer, ask_line
from tests.support.wait import until

PLACES = 8


@pytest.fixture
def peers() -> list[Peer]:
    return []


@pytest.fixture
def server(tmp_path: Path, peers: list[Peer]) -> Iterator[Path]:
    def answer(line: bytes, peer: Peer) -> bytes:
        peers.append(peer)
        return line.strip()[::-1]

    path = tmp_path / "run" / "s"
    made = LineServer(path, answer, mode=0o660, bounds=Bounds(64, idle_s=0.2), name="echo")
    made.start()
    yield path
    made.stop()
    assert not path.exists()


def connected(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(20)
    line.connect(str(path))
    return line


def asked(path: Path, question: bytes = b"abc") -> bytes:
    return ask_line(path, question, within=20, longest=64)


def test_a_line_is_answered_and_the_kernel_says_who_asked(server: Path, peers: list[Peer]) -> None:
    assert asked(server) == b"cba\n"
    assert peers == [Peer(os.getpid(), os.getuid(), os.getgid())]
    assert stat.S_IMODE(server.stat().st_mode) == 0o660


def test_who_says_nothing_and_who_says_too_much_is_let_go(server: Path) -> None:
    with connected(server) as silent, connected(server) as dripping:
        dripping.sendall(b"x" * 200)
        assert silent.recv(10) == b""
        with suppress(ConnectionResetError):  # what it had sent was never read
            assert dripping.recv(10) == b""
    assert asked(server) == b"cba\n"


def test_it_stops_at_once_though_nobody_comes(tmp_path: Path) -> None:
    """Nobody looks ten times a second whether it is time to stop."""
    made = LineServer(tmp_path / "s", lambda line, _peer: line, mode=0o600, bounds=Bounds(64), name="stopped")
    made.start()
    stopping = threading.Thread(target=made.stop, daemon=True)
    stopping.start()
    stopping.join(10)
    assert not stopping.is_alive()


def test_more_than_there_is_room_for_are_sent_away_and_room_comes_back(tmp_path: Path) -> None:
    held = threading.Event()

    def answer(line: bytes, _peer: Peer) -> bytes:
        held.wait(20)
        return line.strip()

    path = tmp_path / "s"
    made = LineServer(path, answer, mode=0o600, bounds=Bounds(64), name="echo")
    made.start()
    try:
        with ExitStack() as stack:
            talks = [stack.enter_context(connected(path)) for _ in range(PLACES)]
            for talk in talks:
                talk.sendall(b"q\n")
            with connected(path) as late:
                assert late.recv(10) == b""
            held.set()
            assert [talk.recv(10) for talk in talks] == [b"q\n"] * PLACES

        def served() -> bool:
            with connected(path) as talk:
                talk.sendall(b"q\n")
                return talk.recv(10) == b"q\n"

        assert until(lambda: _quietly(served))
    finally:
        made.stop()


def _quietly(ask: Callable[[], bool]) -> bool:
    with suppress(OSError):
        return ask()
    return False


def test_the_socket_of_a_killed_process_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "s"
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    made = LineServer(path, lambda line, _peer: line.strip(), mode=0o600, bounds=Bounds(64), name="echo")
    made.start()
    assert asked(path) == b"abc\n"
    made.stop()


def test_who_ends_leaves_the_socket_of_who_came_after(tmp_path: Path) -> None:
    path = tmp_path / "s"
    first, second = (
        LineServer(path, lambda line, _peer, n=name: n, mode=0o600, bounds=Bounds(64), name="echo")  # type: ignore[misc]
        for name in (b"first", b"second")
    )
    first.start()
    second.start()
    first.stop()
    assert asked(path) == b"second\n"
    second.stop()
    assert not path.exists()


def test_a_place_that_takes_no_socket_is_told(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    with pytest.raises(OSError, match="run"):
        LineServer(
            tmp_path / "run" / "s", lambda line, _peer: line, mode=0o600, bounds=Bounds(64), name="echo"
        )


@pytest.mark.parametrize("answer", [b"half", b"", b"y" * 200 + b"\n"])
def test_half_an_answer_is_none(tmp_path: Path, answer: bytes) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def serve() -> None:
            talk, _ = listening.accept()
            with talk:
                talk.recv(100)
                talk.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(OSError, match="no whole answer"):
            asked(path)
        thread.join(20)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        asked(tmp_path / "s")
