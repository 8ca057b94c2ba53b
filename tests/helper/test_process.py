"""The helper as systemd starts it: by a caller at the door, and never by hand."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import CHECKOUT
from kiosk.errors import KioskError
from kiosk.helper import protocol as p
from kiosk.helper.client import HelperClient
from tests.support.wait import until

KIOSK = Path(sys.executable).with_name("kiosk")
# A machine on which a reboot ends the helper before it has answered.
ENDING = """
import os, signal, socket, sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.helper.protocol import UI_USER
from kiosk.helper.server import Server
from kiosk.systemd_notify import Notifier
from tests.helper.conftest import Bench
bench = Bench(Path(sys.argv[1]))
bench.machine.reboot = lambda: os.kill(os.getpid(), signal.SIGTERM)
with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
    door.bind(sys.argv[1] + "/h.sock")
    door.listen()
    print("there", flush=True)
    Server(door, bench.verbs, lambda uid: UI_USER, SystemClock(), Notifier({})).serve(60.0)
"""


def test_by_hand_it_refuses() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
    done = subprocess.run([KIOSK, "helper"], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "E-CFG-02" in done.stderr


def test_who_asks_for_a_reboot_is_answered_though_it_ends_the_helper(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDING, str(tmp_path)]
    helper = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert helper.stdout is not None
    try:
        assert helper.stdout.readline() == "there\n"
        assert HelperClient(tmp_path / "h.sock", within_s=60).ask(p.Reboot()).ok
        assert helper.wait(20) == -signal.SIGTERM
    finally:
        helper.kill()
        helper.communicate()


def test_a_caller_starts_it_and_a_stranger_gets_nothing(tmp_path: Path) -> None:
    door = tmp_path / "h.sock"
    settings = ["-E", f"STATE_DIRECTORY={tmp_path}", "-E", f"HOME={tmp_path}"]
    command = ["--set", f"state_dir={tmp_path / 'state'}", "--set", "log.target=stderr", "helper"]
    manager = subprocess.Popen(
        ["systemd-socket-activate", "-l", str(door), *settings, str(KIOSK), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert until(door.exists)
        # Whoever runs the tests is neither the screen nor the network.
        with pytest.raises(KioskError, match="not-allowed"):
            HelperClient(door, within_s=60).ask(p.Reboot())
    finally:
        manager.send_signal(signal.SIGTERM)
        _, said = manager.communicate(timeout=20)
    assert '"event":"helper.answer"' in said
    assert '"reason":"not-allowed"' in said
