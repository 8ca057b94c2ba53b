"""``kiosk-library clips record``: one sentence after the other, a bad take again, and an honest end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.content.publish import microphone
from kiosk.content.publish.cli import main
from kiosk.errors import KioskError
from tests.content.publish.test_recording import take, write
from tests.speech.programs import program
from tests.support import editor_library
from tests.support.wait import until

pytestmark = pytest.mark.untraced


def arecord(folder: Path, wav: Path) -> str:
    """Writes ``wav`` where it is told and then goes on recording, as the real one does."""
    body = f'for last; do :; done; cp {wav} "$last"; echo "$@" >>{folder}/args; exec sleep 60'
    return program(folder, "arecord", body)


def recorded(folder: Path, times: int) -> bool:
    args = folder / "args"
    return args.exists() and len(args.read_text().splitlines()) >= times


def test_a_take_ends_when_it_is_told_and_names_the_device(tmp_path: Path) -> None:
    source = write(tmp_path / "source.wav", take(1.5).samples)
    target = tmp_path / "take.wav"
    microphone.take(target, lambda: until(lambda: recorded(tmp_path, 1)), "hw:2", arecord(tmp_path, source))
    assert target.read_bytes() == source.read_bytes()
    assert "-D hw:2" in (tmp_path / "args").read_text()


@pytest.mark.parametrize(("body", "why"), [("exit 1", "话筒没接上"), (None, "alsa-utils")])
def test_without_a_microphone_the_editor_is_told(tmp_path: Path, body: str | None, why: str) -> None:
    path = program(tmp_path, "arecord", body) if body is not None else "/nonexistent/arecord"
    with pytest.raises(KioskError, match=why) as caught:
        microphone.take(tmp_path / "take.wav", lambda: None, program=path)
    assert caught.value.code == "E-SPK-02"


class Editor:
    """Types what the script says; before the Enter that ends a take, waits until there is one."""

    def __init__(self, lines: list[str], before: Callable[[int], object]) -> None:
        self._lines = iter(lines)
        self._before = before
        self._takes = 0

    def readline(self) -> str:
        line = next(self._lines, "")
        if line == "end":
            self._takes += 1
            self._before(self._takes)
            return "\n"
        return line


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    editor_library.write(tmp_path / "library")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def record(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: list[str]
) -> tuple[int, dict[str, Any], str]:
    monkeypatch.setattr("sys.stdin", Editor(lines, lambda takes: until(lambda: recorded(house, takes))))
    places = ("--library", str(house / "library"), "--clips", str(house / "clips"), "--json")
    status = main(["clips", "record", *places])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else {}, err


def test_sentences_are_recorded_skipped_and_left(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arecord(house, write(house / "source.wav", take(2.0).samples))
    status, said, err = record(house, monkeypatch, capsys, ["s\n", "\n", "end", "q\n"])
    assert status == 0
    assert said["recorded"] == 1
    assert said["left"] > 5
    assert "录好了" in err
    assert len(list((house / "clips").rglob("*.opus"))) == 1


def test_a_bad_take_is_told_and_made_again(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arecord(house, write(house / "source.wav", take(0.05).samples))
    status, said, err = record(house, monkeypatch, capsys, ["\n", "end", "\n", "end"])
    assert status == 0
    assert said["recorded"] == 0
    assert err.count("再来一次") == 2


def test_without_a_microphone_it_ends_with_its_code(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(house, "arecord", "exit 1")
    status, _, err = record(house, monkeypatch, capsys, ["\n", "\n"])
    assert status == 1
    assert "E-SPK-02" in err
