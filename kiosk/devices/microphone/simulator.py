"""A microphone seen from its plug: sound at the pace of speech between START and STOP, of a chosen kind.

Verbs: ``sound`` with ``kind`` ``speech``, ``silence``, ``noise`` (a hall without a pause) or ``loud`` (cut
off). The cable's verbs (unplug, stall, cut …) are the line's.
"""

import functools
import math
import random
from collections.abc import Mapping
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.microphone.protocol import FRAME_BYTES, FRAME_SAMPLES, RATE, SECOND_BYTES
from kiosk.devices.microphone.source import START, STOP
from kiosk.devices.simulation import Reply

KINDS: Final = ("speech", "silence", "noise", "loud")
_FRAME_S: Final = FRAME_SAMPLES / RATE
_LOOP_S: Final = 4
_TOP: Final = 32_767


class MicrophoneSimulator:
    """Implements :class:`Simulator`, :class:`Timed`, :class:`Powered`. ``sent``: bytes since it was made."""

    name = "microphone"

    def __init__(self, clock: Clock, baud: int) -> None:
        self.baud = baud
        self.kind = "speech"
        self.sent = 0
        self._clock = clock
        self._due: float | None = None

    @property
    def listening(self) -> bool:
        return self._due is not None

    def receive(self, data: bytes) -> list[Reply]:
        for byte in data:
            if bytes([byte]) == START:
                self._due = self._clock.monotonic() + _FRAME_S
            elif bytes([byte]) == STOP:
                self._due = None
        return []

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb != "sound":
            raise ValueError(f"a microphone knows no {verb!r}; there is sound")
        kind = args.get("kind", "speech")
        if kind not in KINDS:
            raise ValueError(f"no sound {kind!r}; there are {', '.join(KINDS)}")
        self.kind = kind
        return {"kind": self.kind, "listening": self.listening}

    def unsolicited(self) -> list[Reply]:
        """Every frame that is due by now; a line that was asked late catches up."""
        replies = []
        while self._due is not None and self._due <= self._clock.monotonic():
            at = self.sent % (_LOOP_S * SECOND_BYTES)
            replies.append(Reply(sounds(self.kind)[at : at + FRAME_BYTES]))
            self.sent += FRAME_BYTES
            self._due += _FRAME_S
        return replies

    def next_due(self) -> float | None:
        return self._due

    def power_off(self) -> None:
        self._due = None


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
