"""The room that plays clips: captions in time, frames dropped, silence and stillness at once, faults told."""

import hashlib
import queue
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.app_media import MediaRoom
from kiosk.clock import SystemClock
from kiosk.content import models
from kiosk.domain.library_learning import Caption, Media, MediaFile
from kiosk.domain.media_play import ClipBroken, ClipEnded, ClipMoment, ClipUnheard, Wish
from kiosk.speech.player import SimulatedPlayer
from tests.content.test_shelf import picture

MEDIA = Path(__file__).parents[1] / "library/media"


class Hurried(SystemClock):
    """A second a twentieth: clips are over sooner."""

    def monotonic(self) -> float:
        return super().monotonic() * 20

    def wait(self, event: threading.Event, timeout: float) -> bool:
        return super().wait(event, timeout / 20)


def stored(place: Path, name: str) -> MediaFile:
    data = (MEDIA / name).read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    path = models.blob_path(place, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return MediaFile(Path(name).suffix[1:], len(data), sha256, (sha256,))


def boat(place: Path) -> Media:
    said = (Caption(0, 3000, "每周三，司法所坐船来。"), Caption(3000, 6000, "有事到码头来问。"))
    film, sound = stored(place, "boat-comes.webm"), stored(place, "boat-sound.opus")
    return Media("boat", "video", "船", "船来了", "样例", film, sound, 320, 180, 6000, said)


class Played:
    """A room at work, and what it told."""

    def __init__(self, place: Path, player: SimulatedPlayer | None = None) -> None:
        self.told: queue.Queue[object] = queue.Queue()
        self.room = MediaRoom((place,), self.told.put, Hurried(), player)
        self.room.start()

    def next(self) -> object:
        return self.told.get(timeout=20)

    def until(self, kind: type) -> list[object]:
        found = [self.next()]
        while not isinstance(found[-1], kind):
            found.append(self.next())
        return found


def moments(told: list[object]) -> list[int]:
    return [one.ms for one in told if isinstance(one, ClipMoment)]


def test_a_video_shows_its_pictures_in_time_to_its_end(tmp_path: Path) -> None:
    played = Played(tmp_path)
    try:
        played.room.show(Wish("run-1", boat(tmp_path), 6000))
        told = played.until(ClipEnded)
    finally:
        played.room.stop()
    at = moments(told)
    assert at == sorted(at)
    assert at[0] < 3000 < at[-1]
    assert all(isinstance(one, (ClipMoment, ClipEnded)) for one in told)
    shots = [one.shot for one in told if isinstance(one, ClipMoment)]
    assert all(shot is not None for shot in shots)
    assert len({id(shot) for shot in shots}) > 3
    assert len(at) < 6 * 15 * 2


def test_its_sound_is_heard_from_where_it_goes_on(tmp_path: Path) -> None:
    player = SimulatedPlayer(Hurried())
    played = Played(tmp_path, player)
    wish = Wish("run-1", boat(tmp_path), 6000, volume=3)
    try:
        played.room.show(wish)
        played.until(ClipMoment)
        played.room.show(replace(wish, paused=True))
        played.room.show(wish)
        played.until(ClipEnded)
    finally:
        played.room.stop()
    assert [one.personal for one in player.transcript] == [False] * len(player.transcript)
    assert player.transcript


def test_without_a_loudspeaker_captions_go_on_in_time(tmp_path: Path) -> None:
    player = SimulatedPlayer(Hurried())
    player.broken = True
    played = Played(tmp_path, player)
    try:
        played.room.show(Wish("run-1", boat(tmp_path), 6000, volume=3))
        told = played.until(ClipEnded)
    finally:
        played.room.stop()
    assert ClipUnheard("run-1") in told
    assert max(moments(told)) > 5000


def test_a_sound_is_told_how_far_it_is(tmp_path: Path) -> None:
    chime = Media("chime", "sound", "铃", "两声铃", "样例", stored(tmp_path, "chime.opus"), ms=1400)
    played = Played(tmp_path, SimulatedPlayer(Hurried()))
    try:
        played.room.show(Wish("run-1", chime, 1400, volume=3))
        told = played.until(ClipEnded)
    finally:
        played.room.stop()
    assert all(one.shot is None for one in told if isinstance(one, ClipMoment))
    assert len(moments(told)) >= 2


def test_a_still_picture_stands_for_its_time(tmp_path: Path) -> None:
    still = replace(picture(tmp_path), idle=True)
    played = Played(tmp_path)
    try:
        played.room.show(Wish("idle-1", still, 5000))
        told = played.until(ClipEnded)
    finally:
        played.room.stop()
    first = told[0]
    assert isinstance(first, ClipMoment)
    assert first.shot is not None
    assert first.shot.width == 320


def test_what_is_not_wanted_any_more_is_nobodys(tmp_path: Path) -> None:
    played = Played(tmp_path)
    other = boat(tmp_path)
    try:
        played.room.show(Wish("run-1", other, 6000))
        played.until(ClipMoment)
        played.room.show(None)
        played.room.show(Wish("run-2", other, 6000))
        told = played.until(ClipEnded)
    finally:
        played.room.stop()
    assert told[-1] == ClipEnded("run-2")
    assert ClipEnded("run-1") not in told


@pytest.mark.parametrize("how", ["gone", "changed", "no video", "sound"])
def test_a_broken_file_is_told_and_the_next_one_plays(tmp_path: Path, how: str) -> None:
    good = boat(tmp_path)
    part = models.blob_path(tmp_path, good.file.parts[0])
    bad, data = good, part.read_bytes()
    match how:
        case "gone":
            part.unlink()
        case "changed":
            part.write_bytes(data[:-1] + b"x")
        case "no video":
            bad = replace(good, file=stored(tmp_path, "chime.opus"))
        case _:
            bad = replace(good, kind="sound", file=good.file, sound=None, captions=())
    played = Played(tmp_path, SimulatedPlayer(Hurried()))
    try:
        played.room.show(Wish("run-1", bad, 6000, volume=3))
        assert played.next() == ClipBroken("run-1")
        part.write_bytes(data)
        played.room.show(Wish("run-2", good, 6000))
        assert isinstance(played.next(), ClipMoment)
    finally:
        played.room.stop()
