"""One screen and one sync a terminal: the second is told so, before it touches anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.config import CHECKOUT
from kiosk.store.lock import alone_as_screen, alone_as_sync


@pytest.mark.parametrize("alone", [alone_as_screen, alone_as_sync])
def test_one_at_a_time_and_again_when_it_has_gone(tmp_path: Path, alone: type) -> None:
    with alone(tmp_path) as first, alone(tmp_path) as second:
        assert (first, second) == (True, False)
    with alone(tmp_path) as again:
        assert again


def test_a_second_screen_is_refused_before_it_opens_anything(tmp_path: Path) -> None:
    with alone_as_screen(tmp_path):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "--set", f"state_dir={tmp_path}", "run", "--simulate"],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "E-CFG-02 界面已经在运行，同一台终端不能再开一个\n")
    assert not (tmp_path / "run").exists()


def test_a_second_sync_rings_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with alone_as_sync(tmp_path):
        assert main(["--set", f"state_dir={tmp_path}", "sync", "--once"]) == 2
    assert "已经在运行，已请它马上送一轮" in capsys.readouterr().err
