"""The sound of a clip: from any moment on, and silent at once."""

import queue
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.speech.child import Child, ChildError
from kiosk.speech.clip_sound import RATE, ClipSound, decoded
from kiosk.speech.pcm import Pcm
from kiosk.speech.player import Sound

CHIME = Path(__file__).parents[2] / "library/media/chime.opus"
LONG = Pcm(RATE, b"\1\0" * RATE * 3)


class Loudspeaker:
    """Sounds until it is stopped, or ends at once."""

    def __init__(self, *, endless: bool = False, broken: bool = False) -> None:
        self.heard: queue.Queue[float] = queue.Queue()
        self.ended: queue.Queue[bool] = queue.Queue()
        self._endless = endless
        self._broken = broken
        self._stop = threading.Event()

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        self._stop.clear()
        self.heard.put(sound.pcm.seconds)
        if self._broken:
            raise KioskError("E-SPK-02", "no loudspeaker")
        while self._endless and allowed():
            self._stop.wait(0.01)
        self.ended.put(allowed())
        return allowed()

    def stop(self) -> None:
        self._stop.set()


def test_it_is_heard_from_where_it_was_stopped() -> None:
    loud, failed = Loudspeaker(), []
    sound = ClipSound(loud, lambda: 1.0, lambda *what: failed.append(what))
    sound.start()
    try:
        sound.begin("run-1", LONG, 0.0)
        assert loud.heard.get(timeout=10) == pytest.approx(3.0)
        loud.ended.get(timeout=10)
        sound.begin("run-1", LONG, 2000.0)
        assert loud.heard.get(timeout=10) == pytest.approx(1.0)
    finally:
        sound.stop()
    assert failed == []


def test_it_falls_silent_and_what_was_before_gives_way() -> None:
    loud = Loudspeaker(endless=True)
    sound = ClipSound(loud, lambda: 1.0, lambda *_: None)
    sound.start()
    try:
        sound.begin("run-1", LONG, 0.0)
        loud.heard.get(timeout=10)
        sound.begin("run-2", LONG, 0.0)
        assert loud.ended.get(timeout=10) is False
        loud.heard.get(timeout=10)
        sound.silence()
        assert loud.ended.get(timeout=10) is False
    finally:
        sound.stop()


def test_a_loudspeaker_that_fails_is_told_once_for_its_run() -> None:
    told: queue.Queue[tuple[str, str]] = queue.Queue()
    sound = ClipSound(Loudspeaker(broken=True), lambda: 1.0, lambda *what: told.put(what))
    sound.start()
    try:
        sound.begin("run-1", LONG, 0.0)
        assert told.get(timeout=10) == ("run-1", "no loudspeaker")
    finally:
        sound.stop()


def test_opus_is_decoded_also_of_two_channels(tmp_path: Path) -> None:
    assert decoded(CHIME.read_bytes(), Child()).seconds == pytest.approx(1.4, abs=0.05)
    left_and_right = struct.pack("<hh", 8000, 4000) * 48_000
    args = ("opusenc", "--quiet", "--raw", "--raw-chan", "2", "--raw-rate", "48000", "-", "-")
    both = subprocess.run(args, input=left_and_right, capture_output=True, check=True).stdout
    mixed = decoded(both, Child())
    assert mixed.rate == RATE
    assert mixed.seconds == pytest.approx(1.0, abs=0.05)


def test_what_is_no_sound_is_an_error() -> None:
    with pytest.raises((ChildError, ValueError)):
        decoded(b"OggS nothing", Child())
