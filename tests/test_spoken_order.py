"""A visit done by voice: from a touch through microphone, store, sync and hub to a file that plays there."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import CHECKOUT
from kiosk.config_load import load
from kiosk.devices.microphone.simulator import sounds
from kiosk.domain import messages as m
from kiosk.domain.flow import Screen
from kiosk.domain.recording import Phase, Voice
from kiosk.store.db import open_database, store_path
from tests.support import to_hub
from tests.support.running import running
from tests.support.spoken import seconds_of
from tests.support.to_hub import Scene, provisioned
from tests.support.wait import until

ITEM = "consultation"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with provisioned(tmp_path, "devices.microphone.enabled=true") as made:
        yield made


class Resident(to_hub.Resident):
    @property
    def voice(self) -> Voice:
        return self.form.voice

    def takes(self) -> int:
        return len(self.form.draft.recordings)

    def speak(self, name: str, seconds: float) -> None:
        before = self.takes()
        self.touch(m.StartRecording(name))
        assert until(lambda: self.voice.phase is Phase.RECORDING and self.voice.seconds >= seconds)
        assert self.voice.level >= 0
        self.touch(m.StopRecording())
        assert until(lambda: self.takes() == before + 1)


def test_what_is_said_reaches_the_hub_and_plays_there(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and resident.state.recording_room)
        resident.touch(m.Wake("visit"))
        resident.touch(m.OpenForm(ITEM, "0193b0c5-0000-7000-8000-00000000abcd", speak=True))
        assert resident.sees(Screen.RECORD)
        resident.speak("one", 1.6)
        resident.speak("two", 1.3)
        lengths = [one.ms for one in resident.state.visit.form.draft.recordings]  # type: ignore[union-attr]
        resident.touch(m.PlayRecording("two"))
        assert until(lambda: resident.voice.phase is Phase.PLAYING)
        assert until(lambda: resident.voice.phase is Phase.WAITING)
        resident.touch(m.NextPage())
        assert resident.sees(Screen.CONSENT)
        resident.touch(m.RefuseConsent("2027-03-01T09:00:00+08:00"))
        assert resident.sees(Screen.CHECK)
        resident.touch(m.Submit())
        assert resident.sees(Screen.SUBMITTED)
        submission = resident.state.visit.submission  # type: ignore[union-attr]
        assert submission is not None
        assert not submission.delivered
        assert scene.sync() == 0
        assert until(lambda: resident.state.visit.submission.delivered)  # type: ignore[union-attr]
        number = submission.committed.order_no

    shown = scene.at_hub(capsys, "show", number)
    assert [note["ms"] for note in shown["recordings"]] == lengths
    assert shown["recording"] == {"parts": 4, "here": 4}
    assert shown["fields"] == {}
    for place, ms in enumerate(lengths, start=1):
        out = tmp_path / f"{place}.opus"
        told = scene.at_hub(capsys, "recording", number, "--out", str(out), "--number", str(place))
        assert (told["number"], told["of"], told["seconds"]) == (place, 2, ms / 1000)
        assert out.stat().st_mode & 0o077 == 0
        assert seconds_of(out.read_bytes()) == pytest.approx(ms / 1000, abs=0.05)


def speak_until_killed(config_words: list[str]) -> None:
    """What the child of the next test does: a take is packed, a second one goes on, nothing is submitted."""
    with running(load(None, config_words)) as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and resident.state.recording_room)
        resident.touch(m.Wake("visit"))
        resident.touch(m.OpenForm(ITEM, "0193b0c5-0000-7000-8000-00000000abcf", speak=True))
        assert resident.sees(Screen.RECORD)
        resident.speak("one", 1.2)
        resident.touch(m.StartRecording("two"))
        assert until(lambda: resident.voice.seconds > 0.5)
        sys.stdout.write("speaking\n")
        sys.stdout.flush()
        sys.stdin.read()


def test_killed_before_it_is_submitted_there_is_no_order_and_no_sound(scene: Scene) -> None:
    words = [scene.root[1], "store.free_floor_mb=1", "devices.microphone.enabled=true"]
    code = f"from tests.test_spoken_order import speak_until_killed; speak_until_killed({words!r})"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "speaking\n"
        child.kill()
    with closing(open_database(store_path(scene.folder))) as left:
        assert left.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        assert left.execute("SELECT count(*) FROM recording_part").fetchone() == (0,)
    spoken = sounds("speech")
    pieces = [spoken[at : at + 64] for at in range(0, len(spoken), 3200)]
    needles = [b"OpusHead", *(piece for piece in pieces if len(set(piece)) > 16)]
    assert len(needles) > 10
    for file in scene.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not any(needle in data for needle in needles), file


def test_a_visit_that_ends_before_it_is_submitted_leaves_nothing(scene: Scene) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and resident.state.recording_room)
        resident.touch(m.Wake("visit"))
        resident.touch(m.OpenForm(ITEM, "0193b0c5-0000-7000-8000-00000000abce", speak=True))
        assert resident.sees(Screen.RECORD)
        resident.speak("one", 1.2)
        house = terminal.terminal._house
        assert house is not None
        assert len(house.recordings.taken(("one",))) == 1
        resident.touch(m.EndVisit(quietly=True))
        assert resident.sees(Screen.IDLE)
        assert until(lambda: not house.recordings._kept)
        assert house.devices.microphone is not None
        assert house.devices.microphone._done is None
    with closing(open_database(store_path(scene.folder))) as left:
        assert left.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    for file in scene.folder.rglob("*"):
        assert not file.is_file() or b"OpusHead" not in file.read_bytes(), file
