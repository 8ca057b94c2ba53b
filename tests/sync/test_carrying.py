"""The thread that carries the screen's questions outlives a store that cannot be opened for a while."""

import os
import threading
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.doorbell import ANSWER_BELL, Doorbell
from kiosk.mail.tray import trays
from kiosk.store.db import open_database, store_path
from kiosk.sync import cli
from kiosk.sync.counter import Counters
from kiosk.sync.current import CurrentHub
from tests.support.county import new_id


def test_questions_are_carried_again_once_the_store_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cli, "_AGAIN_S", 0.05)
    config = Config.model_validate({"state_dir": tmp_path / "state", "run_dir": tmp_path / "run"})
    store = store_path(config.state_path)
    open_database(store).close()
    lock = store.with_suffix(".lock")
    lock.unlink()
    os.mkfifo(lock)
    asks, answers = trays(config.run_path)
    answered, clock = threading.Event(), SystemClock()
    bell = Doorbell(config.run_path / ANSWER_BELL, answered)
    hubs: list[CurrentHub] = []
    with cli._carrying(config, clock, Counters(), hubs):
        tried = clock.monotonic() + 5
        while not any(record.message == "mail.store" for record in caplog.records):
            assert clock.monotonic() < tried
            clock.wait(threading.Event(), 0.01)
        assert hubs == []
        lock.unlink()
        name = new_id()
        asks.put(name, b"no question")
        assert answered.wait(10)
        assert answers.take(name, 10) == b"", "no answer, and said so"
    bell.close()
