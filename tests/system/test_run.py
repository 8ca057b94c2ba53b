"""``kiosk run`` as the service manager has it: ready when the picture is there, gone when told, at once."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.commands.run import CONTROL_SOCKET
from kiosk.config import CHECKOUT
from kiosk.config_load import load
from kiosk.play.xserver import PrivateDisplay
from kiosk.screens.control_panel_buttons import Button, Talker
from tests.support.wait import until

# What systemd allows before it kills (TimeoutStopSec): the tests share their machine with each other.
ENDS_S = 5.0


@pytest.fixture(scope="module")
def display() -> Iterator[PrivateDisplay]:
    found = PrivateDisplay(1920, 1000)
    yield found
    found.close()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Hears what a service says of itself."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(60)
        yield listening


def start(display: PrivateDisplay, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "kiosk", "--set", f"state_dir={folder / 'terminal'}", "run"]
    environment = {**os.environ, "DISPLAY": display.name, "LIBGL_ALWAYS_SOFTWARE": "1"}
    environment["NOTIFY_SOCKET"] = str(folder / "notify")
    return subprocess.Popen([*command, "--window", "1280x800", *options], cwd=CHECKOUT, env=environment)


def children(pid: int) -> list[int]:
    """Processes started by this one."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_when_told(
    display: PrivateDisplay, manager: socket.socket, tmp_path: Path, number: signal.Signals
) -> None:
    terminal = start(display, tmp_path, "--simulate")
    try:
        assert manager.recv(64) == b"READY=1"
        panel = children(terminal.pid)
        assert len(panel) == 1
        clock = SystemClock()
        told = clock.monotonic()
        terminal.send_signal(number)
        status = terminal.wait(30)
        took = clock.monotonic() - told
    finally:
        terminal.kill()
        terminal.wait()
    assert (status, took < ENDS_S) == (0, True), f"{took:.2f} s"
    assert manager.recv(64) == b"STOPPING=1"
    assert until(lambda: not Path(f"/proc/{panel[0]}").exists())
    run = load(None, [f"state_dir={tmp_path / 'terminal'}"]).run_path
    assert not (run / CONTROL_SOCKET).exists()


def test_the_simulators_are_steered_from_outside(
    display: PrivateDisplay, manager: socket.socket, tmp_path: Path
) -> None:
    terminal = start(display, tmp_path, "--simulate", "--no-panel")
    try:
        assert manager.recv(64) == b"READY=1"
        assert children(terminal.pid) == []
        run = load(None, [f"state_dir={tmp_path / 'terminal'}"]).run_path
        talker = Talker(run / CONTROL_SOCKET)
        assert talker.tell(Button("没纸", "printer", "paper", {"state": "out"})).result(20) == "没纸：好了"
    finally:
        terminal.terminate()
        assert terminal.wait(30) == 0


def test_without_a_display_it_says_so_instead_of_drawing_into_nowhere(
    manager: socket.socket, tmp_path: Path
) -> None:
    """SDL would find itself another place to draw, and the service manager hear that all is well."""
    command = [sys.executable, "-m", "kiosk", "--set", f"state_dir={tmp_path / 'terminal'}", "run"]
    environment = {**os.environ, "DISPLAY": ":60999", "NOTIFY_SOCKET": str(tmp_path / "notify")}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, timeout=60)
    assert done.returncode == 1
    manager.setblocking(False)
    with pytest.raises(BlockingIOError):
        manager.recv(64)
