"""The thread that searches: the newest question, an index that is damaged, another release."""

import logging
import threading
from pathlib import Path

import pytest

from kiosk.app import Terminal
from kiosk.app_search import SearchRoom, SearchWorker
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.content import library, models
from kiosk.content.publish.build import build
from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.asked import Searched
from kiosk.domain.library import ReleaseInfo
from kiosk.domain.search import Answer, Found
from kiosk.domain.state import AppState
from kiosk.errors import KioskError
from tests.support import editor_library as sample
from tests.support.box import BOUND, Box
from tests.support.clock import ManualClock
from tests.support.wait import until

SECRET = "很私的事"


class Slow:
    """Answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.busy, self.let = threading.Event(), threading.Event()

    def ask(self, text: str, limit: int) -> Answer:
        self.asked.append(text)
        self.busy.set()
        assert self.let.wait(BOUND)
        return Answer(_found(text)[:limit], sure=True)


def _found(text: str) -> tuple[Found, ...]:
    return (Found(text, "guide", "", text, 1.0, ""),)


class Damaged:
    """Sound at first."""

    def __init__(self) -> None:
        self.sound = True

    def ask(self, text: str, limit: int) -> Answer:
        if not self.sound:
            raise KioskError("E-CNT-02", "搜索目录坏了")
        return Answer(_found(text)[:limit], sure=True)


def made(folder: Path) -> Path:
    """Content with one more release."""
    source = sample.write(folder / f"library{len(list(folder.glob('library*')))}")
    build(source, folder / "content", ManualClock())
    return folder / "content"


def shown(content: Path) -> ReleaseInfo:
    return library.load(content).info


def test_only_the_newest_question_is_answered() -> None:
    slow, box = Slow(), Box()
    worker = SearchWorker(lambda: slow, box)
    worker.start()
    worker.submit(1, "一")
    assert slow.busy.wait(BOUND)
    worker.submit(2, "二")
    worker.submit(3, "三")
    slow.let.set()
    assert box.next() == Searched(3, _found("三"), (), sure=True)
    worker.stop()
    assert slow.asked == ["一", "三"]
    assert len(box.things) == 1


def test_what_is_asked_for_a_person_who_left_is_not_answered() -> None:
    slow, box = Slow(), Box()
    worker = SearchWorker(lambda: slow, box)
    worker.start()
    worker.submit(1, SECRET)
    assert slow.busy.wait(BOUND)
    worker.forget()
    slow.let.set()
    worker.submit(1, "别的")
    assert box.next() == Searched(1, _found("别的"), (), sure=True)
    worker.stop()
    assert len(box.things) == 1


def test_a_fault_while_reading_is_told_once_and_never_what_was_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    index, box, told = Damaged(), Box(), Box()
    worker = SearchWorker(lambda: index, box, told)
    worker.start()
    assert told.next() is None
    index.sound = False
    with caplog.at_level(logging.DEBUG):
        for generation in (1, 2):
            worker.submit(generation, SECRET)
            assert box.next() == Searched(generation)
    fault = told.next()
    index.sound = True
    worker.submit(3, "好了")
    assert box.next() == Searched(3, _found("好了"), (), sure=True)
    worker.stop()
    assert isinstance(fault, KioskError)
    assert told.things == [None, fault, None]
    assert [getattr(record, "code", "") for record in caplog.records] == ["E-CNT-02"]
    assert SECRET not in caplog.text


def test_the_index_is_the_one_of_the_release_that_is_shown(tmp_path: Path) -> None:
    content = made(tmp_path)
    box, told = Box(), Box()
    room = SearchRoom(content, tmp_path / "none", box, told)
    room.follow(shown(content))
    assert told.next() is None
    room.submit(1, "没拿到工资")
    answer = box.next()
    room.stop()
    assert isinstance(answer, Searched)
    assert answer.results[0].id == "labour/wages"
    assert answer.results[0].marks


def test_a_visit_keeps_its_release_and_the_next_has_the_new_one(tmp_path: Path) -> None:
    content = made(tmp_path)
    before = shown(content)
    made(tmp_path)
    after = shown(content)
    assert after.release == before.release + 1
    box, told = Box(), Box()
    room = SearchRoom(content, tmp_path / "none", box, told)
    for number, release in enumerate((before, before, after)):
        room.follow(release)  # the same again is no other
        room.submit(number, "工资")
        assert isinstance(box.next(), Searched)
    room.stop()
    assert told.things == [None, None]


def test_a_damaged_index_is_told_with_its_code_and_asking_has_no_effect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = made(tmp_path)
    release = shown(content)
    _index_of(content).write_bytes(b"no index")
    box, told = Box(), Box()
    room = SearchRoom(content, tmp_path / "none", box, told)
    with caplog.at_level(logging.DEBUG):
        room.follow(release)
        fault = told.next()
        room.submit(1, SECRET)
        room.forget()
        room.stop()
    assert isinstance(fault, KioskError)
    assert fault.code == "E-CNT-02"
    assert [getattr(record, "code", "") for record in caplog.records] == ["E-CNT-02"]
    assert box.things == []
    assert SECRET not in caplog.text


def test_without_content_nothing_is_searched(tmp_path: Path) -> None:
    box, told = Box(), Box()
    room = SearchRoom(tmp_path, tmp_path, box, told)
    room.follow(None)
    room.submit(1, "工资")
    room.forget()
    room.stop()
    assert (box.things, told.things) == ([], [])


def _index_of(content: Path) -> Path:
    active = library.current(content)
    assert active is not None
    (entry,) = [row for row in library.read_manifest(active).items if row.kind == models.SEARCH]
    return models.blob_path(content, entry.sha256)


def _drained(terminal: Terminal) -> AppState:
    terminal.runtime.drain()
    return terminal.runtime.state


@pytest.mark.parametrize("damaged", [False, True])
def test_the_whole_terminal_searches_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    content = made(tmp_path)
    if damaged:
        _index_of(content).write_bytes(b"no index")
    monkeypatch.setattr(Config, "content_path", property(lambda _self: content))
    terminal = Terminal(Config(state_dir=tmp_path / "state"), SystemClock(), simulate=True)
    terminal.start()
    try:
        assert until(lambda: _drained(terminal).handwriting)  # loaded after it was asked to begin
        if damaged:
            assert until(lambda: not _alive("search"))
            assert not _drained(terminal).search
            return
        assert until(lambda: _drained(terminal).search)
        terminal.runtime.dispatch(m.Wake("v1"))
        terminal.services.open(s.SearchBox())
        terminal.services.write_search("没拿到工资")
        assert until(lambda: not _asked(terminal).waiting)
        assert _asked(terminal).results[0].id == "labour/wages"
        terminal.services.open_found("guide", "labour/wages")
        assert _place(terminal) == s.GuideView("labour/wages")
    finally:
        terminal.stop()


def _alive(name: str) -> bool:
    return any(thread.name == name for thread in threading.enumerate())


def _asked(terminal: Terminal) -> a.Asked:
    visit = _drained(terminal).visit
    assert visit is not None
    return visit.asked


def _place(terminal: Terminal) -> s.Place:
    visit = terminal.runtime.state.visit
    assert visit is not None
    return visit.place
