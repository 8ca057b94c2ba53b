"""The process that keeps the X server: its cookie, its picture, its signs of life, and every way it ends."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.display.connection import DisplayError
from kiosk.display.server import Server
from tests.support.wait import until

KIOSK = Path(sys.executable).with_name("kiosk")
XVFB = ("Xvfb", "-screen", "0", "800x1280x24", "-nolisten", "tcp", "-noreset")
_LOOK = """
import sys
from kiosk.display.connection import Connection
x = Connection(sys.argv[1])
print(len(x.grab(0, 0, *x.size()).getcolors(1 << 20)))
"""


class Manager:
    """Listens as the service manager does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(30)

    def told(self, word: str) -> None:
        while self._socket.recv(256).decode() != word:
            pass

    def close(self) -> None:
        self._socket.close()


class Kept:
    """``kiosk display`` as a program, with a watchdog that wants a word every 0.3 s."""

    def __init__(self, folder: Path) -> None:
        self.authority = folder / "authority"
        self.manager = Manager(folder / "notify")
        settings = (f"fonts_dir={Config().fonts_path}", f"state_dir={folder}", "log.target=stderr")
        given = [part for setting in settings for part in ("--set", setting)]
        self.process = subprocess.Popen(
            [KIOSK, *given, "display", "--authority", self.authority, "--", *XVFB],
            env={**os.environ, "NOTIFY_SOCKET": str(self.manager.path), "WATCHDOG_USEC": "300000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.manager.told("READY=1")

    @property
    def server(self) -> int:
        """The X server's process."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    @property
    def name(self) -> str:
        """Whatever socket that process has made."""
        opened = Path(f"/proc/{self.server}/fd")
        inodes = {str(file.readlink()) for file in opened.iterdir()}
        for line in Path("/proc/net/unix").read_text().splitlines():
            words = line.split()
            if f"socket:[{words[6]}]" in inodes and "/tmp/.X11-unix/X" in words[-1]:
                return ":" + words[-1].rpartition("X")[2]
        raise AssertionError("it has no socket")

    def look(self, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _LOOK, self.name],
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        self.manager.close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    found = Kept(tmp_path)
    server = found.server
    yield found
    found.close()
    if Path(f"/proc/{server}").exists():  # of a keeper that was killed
        os.kill(server, signal.SIGKILL)


def test_when_it_is_ready_the_picture_is_there_and_the_cookie_opens_it(kept: Kept) -> None:
    done = kept.look(XAUTHORITY=str(kept.authority))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10, "that is no picture with words"


def test_without_the_cookie_nobody_comes_in(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    done = kept.look(XAUTHORITY=str(tmp_path / "other"))
    assert done.returncode != 0
    assert "no display" in done.stderr


def test_it_gives_signs_of_life_while_the_server_answers_and_none_when_it_hangs(kept: Kept) -> None:
    kept.manager.told("WATCHDOG=1")
    kept.manager.told("WATCHDOG=1")
    os.kill(kept.server, signal.SIGSTOP)
    silence = 0
    kept.manager._socket.settimeout(1.0)
    for _ in range(8):  # at most what was under way comes still
        try:
            kept.manager._socket.recv(256)
        except TimeoutError:
            silence += 1
            break
    os.kill(kept.server, signal.SIGCONT)
    assert silence == 1
    kept.manager._socket.settimeout(30)
    kept.manager.told("WATCHDOG=1")


def test_asked_to_end_it_takes_the_server_along(kept: Kept) -> None:
    server = kept.server
    kept.process.terminate()
    assert kept.process.wait(20) == 0
    assert not Path(f"/proc/{server}").exists()


def test_when_the_server_ends_so_does_it_with_a_fault(kept: Kept) -> None:
    os.kill(kept.server, signal.SIGKILL)
    assert kept.process.wait(20) == 1


def test_a_server_that_does_not_come_up_has_a_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [KIOSK, "--set", f"state_dir={tmp_path}", "display", "--authority", tmp_path / "a", "--", "false"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "E-DSP-01" in done.stderr


@pytest.mark.parametrize(
    ("command", "folder", "words"),
    [
        (("no-such-server",), "", "cannot be started"),
        (("true",), "", "did not come up"),
        (XVFB, "none", "none"),
    ],
)
def test_why_it_cannot_is_told(command: tuple[str, ...], folder: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(DisplayError, match=words):
        Server(command, tmp_path / folder / "authority", os.environ)


def test_the_server_does_not_speak_to_our_manager(tmp_path: Path) -> None:
    script = tmp_path / "server"
    script.write_text(f'#!/bin/sh\nenv > {tmp_path}/env\nexec "$@"\n')
    script.chmod(0o755)
    environ = {**os.environ, "NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1"}
    server = Server((str(script), *XVFB), tmp_path / "authority", environ)
    server.close()
    server.close()
    assert until(lambda: not server.running)
    names = {line.partition("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert not names & {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}
    assert "PATH" in names
