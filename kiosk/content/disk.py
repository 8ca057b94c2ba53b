"""Writing a content directory so that a power cut leaves the old release or the new one, never half."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.content import models


@contextmanager
def exclusive(content: Path) -> Iterator[None]:
    """One writer at a time; others wait. Readers never do."""
    content.mkdir(parents=True, exist_ok=True)
    with (content / ".lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_durable(path: Path, data: bytes) -> None:
    """All of ``data`` under ``path``, or nothing: written aside, flushed to the disk, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make what is written in ``path`` durable, whoever wrote it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the folder's names durable: a rename is not until then."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def store_blob(content: Path, sha256: str, data: bytes) -> bool:
    """True when it was not there yet. One with the right name and the wrong bytes is replaced."""
    path = models.blob_path(content, sha256)
    if path.is_file() and path.read_bytes() == data:
        return False
    first = not path.parent.exists()
    write_durable(path, data)
    if first:
        sync_folder(path.parent.parent)
    return True


def store_manifest(content: Path, release: int, data: bytes) -> None:
    """The release directory appears whole, by one rename; leftovers of a run cut short are replaced."""
    final = models.release_path(content, release)
    aside = final.with_name(f".{release}.part")
    for leftover in (aside, final):
        shutil.rmtree(leftover, ignore_errors=True)
    write_durable(aside / models.MANIFEST, data)
    aside.rename(final)
    sync_folder(final.parent)
    sync_folder(content)


def activate(content: Path, release: int) -> None:
    """Point ``current`` at ``release``."""
    aside = content / f".{models.CURRENT}.part"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("releases") / str(release))
    aside.replace(content / models.CURRENT)
    sync_folder(content)


def prune(content: Path, keep: set[int], needed_blobs: set[str]) -> None:
    """Drop releases not in ``keep``, then blobs no kept release names."""
    for folder in (content / "releases").iterdir():
        if not (folder.name.isdigit() and int(folder.name) in keep):
            shutil.rmtree(folder, ignore_errors=True)
    for blob in (content / "blobs").glob("*/*"):
        if blob.name not in needed_blobs:
            blob.unlink(missing_ok=True)
