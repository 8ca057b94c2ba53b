"""The door itself: a real socket, the kernel's word about who is there, and bounds on everything."""

import json
import logging
import os
import pwd
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.errors import KioskError
from kiosk.helper import protocol as p
from kiosk.helper.cli import _user
from kiosk.helper.client import HelperClient
from kiosk.helper.server import Server
from kiosk.systemd_notify import Notifier
from tests.helper.conftest import Bench

ME = os.getuid()


class Door:
    """A helper serving on a thread, which takes whoever we are for ``user``."""

    def __init__(self, bench: Bench, path: Path, user: str, question_s: float = 20.0) -> None:
        self.path = path
        self.seen: list[int] = []
        self._user = user
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(path))
        self._socket.listen()
        self._over = threading.Event()
        self._server = Server(self._socket, bench.verbs, self._name, SystemClock(), Notifier({}), question_s)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _name(self, uid: int) -> str:
        self.seen.append(uid)
        return self._user

    def _serve(self) -> None:
        while not self._over.is_set():
            self._server.serve(idle_s=0.05)

    def ask(self, data: bytes) -> bytes:
        """What comes back until the other end closes."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(20)
            line.connect(str(self.path))
            line.sendall(data)
            with line.makefile("rb") as answers:
                return answers.read()

    def close(self) -> None:
        self._over.set()
        self._thread.join(20)
        self._socket.close()


@pytest.fixture
def door(bench: Bench, tmp_path: Path) -> Iterator[Door]:
    found = Door(bench, tmp_path / "h.sock", p.UI_USER)
    yield found
    found.close()


def test_a_question_is_answered_and_the_peer_is_who_the_kernel_says(door: Door, bench: Bench) -> None:
    assert json.loads(door.ask(b'{"verb":"set-volume","percent":40}\n'))["ok"] is True
    assert bench.machine.done == [("volume", 40)]
    assert door.seen == [ME]


def test_who_may_not_is_told_and_nothing_happens(bench: Bench, tmp_path: Path) -> None:
    door = Door(bench, tmp_path / "h.sock", p.SYNC_USER)
    with pytest.raises(KioskError, match="not-allowed") as told:
        HelperClient(door.path, within_s=20).ask(p.PowerOff())
    door.close()
    assert (told.value.code, bench.machine.done) == ("E-HLP-02", [])


def test_the_client_steps_the_clock(bench: Bench, tmp_path: Path) -> None:
    door = Door(bench, tmp_path / "h.sock", p.SYNC_USER)
    client = HelperClient(door.path, within_s=20)
    client.step_clock(bench.word(client.clock_nonce(), "2026-03-02T09:30:00+00:00"))
    door.close()
    assert [row[0] for row in bench.machine.done] == ["time"]


def test_one_question_a_connection(door: Door, bench: Bench) -> None:
    answer = door.ask(b'{"verb":"reboot"}\n{"verb":"power-off"}\n')
    assert (answer.count(b"\n"), bench.machine.done) == (1, [("reboot",)])


@pytest.mark.parametrize("line", [b"\n", b"reboot\n", b"\xff\n", b"x" * (p.LONGEST + 1)])
def test_nonsense_is_answered_as_such(line: bytes, door: Door, bench: Bench) -> None:
    assert json.loads(door.ask(line))["reason"] == "malformed"
    assert bench.machine.done == []


def test_a_caller_who_says_nothing_does_not_keep_others_out(bench: Bench, tmp_path: Path) -> None:
    door = Door(bench, tmp_path / "h.sock", p.UI_USER, question_s=0.05)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.settimeout(20)
        silent.connect(str(door.path))
        silent.sendall(b'{"verb":')
        assert json.loads(door.ask(b'{"verb":"reboot"}\n'))["ok"] is True
        assert silent.recv(1) == b""
    door.close()
    assert bench.machine.done == [("reboot",)]


def test_a_caller_who_has_gone_is_no_trouble(door: Door) -> None:
    for data in (b"", b'{"verb":'):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.connect(str(door.path))
            line.sendall(data)
    assert json.loads(door.ask(b'{"verb":"reboot"}\n'))["ok"] is True


def test_each_question_is_logged_with_who_asked_and_without_secrets(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.helper.server")
    door.ask(b'{"verb":"wifi-profile","ssid":"a","psk":"geheim78"}\n')
    door.ask(b'{"verb":"wifi-profile","ssid":"a","psk":"kurz"}\n')
    door.ask(b'{"verb":"reboot"}\n')
    rows = [vars(row) for row in caplog.records if row.name == "kiosk.helper.server"]
    assert [(row["verb"], row["user"], row["uid"], row["ok"], row["reason"]) for row in rows] == [
        ("wifi-profile", p.UI_USER, ME, True, ""),
        ("", p.UI_USER, ME, False, "malformed"),
        ("reboot", p.UI_USER, ME, True, ""),
    ]
    assert not any(secret in str(row) for row in rows for secret in ("geheim78", "kurz"))


def test_it_goes_when_nobody_asks_and_says_so_to_the_manager(bench: Bench, tmp_path: Path) -> None:
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(tmp_path / "notify"))
    manager.settimeout(20)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "h.sock"))
        listening.listen()
        notifier = Notifier({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "90000000"})
        Server(listening, bench.verbs, lambda _: "", SystemClock(), notifier).serve(idle_s=0.01)
    told = [manager.recv(64).decode() for _ in range(3)]
    manager.close()
    assert (told[0], told[1]) == ("READY=1", "WATCHDOG=1")


def test_nobody_at_the_door_has_a_code(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as told:
        HelperClient(tmp_path / "none.sock").ask(p.Reboot())
    assert told.value.code == "E-HLP-01"


def test_a_user_that_is_none_has_no_name() -> None:
    assert _user(ME) == pwd.getpwuid(ME).pw_name
    assert _user(4_000_000_000) == ""
