"""A program run for a moment: text in by its stdin, sound out of its stdout, killed when nobody waits.

Never anything personal in its arguments: every process on the machine can read those.
"""

import contextlib
import math
import os
import select
import subprocess
import threading
from collections.abc import Sequence
from typing import Final

from kiosk.clock import SystemClock

_TELL_NOBODY: Final = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
_PIECE: Final = 65_536
END_S: Final = 1.0  # from being killed to being gone


class ChildError(Exception):
    """The program is missing, failed, took too long or said too much. ``reason``: English, never personal.

    ``killed``: by :meth:`Child.kill`, which is no fault of its.
    """

    def __init__(self, reason: str, *, missing: bool = False, killed: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing
        self.killed = killed


class Child:
    """Runs one program at a time on one thread; ``kill`` may come from any."""

    def __init__(self) -> None:
        self._clock = SystemClock()  # a process of the machine's runs in no other time
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._wanted = False  # told apart from _running: it may be ended while it is being started

    def run(self, args: Sequence[str], given: bytes, seconds: float, most: int) -> bytes:
        """All of its stdout, at most ``most`` bytes within ``seconds``. ChildError, also when killed.

        No more than ``most`` is ever held: a program that floods is killed at the first byte too many.
        """
        program = args[0]
        with self._lock:
            self._wanted = True
        until = self._clock.monotonic() + seconds
        try:
            process = subprocess.Popen(
                args,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_TELL_NOBODY,
                bufsize=0,
            )
        except OSError as error:
            raise ChildError(f"{program}: {error.strerror}", missing=True) from None
        with self._lock:
            self._running = process
            if not self._wanted:
                process.kill()
        try:
            out = self._talk(process, given, until, most)
            process.wait(max(0.0, until - self._clock.monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired):
            raise ChildError(f"{program}: more than {seconds:g} s") from None
        except OSError as error:
            raise ChildError(f"{program}: {error.strerror}") from None
        finally:
            with self._lock:
                self._running = None
                killed = not self._wanted
            end(process)
        if len(out) > most:
            raise ChildError(f"{program}: more than {most} bytes")
        if process.returncode != 0:
            raise ChildError(f"{program}: exit status {process.returncode}", killed=killed)
        return bytes(out)

    def _talk(self, process: "subprocess.Popen[bytes]", given: bytes, until: float, most: int) -> bytearray:
        """Its output, or the first ``most`` + 1 bytes of it. TimeoutError, OSError."""
        assert process.stdin is not None
        assert process.stdout is not None
        source, sink = process.stdout.fileno(), process.stdin.fileno()
        os.set_blocking(sink, False)
        out, left = bytearray(), memoryview(given)
        ready = select.poll()
        ready.register(source, select.POLLIN)
        ready.register(sink, select.POLLOUT)
        while (wait := until - self._clock.monotonic()) > 0:
            for pipe, _ in ready.poll(math.ceil(wait * 1000)):
                if pipe == sink:
                    left = _fed(sink, left)
                    if not left:
                        ready.unregister(sink)
                        process.stdin.close()
                    continue
                piece = os.read(source, min(_PIECE, most + 1 - len(out)))
                out += piece
                if not piece:
                    return out
                if len(out) > most:
                    process.kill()
                    return out
        raise TimeoutError

    def kill(self) -> None:
        """End what runs now, if anything; ``run`` then raises."""
        with self._lock:
            self._wanted = False
            if self._running is not None:
                self._running.kill()


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill it if it still runs, and close its pipes. Whoever calls goes on, even when the kernel holds it.

    A sound card whose driver hangs keeps its player from dying: it is left to the next ``Popen`` to reap.
    """
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_S)


def _fed(sink: int, left: memoryview) -> memoryview:
    """What is still to be written; nothing when the program reads no more."""
    with contextlib.suppress(BlockingIOError):
        try:
            return left[os.write(sink, left[:_PIECE]) :]
        except BrokenPipeError:
            return left[:0]
    return left
