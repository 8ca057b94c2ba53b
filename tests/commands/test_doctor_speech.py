"""The doctor on reading aloud: what is missing, what is recorded, and whether anything private is said."""

import shutil
from pathlib import Path

import pytest

from kiosk.commands.doctor_speech import CHECK, examine_speech
from kiosk.config import Config, SpeechSettings
from kiosk.content.publish.build import build
from kiosk.errors import Finding
from tests.content.publish.test_build_clips import ANSWER, record
from tests.support import editor_library
from tests.support.clock import ManualClock

ALL = frozenset({"espeak-ng", "aplay", "opusdec", "amixer"})


def look(monkeypatch: pytest.MonkeyPatch, config: Config, programs: frozenset[str] = ALL) -> list[Finding]:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
    return list(examine_speech(config, ManualClock()))


def test_a_terminal_that_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = look(monkeypatch, Config(state_dir=tmp_path))
    assert (found.check, found.ok) == (CHECK, True)
    assert "0 句有录音，没有耳机插座" in found.text


def test_a_silent_one_needs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(state_dir=tmp_path, speech=SpeechSettings(enabled=False))
    assert look(monkeypatch, config, frozenset()) == [Finding(CHECK, ok=True, text="没有启用")]


@pytest.mark.parametrize(
    ("program", "code"), [("espeak-ng", "E-SPK-01"), ("aplay", "E-SPK-02"), ("amixer", "E-SPK-02")]
)
def test_what_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    config = Config(state_dir=tmp_path, speech=SpeechSettings(headphone="Headphone Jack"))
    (found,) = look(monkeypatch, config, ALL - {program})
    assert (found.ok, found.code) == (False, code)
    assert program in found.text


def test_recordings_are_counted_and_want_their_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(tmp_path / "clips", ANSWER, "putonghua")
    library = editor_library.write(tmp_path / "library")
    build(library, tmp_path / "content", ManualClock(), clips=tmp_path / "clips")
    config = Config(state_dir=tmp_path)
    (found,) = look(monkeypatch, config)
    assert "1 句有录音" in found.text
    (found,) = look(monkeypatch, config, ALL - {"opusdec"})
    assert (found.ok, found.code) == (False, "E-SPK-03")
