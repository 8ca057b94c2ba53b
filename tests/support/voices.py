"""Known recordings: what is said into the simulated microphone, and whether that is what came out.

Spoken by espeak-ng, a sentence to each recording; told apart by the wave itself, not by its length.
"""

import functools
import io
import subprocess
import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.recordings import BITRATE

Samples = NDArray[np.float64]
RATE: Final = 16_000
SAME: Final = 0.9  # of Opus at 24 kbit/s and what it was made from, 0.98 was seen; of two sentences, 0.2
# Of numbered syllables, as the voice cmn-latn-pinyin reads them.
SENTENCES: Final = {
    "wages": "gong1 zi1 san1 ge4 yue4 mei2 fa1, lao3 ban3 dian4 hua4 da3 bu4 tong1, wo3 gai1 zen3 me5 ban4",
    "house": "fang2 dong1 bu4 tui4 ya1 jin1, he2 tong5 shang4 yue1 ding4 si4 yue4 dao4 qi1",
    "boat": "chu1 hai3 zhuang4 shang1 le5 tui3, chuan2 zhu3 shuo1 yu3 ta1 wu2 guan1",
    "sorry": "shuo1 cuo4 le5, chong2 lai2, zhe4 duan4 bu2 yao4",
}
_PIECE: Final = 64
_HEAD: Final = 1000  # of an Ogg file: names and comments, no sound
_PIECES: Final = 8  # each is looked for in hundreds of megabytes
_TOUCHED: Final = 16  # different bytes in a piece that is no silence


@functools.cache
def said(name: str, seconds: float) -> bytes:
    """The sentence again and again for so long: 16 kHz, 16 bit, mono, as a microphone gives it."""
    command = ("espeak-ng", "--stdout", "-v", "cmn-latn-pinyin", SENTENCES[name])
    made = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout
    with wave.open(io.BytesIO(made)) as file:
        rate = file.getframerate()
    values = np.frombuffer(made[44:], dtype="<i2").astype(np.float64)
    at = np.arange(int(len(values) * RATE / rate)) * rate / RATE
    once = np.interp(at, np.arange(len(values)), values)
    breath = np.random.default_rng(len(name)).normal(0, 20, round(seconds * RATE))  # a hall is never silent
    whole = np.resize(once, len(breath)) * 0.6 + breath
    return bytes(np.clip(np.rint(whole), -32_768, 32_767).astype("<i2").tobytes())


def wav(folder: Path, name: str, seconds: float) -> Path:
    path = folder / f"{name}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(said(name, seconds))
    return path


def decoded(ogg: Path) -> Samples:
    """What a player makes of it, by opusdec. CalledProcessError for what is no whole Ogg Opus file."""
    args = ("opusdec", "--quiet", "--rate", str(RATE), "--force-wav", str(ogg), "-")
    out = subprocess.run(args, capture_output=True, check=True, timeout=60).stdout
    return np.frombuffer(out[44:], dtype="<i2").astype(np.float64)


def complaints(ogg: Path) -> list[str]:
    """What opusinfo has against the file: pages, checksums, gaps, a missing end."""
    done = subprocess.run(("opusinfo", str(ogg)), capture_output=True, text=True, check=False, timeout=60)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if "WARNING" in line or "ERROR" in line] + ["failed"] * (
        done.returncode != 0
    )


def likeness(heard: Samples, source: bytes) -> float:
    """1 where ``heard`` is the beginning of ``source``, 0 where they have nothing to do with each other."""
    other = np.frombuffer(source[: len(heard) * 2], dtype="<i2").astype(np.float64)
    size = 1 << (len(heard) + len(other) - 1).bit_length()
    across = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(other, size)), size)
    near = RATE // 50  # a coder's delay, no more
    best = max(across[:near].max(), across[-near:].max())
    return float(best / np.sqrt((heard @ heard) * (other @ other)))


def pieces_of(pcm: bytes) -> dict[str, list[bytes]]:
    """What to look for where this must not lie: its samples, and what the coder makes of them."""
    found = {"pcm": pcm, "opus": _packed(pcm)[_HEAD:]}
    cut = {name: [data[at : at + _PIECE] for at in _places(len(data))] for name, data in found.items()}
    kept = {name: [one for one in some if len(set(one)) > _TOUCHED] for name, some in cut.items()}
    assert all(len(some) > 3 for some in kept.values()), "nothing to look for"
    return kept


def _places(size: int) -> range:
    return range(0, size - _PIECE, (size - _PIECE) // _PIECES)


def _packed(pcm: bytes) -> bytes:
    """As ``kiosk.speech.recordings`` packs it: the same samples give the same frames."""
    sound = ("--quiet", "--raw", "--raw-chan", "1", "--raw-rate", str(RATE), "--bitrate", str(BITRATE))
    args = ("opusenc", *sound, "--hard-cbr", "--speech", "--comp", "5", "-", "-")
    return subprocess.run(args, input=pcm, capture_output=True, check=True, timeout=60).stdout
