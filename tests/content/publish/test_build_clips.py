"""Recordings travel in the release: an index, each sound once, judged when it is played."""

import json
from pathlib import Path

import pytest

from kiosk.content import disk, library, models
from kiosk.content.publish.build import build
from kiosk.content.publish.studio import Studio
from kiosk.errors import KioskError
from kiosk.speech.clips import CLIP_MAX_BYTES, INDEX_MAX_BYTES, ClipShelf, read_index
from kiosk.speech.normalise import clip_key, sentences
from tests.content.publish.test_recording import take, write
from tests.support import editor_library
from tests.support.clock import ManualClock

ANSWER = "钱要得回来"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return editor_library.write(tmp_path / "library")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    record(tmp_path / "clips", ANSWER, "putonghua")
    return tmp_path / "clips"


def record(clips: Path, text: str, dialect: str) -> None:
    (sentence,) = sentences(text)
    Studio(clips).add(dialect, sentence, write(clips.parent / "take.wav", take(1.5).samples))


def shelf(content: Path, dialect: str = "putonghua") -> ClipShelf:
    found = library.clip_index(content)
    assert found is not None
    index, place = found
    return ClipShelf(read_index(index), lambda sha256: models.blob_path(place, sha256), dialect)


def test_what_was_recorded_is_heard_from_the_release(root: Path, content: Path, clips: Path) -> None:
    record(clips, ANSWER, "shengsi")
    build(root, content, ManualClock(), clips=clips)
    pcm = shelf(content).sound(clip_key(ANSWER))
    assert pcm is not None
    assert 1.4 < pcm.seconds < 1.8
    assert shelf(content, "shengsi").sound(clip_key(ANSWER)) is not None
    assert shelf(content).sound(clip_key("别的")) is None
    opened = library.open_content(content)
    assert opened.findings == (), "a terminal understands all of it"
    assert opened.library.info.guides == 2


def test_the_index_on_a_terminal_holds_no_texts(root: Path, content: Path, clips: Path) -> None:
    build(root, content, ManualClock(), clips=clips)
    found = library.clip_index(content)
    assert found is not None
    assert ANSWER not in found[0].read_text("utf-8")


def test_without_recordings_there_is_no_index(root: Path, content: Path, tmp_path: Path) -> None:
    assert library.clip_index(content) is None
    build(root, content, ManualClock(), clips=tmp_path / "nothing")
    assert library.clip_index(content) is None


def test_a_new_recording_is_a_new_release_and_the_same_ones_are_none(
    root: Path, content: Path, clips: Path
) -> None:
    assert build(root, content, ManualClock(), if_changed=True, clips=clips).release == 1
    assert not build(root, content, ManualClock(), if_changed=True, clips=clips).fresh
    record(clips, "仲裁不收钱", "putonghua")
    assert build(root, content, ManualClock(), if_changed=True, clips=clips).release == 2
    assert shelf(content).sound(clip_key("仲裁不收钱")) is not None


def test_a_recording_that_was_changed_behind_the_index_is_not_published(
    root: Path, content: Path, clips: Path
) -> None:
    build(root, content, ManualClock(), clips=clips)
    (file,) = clips.rglob("*.opus")
    file.write_bytes(b"other")
    with pytest.raises(KioskError, match="对不上"):
        build(root, content, ManualClock(), clips=clips)
    file.unlink()
    with pytest.raises(KioskError, match="读不了"):
        build(root, content, ManualClock(), clips=clips)
    current = library.current(content)
    assert current is not None
    assert current.name == "1"
    assert shelf(content).sound(clip_key(ANSWER)) is not None


def test_what_a_release_takes_a_terminal_reads() -> None:
    assert INDEX_MAX_BYTES == models.BLOB_MAX_BYTES
    assert CLIP_MAX_BYTES == models.BLOB_MAX_BYTES


def test_an_index_that_no_terminal_would_read_is_not_published(
    root: Path, content: Path, clips: Path
) -> None:
    index = json.loads((clips / "index.json").read_text("utf-8"))
    (clip,) = index["clips"]["putonghua"].values()
    many = {f"{number:064x}": {**clip, "ms": 100_000 + number} for number in range(6_000)}
    index["clips"]["putonghua"] = many
    (clips / "index.json").write_text(json.dumps(index), "utf-8")
    with pytest.raises(KioskError, match="6000 段的目录放不进") as caught:
        build(root, content, ManualClock(), clips=clips)
    assert caught.value.code == "E-SPK-03"
    assert library.current(content) is None


def test_a_damaged_sound_costs_that_sentence_and_a_damaged_index_the_release(
    root: Path, content: Path, clips: Path
) -> None:
    build(root, content, ManualClock(), clips=clips)
    entries = {entry.kind: entry for entry in library.read_manifest(content / "releases" / "1").items}
    models.blob_path(content, entries[models.CLIP].sha256).write_bytes(b"x")
    assert library.load(content).info.release == 1
    assert shelf(content).sound(clip_key(ANSWER)) is None
    models.blob_path(content, entries[models.CLIPS].sha256).write_bytes(b"x")
    with pytest.raises(KioskError):
        library.load(content)
    assert library.clip_index(content) is None


def test_sounds_of_releases_that_are_gone_go_too(root: Path, content: Path, clips: Path) -> None:
    build(root, content, ManualClock(), clips=clips)
    for _ in range(4):
        build(root, content, ManualClock())
    entries = library.read_manifest(content / "releases" / "5").items
    disk.prune(content, {5}, {entry.sha256 for entry in entries})
    names = {path.name for path in (content / "blobs").glob("*/*")}
    assert names == {entry.sha256 for entry in entries}
    assert library.clip_index(content) is None
