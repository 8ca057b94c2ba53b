"""A sound card through a program, and the meter that reads what it says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.microphone.judge import level
from kiosk.devices.microphone.protocol import FRAME_BYTES, QUIET_DB, Frame, Meter
from kiosk.devices.microphone.source import ArecordSource
from kiosk.devices.transport.base import TransportError
from tests.speech.programs import program

LISTED = "00-00: ALC : ALC Analog : playback 1 : capture 1\n01-00: USB Audio : USB Audio : capture 1\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    folder = tmp_path / "asound"
    folder.mkdir()
    (folder / "Device").symlink_to("card1")
    (folder / "pcm").write_text(LISTED, encoding="utf-8")
    return folder / "pcm"


@pytest.mark.parametrize("name", ["default", "hw:1,0", "plughw:CARD=Device,DEV=0", "plughw:0", "pulse"])
def test_a_card_that_is_listed_is_there(cards: Path, name: str) -> None:
    assert ArecordSource(name, pcm=cards).present()


@pytest.mark.parametrize("name", ["hw:2", "plughw:CARD=Other"])
def test_another_card_is_not(cards: Path, name: str) -> None:
    assert not ArecordSource(name, pcm=cards).present()


def test_without_a_capture_device_there_is_none(cards: Path) -> None:
    cards.write_text("00-00: HDMI 0 : HDMI 0 : playback 1\n", encoding="utf-8")
    assert not ArecordSource("default", pcm=cards).present()
    cards.unlink()
    assert not ArecordSource("default", pcm=cards).present()


def test_the_programs_bytes_are_the_sound_and_nothing_else_is_given_to_it(tmp_path: Path) -> None:
    said = program(tmp_path, "arecord", 'printf "%s" "$*"; exec sleep 60')
    port = ArecordSource("hw:1", said).start()
    try:
        heard = port.read(4096, 5.0)
        assert heard == b"-q -D hw:1 -t raw -f S16_LE -c 1 -r 16000 --buffer-time=200000"
        assert port.read(4096, 0.0) == b""
        with pytest.raises(TransportError):
            port.write(b"x")
    finally:
        port.close()
    with pytest.raises(TransportError):
        port.read(1, 0.0)
    port.close()


def test_a_program_that_ends_is_a_microphone_that_is_gone(tmp_path: Path) -> None:
    port = ArecordSource("hw:1", program(tmp_path, "arecord", "exit 1")).start()
    with pytest.raises(TransportError):
        port.read(4096, 5.0)
    port.close()
    with pytest.raises(TransportError, match="No such file"):
        ArecordSource("hw:1", str(tmp_path / "nothing")).start()


@given(st.lists(st.binary(max_size=3 * FRAME_BYTES), max_size=6))
def test_the_meter_hears_the_same_however_the_bytes_are_cut(pieces: list[bytes]) -> None:
    meter, whole = Meter(), Meter()
    cut = [frame for piece in pieces for frame in meter.feed(piece)]
    assert cut == whole.feed(b"".join(pieces))
    assert len(cut) == len(b"".join(pieces)) // FRAME_BYTES
    assert all(QUIET_DB <= frame.db <= 0.1 for frame in cut)


def test_full_scale_is_no_decibel_and_silence_the_least() -> None:
    square = b"\xff\x7f" * 160 + b"\x00\x80" * 160
    (loud,) = Meter().feed(square)
    assert (round(loud.db, 1), loud.flat) == (0.0, True)
    assert Meter().feed(bytes(FRAME_BYTES)) == [Frame(QUIET_DB, False)]
    assert Meter().feed(b"\x00\x40" * 320) == [Frame(QUIET_DB, False)], "a constant is no sound"
    assert (level([loud]), level([Frame(QUIET_DB, False)]), level([])) == (1.0, 0.0, 0.0)
