"""What the screen is told of the hub when store or identity fail under it: never that it is on-line."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain.delivery import Link
from kiosk.doorbell import UI_BELL, ring
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import terminal_file
from kiosk.store.link import LinkTable
from kiosk.store.space import Space
from kiosk.store.worker import StoreWorker
from tests.support.county import County, submission
from tests.support.wait import Inbox


class OnLine:
    """A worker that has said that the hub is on-line."""

    def __init__(self, folder: Path) -> None:
        self.config = Config.model_validate(
            {"state_dir": folder, "store": {"free_floor_mb": 1, "ballast_mb": 0}}
        )
        County().install(folder)
        self._connection = open_database(store_path(folder))
        self.inbox = Inbox()
        self.worker = StoreWorker(self.config, SystemClock(), self.inbox)
        self.worker.start()
        self.inbox.wait_for(m.Enrolment, lambda told: told.can_submit)
        clock = SystemClock()
        self.save(Link(online=True, seen_boot=clock.boot_id(), seen_monotonic=clock.monotonic()))
        self.inbox.wait_for(m.LinkChanged, lambda told: told.online)

    def save(self, link: Link) -> None:
        """As sync does."""
        LinkTable(self._connection, Space(self.config.state_path, 1, 0)).save_link(link)
        ring(self.config.run_path / UI_BELL)

    def close(self) -> None:
        self.worker.stop()
        self._connection.close()


@pytest.fixture
def on_line(tmp_path: Path) -> Iterator[OnLine]:
    on_line = OnLine(tmp_path)
    yield on_line
    on_line.close()


def test_a_damaged_identity_keeps_no_link_that_is_not(on_line: OnLine) -> None:
    terminal_file(on_line.config.state_path).write_text("{")
    on_line.save(Link())
    on_line.inbox.wait_for(m.Enrolment, lambda told: not told.can_submit)
    on_line.inbox.wait_for(m.LinkChanged, lambda told: not told.online)
    assert on_line.worker.alive()


def test_without_a_store_nobody_is_called_on_line(on_line: OnLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> Connection:
        raise KioskError("E-STO-03", "malformed")

    monkeypatch.setattr("kiosk.store.orders.read_moment", damaged)
    monkeypatch.setattr("kiosk.store.worker.open_database", damaged)
    on_line.worker.commit(submission(), "job")
    assert on_line.inbox.wait_for(m.OrderNotSaved).code == "E-STO-03"
    on_line.inbox.wait_for(m.LinkChanged, lambda told: not told.online)
