"""One screen and one sync a terminal: the second is told so, before it touches anything."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.clock import Clock
from kiosk.config import CHECKOUT
from kiosk.plain_files import held
from kiosk.store.lock import alone_as_screen, alone_as_sync, sync_lives
from tests.support.clock import ManualClock

Alone = Callable[[Path, Clock], AbstractContextManager[bool]]


@pytest.mark.parametrize("alone", [alone_as_screen, alone_as_sync])
def test_one_at_a_time_and_again_when_it_has_gone(tmp_path: Path, alone: Alone) -> None:
    clock = ManualClock()
    with alone(tmp_path, clock) as first, alone(tmp_path, clock) as second:
        assert (first, second) == (True, False)
    with alone(tmp_path, clock) as again:
        assert again


@pytest.mark.parametrize(
    ("alone", "file"), [(alone_as_screen, "identity/ui.lock"), (alone_as_sync, "store/sync.lock")]
)
def test_a_look_at_the_lock_keeps_nobody_from_starting(tmp_path: Path, alone: Alone, file: str) -> None:
    """What `doctor` does, at the very instant: it shares the lock while it looks."""
    clock = ManualClock()
    with alone(tmp_path, clock):
        pass
    look = os.open(tmp_path / file, os.O_RDONLY)
    assert not held(look)
    clock.after(0.08, lambda: os.close(look))
    with alone(tmp_path, clock) as only:
        assert only
    assert clock.elapsed < 0.2


def test_whoever_holds_it_is_waited_for_no_longer_than_a_blink(tmp_path: Path) -> None:
    clock = ManualClock()
    with alone_as_sync(tmp_path, clock), alone_as_sync(tmp_path, clock) as second:
        assert not second
        assert sync_lives(tmp_path)
    assert 0 < clock.elapsed < 0.2
    assert not sync_lives(tmp_path)


def test_a_second_screen_is_refused_before_it_opens_anything(tmp_path: Path) -> None:
    with alone_as_screen(tmp_path, ManualClock()):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "--set", f"state_dir={tmp_path}", "run", "--simulate"],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "E-CFG-02 界面已经在运行，同一台终端不能再开一个\n")
    assert not (tmp_path / "run").exists()


def test_a_disk_that_takes_no_lock_is_told_with_the_stores_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "store").write_text("in the way")
    assert main(["--set", f"state_dir={tmp_path}", "sync", "--once"]) == 1
    assert capsys.readouterr().err.startswith("E-STO-02 ")


def test_a_second_sync_rings_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with alone_as_sync(tmp_path, ManualClock()):
        assert main(["--set", f"state_dir={tmp_path}", "sync", "--once"]) == 2
    assert "已经在运行，已请它马上送一轮" in capsys.readouterr().err
