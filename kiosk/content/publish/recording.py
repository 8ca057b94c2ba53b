"""An editor's recording made fit for a terminal: trimmed, level, and refused when it cannot be helped.

Plain arithmetic on samples; packing into Ogg Opus is ``opusenc``'s (opus-tools).
"""

import io
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.errors import KioskError
from kiosk.speech.child import Child, ChildError
from kiosk.speech.clips import BAD_CLIP, CLIP_MAX_BYTES, LONGEST_MS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

TARGET_DB: Final = -20.0  # of the loud parts, below full scale
PEAK_DB: Final = -1.0
_QUIETEST_DB: Final = -45.0  # of the loud parts: below, the microphone was off or far away
_GATE_DB: Final = -25.0  # below the loudest window: a pause
_WINDOW_S: Final = 0.02
_MARGIN_S: Final = 0.1
_CLIPPED: Final = 0.999
_CLIPPED_RUN: Final = 3  # so many samples in a row at full scale are a flattened wave
_NOISE_DB: Final = 15.0  # between the loud parts and the quietest window of what surrounds them
# Characters spoken a second, slow reader to fast: outside, it is another text or was cut short.
_SLOWEST: Final = 1.2
_FASTEST: Final = 8.0
_LEEWAY_S: Final = 2.0
_SHORTEST_S: Final = 0.25
_MAX_WAV_BYTES: Final = 30_000_000
_PACK_S: Final = 30.0
_RATES: Final = range(16_000, 96_001)
_WIDTHS: Final = {2: 32_768.0, 3: 8_388_608.0}


@dataclass(frozen=True)
class Recording:
    """One channel, -1 to 1, at ``rate`` Hz."""

    rate: int
    samples: "Samples"

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def read_recording(path: Path) -> Recording:
    """A WAV file, 16 or 24 bit, mono or stereo. KioskError E-SPK-03 says in Chinese what is wrong."""
    if path.stat().st_size > _MAX_WAV_BYTES:
        raise _refused(path, "文件太大，一句话一个文件")
    try:
        with wave.open(io.BytesIO(path.read_bytes())) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            data = file.readframes(file.getnframes())
    except (wave.Error, EOFError):
        raise _refused(path, "不是 WAV 文件") from None
    if width not in _WIDTHS or channels not in (1, 2) or rate not in _RATES:
        raise _refused(path, "要 16 或 24 位、单声道或立体声、16000 Hz 以上的 WAV")
    return Recording(rate, _samples(data, width, channels))


def _samples(data: bytes, width: int, channels: int) -> "Samples":
    import numpy as np

    whole = len(data) // (width * channels) * width * channels
    if width == 2:
        values = np.frombuffer(data[:whole], dtype="<i2").astype(np.float64)
    else:
        # Three bytes into the upper part of four, so that the sign is right.
        padded = np.zeros((whole // 3, 4), dtype=np.uint8)
        padded[:, 1:] = np.frombuffer(data[:whole], dtype=np.uint8).reshape(-1, 3)
        values = padded.view("<i4").reshape(-1).astype(np.float64) / 256
    mono: Samples = values.reshape(-1, channels).mean(axis=1) / _WIDTHS[width]
    return mono


def prepared(recording: Recording, spoken: str, name: Path) -> Recording:
    """Judged against the words it should hold, trimmed and brought to one level. KioskError E-SPK-03."""
    import numpy as np

    loud = _window_db(recording)
    if not loud.size or loud.max() < _QUIETEST_DB:
        raise _refused(name, "没有声音，或者太轻")
    if _flattened(recording.samples):
        raise _refused(name, "声音太大，削掉了顶，离话筒远一点重录")
    active = loud > loud.max() + _GATE_DB
    if loud[active].mean() - loud.min() < _NOISE_DB:
        raise _refused(name, "背景太吵，换个安静的地方重录")
    first, last = int(active.argmax()), len(active) - int(active[::-1].argmax())
    window = int(recording.rate * _WINDOW_S)
    margin = int(recording.rate * _MARGIN_S)
    trimmed = recording.samples[max(0, first * window - margin) : last * window + margin]
    _length(len(trimmed) / recording.rate, spoken, name)
    level = 10 * np.log10(np.mean(10 ** (loud[active] / 10)))
    gain = 10 ** ((TARGET_DB - level) / 20)
    gain = min(gain, 10 ** (PEAK_DB / 20) / float(np.abs(trimmed).max()))
    return Recording(recording.rate, trimmed * gain)


def loudness(recording: Recording) -> float:
    """dB below full scale of the loud parts."""
    import numpy as np

    loud = _window_db(recording)
    active = loud[loud > loud.max() + _GATE_DB]
    return float(10 * np.log10(np.mean(10 ** (active / 10))))


def pack(recording: Recording, program: str = "opusenc") -> bytes:
    """Ogg Opus, mono, 24 kbit/s: speech is transparent there. KioskError E-SPK-03 without opus-tools."""
    import numpy as np

    samples = np.clip(np.rint(recording.samples * 32_767), -32_768, 32_767).astype("<i2").tobytes()
    args = (program, "--quiet", "--raw", "--raw-chan", "1", "--raw-rate", str(recording.rate))
    try:
        return Child().run((*args, "--bitrate", "24", "-", "-"), samples, _PACK_S, CLIP_MAX_BYTES)
    except ChildError as error:
        why = "没有 opusenc，装上 opus-tools 再试" if error.missing else f"opusenc 没有做成（{error}）"
        raise KioskError(BAD_CLIP, why) from None


def _window_db(recording: Recording) -> "Samples":
    """The level of each fiftieth of a second, in dB below full scale."""
    import numpy as np

    window = int(recording.rate * _WINDOW_S)
    whole = len(recording.samples) // window * window
    power = np.mean(recording.samples[:whole].reshape(-1, window) ** 2, axis=1)
    levels: Samples = 10 * np.log10(np.maximum(power, 1e-10))
    return levels


def _flattened(samples: "Samples") -> bool:
    import numpy as np

    full = (np.abs(samples) >= _CLIPPED).astype(np.int8)
    return bool((np.convolve(full, np.ones(_CLIPPED_RUN, dtype=np.int8)) >= _CLIPPED_RUN).any())


def _length(seconds: float, spoken: str, name: Path) -> None:
    shortest = max(_SHORTEST_S, (len(spoken) - 1) / _FASTEST)
    longest = len(spoken) / _SLOWEST + _LEEWAY_S
    if seconds < shortest:
        raise _refused(name, f"只有 {seconds:.1f} 秒，念不完这句话（至少 {shortest:.1f} 秒）")
    if seconds * 1000 > LONGEST_MS:
        raise _refused(name, f"有 {seconds:.0f} 秒，一段最多 {LONGEST_MS // 1000} 秒")
    if seconds > longest:
        raise _refused(name, f"有 {seconds:.1f} 秒，比这句话长太多（最多 {longest:.1f} 秒）")


def _refused(name: Path, why: str) -> KioskError:
    return KioskError(BAD_CLIP, f"{name.name}：{why}")
