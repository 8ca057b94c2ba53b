"""A program run for a moment: text in by its stdin, sound out of its stdout, killed when nobody waits.

Never anything personal in its arguments: every process on the machine can read those.
"""

import subprocess
import threading
from collections.abc import Sequence
from typing import Final

_TELL_NOBODY: Final = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}


class ChildError(Exception):
    """The program is missing, failed, took too long or said too much. ``reason``: English, never personal."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


class Child:
    """Runs one program at a time on one thread; ``kill`` may come from any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._wanted = False  # told apart from _running: it may be ended while it is being started

    def run(self, args: Sequence[str], given: bytes, seconds: float, most: int) -> bytes:
        """All of its stdout, at most ``most`` bytes within ``seconds``. ChildError, also when killed."""
        program = args[0]
        with self._lock:
            self._wanted = True
        try:
            process = subprocess.Popen(
                args,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_TELL_NOBODY,
            )
        except OSError as error:
            raise ChildError(f"{program}: {error.strerror}", missing=True) from None
        with process:
            with self._lock:
                self._running = process
                if not self._wanted:
                    process.kill()
            try:
                out, _ = process.communicate(given, timeout=seconds)
            except subprocess.TimeoutExpired:
                raise ChildError(f"{program}: more than {seconds:g} s") from None
            except OSError as error:
                raise ChildError(f"{program}: {error.strerror}") from None
            finally:
                with self._lock:
                    self._running = None
                process.kill()
        if process.returncode != 0:
            raise ChildError(f"{program}: exit status {process.returncode}")
        if len(out) > most:
            raise ChildError(f"{program}: more than {most} bytes")
        return out

    def kill(self) -> None:
        """End what runs now, if anything; ``run`` then raises."""
        with self._lock:
            self._wanted = False
            if self._running is not None:
                self._running.kill()
