"""Takes in memory: packed by the real opusenc, heard again, and gone when they should be."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.recording import MOST, RecordingFailed, RecordingKept, ReplayEnded
from kiosk.errors import KioskError
from kiosk.speech.player import SimulatedPlayer, Sound
from kiosk.speech.recordings import Recordings
from tests.speech.programs import program
from tests.support.spoken import pcm, seconds_of
from tests.support.wait import until

Start = Callable[..., "Shelf"]


class Fast:
    """A loudspeaker that is done at once, and remembers how long it would have sounded."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.personal: list[bool] = []
        self.loudest: list[int] = []

    def play(self, sound: Sound, allowed: Callable[[], bool]) -> bool:
        assert allowed()
        self.heard.append(sound.pcm.seconds)
        self.personal.append(sound.personal)
        self.loudest.append(max(memoryview(sound.pcm.samples).cast("h")))
        return True

    def stop(self) -> None:
        """Nothing sounds."""


class Shelf:
    def __init__(self, player: object = None, **programs: Any) -> None:
        self.posted: list[object] = []
        self.player = player or Fast()
        self.room = Recordings(self.player, self.posted.append, **programs)  # type: ignore[arg-type]
        self.room.start()

    def keep(self, name: str, seconds: float = 3.0) -> bytearray:
        sound = bytearray(pcm(seconds))
        self.room.keep(name, sound)
        return sound

    def said(self, kind: type) -> list[str]:
        return [one.recording_id for one in self.posted if isinstance(one, kind)]  # type: ignore[attr-defined]

    def until(self, kind: type, count: int = 1) -> None:
        assert until(lambda: len(self.said(kind)) >= count)


@pytest.fixture
def start() -> Iterator[Start]:
    made: list[Shelf] = []

    def begin(player: object = None, **programs: Any) -> Shelf:
        made.append(Shelf(player, **programs))
        return made[-1]

    yield begin
    for shelf in made:
        shelf.room.stop()


def test_a_take_is_packed_and_plays_as_long_as_it_was(start: Start) -> None:
    shelf = start()
    sound = shelf.keep("a", 12.5)
    shelf.until(RecordingKept)
    assert shelf.posted == [RecordingKept("a", 12_500)]
    assert len(sound) == 0, "the samples are gone as soon as they are packed"
    (taken,) = shelf.room.taken(("a",))
    assert taken.ms == 12_500
    assert seconds_of(taken.data) == pytest.approx(12.5, abs=0.02)


def test_a_whole_minute_fits_whatever_was_said(start: Start) -> None:
    shelf = start()
    shelf.room.keep("a", bytearray(pcm(30.0) + pcm(30.0, 2)))
    shelf.until(RecordingKept)
    (taken,) = shelf.room.taken(("a",))
    assert (taken.ms, 180_000 < len(taken.data) < 190_000) == (60_000, True)


def test_what_is_heard_again_is_what_will_be_sent(start: Start) -> None:
    shelf = start()
    shelf.keep("a")
    shelf.until(RecordingKept)
    shelf.room.play("a")
    shelf.until(ReplayEnded)
    player = shelf.player
    assert isinstance(player, Fast)
    assert player.heard == [pytest.approx(3.0, abs=0.02)]
    assert player.personal == [True]


def test_it_is_heard_as_loud_as_everything_else(start: Start) -> None:
    """Who turned the voice down, at night in a hospital's hall, is not startled by his own."""
    gains = iter((1.0, 0.1))
    shelf = start(gain=lambda: next(gains))
    shelf.keep("a")
    shelf.until(RecordingKept)
    for count in (1, 2):
        shelf.room.play("a")
        shelf.until(ReplayEnded, count)
    full, soft = shelf.player.loudest  # type: ignore[attr-defined]
    assert full > 5_000
    assert soft == pytest.approx(full / 10, rel=0.01)


