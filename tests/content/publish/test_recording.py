"""A recording is trimmed, levelled, or refused with a reason an editor understands."""

import struct
import wave
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from kiosk.content.publish import recording as rec
from kiosk.errors import KioskError
from kiosk.speech.child import Child
from kiosk.speech.clips import decode

RATE: Final = 48_000
TEXT: Final = "请把身份证放在读卡器上"
NAME: Final = Path("a.wav")


def voiced(seconds: float, level: float = 0.2, rate: int = RATE) -> "rec.Samples":
    """Syllables: a tone that swells and fades four times a second."""
    time = np.arange(int(rate * seconds)) / rate
    tone: rec.Samples = level * np.sin(2 * np.pi * 200 * time) * np.abs(np.sin(2 * np.pi * 2 * time))
    return tone


def take(
    seconds: float = 2.5, level: float = 0.2, *, noise: float = 0.0005, quiet: float = 0.8
) -> rec.Recording:
    around = np.zeros(int(RATE * quiet))
    samples = np.concatenate([around, voiced(seconds, level), around])
    hiss = np.random.default_rng(1).normal(0, noise, len(samples))
    return rec.Recording(RATE, samples + hiss)


def write(path: Path, samples: "rec.Samples", *, width: int = 2, channels: int = 1, rate: int = RATE) -> Path:
    full = 2 ** (8 * width - 1) - 1
    values = np.repeat(np.rint(samples * full).astype(np.int64), channels)
    data = values.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(data)
    return path


def why(caught: pytest.ExceptionInfo[KioskError]) -> str:
    assert caught.value.code == "E-SPK-03"
    return caught.value.detail


@pytest.mark.parametrize(("width", "channels"), [(2, 1), (2, 2), (3, 1), (3, 2)])
def test_wav_files_of_every_kind_hold_the_same_sound(tmp_path: Path, width: int, channels: int) -> None:
    samples = voiced(0.1)
    read = rec.read_recording(write(tmp_path / "a.wav", samples, width=width, channels=channels))
    assert read.rate == RATE
    assert np.allclose(read.samples, samples, atol=1e-4)


def test_files_that_are_no_recording_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "a.wav"
    for data in (b"", b"RIFF", b"ID3" + bytes(100), struct.pack("<4sI4s", b"RIFF", 4, b"WAVE")):
        bad.write_bytes(data)
        with pytest.raises(KioskError) as caught:
            rec.read_recording(bad)
        assert "不是 WAV" in why(caught)
    with pytest.raises(KioskError) as caught:
        rec.read_recording(write(bad, voiced(0.1, rate=8_000), rate=8_000))
    assert "16000" in why(caught)
    with pytest.raises(OSError, match="No such file"):
        rec.read_recording(tmp_path / "nothing.wav")


@pytest.mark.parametrize("level", [0.02, 0.1, 0.6])
def test_every_recording_comes_out_equally_loud_and_without_the_silence_around(level: float) -> None:
    ready = rec.prepared(take(2.5, level), TEXT, NAME)
    assert rec.loudness(ready) == pytest.approx(rec.TARGET_DB, abs=0.7)
    assert 2.4 < ready.seconds < 2.8
    assert np.abs(ready.samples).max() <= 10 ** (rec.PEAK_DB / 20) + 1e-9


def test_a_peak_is_not_pushed_over_full_scale() -> None:
    sharp = take(2.5, 0.05)
    sharp.samples[RATE * 2] = 0.9
    assert np.abs(rec.prepared(sharp, TEXT, NAME).samples).max() <= 10 ** (rec.PEAK_DB / 20) + 1e-9


def flattened() -> rec.Recording:
    loud = take(2.5, 1.6)
    return rec.Recording(RATE, np.clip(loud.samples, -1, 1))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (rec.Recording(RATE, np.zeros(RATE * 2)), "没有声音"),
        (rec.Recording(RATE, np.zeros(3)), "没有声音"),
        (take(2.5, 0.001, noise=0.0001), "太轻"),
        (flattened(), "削掉了顶"),
        (take(2.5, 0.1, noise=0.03), "太吵"),
        (take(0.3), "念不完"),
        (take(14.0), "长太多"),
    ],
    ids=["silent", "empty", "faint", "clipped", "noisy", "short", "long"],
)
def test_what_cannot_be_helped_is_refused_with_its_reason(bad: rec.Recording, reason: str) -> None:
    with pytest.raises(KioskError) as caught:
        rec.prepared(bad, TEXT, NAME)
    assert reason in why(caught)
    assert why(caught).startswith("a.wav：")


def test_it_is_packed_small_and_comes_back_the_same_length() -> None:
    ready = rec.prepared(take(), TEXT, NAME)
    data = rec.pack(ready)
    assert len(data) < 20_000
    assert decode(data, Child()).seconds == pytest.approx(ready.seconds, abs=0.02)


def test_without_opus_tools_the_editor_is_told_what_to_install() -> None:
    with pytest.raises(KioskError) as caught:
        rec.pack(take(), program="/nonexistent/opusenc")
    assert "opus-tools" in why(caught)
