"""Steering simulators over a Unix socket: one line in, one line out."""

import json
import socket
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.control_socket import ControlSocket, answer_line


def control(device: str, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
    if verb == "break":
        raise ValueError("it broke")
    return {"device": device, "verb": verb, **args}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "control"
    made = ControlSocket(path, control)
    made.start()
    yield path
    made.stop()
    assert not path.exists()


def connect(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(str(path))
    return connection


def test_lines_are_answered_in_order(server: Path) -> None:
    with connect(server) as connection, connection.makefile("rw") as lines:
        for verb in ("present", "break", "remove"):
            lines.write(json.dumps({"device": "idcard", "verb": verb, "args": {"n": 1, "on": True}}) + "\n")
        lines.flush()
        answers = [json.loads(lines.readline()) for _ in range(3)]
    assert [answer["ok"] for answer in answers] == [True, False, True]
    assert answers[0]["state"] == {"device": "idcard", "verb": "present", "n": "1", "on": "true"}
    assert answers[1]["error"] == "it broke"


def test_several_may_steer_at_once(server: Path) -> None:
    with connect(server) as silent, connect(server) as other, other.makefile("rw") as lines:
        lines.write('{"device": "printer", "verb": "paper"}\n')
        lines.flush()
        assert json.loads(lines.readline())["ok"]
        assert silent.fileno() >= 0


def test_only_its_owner_may_connect(server: Path) -> None:
    assert stat.S_IMODE(server.stat().st_mode) == 0o600


def test_a_socket_left_by_a_dead_program_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "control"
    socket.socket(socket.AF_UNIX).bind(str(path))
    ControlSocket(path, control).server_close()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b'{"device": "idcard"}',
        b'{"device": 1, "verb": "x"}',
        b'{"device": "idcard", "verb": "x", "args": []}',
        b'{"device": "idcard", "verb": "x", "more": 1}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_command_is_said(line: bytes) -> None:
    answer = answer_line(line, control)
    assert answer["ok"] is False
    assert answer["error"]


@given(st.binary(max_size=200))
def test_any_line_is_answered(line: bytes) -> None:
    assert isinstance(answer_line(line, control)["ok"], bool)
