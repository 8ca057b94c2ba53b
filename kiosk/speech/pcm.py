"""Sound in memory: 16-bit mono samples, and the little arithmetic that volume needs."""

import math
import struct
from dataclasses import dataclass, field
from typing import Final

BYTES: Final = 2  # a sample
_TONE_TOP: Final = 10_900
_RIFF: Final = 12
_CHUNK: Final = 8
_PLAIN: Final = 1  # the format tag of uncompressed samples


@dataclass(frozen=True, slots=True)
class Pcm:
    """``samples``: little-endian signed 16 bit, one channel; ``rate`` in Hz."""

    rate: int
    samples: bytes = field(repr=False)

    @property
    def seconds(self) -> float:
        return len(self.samples) / BYTES / self.rate


def silence(rate: int, seconds: float) -> Pcm:
    return Pcm(rate, bytes(int(rate * seconds) * BYTES))


def tone(rate: int, seconds: float, hertz: float) -> Pcm:
    """At a third of full scale, swelling and fading so that it does not click."""
    count = int(rate * seconds)
    swell = max(count // 10, 1)
    loud = (min(1.0, index / swell, (count - 1 - index) / swell) for index in range(count))
    wave = (math.sin(2 * math.pi * hertz * index / rate) for index in range(count))
    samples = (round(_TONE_TOP * part * at) for part, at in zip(loud, wave, strict=True))
    return Pcm(rate, struct.pack(f"<{count}h", *samples))


def read_wav(data: bytes) -> Pcm:
    """A WAV file, also one that was streamed and so names a length it cannot know. Raises ValueError."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("not a WAV file")
    at, rate = _RIFF, 0
    while at + _CHUNK <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        at += _CHUNK
        if name == b"fmt ":
            kind, channels, rate, _, _, bits = struct.unpack_from(
                "<HHIIHH", data[at : at + 16].ljust(16, b"\0")
            )
            if (kind, channels, bits) != (_PLAIN, 1, 8 * BYTES) or not 4_000 <= rate <= 96_000:
                raise ValueError("not 16-bit mono")
        elif name == b"data":
            if not rate:
                break
            samples = data[at : at + size]
            return Pcm(rate, samples[: len(samples) // BYTES * BYTES])
        at += size + size % 2
    raise ValueError("a WAV file without sound")


def louder(pcm: Pcm, gain: float) -> Pcm:
    """Multiplied by ``gain``, held at full scale instead of wrapping around."""
    if gain == 1.0:
        return pcm
    import numpy as np

    scaled = np.frombuffer(pcm.samples, dtype="<i2").astype(np.float32) * gain
    return Pcm(pcm.rate, np.clip(np.rint(scaled), -32768, 32767).astype("<i2").tobytes())
