"""Files of the hub that must be whole or not there, and are nobody else's to read."""

import os
from pathlib import Path


def write_new(path: Path, data: bytes) -> None:
    """Never overwrites: raises FileExistsError. On disk when it returns, but for its name."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)  # the disk is full: half a key would be called a damaged one
            raise


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of whatever is there, on disk when it returns."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    write_new(part, data)
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """``path`` and what is missing above it, the owner's alone; their names on disk when it returns."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)
