"""The sound of a clip: decoded once, heard from any moment on, silent at once when it is not wanted."""

import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kiosk.errors import KioskError
from kiosk.speech.child import Child
from kiosk.speech.pcm import BYTES, Pcm, louder, read_wav
from kiosk.speech.player import Player, Sound

RATE: Final = 24_000  # Hz: three minutes are 8.6 MB
_DECODE_S: Final = 20.0
_DECODED_MAX_BYTES: Final = 18_000_000  # three minutes of two channels
_JOIN_S: Final = 2.0
_CHANNELS_AT: Final = 22  # in a WAV file as opusdec writes it
_TWO: Final = 2


def decoded(data: bytes, child: Child, program: str = "opusdec") -> Pcm:
    """Ogg Opus → samples of one channel. ChildError, ValueError."""
    args = (program, "--quiet", "--rate", str(RATE), "--force-wav", "-", "-")
    wav = child.run(args, data, _DECODE_S, _DECODED_MAX_BYTES)
    if wav[_CHANNELS_AT : _CHANNELS_AT + 2] == struct.pack("<H", _TWO):
        return _mixed(wav)
    return read_wav(wav)


def _mixed(wav: bytes) -> Pcm:
    """Two channels as one."""
    import numpy as np

    head = bytearray(wav[:44])
    struct.pack_into("<HIIH", head, _CHANNELS_AT, 1, RATE, RATE * BYTES, BYTES)
    both = read_wav(bytes(head) + wav[44:])  # as one channel of twice as many samples
    pairs = np.frombuffer(both.samples[: len(both.samples) // 4 * 4], dtype="<i2").reshape(-1, 2)
    return Pcm(both.rate, pairs.mean(axis=1).astype("<i2").tobytes())


@dataclass(frozen=True, slots=True)
class _Job:
    run: str
    pcm: Pcm = field(repr=False)
    ms: float


class ClipSound:
    """``begin`` and ``silence`` from any thread; they never wait. ``failed(run, why)`` on its thread."""

    def __init__(self, player: Player, gain: Callable[[], float], failed: Callable[[str, str], None]) -> None:
        self._player = player
        self._gain = gain
        self._failed = failed
        self._wake = threading.Condition()
        self._job: _Job | None = None
        self._current: _Job | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="clip-sound", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def begin(self, run: str, pcm: Pcm, ms: float) -> None:
        """Have ``pcm`` heard from ``ms`` on, in place of what is heard now."""
        with self._wake:
            self._job = _Job(run, pcm, ms)
            self._current = None
            self._player.stop()
            self._wake.notify()

    def silence(self) -> None:
        with self._wake:
            self._job = self._current = None
            self._player.stop()

    def stop(self) -> None:
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self.silence()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._stopping or self._job is not None)
                if self._stopping:
                    return
                job, self._job = self._job, None
                self._current = job
            if job is not None:
                self._heard(job)
                job = None  # nothing is held while nothing is heard

    def _heard(self, job: _Job) -> None:
        first = int(job.ms * job.pcm.rate / 1000) * BYTES
        try:
            left = louder(Pcm(job.pcm.rate, job.pcm.samples[first:]), self._gain())
            if left.samples:
                self._player.play(Sound("", left, "clip", personal=False), lambda: self._current is job)
        except KioskError as error:
            if self._current is job:
                self._failed(job.run, error.detail)
        except Exception as error:  # the thread must outlive one sound
            self._failed(job.run, repr(error))
        with self._wake:
            if self._current is job:
                self._current = None
