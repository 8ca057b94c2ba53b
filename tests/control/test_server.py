"""Who may ask, what is written down of it, and what every failure is answered."""

import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from kiosk.control.client import ask
from kiosk.control.protocol import SOCKET, read_answer
from kiosk.control.server import ControlServer, Verb, trusted_uids
from kiosk.errors import KioskError
from kiosk.sockets import Peer
from tests.support.clock import ManualClock

ME = Peer(1, os.getuid(), os.getgid())


def fail(error: Exception) -> Mapping[str, object]:
    raise error


VERBS: Final[dict[str, Verb]] = {
    "echo": dict,
    "refuse": lambda _: fail(KioskError("E-STO-01")),
    "wrong": lambda _: fail(ValueError("no such device")),
    "frozen": lambda _: fail(TimeoutError()),
    "broken": lambda _: fail(RuntimeError("张三 110101199001011237")),
    "long": lambda _: {"x": "y" * 300_000},
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ControlServer]:
    made = ControlServer(tmp_path / SOCKET, VERBS, trusted_uids(), ManualClock().monotonic)
    made.start()
    yield made
    made.stop()
    made.stop()


def refused(tmp_path: Path, verb: str) -> KioskError:
    with pytest.raises(KioskError) as caught:
        ask(tmp_path, verb)
    return caught.value


@pytest.mark.usefixtures("server")
def test_a_question_is_answered(tmp_path: Path) -> None:
    assert ask(tmp_path, "echo", {"name": "打印机"}) == {"name": "打印机"}
    assert oct((tmp_path / SOCKET).stat().st_mode)[-3:] == "660"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("verb", "code", "words"),
    [
        ("refuse", "E-STO-01", "磁盘空间"),
        ("wrong", "E-CFG-02", "no such device"),
        ("unknown", "E-CFG-02", "no such verb, there are broken, echo"),
        ("frozen", "E-APP-03", "界面没有反应"),
        ("broken", "E-APP-01", "没有料到"),
        ("long", "E-CFG-02", "too long"),
    ],
)
def test_a_refusal_keeps_its_code(tmp_path: Path, verb: str, code: str, words: str) -> None:
    error = refused(tmp_path, verb)
    assert error.code == code
    assert words in error.detail
    assert "张三" not in str(error)


def test_who_may_ask(caplog: pytest.LogCaptureFixture) -> None:
    made = ControlServer(Path("unused"), VERBS, trusted_uids(), ManualClock().monotonic)
    stranger = Peer(2, os.getuid() + 4000, os.getgid())  # the same group, as sync is
    with caplog.at_level(logging.INFO):
        assert made.refuse(Peer(3, 0, 0)) is None
        assert made.refuse(ME) is None
        refusal = made.refuse(stranger)
    assert refusal is not None
    assert (read_answer(refusal).ok, read_answer(refusal).code) == (False, "E-APP-03")
    (record,) = caplog.records
    assert (record.getMessage(), vars(record)["uid"]) == ("control.refused", stranger.uid)


def test_a_stranger_is_refused_unheard_and_takes_nobodys_place(tmp_path: Path) -> None:
    """Whoever this test runs as is a stranger to a server that trusts somebody else."""
    heard: list[str] = []

    def echo(args: Mapping[str, str]) -> Mapping[str, object]:
        heard.append("echo")
        return dict(args)

    made = ControlServer(
        tmp_path / SOCKET, {"echo": echo}, frozenset({os.getuid() + 1}), ManualClock().monotonic
    )
    made.start()
    try:
        with ExitStack() as stack:
            for _ in range(20):  # more than may talk at once; none of them says anything, or goes
                line = stack.enter_context(socket.socket(socket.AF_UNIX))
                line.settimeout(20)
                line.connect(str(tmp_path / SOCKET))
                assert b"E-APP-03" in line.recv(1000)
            error = refused(tmp_path, "echo")
    finally:
        made.stop()
    assert (error.code, str(os.getuid()) in error.detail) == ("E-APP-03", True)
    assert heard == []


def test_each_question_is_written_down_by_verb_and_uid_alone(caplog: pytest.LogCaptureFixture) -> None:
    made = ControlServer(Path("unused"), VERBS, trusted_uids(), ManualClock().monotonic)
    with caplog.at_level(logging.INFO):
        for line in (b'{"verb": "echo", "args": {"name": "AB-77"}}', b'{"verb": "nosuch"}', b"AB-77"):
            made.answer(line, ME)
    asked = [(vars(record)["verb"], vars(record)["uid"]) for record in caplog.records]
    assert asked == [("echo", os.getuid())]
    assert "AB-77" not in caplog.text
    assert "AB-77" not in str([vars(record) for record in caplog.records])


def test_who_looks_again_and_again_is_counted_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    made = ControlServer(Path("unused"), VERBS, trusted_uids(), clock.monotonic)
    with caplog.at_level(logging.INFO):
        for _ in range(100):
            made.answer(b'{"verb": "echo"}', ME)
            clock.advance(0.1)
        made.answer(b'{"verb": "echo"}', Peer(1, 0, 0))
        clock.advance(60)
        made.answer(b'{"verb": "echo"}', ME)
    told = [(vars(record)["uid"], vars(record)["before"]) for record in caplog.records]
    assert told == [(ME.uid, 0), (0, 0), (ME.uid, 99)] if ME.uid else told == [(0, 0), (0, 100)]


def test_without_a_place_for_its_socket_the_screen_goes_on(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    made = ControlServer(tmp_path / "run" / SOCKET, VERBS, trusted_uids(), ManualClock().monotonic)
    made.start()
    made.stop()
