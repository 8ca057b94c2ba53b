"""The helper as systemd starts it: by a caller at the door, and never by hand."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.helper import protocol as p
from kiosk.helper.client import HelperClient
from tests.support.wait import until

KIOSK = Path(sys.executable).with_name("kiosk")


def test_by_hand_it_refuses() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
    done = subprocess.run([KIOSK, "helper"], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "E-CFG-02" in done.stderr


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