def test_it_falls_silent_when_it_is_told_to(start: Start) -> None:
    player = SimulatedPlayer(SystemClock())
    shelf = start(player)
    shelf.keep("a", 25.0)
    shelf.until(RecordingKept)
    shelf.room.play("a")
    assert until(lambda: shelf.room._playing == "a")
    shelf.room.hush()
    shelf.until(ReplayEnded)
    assert all(not one.whole for one in player.transcript)


def test_three_are_held_and_a_fourth_is_refused(start: Start) -> None:
    shelf = start()
    for number in range(MOST + 1):
        shelf.keep(str(number))
    shelf.until(RecordingKept, MOST)
    shelf.until(RecordingFailed)
    assert shelf.said(RecordingFailed) == [str(MOST)]
    assert [one.attachment_id for one in shelf.room.taken(("2", "0"))] == ["2", "0"]


def test_at_the_end_of_a_visit_every_byte_is_overwritten(start: Start) -> None:
    shelf = start()
    shelf.keep("a")
    shelf.until(RecordingKept)
    held = shelf.room._kept["a"].opus
    seen = memoryview(held)
    whole = bytes(seen)
    seen.release()
    assert whole[:4] == b"OggS"
    shelf.room.forget()
    assert len(held) == 0
    with pytest.raises(KioskError, match="E-MIC-03"):
        shelf.room.taken(("a",))
    shelf.room.play("a")
    shelf.until(ReplayEnded)


def test_one_that_was_given_up_is_gone_alone(start: Start) -> None:
    shelf = start()
    shelf.keep("a")
    shelf.keep("b")
    shelf.until(RecordingKept, 2)
    shelf.room.wipe("a")
    with pytest.raises(KioskError, match="E-MIC-03"):
        shelf.room.taken(("a",))
    assert len(shelf.room.taken(("b",))) == 1


def test_one_that_was_given_up_while_it_was_packed_is_not_kept(start: Start, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    slow = program(tmp_path, "opusenc", f"cat >/dev/null; while [ ! -e {gate} ]; do :; done; echo OggS")
    shelf = start(program=slow)
    shelf.keep("a")
    shelf.room.wipe("a")
    gate.touch()
    shelf.until(RecordingFailed)
    assert shelf.said(RecordingKept) == []


@pytest.mark.parametrize("body", ["exit 1", "cat >/dev/null", "head -c 300000 /dev/zero; cat >/dev/null"])
def test_a_packer_that_fails_says_so_and_the_next_take_is_tried(
    start: Start, tmp_path: Path, body: str
) -> None:
    shelf = start(program=program(tmp_path, "opusenc", body))
    sound = shelf.keep("a")
    shelf.keep("b")
    shelf.until(RecordingFailed, 2)
    assert {one.code for one in shelf.posted if isinstance(one, RecordingFailed)} == {"E-MIC-03"}
    assert len(sound) == 0


def test_without_opus_tools_nothing_is_kept(start: Start, tmp_path: Path) -> None:
    shelf = start(program=str(tmp_path / "nothing"))
    shelf.keep("a")
    shelf.until(RecordingFailed)
    assert shelf.said(RecordingKept) == []


def test_the_packer_is_given_sound_by_a_pipe_and_nothing_by_name(start: Start, tmp_path: Path) -> None:
    told = tmp_path / "told"
    shelf = start(program=program(tmp_path, "opusenc", f'echo "$*" >{told}; cat >/dev/null; echo OggS'))
    shelf.keep("secret-id")
    shelf.until(RecordingKept)
    words = told.read_text()
    assert words.split()[-2:] == ["-", "-"]
    assert "secret-id" not in words


def test_a_loudspeaker_that_is_gone_is_said_and_the_take_stays(start: Start) -> None:
    player = SimulatedPlayer(SystemClock())
    player.broken = True
    shelf = start(player)
    shelf.keep("a")
    shelf.until(RecordingKept)
    shelf.room.play("a")
    shelf.until(RecordingFailed)
    assert [one.code for one in shelf.posted if isinstance(one, RecordingFailed)] == ["E-SPK-02"]
    assert len(shelf.room.taken(("a",))) == 1
