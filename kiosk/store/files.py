"""Files that must be whole or not there, whatever happens to the power."""

import os
from pathlib import Path


def write_durably(path: Path, data: bytes, mode: int) -> None:
    """Replace ``path`` by ``data`` with permissions ``mode``, on disk when it returns. Raises OSError."""
    path.parent.mkdir(mode=0o770, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
