"""A microphone seen from its plug: sound at the pace of speech between START and STOP, of a chosen kind.

Verbs: ``sound`` with ``kind`` ``speech``, ``silence``, ``noise`` (a hall without a pause), ``loud`` (cut off)
or ``file``: what stands in the WAV ``file`` (16 kHz, 16 bit, mono), from its beginning at each START, then a
breath. ``pace``: so many times as fast as it was said. The cable's verbs (unplug, stall, cut …) are the
line's.
"""

import functools
import math
import random
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.microphone.protocol import FRAME_BYTES, FRAME_SAMPLES, RATE, SAMPLE, SECOND_BYTES
from kiosk.devices.microphone.source import START, STOP
from kiosk.devices.simulation import Reply

FILE: Final = "file"
KINDS: Final = ("speech", "silence", "noise", "loud", FILE)
PACES: Final = range(1, 21)
_LONGEST_S: Final = 120
_FRAME_S: Final = FRAME_SAMPLES / RATE
_LOOP_S: Final = 4
_TOP: Final = 32_767


class MicrophoneSimulator:
    """Implements :class:`Simulator`, :class:`Timed`, :class:`Powered`, :class:`Patient`. ``sent``: bytes
    since it was made.
    """

    name = "microphone"
    waits = True

    def __init__(self, clock: Clock, baud: int) -> None:
        self.baud = baud
        self.kind = "speech"
        self.pace = 1
        self.sent = 0
        self._clock = clock
        self._due: float | None = None
        self._begun = 0  # ``sent`` at the last START
        self._file = b""

    @property
    def listening(self) -> bool:
        return self._due is not None

    def receive(self, data: bytes) -> list[Reply]:
        for byte in data:
            if bytes([byte]) == START:
                self._due = self._clock.monotonic() + _FRAME_S
                self._begun = self.sent
            elif bytes([byte]) == STOP:
                self._due = None
        return []

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb != "sound":
            raise ValueError(f"a microphone knows no {verb!r}; there is sound")
        kind = args.get("kind", "speech")
        if kind not in KINDS:
            raise ValueError(f"no sound {kind!r}; there are {', '.join(KINDS)}")
        pace = args.get("pace", "1")
        if not pace.isdecimal() or int(pace) not in PACES:
            raise ValueError(f"a pace is a whole number of {PACES.start} to {PACES.stop - 1}")
        if kind == FILE:
            self._file = read_sound(Path(args.get("file", "")))
        self.kind, self.pace = kind, int(pace)
        return {"kind": self.kind, "pace": self.pace, "listening": self.listening}

    def unsolicited(self) -> list[Reply]:
        """Every frame that is due by now; a line that was asked late catches up."""
        replies = []
        while self._due is not None and self._due <= self._clock.monotonic():
            replies.append(Reply(self._frame()))
            self.sent += FRAME_BYTES
            self._due += _FRAME_S / self.pace
        return replies

    def _frame(self) -> bytes:
        if self.kind == FILE:
            begun = self.sent - self._begun
            found = self._file[begun : begun + FRAME_BYTES]
            if len(found) == FRAME_BYTES:
                return found
        at = self.sent % (_LOOP_S * SECOND_BYTES)
        return sounds("silence" if self.kind == FILE else self.kind)[at : at + FRAME_BYTES]

    def next_due(self) -> float | None:
        return self._due

    def power_off(self) -> None:
        self._due = None


def read_sound(path: Path) -> bytes:
    """The samples of a WAV file as a microphone gives them. Raises ValueError with one sentence."""
    try:
        with path.open("rb") as opened, wave.open(opened) as file:
            shape = file.getframerate(), file.getsampwidth(), file.getnchannels()
            samples = bytes(file.readframes(_LONGEST_S * RATE))
    except (OSError, EOFError, wave.Error) as error:
        raise ValueError(f"no sound to be read in {path}: {error}") from None
    if shape != (RATE, SAMPLE, 1):
        raise ValueError(f"{path} is not {RATE} Hz, 16 bit, mono")
    return samples


@functools.cache
def sounds(kind: str) -> bytes:
    """Four seconds of it, to be repeated: 16 kHz, 16 bit."""
    chance = random.Random(kind)
    wave = {"speech": _speech, "silence": _silence, "noise": _noise, "loud": _loud}[kind]
    samples = (wave(index / RATE, chance.uniform(-1, 1)) for index in range(_LOOP_S * RATE))
    return b"".join(
        max(-_TOP, min(_TOP, round(sample * _TOP))).to_bytes(2, "little", signed=True) for sample in samples
    )


def _speech(t: float, breath: float) -> float:
    """Three syllables a second with a pause now and then, hummed at 140 Hz."""
    syllable = max(0.0, math.sin(2 * math.pi * 3 * t)) if t % 2 < 1.5 else 0.0
    hum = sum(math.sin(2 * math.pi * 140 * n * t) / n for n in (1, 2, 3, 5, 8))
    return syllable * 0.18 * hum + 0.001 * breath


def _silence(_t: float, breath: float) -> float:
    return 0.0005 * breath


def _noise(_t: float, breath: float) -> float:
    return 0.2 * breath


def _loud(t: float, breath: float) -> float:
    return 12.0 * _speech(t, breath)
