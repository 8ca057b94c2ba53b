"""Files that must be whole or not there, whatever happens to the power, and that the services may open.

A technician may run a command as root: what it makes then belongs to whom the folder around it belongs, or
the services could not use it.
"""

import os
from contextlib import suppress
from pathlib import Path


def write_durably(path: Path, data: bytes, mode: int) -> None:
    """Replace ``path`` by ``data`` with permissions ``mode``, on disk when it returns. Raises OSError."""
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            adopt(file.fileno(), part)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):  # half a file holds room that a full disk needs, and perhaps a key
            part.unlink()
        raise
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """``path`` and the folders above it, where they are missing; on disk when it returns."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o770, exist_ok=True)
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        adopt(folder, path)
    finally:
        os.close(folder)
    sync_folder(path.parent)


def adopt(descriptor: int, path: Path) -> None:
    """Give what root made to the owner of the folder it lies in.

    By ``descriptor``: who may write in the folder could have put a link under the name meanwhile.
    """
    if os.geteuid() == 0:
        around = path.parent.stat()
        os.fchown(descriptor, around.st_uid, around.st_gid)


def share(descriptor: int, path: Path) -> None:
    """Make a file that several users open theirs as well, whoever ran the command that made it."""
    adopt(descriptor, path)
    if os.fstat(descriptor).st_uid == os.geteuid():
        os.fchmod(descriptor, 0o660)  # whatever the umask


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
