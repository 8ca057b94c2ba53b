"""Recorded sentences, packed by the real opusenc: dialect first, checked byte for byte, else the voice."""

import hashlib
import json
import logging
import struct
import subprocess
import threading
from pathlib import Path
from typing import Final

import pytest

from kiosk.speech.child import Child, ChildError
from kiosk.speech.clips import STANDARD, Clip, ClipIndex, ClipShelf, NoClips, decode, read_index
from kiosk.speech.normalise import clip_key
from tests.speech.programs import program
from tests.support.wait import PATIENCE_S, until

HELLO: Final = clip_key("您好")
BYE: Final = clip_key("再见")
FRAMES: Final = 48_000


def opus(folder: Path, step: int) -> bytes:
    """One second of a saw tooth as Ogg Opus."""
    samples = struct.pack(f"<{FRAMES}h", *((n * step) % 20_000 - 10_000 for n in range(FRAMES)))
    done = subprocess.run(
        [
            "opusenc",
            "--quiet",
            "--raw",
            "--raw-rate",
            "48000",
            "--raw-chan",
            "1",
            "-",
            str(folder / "a.opus"),
        ],
        input=samples,
        timeout=20,
        check=True,
        capture_output=True,
    )
    assert done.returncode == 0
    return (folder / "a.opus").read_bytes()


class Shelf:
    """A folder of sounds by their SHA-256, and the index of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index: dict[str, dict[str, Clip]] = {}

    def add(self, dialect: str, key: str, data: bytes, *, kept: bytes | None = None) -> Path:
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.folder / sha256
        path.write_bytes(data if kept is None else kept)
        self.index.setdefault(dialect, {})[key] = Clip(sha256=sha256, size=len(data), ms=1_000)
        return path

    def open(self, dialect: str = STANDARD, program: str = "opusdec") -> ClipShelf:
        index = ClipIndex(format=1, clips=self.index)
        return ClipShelf(index, lambda sha256: self.folder / sha256, dialect, program)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "shelf").mkdir()
    return Shelf(tmp_path / "shelf")


def test_a_clip_is_found_by_its_words_and_decoded(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(STANDARD, HELLO, opus(tmp_path, 90))
    pcm = shelf.open().sound(HELLO)
    assert pcm is not None
    assert (pcm.rate, round(pcm.seconds, 1)) == (48_000, 1.0)
    assert shelf.open().sound(BYE) is None
    assert NoClips().sound(HELLO) is None


def test_the_dialect_comes_first_and_the_standard_language_behind_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(STANDARD, HELLO, opus(tmp_path, 90))
    shelf.add(STANDARD, BYE, opus(tmp_path, 50))
    shelf.add("shengsi", HELLO, opus(tmp_path, 200))
    local, common = shelf.open("shengsi"), shelf.open()
    assert local.sound(HELLO) != common.sound(HELLO)
    assert local.sound(BYE) == common.sound(BYE) is not None
    assert shelf.open("nowhere").sound(HELLO) == common.sound(HELLO)


def test_a_damaged_clip_is_passed_over_for_the_next(
    shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = opus(tmp_path, 90)
    shelf.add(STANDARD, HELLO, good)
    shelf.add("shengsi", HELLO, good + b"\0", kept=good)  # cut short on the disk
    with caplog.at_level(logging.WARNING):
        assert shelf.open("shengsi").sound(HELLO) == shelf.open().sound(HELLO) is not None
    assert [record.__dict__["code"] for record in caplog.records] == ["E-SPK-03"]


def test_a_missing_or_unreadable_one_is_left_to_the_voice(shelf: Shelf) -> None:
    shelf.add(STANDARD, HELLO, b"x").unlink()
    shelf.add(STANDARD, BYE, b"not opus at all")
    assert shelf.open().sound(HELLO) is None
    assert shelf.open().sound(BYE) is None
    assert shelf.open(program="/nonexistent/opusdec").sound(BYE) is None


def test_a_link_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.add(STANDARD, HELLO, opus(tmp_path, 90))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert shelf.open().sound(HELLO) is None


def test_a_decoder_is_ended_at_once(shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf.add(STANDARD, HELLO, b"anything")
    slow = shelf.open(program=program(tmp_path, "slow", f"touch {tmp_path}/on; exec sleep 60"))
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(slow.sound(HELLO)), daemon=True)
    thread.start()
    assert until((tmp_path / "on").exists)
    slow.kill()
    thread.join(PATIENCE_S)
    assert found == [None]
    assert caplog.records == [], "nobody waited for it: no fault of the recording"


def test_what_is_no_opus_is_refused() -> None:
    with pytest.raises(ChildError):
        decode(b"OggS" + bytes(100), Child())


def test_an_index_is_read_and_judged(tmp_path: Path) -> None:
    path = tmp_path / "clips.json"
    clip = {"sha256": "a" * 64, "size": 10, "ms": 900}
    path.write_text(json.dumps({"format": 1, "clips": {STANDARD: {HELLO: clip}}, "newer": 1}))
    assert read_index(path).clips[STANDARD][HELLO].ms == 900


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "[]",
        '{"format": 2, "clips": {}}',
        '{"format": 1, "clips": {"../up": {}}}',
        '{"format": 1, "clips": {"putonghua": {"short": {"sha256": "", "size": 1, "ms": 1}}}}',
    ],
)
def test_an_index_that_is_wrong_is_refused(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "clips.json"
    path.write_text(bad)
    with pytest.raises(ValueError, match=r"clips\.json"):
        read_index(path)
    with pytest.raises(OSError, match="No such file"):
        read_index(tmp_path / "nothing")
