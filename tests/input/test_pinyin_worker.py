"""The pinyin reader's thread: answers the newest keys, forgets when told to, and lives without a lexicon."""

import threading
from pathlib import Path

import pytest

from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.errors import KioskError
from kiosk.input.pinyin import PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon
from kiosk.input.pinyin_worker import PinyinWorker, reader_of
from tests.support.small_lexicon import write

BOUND = 30.0  # of a wait that only ends early


class Box:
    """What was posted or told."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self._arrived = threading.Semaphore(0)

    def __call__(self, thing: object, /) -> None:
        self.things.append(thing)
        self._arrived.release()

    def next(self) -> object:
        assert self._arrived.acquire(timeout=BOUND)
        return self.things[-1]


class Watched(PinyinReader):
    """Tells when it has forgotten."""

    def __init__(self, lexicon: Lexicon, told: Box) -> None:
        super().__init__(lexicon)
        self._told = told

    def forget(self) -> None:
        super().forget()
        self._told("forgotten")


def test_keys_are_answered_with_their_generation(tmp_path: Path) -> None:
    box = Box()
    worker = PinyinWorker(reader_of(write(tmp_path), ()), box)
    worker.start()
    worker.submit(7, "laoban")
    answer = box.next()
    worker.stop()
    assert isinstance(answer, PinyinRead)
    assert answer.generation == 7
    assert answer.candidates[0] == Candidate("老板", 6)


def test_forgetting_empties_the_reader_on_its_thread(tmp_path: Path) -> None:
    path, told, box = write(tmp_path), Box(), Box()
    worker = PinyinWorker(lambda: Watched(Lexicon.open(path), told), box)
    worker.start()
    worker.submit(1, "laoban")
    box.next()
    worker.forget()
    assert told.next() == "forgotten"
    worker.submit(2, "gongzi")
    answer = box.next()
    worker.stop()
    assert isinstance(answer, PinyinRead)
    assert (answer.generation, answer.candidates[0].text) == (2, "工资")


def test_without_a_lexicon_the_fault_is_told_and_nothing_is_answered(tmp_path: Path) -> None:
    told, box = Box(), Box()
    worker = PinyinWorker(reader_of(tmp_path / "none.sqlite", ()), box, told)
    worker.submit(1, "laoban")
    worker.start()
    fault = told.next()
    worker.stop()
    assert isinstance(fault, KioskError)
    assert fault.code == "E-INP-02"
    assert box.things == []


class Breaking(PinyinReader):
    """Fails at one word, as a disk may."""

    def candidates(self, keys: str, limit: int = 60) -> tuple[Candidate, ...]:
        if keys == "laoban":
            raise KioskError("E-INP-02", "disk image is malformed")
        return super().candidates(keys, limit)


def test_a_lexicon_that_breaks_later_answers_nothing_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, box = write(tmp_path), Box()
    worker = PinyinWorker(lambda: Breaking(Lexicon.open(path)), box)
    worker.start()
    worker.submit(1, "laoban")
    assert box.next() == PinyinRead(1, ())
    worker.submit(2, "gongzi")
    answer = box.next()
    worker.stop()
    assert isinstance(answer, PinyinRead)
    assert answer.candidates[0].text == "工资"
    assert [record.message for record in caplog.records] == ["pinyin.failed"]
    assert "laoban" not in caplog.text
