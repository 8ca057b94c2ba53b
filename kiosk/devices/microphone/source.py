"""Where the sound comes from: a sound card through ``arecord``, or a port that speaks the same bytes.

The microphone is open only while somebody records: ``start`` begins to listen, closing what it gives ends it.
"""

import contextlib
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from kiosk.devices.microphone.protocol import RATE
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.devices.transport.listening import Bell

START: Final = b"R"
STOP: Final = b"S"
_BUFFER_US: Final = 200_000
_DRAIN_MOST: Final = 20
_DRAIN_BYTES: Final = 4096
_DRAIN_S: Final = 0.05
_PCM: Final = Path("/proc/asound/pcm")
_CARD: Final = re.compile(r"(?:CARD=)?([A-Za-z0-9_-]+)")


class Source(Protocol):
    """One microphone. ``name``: what a technician knows it by."""

    name: str

    def present(self) -> bool:
        """Whether it is there, without listening to it."""
        ...

    def start(self) -> Transport:
        """Raw sound from now on; only ``read`` and ``close`` are used. Raises TransportError."""
        ...


class ArecordSource:
    """Implements :class:`Source` with ``arecord`` of alsa-utils. ``device``: ALSA's name."""

    def __init__(self, device: str, program: str = "arecord", pcm: Path = _PCM) -> None:
        self.name = device
        self._program = program
        self._pcm = pcm

    def present(self) -> bool:
        """The kernel's list has a capture device on the card that is named; on any, where none is."""
        try:
            lines = self._pcm.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        card = self._card()
        return any("capture" in line and (card is None or line.startswith(card)) for line in lines)

    def _card(self) -> str | None:
        """``01-`` for card 1 of hw:1,0 and for a card's name; None for ``default`` and what is not a card."""
        _, colon, rest = self.name.partition(":")
        found = _CARD.match(rest)
        if not colon or found is None:
            return None
        word = found[1]
        if word.isdigit():
            return f"{int(word):02d}-"
        try:
            number = str((self._pcm.parent / word).readlink()).removeprefix("card")
        except OSError:
            return "?"
        return f"{int(number):02d}-" if number.isdigit() else "?"

    def start(self) -> Transport:
        args = (self._program, "-q", "-D", self.name, "-t", "raw", "-f", "S16_LE", "-c", "1")
        try:
            process = subprocess.Popen(
                (*args, "-r", str(RATE), f"--buffer-time={_BUFFER_US}"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError as error:
            raise TransportError(f"{self._program}: {error.strerror}") from None
        return _Listening(process)


class _Listening:
    """Implements :class:`Transport`, to read from, over the program that listens."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._bell = Bell()

    def read(self, max_bytes: int, timeout: float) -> bytes:
        pipe = self._process.stdout
        if pipe is None or pipe.closed:
            raise TransportError("closed")
        if not self._bell.wait(pipe.fileno(), timeout):
            return b""
        data = os.read(pipe.fileno(), max_bytes)
        if not data:
            raise TransportError("the sound card gives no sound")
        return data

    def wake(self) -> None:
        self._bell.ring()

    def write(self, data: bytes) -> None:
        raise TransportError("nothing is written to a microphone")

    def flush_input(self) -> None:
        """What is in the pipe is the beginning of what is said."""

    def close(self) -> None:
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        with contextlib.suppress(OSError):
            self._process.wait()
        self._bell.close()


class PortSource:
    """Implements :class:`Source` over a simulator's port: the same bytes, between START and STOP."""

    def __init__(self, name: str, open_port: OpenPort, baud: int, present: Callable[[], bool]) -> None:
        self.name = name
        self._open_port = open_port
        self._baud = baud
        self._present = present

    def present(self) -> bool:
        return self._present()

    def start(self) -> Transport:
        port = self._open_port(self._baud)
        try:
            port.flush_input()
            port.write(START)
        except TransportError:
            port.close()
            raise
        return _Opened(port)


class _Opened:
    """Implements :class:`Transport`: tells the other end to be silent before it hangs up."""

    def __init__(self, port: Transport) -> None:
        self._port = port
        self.read = port.read
        self.wake = port.wake
        self.write = port.write
        self.flush_input = port.flush_input

    def close(self) -> None:
        with contextlib.suppress(TransportError):
            self._port.write(STOP)
            for _ in range(_DRAIN_MOST):  # what is still on its way must not begin the next take
                if not self._port.read(_DRAIN_BYTES, _DRAIN_S):
                    break
        self._port.close()
