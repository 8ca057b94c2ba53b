"""Who has taken over `kiosk sync` puts links, pipes and locks where the screen's process expects its files.

He may write in the store's and the log's folder. The screen must touch no other file and never hang.
"""

import fcntl
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.errors import KioskError
from kiosk.log import BoundedFile
from kiosk.plain_files import read_plain
from kiosk.store import db
from kiosk.store.floor import Floor
from kiosk.store.identity import device_key_file
from kiosk.store.lock import alone_as_screen, alone_as_sync
from kiosk.store.space import Space
from kiosk.store.worker import StoreWorker
from tests.support.clock import ManualClock
from tests.support.county import County, submission
from tests.support.logs import logging_restored
from tests.support.wait import Inbox

SECRET = b"a key nobody may touch\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file of the UI's alone."""
    path = tmp_path / "mine"
    path.write_bytes(SECRET)
    return path


def link(path: Path, mine: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(mine)


def pipe(path: Path, _mine: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


Plant = Callable[[Path, Path], None]
PLANTS: list[Plant] = [link, pipe]


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("name", ["terminal.sqlite3", "terminal.lock"])
def test_the_store_is_not_opened_through_what_he_planted(
    tmp_path: Path, mine: Path, plant: Plant, name: str
) -> None:
    path = db.store_path(tmp_path)
    db.open_database(path).close()
    plant(path.with_name(name), mine)
    with pytest.raises(KioskError) as caught:
        db.open_database(path)
    assert caught.value.code == "E-STO-02"
    assert mine.read_bytes() == SECRET


def test_a_database_is_not_made_where_a_link_leads(tmp_path: Path) -> None:
    path, elsewhere = db.store_path(tmp_path), tmp_path / "cron.d"
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    with pytest.raises(KioskError):
        db.open_database(path)
    assert not elsewhere.exists()


def test_a_lock_that_is_never_given_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_S", 0.05)
    path = db.store_path(tmp_path)
    db.open_database(path).close()
    with path.with_suffix(".lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(KioskError) as caught:
            db.open_database(path)
    assert caught.value.code == "E-STO-02"
    db.open_database(path).close()


@pytest.mark.parametrize("plant", PLANTS)
def test_the_ballast_is_not_laid_over_another_file(tmp_path: Path, mine: Path, plant: Plant) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    plant(folder / "ballast.part", mine)
    Space(folder, floor=0, ballast=1000, free=lambda _: 10**9).restore()
    assert mine.read_bytes() == SECRET
    assert (folder / "ballast").stat().st_size == 1000


@pytest.mark.parametrize("plant", PLANTS)
def test_the_floor_is_not_waited_for(tmp_path: Path, mine: Path, plant: Plant) -> None:
    floor = Floor(tmp_path)
    built = floor.read()
    (tmp_path / "sync").mkdir()
    plant(tmp_path / "sync" / "floor.json", mine)
    assert floor.read() == built


@pytest.mark.parametrize("plant", PLANTS)
def test_syncs_lock_is_no_way_to_another_file(tmp_path: Path, mine: Path, plant: Plant) -> None:
    (tmp_path / "store").mkdir()
    plant(tmp_path / "store" / "sync.lock", mine)
    with pytest.raises(OSError), alone_as_sync(tmp_path, ManualClock()):
        pass
    assert mine.read_bytes() == SECRET


def test_the_screens_lock_is_not_syncs_to_hold(tmp_path: Path) -> None:
    with alone_as_screen(tmp_path, ManualClock()):
        mode = (tmp_path / "identity" / "ui.lock").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@contextmanager
def written(path: Path, bound: int = 10_000) -> Iterator[BoundedFile]:
    with logging_restored():
        handler = BoundedFile(path, bound, 2)
        handler.setFormatter(logging.Formatter("%(message)s"))
        yield handler


def line(text: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.INFO, "", 0, text, None, None)


@pytest.mark.parametrize("plant", PLANTS)
def test_the_log_is_not_written_into_another_file(tmp_path: Path, mine: Path, plant: Plant) -> None:
    plant(tmp_path / "run.jsonl", mine)
    with written(tmp_path / "run.jsonl") as log:
        log.emit(line("hello"))
    assert (mine.read_bytes(), log.lost) == (SECRET, 1)


def test_a_log_that_is_locked_for_ever_holds_nobody_up_and_stays_bounded(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with written(path, 1000) as log:
        log.emit(line("first"))
        with path.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            for _ in range(100):
                log.emit(line("x" * 99))
        assert 1000 < path.stat().st_size <= 2000
        assert log.lost == 100 - (path.stat().st_size - len("first\n")) // 100
        log.emit(line("free again"))
        assert path.read_text() == "free again\n"


def test_no_more_is_read_than_may_be(tmp_path: Path, mine: Path) -> None:
    assert read_plain(mine, len(SECRET)) == SECRET
    for path in (mine, tmp_path):
        with pytest.raises(OSError):
            read_plain(path, len(SECRET) - 1)


def test_the_screen_goes_on_and_keeps_its_key_when_its_store_is_replaced(tmp_path: Path) -> None:
    """Started on a store that is a link to the device key: no order, no crash, and the key is whole."""
    config = Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 1}})
    County().install(config.state_path)
    key = device_key_file(config.state_path)
    before = key.read_bytes()
    store = db.store_path(config.state_path)
    store.parent.mkdir(exist_ok=True)
    link(store, key)
    link(store.with_suffix(".lock"), key)
    inbox = Inbox()
    worker = StoreWorker(config, SystemClock(), inbox)
    worker.start()
    try:
        worker.commit(submission(), "job")
        assert inbox.wait_for(m.OrderNotSaved).code == "E-STO-02"
        assert worker.alive()
    finally:
        worker.stop()
    assert key.read_bytes() == before


def test_closing_leaves_sqlites_own_locks_alone(tmp_path: Path) -> None:
    """POSIX locks go with any descriptor of the file that is closed: opening anew must open none."""
    path = db.store_path(tmp_path)
    with closing(db.open_database(path)) as first:
        first.execute("BEGIN IMMEDIATE")
        first.execute("PRAGMA locking_mode").fetchall()
        db._make_file(path)
        script = (
            "import fcntl, sys\n"
            "with open(sys.argv[1], 'r+b') as file:\n"
            "    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)\n"
        )
        taken = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=False)
        assert b"BlockingIOError" in taken.stderr, "the shared lock every open connection holds"
        first.execute("ROLLBACK")
