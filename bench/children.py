"""The parent's end of a window's process: a private display, and lines of JSON both ways."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Final, Self

from kiosk.config import CHECKOUT
from kiosk.play.xserver import PrivateDisplay

PATIENCE_S: Final = 60.0
_END_S: Final = 10.0


class ChildFailed(RuntimeError):
    """A measured process ended or fell silent; nothing was measured."""


@contextmanager
def display(width: int, height: int) -> Iterator[Mapping[str, str]]:
    """The environment of a process whose window is alone on a display of its own, drawn in software."""
    private = PrivateDisplay(width, height)
    try:
        yield environment_of(private)
    finally:
        private.close()


def environment_of(private: PrivateDisplay) -> Mapping[str, str]:
    environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
    return environment | {"DISPLAY": private.name, "LIBGL_ALWAYS_SOFTWARE": "1"}


def nap(seconds: float) -> None:
    """What is measured goes on meanwhile, in another process."""
    select.select([], [], [], seconds)


class Child:
    """``python -m MODULE ARGUMENTS``, asked line by line. Use as a context: it ends with the block.

    ``by_signal``: it ends on SIGTERM, not when its input is closed.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        by_signal: bool = False,
    ) -> None:
        self._name = module
        self._by_signal = by_signal
        self._heard = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        if self._by_signal:
            self._process.terminate()
        end(self._process)

    def ask(self, **words: object) -> dict[str, Any]:
        """One answer to one question. Raises ChildFailed."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(words).encode() + b"\n")
        except BrokenPipeError:
            raise self._failed("has ended") from None
        return self.hear()

    def hear(self) -> dict[str, Any]:
        """The next line it says. Raises ChildFailed."""
        assert self._process.stdout is not None
        until = perf_counter() + PATIENCE_S
        while b"\n" not in self._heard:
            if not select.select([self._process.stdout], [], [], max(0.0, until - perf_counter()))[0]:
                raise self._failed("says nothing")
            piece = os.read(self._process.stdout.fileno(), 1 << 20)
            if not piece:
                raise self._failed("has ended")
            self._heard += piece
        line, _, self._heard = self._heard.partition(b"\n")
        said = json.loads(line)
        assert isinstance(said, dict)
        return said

    def _failed(self, how: str) -> ChildFailed:
        return ChildFailed(f"{self._name} {how} (exit status {self._process.poll()})")


def end(process: "subprocess.Popen[bytes]") -> None:
    """It has been asked to end; if it does not, it is made to."""
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
