"""Sound for tests: what opusenc made of a voice-like noise, and orders that hold it."""

import functools
import math
import random
import struct
import subprocess
from dataclasses import replace

from kiosk.domain.work_order import Attached, Submission
from kiosk.wire.limits import RECORDING
from tests.support.county import new_id, submission

RATE = 16_000


@functools.cache
def pcm(seconds: float, seed: int = 1) -> bytes:
    """Syllables of a hummed voice with breath in it, 16 kHz, 16 bit, mono."""
    chance = random.Random(seed)
    samples = bytearray()
    for index in range(int(seconds * RATE)):
        t = index / RATE
        loud = abs(math.sin(2 * math.pi * 2 * t))
        hum = 0.3 * math.sin(2 * math.pi * (130 + seed) * t) + 0.2 * math.sin(2 * math.pi * 900 * t)
        samples += struct.pack("<h", int(loud * (hum + 0.05 * chance.uniform(-1, 1)) * 30_000))
    return bytes(samples)


@functools.cache
def opus(seconds: float, seed: int = 1) -> bytes:
    """An Ogg Opus file of so many seconds."""
    sound = ("--raw", "--raw-chan", "1", "--raw-rate", str(RATE))
    args = ("opusenc", "--quiet", *sound, "--bitrate", "24", "--hard-cbr", "-", "-")
    return subprocess.run(args, input=pcm(seconds, seed), capture_output=True, check=True, timeout=60).stdout


def seconds_of(ogg: bytes) -> float:
    """How long it plays, by opusdec."""
    args = ("opusdec", "--quiet", "--rate", "48000", "--force-wav", "-", "-")
    wav = subprocess.run(args, input=ogg, capture_output=True, check=True, timeout=60).stdout
    return (len(wav) - 44) / 2 / 48_000


def recorded(*lengths: float) -> tuple[Attached, ...]:
    return tuple(
        Attached(new_id(), RECORDING, opus(seconds, seed), ms=round(seconds * 1000))
        for seed, seconds in enumerate(lengths, start=1)
    )


def spoken_order(sound: tuple[Attached, ...], order_id: str = "") -> Submission:
    """An order whose request was spoken and not written."""
    asked = submission(order_id, name="陈测试")
    return replace(asked, recordings=tuple(one.attachment_id for one in sound))
