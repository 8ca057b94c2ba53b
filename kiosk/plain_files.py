"""Files in folders that another user may write to: no link is followed, and nothing is waited for.

Whoever has taken over the process that faces the network may put a link, a pipe or a terabyte where a file is
expected: the screen's process must neither touch another file of its own, nor hang, nor run out of memory.
"""

import errno
import fcntl
import os
import stat
from pathlib import Path


def open_plain(path: Path, flags: int, mode: int = 0o660) -> int:
    """A descriptor of a plain file. Raises OSError, also for a link, a pipe, a folder, a device."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, mode)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "not a plain file", str(path))


def read_plain(path: Path, longest: int) -> bytes:
    """Raises OSError, also when there is more than ``longest``."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        data = file.read(longest + 1)
    if len(data) > longest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def held(descriptor: int) -> bool:
    """Whether somebody holds the lock (flock) of this file; the kernel gives it up with whoever held it.

    The look itself shares the lock until ``descriptor`` is closed: it keeps no reader out, and a writer only
    from a lock on this very file that he does not have yet.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
