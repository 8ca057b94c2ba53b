"""Samples: WAV as programs stream it, volume without wrap-around."""

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.pcm import Pcm, louder, read_wav, silence, tone


def wav(
    samples: bytes, rate: int = 22_050, channels: int = 1, bits: int = 16, size: int | None = None
) -> bytes:
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * 2, 2, bits)
    length = len(samples) if size is None else size
    return (
        b"RIFF\0\0\0\0WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", length) + samples
    )


def test_a_streamed_file_names_a_length_it_cannot_know() -> None:
    assert read_wav(wav(b"\1\0\2\0", size=0x7FFFF000)) == Pcm(22_050, b"\1\0\2\0")


def test_chunks_between_are_passed_over() -> None:
    data = wav(b"\1\0")
    at = data.index(b"data")
    assert read_wav(data[:at] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + data[at:]).samples == b"\1\0"


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"RIFF",
        b"OggS" + bytes(40),
        wav(b"", channels=2),
        wav(b"", bits=8),
        wav(b"", rate=7),
        wav(b"")[:20],
    ],
)
def test_what_is_no_such_file_is_refused(bad: bytes) -> None:
    with pytest.raises(ValueError, match=r"WAV|mono"):
        read_wav(bad)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(tail: bytes) -> None:
    for data in (tail, b"RIFF\0\0\0\0WAVE" + tail, wav(b"")[:36] + tail):
        try:
            pcm = read_wav(data)
        except ValueError:
            continue
        assert len(pcm.samples) % 2 == 0


def test_seconds() -> None:
    assert Pcm(8_000, bytes(16_000)).seconds == 1.0
    assert silence(22_050, 0.5).seconds == 0.5


def test_louder_is_held_at_full_scale_and_softer_rounds() -> None:
    pcm = Pcm(8_000, struct.pack("<4h", 20_000, -20_000, 3, 0))
    assert struct.unpack("<4h", louder(pcm, 2.0).samples) == (32_767, -32_768, 6, 0)
    assert struct.unpack("<4h", louder(pcm, 0.1).samples) == (2_000, -2_000, 0, 0)
    assert louder(pcm, 1.0) is pcm


def test_a_tone_swells_and_fades_and_is_never_too_loud() -> None:
    made = tone(8_000, 0.2, 880.0)
    samples = struct.unpack(f"<{len(made.samples) // 2}h", made.samples)
    assert made.seconds == 0.2
    assert samples[0] == samples[-1] == 0
    assert 10_000 < max(samples) < 11_000
    assert max(map(abs, samples[:20])) < 5_000
    crossings = sum(one < 0 <= other for one, other in itertools.pairwise(samples))
    assert abs(crossings / 0.2 - 880) <= 5
