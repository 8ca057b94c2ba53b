"""The kernel's word that something in a folder has changed, through libc itself (inotify(7)).

Works where udev's netlink does not reach (a private network namespace). One watch set, one reader.
"""

import ctypes
import errno
import os
import select
from pathlib import Path
from typing import Final

# Made, moved in, given other rights (udev does that after making), and the folder's own end.
_MASK: Final = 0x100 | 0x80 | 0x4 | 0x400 | 0x800
_SAVED: Final = 0x8 | 0x200 | 0x40  # written and closed, removed, moved away
_CLOSE_ON_EXEC: Final = 0o2000000
_NON_BLOCK: Final = 0o4000
_READ: Final = 65_536


class Inotify:
    """Raises OSError when the kernel gives none (too many already). ``saved``: files written count too."""

    def __init__(self, *, saved: bool = False) -> None:
        self._mask = _MASK | _SAVED if saved else _MASK
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._libc.inotify_init1(_CLOSE_ON_EXEC | _NON_BLOCK)
        if self._fd < 0:
            raise _failed("inotify_init1")
        self._wake = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._closed = False

    def add(self, folder: Path) -> bool:
        """Watch it too; again is nothing new. False when it is not there or may not be looked at."""
        watch = self._libc.inotify_add_watch(self._fd, os.fsencode(folder), ctypes.c_uint32(self._mask))
        if watch >= 0:
            return True
        if ctypes.get_errno() in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
            return False
        raise _failed("inotify_add_watch")

    def wait(self) -> bool:
        """Until something happened, which is then forgotten; False once ``interrupt`` was called."""
        ready = [fd for fd, _ in self._poll().poll()]
        if self._wake in ready:
            return False
        self.forget()
        return True

    def forget(self) -> None:
        try:
            while os.read(self._fd, _READ):
                pass
        except BlockingIOError:
            return

    def interrupt(self) -> None:
        """From any thread: ``wait`` returns, now or when it is called."""
        os.eventfd_write(self._wake, 1)

    def close(self) -> None:
        """When nobody waits any more. Idempotent."""
        if not self._closed:
            self._closed = True
            os.close(self._fd)
            os.close(self._wake)

    def _poll(self) -> select.poll:
        poll = select.poll()
        for fd in (self._fd, self._wake):
            poll.register(fd, select.POLLIN)
        return poll


def _failed(what: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")
