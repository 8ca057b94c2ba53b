"""A known recording out of the simulated microphone: every byte of it, however late the host reads."""

import random
import threading
import wave
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.microphone.protocol import SECOND_BYTES
from kiosk.devices.microphone.simulator import MicrophoneSimulator, read_sound, sounds
from kiosk.devices.microphone.source import PortSource
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import serial_opener
from tests.support.clock import ManualClock

BAUD = 4_000_000
SECONDS = 6.0


def wav(path: Path, samples: bytes, rate: int = 16_000, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(samples)
    return path


def test_a_recording_is_said_from_its_beginning_in_each_take(tmp_path: Path) -> None:
    samples = random.Random(5).randbytes(SECOND_BYTES)
    clock = ManualClock()
    simulator = MicrophoneSimulator(clock, BAUD)
    simulator.control("sound", {"kind": "file", "file": str(wav(tmp_path / "a.wav", samples)), "pace": "4"})
    for _ in range(2):
        simulator.receive(b"R")
        clock.advance(0.125)
        heard = b"".join(reply.data for reply in simulator.unsolicited())
        assert len(heard) >= SECOND_BYTES // 4
        assert samples.startswith(heard)
        clock.advance(0.5)
        rest = heard + b"".join(reply.data for reply in simulator.unsolicited())
        assert rest.startswith(samples)
        assert rest[SECOND_BYTES:], "then nobody speaks any more"
        assert rest[SECOND_BYTES:] in sounds("silence") * 2
        simulator.receive(b"S")
        clock.advance(1.0)
        assert simulator.unsolicited() == []


def test_a_host_that_reads_late_misses_nothing(tmp_path: Path) -> None:
    """As a sound card's buffer and a pipe give it: what is recorded under load has no hole."""
    clock, never = SystemClock(), threading.Event()
    samples = random.Random(6).randbytes(round(SECONDS * SECOND_BYTES))
    simulator = MicrophoneSimulator(clock, BAUD)
    host = PtyHost(simulator, tmp_path / "ports" / "microphone", clock)
    host.start()
    try:
        host.control("sound", {"kind": "file", "file": str(wav(tmp_path / "a.wav", samples)), "pace": "12"})
        port = PortSource("sim", serial_opener(str(host.path)), BAUD, lambda: True).start()
        heard = bytearray()
        for number in range(10_000):
            if number in (10, 200):
                clock.wait(never, 0.4)  # the thread that listens is not given the processor
            heard += port.read(4096, 5.0)
            if len(heard) >= len(samples):
                break
        port.close()
    finally:
        host.stop()
    assert heard[: len(samples)] == samples


@pytest.mark.parametrize(
    ("args", "word"),
    [
        ({"kind": "file", "file": "/nowhere.wav"}, "no sound to be read"),
        ({"kind": "file"}, "no sound to be read"),
        ({"pace": "0"}, "pace"),
        ({"pace": "21"}, "pace"),
        ({"pace": "fast"}, "pace"),
        ({"kind": "song"}, "no sound 'song'"),
    ],
)
def test_what_it_cannot_say_it_refuses(args: dict[str, str], word: str) -> None:
    simulator = MicrophoneSimulator(ManualClock(), BAUD)
    with pytest.raises(ValueError, match=word):
        simulator.control("sound", args)
    assert (simulator.kind, simulator.pace) == ("speech", 1)


def test_a_recording_of_another_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16000 Hz"):
        read_sound(wav(tmp_path / "a.wav", bytes(400), rate=44_100))
    with pytest.raises(ValueError, match="mono"):
        read_sound(wav(tmp_path / "b.wav", bytes(400), channels=2))
    (tmp_path / "c.wav").write_bytes(b"not a sound")
    with pytest.raises(ValueError, match="no sound to be read"):
        read_sound(tmp_path / "c.wav")
