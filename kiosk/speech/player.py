"""From samples to ears: ALSA's own player fed through a pipe, and one that writes down what it would say."""

import collections
import contextlib
import fcntl
import os
import select
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.speech.child import end
from kiosk.speech.pcm import BYTES, Pcm

NO_SOUND: Final = "E-SPK-02"
PIECE_S: Final = 0.1  # how soon silence falls when it is asked for
_STUCK_S: Final = 3.0
_PIPE_BYTES: Final = 4096
_BUFFER_US: Final = 200_000
_KEPT: Final = 2_000
UNWRITTEN: Final = "（耳机里的话，没有记下）"

Source = Literal["clip", "voice", "recording", "tone"]


@dataclass(frozen=True, slots=True)
class Sound:
    """``words`` as spoken; ``personal`` sounds are for a headphone alone."""

    words: str = field(repr=False)
    pcm: Pcm
    source: Source
    personal: bool


class Player(Protocol):
    """One sound at a time, from one thread."""

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        """Returns when it was heard out (True), or soon after ``allowed`` says no (False).

        Raises KioskError E-SPK-02: there is no loudspeaker, or it is stuck.
        """
        ...

    def stop(self) -> None:
        """From any thread: end what sounds now, at once."""
        ...


class AplayPlayer:
    """Implements :class:`Player` with ``aplay`` of alsa-utils. The mixer's level is not touched."""

    def __init__(self, device: str = "default", program: str = "aplay") -> None:
        self._device = device
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        if not allowed():
            return False
        with self._started(sound.pcm.rate) as process:
            heard = self._feed(process, sound.pcm, allowed) and self._drained(process, allowed)
            if not heard:
                process.kill()
        if heard and process.returncode != 0:
            raise KioskError(NO_SOUND, f"{self._program}: exit status {process.returncode}")
        return heard

    def stop(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()

    @contextlib.contextmanager
    def _started(self, rate: int) -> "Iterator[subprocess.Popen[bytes]]":
        args = (self._program, "-q", "-D", self._device, "-t", "raw", "-f", "S16_LE", "-c", "1")
        try:
            process = subprocess.Popen(
                (*args, "-r", str(rate), f"--buffer-time={_BUFFER_US}"),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError as error:
            raise KioskError(NO_SOUND, f"{self._program}: {error.strerror}") from None
        with self._lock:
            self._process = process
        try:
            yield process
        finally:
            with self._lock:
                self._process = None
            end(process)

    def _feed(self, process: "subprocess.Popen[bytes]", pcm: Pcm, allowed: Callable[[], bool]) -> bool:
        """True when everything is in the pipe. A small pipe, so that little is ahead of the ear."""
        assert process.stdin is not None
        pipe = process.stdin.fileno()
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        os.set_blocking(pipe, False)
        left = memoryview(pcm.samples)
        piece = int(pcm.rate * PIECE_S) * BYTES
        while left:
            if not allowed():
                return False
            if not select.select([], [pipe], [], _STUCK_S)[1]:
                raise KioskError(NO_SOUND, f"{self._program}: takes no sound")
            try:
                left = left[os.write(pipe, left[:piece]) :]
            except BlockingIOError:
                continue
            except OSError:
                # It is gone: stopped by us, or there is no device.
                if allowed():
                    raise KioskError(NO_SOUND, f"{self._program}: ended before the sound did") from None
                return False
        process.stdin.close()
        return True

    def _drained(self, process: "subprocess.Popen[bytes]", allowed: Callable[[], bool]) -> bool:
        """Wait until the last of it is heard."""
        for _ in range(int(_STUCK_S / PIECE_S)):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PIECE_S)
                return allowed() or process.returncode == 0
            if not allowed():
                return False
        raise KioskError(NO_SOUND, f"{self._program}: does not end")


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of a transcript. ``at`` and ``seconds`` by the injected clock; ``whole`` False: cut off.

    ``words``: of a personal sound only that it was one. The simulator stands in a terminal people try out.
    """

    at: float
    words: str
    seconds: float
    source: Source
    personal: bool
    whole: bool


class SimulatedPlayer:
    """Implements :class:`Player`: takes the time the sound takes and writes down what would be heard."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stop = threading.Event()
        self._heard: collections.deque[Heard] = collections.deque(maxlen=_KEPT)
        self.broken = False

    @property
    def transcript(self) -> tuple[Heard, ...]:
        return tuple(self._heard)

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        if self.broken:
            raise KioskError(NO_SOUND, "simulated: no loudspeaker")
        began = self._clock.monotonic()
        until = began + sound.pcm.seconds
        self._stop.clear()
        whole = True
        while (left := until - self._clock.monotonic()) > 0:
            if not allowed() or self._clock.wait(self._stop, min(PIECE_S, left)):
                whole = False
                break
        seconds = self._clock.monotonic() - began
        words = UNWRITTEN if sound.personal else sound.words
        self._heard.append(Heard(began, words, seconds, sound.source, sound.personal, whole))
        return whole

    def stop(self) -> None:
        self._stop.set()
