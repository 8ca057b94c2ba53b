"""Who may ask, what is written down of it, and what every failure is answered."""

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from kiosk.control.client import ask
from kiosk.control.protocol import SOCKET, read_answer
from kiosk.control.server import ControlServer, Verb, trusted_uids
from kiosk.errors import KioskError
from kiosk.sockets import Peer

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
    made = ControlServer(tmp_path / SOCKET, VERBS, trusted_uids())
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


def test_strangers_are_refused_before_anything_is_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []

    def echo(args: Mapping[str, str]) -> Mapping[str, object]:
        calls.append("echo")
        return dict(args)

    verbs: dict[str, Verb] = {"echo": echo}
    made = ControlServer(tmp_path / SOCKET, verbs, trusted_uids())
    stranger = Peer(2, os.getuid() + 4000, os.getgid())  # the same group, as sync is
    with caplog.at_level(logging.INFO):
        answer = read_answer(made.answer(b'{"verb": "echo", "args": {"name": "secret"}}\n', stranger))
        assert (answer.ok, answer.code) == (False, "E-APP-03")
        assert calls == []
        assert read_answer(made.answer(b'{"verb": "echo"}\n', Peer(3, 0, 0))).ok
        assert read_answer(made.answer(b'{"verb": "echo"}\n', ME)).ok
    assert [record.getMessage() for record in caplog.records] == [
        "control.refused",
        "control.asked",
        "control.asked",
    ]
    assert "secret" not in caplog.text


def test_the_socket_itself_asks_the_kernel_who_it_is(tmp_path: Path) -> None:
    """Whoever this test runs as is a stranger to a server that trusts somebody else."""
    made = ControlServer(tmp_path / SOCKET, VERBS, frozenset({os.getuid() + 1}))
    made.start()
    try:
        error = refused(tmp_path, "echo")
    finally:
        made.stop()
    assert (error.code, str(os.getuid()) in error.detail) == ("E-APP-03", True)


def test_each_question_is_written_down_by_verb_and_uid_alone(caplog: pytest.LogCaptureFixture) -> None:
    made = ControlServer(Path("unused"), VERBS, trusted_uids())
    with caplog.at_level(logging.INFO):
        for line in (b'{"verb": "echo", "args": {"name": "AB-77"}}', b'{"verb": "nosuch"}', b"AB-77"):
            made.answer(line, ME)
    asked = [(vars(record)["verb"], vars(record)["uid"]) for record in caplog.records]
    assert asked == [("echo", os.getuid())]
    assert "AB-77" not in caplog.text
    assert "AB-77" not in str([vars(record) for record in caplog.records])


def test_without_a_place_for_its_socket_the_screen_goes_on(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    made = ControlServer(tmp_path / "run" / SOCKET, VERBS, trusted_uids())
    made.start()
    made.stop()
