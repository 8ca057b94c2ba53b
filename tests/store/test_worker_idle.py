"""What the store's thread tells a process that may be replaced: whether it is idle."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.store.worker import StoreWorker
from tests.support.county import County
from tests.support.wait import Inbox, until


@pytest.fixture
def config(tmp_path: Path) -> Config:
    County().install(tmp_path)
    return Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 0}})


@contextmanager
def working(config: Config) -> Iterator[tuple[StoreWorker, Inbox]]:
    inbox = Inbox()
    worker = StoreWorker(config, SystemClock(), inbox)
    worker.start()
    try:
        yield worker, inbox
    finally:
        worker.stop()


def test_it_is_not_idle_while_somebody_waits_for_it(config: Config) -> None:
    with working(config) as (worker, _):
        assert until(worker.idle)
        held = threading.Event()
        worker.answer(lambda _: held.wait(20))
        assert not worker.idle()
        held.set()
        assert until(worker.idle)
