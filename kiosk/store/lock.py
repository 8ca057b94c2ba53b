"""Files that one process at a time holds: whoever comes second is told so, within a blink."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.clock import Clock, pause
from kiosk.plain_files import held, open_plain
from kiosk.store.files import adopt, make_folder, share
from kiosk.store.identity import identity_dir

# Who only looks (`sync_lives`) shares the lock for microseconds: no reason to refuse who comes to hold it.
_LOOKS: Final = 4
_LOOK_S: Final = 0.05


@contextmanager
def alone_as_sync(state_dir: Path, clock: Clock) -> Iterator[bool]:
    """Whether this is the only sync of this terminal, for as long as the block runs. Raises OSError."""
    path = _sync_lock(state_dir)
    make_folder(path.parent)
    with os.fdopen(open_plain(path, os.O_RDWR | os.O_CREAT), "rb") as file:
        share(file.fileno(), path)
        yield _taken(file.fileno(), clock)


def sync_lives(state_dir: Path) -> bool:
    """Whether a sync of this terminal runs now, for whoever does not want to be one. Raises OSError."""
    try:
        file = open_plain(_sync_lock(state_dir), os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return held(file)
    finally:
        os.close(file)


def _sync_lock(state_dir: Path) -> Path:
    return state_dir / "store" / "sync.lock"


@contextmanager
def alone_as_screen(state_dir: Path, clock: Clock) -> Iterator[bool]:
    """As ``alone_as_sync``. Where sync cannot open it: who holds it keeps the screen from starting."""
    path = identity_dir(state_dir) / "ui.lock"
    make_folder(path.parent)
    with os.fdopen(open_plain(path, os.O_RDWR | os.O_CREAT, 0o600), "rb") as file:
        adopt(file.fileno(), path)
        yield _taken(file.fileno(), clock)


def _taken(descriptor: int, clock: Clock) -> bool:
    for look in range(_LOOKS):
        if look:
            pause(clock, _LOOK_S)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False
