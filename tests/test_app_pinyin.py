"""Letters on the screen, the reader behind it, and a lexicon that is not there: the whole terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.app import Terminal
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain.lexicon import OwnWord
from kiosk.domain.library import Library
from kiosk.domain.state import AppState
from kiosk.domain.writing import Method
from tests.support.library import small_library
from tests.support.small_lexicon import write
from tests.support.states import answers
from tests.support.wait import until


@contextmanager
def serving(folder: Path, lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal without devices whose lexicon is the one at ``lexicon``."""
    monkeypatch.setattr(Config, "lexicon_path", property(lambda _self: lexicon))
    terminal = Terminal(Config(state_dir=folder / "state"), SystemClock(), simulate=True)
    terminal.start()
    try:
        yield terminal
    finally:
        terminal.stop()


def drained(terminal: Terminal) -> AppState:
    terminal.runtime.drain()
    return terminal.runtime.state


def write_by_pinyin(terminal: Terminal, library: Library | None = None, visit: str = "v1") -> None:
    """A visit on the page of what happened. Nobody enrolled it, which the store says when it likes."""
    terminal.runtime.dispatch(m.ReleaseChanged(library or small_library()))
    for message in (m.Wake(visit), m.Enrolment(can_submit=True, terminal_code="SS3")):
        terminal.runtime.dispatch(message)
    terminal.runtime.dispatch(m.OpenForm("consultation", f"order-{visit}"))
    terminal.services.write_by(Method.PINYIN)


def offered(terminal: Terminal, letters: str) -> list[str]:
    """What is offered for these letters, typed after whatever stands there."""
    for letter in letters:
        terminal.services.pinyin_key(letter)

    def answered() -> bool:
        visit = drained(terminal).visit
        return visit is not None and visit.pinyin.fresh and visit.pinyin.keys.endswith(letters)

    assert until(answered)
    visit = terminal.runtime.state.visit
    assert visit is not None
    return [candidate.text for candidate in visit.pinyin.composition.candidates]


def test_letters_are_read_and_picked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path, write(tmp_path), monkeypatch) as terminal:
        assert until(lambda: drained(terminal).pinyin)
        write_by_pinyin(terminal)
        found = offered(terminal, "laobantuoqiangongzi")
        assert "老板" in found
        visit = terminal.runtime.state.visit
        assert visit is not None
        terminal.services.pinyin_pick(found.index("老板"), visit.pinyin.composition.generation)
        assert answers(terminal.runtime.state)["request"] == "老板"
        assert "拖欠" in offered(terminal, "")


def test_fuzzy_sounds_find_the_word_and_nothing_is_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon = write(tmp_path)
    before = lexicon.read_bytes()
    with serving(tmp_path, lexicon, monkeypatch) as terminal:
        assert until(lambda: drained(terminal).pinyin)
        write_by_pinyin(terminal)
        found = offered(terminal, "sensi")
        assert "生死" in found
        for _ in range(3):
            terminal.services.pinyin_pick(found.index("生死"), _generation(terminal))
            assert offered(terminal, "sensi") == found
    assert lexicon.read_bytes() == before
    assert [path.name for path in lexicon.parent.glob(f"{lexicon.name}*")] == [lexicon.name]


def _generation(terminal: Terminal) -> int:
    visit = terminal.runtime.state.visit
    assert visit is not None
    return visit.pinyin.composition.generation


def test_another_release_brings_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path, write(tmp_path), monkeypatch) as terminal:
        assert until(lambda: drained(terminal).pinyin)
        write_by_pinyin(terminal)
        assert "嵊泗县" not in offered(terminal, "sengsixian")
        terminal.runtime.dispatch(m.EndVisit(quietly=True))
        own = (OwnWord("嵊泗县", ("sheng", "si", "xian")),)
        write_by_pinyin(terminal, replace(small_library(), words=own), "v2")
        assert "嵊泗县" in offered(terminal, "sengsixian")


@pytest.mark.parametrize("damage", ["missing", "cut", "garbage", "folder"])
def test_without_a_sound_lexicon_there_is_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    lexicon = tmp_path / "pinyin.sqlite"
    if damage == "cut":
        whole = write(tmp_path).read_bytes()
        lexicon.write_bytes(whole[: len(whole) // 2])
    elif damage == "garbage":
        lexicon.write_bytes(b"no lexicon" * 1000)
    elif damage == "folder":
        lexicon.mkdir()
    told: list[bool] = []
    with serving(tmp_path, lexicon, monkeypatch) as terminal:
        terminal.runtime.on_change(lambda state: told.append(state.pinyin))
        assert until(lambda: drained(terminal).handwriting and "pinyin.missing" in caplog.text)
        write_by_pinyin(terminal)
        before = terminal.runtime.state
        terminal.services.pinyin_key("a")
        assert terminal.runtime.state == before
        assert not any(told)
        assert terminal.healthy()
        terminal.services.answer("request", "老板欠钱")
        assert answers(terminal.runtime.state)["request"] == "老板欠钱"
