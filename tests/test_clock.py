"""The one place that asks the machine for the time, and that pauses."""

import threading
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from kiosk import clock as clock_module
from kiosk.clock import Clock, SystemClock, pause
from tests.support.clock import ManualClock


def test_durations_never_go_back_and_the_wall_is_aware_utc() -> None:
    clock: Clock = SystemClock()
    first, second = clock.monotonic(), clock.monotonic()
    assert second >= first
    assert clock.now().tzinfo is UTC
    assert clock.now() - clock.now() <= timedelta(0)


def test_waiting_ends_at_once_for_a_set_event_and_reports_which() -> None:
    clock = SystemClock()
    event = threading.Event()
    assert not clock.wait(event, 0)
    event.set()
    assert clock.wait(event, 60)


def test_another_thread_ends_the_wait() -> None:
    clock = SystemClock()
    event = threading.Event()
    timer = threading.Thread(target=event.set, daemon=True)
    timer.start()
    assert clock.wait(event, 60)
    timer.join(10)


def test_the_boot_is_named_and_unknown_where_the_kernel_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "boot_id"
    file.write_text("0f1e2d3c\n")
    monkeypatch.setattr(clock_module, "_BOOT_ID", file)
    assert SystemClock().boot_id() == "0f1e2d3c"
    file.unlink()
    assert SystemClock().boot_id() == "unknown"


def test_a_pause_takes_as_long_as_asked_and_nothing_cuts_it_short() -> None:
    clock = ManualClock()
    pause(clock, 1.5)
    assert clock.elapsed == 1.5
