"""Raw sound as it comes: 16 kHz, 16 bit little-endian, one channel (docs/protocol/microphone.md)."""

import math
from dataclasses import dataclass
from typing import Final

RATE: Final = 16_000
SAMPLE: Final = 2
FRAME_SAMPLES: Final = 320  # a fiftieth of a second
FRAME_BYTES: Final = FRAME_SAMPLES * SAMPLE
SECOND_BYTES: Final = RATE * SAMPLE
QUIET_DB: Final = -96.0
_FULL: Final = 32_768.0
_AT_THE_TOP: Final = 32_700
_FLATTENED: Final = 3  # so many samples at full scale in a frame are a cut wave


@dataclass(frozen=True, slots=True)
class Frame:
    """How loud a fiftieth of a second was: dB, 0 is full scale; ``flat``: its top is cut off."""

    db: float
    flat: bool


class Meter:
    """Bytes in, frames out; keeps less than a frame. Whatever comes is sound: a stream has no shape to lose
    but the halves of a sample, and one that begins anew begins with a whole one.
    """

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        self._held += data
        whole = len(self._held) // FRAME_BYTES * FRAME_BYTES
        frames = _frames(bytes(self._held[:whole])) if whole else []
        del self._held[:whole]
        return frames


def _frames(data: bytes) -> list[Frame]:
    import numpy as np

    samples = np.frombuffer(data, dtype="<i2").astype(np.float64).reshape(-1, FRAME_SAMPLES)
    centred = samples - samples.mean(axis=1, keepdims=True)  # cheap cards add a constant
    power = np.mean((centred / _FULL) ** 2, axis=1)
    flat = np.count_nonzero(np.abs(samples) >= _AT_THE_TOP, axis=1) >= _FLATTENED
    return [
        Frame(max(QUIET_DB, 10 * math.log10(one)) if one > 0 else QUIET_DB, bool(cut))
        for one, cut in zip(power.tolist(), flat.tolist(), strict=True)
    ]
