"""The pinyin reader's thread: answers the newest keys, forgets when told to, and lives without a lexicon."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.errors import KioskError
from kiosk.input.pinyin import PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon
from kiosk.input.pinyin_worker import PinyinWorker, reader_of
from tests.support.box import Box
from tests.support.small_lexicon import write


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


def spoiled(path: Path, question: str) -> Path:
    """A lexicon that is a sound database of other things than it should be."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(question)
    return path


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes()[:8192] + bytes(4096) + path.read_bytes()[12288:]),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: spoiled(path, "DROP TABLE word"),
        lambda path: spoiled(path, "DROP TABLE meta"),
        lambda path: spoiled(path, "DROP TABLE brief"),
        lambda path: spoiled(path, "DROP TABLE head; CREATE TABLE head (start TEXT)"),
        lambda path: spoiled(path, "UPDATE meta SET value = '0' WHERE name = 'format'"),
    ],
)
def test_a_damaged_lexicon_is_no_pinyin_and_no_dead_thread(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    path, told, box = write(tmp_path), Box(), Box()
    harm(path)
    worker = PinyinWorker(reader_of(path, ()), box, told)
    worker.start()
    fault = told.next()
    worker.submit(1, "laoban")
    worker.forget()
    worker.stop()
    assert isinstance(fault, KioskError)
    assert fault.code == "E-INP-02"
    assert box.things == []


def test_what_nobody_foresaw_at_loading_is_told_too(caplog: pytest.LogCaptureFixture) -> None:
    def load() -> PinyinReader:
        raise MemoryError

    told = Box()
    worker = PinyinWorker(load, Box(), told)
    worker.start()
    fault = told.next()
    worker.stop()
    assert isinstance(fault, KioskError)
    assert fault.code == "E-INP-02"
    (record,) = caplog.records
    assert record.message == "pinyin.missing"
    assert record.exc_info, "whoever mends it wants to know where"


class Breaking(PinyinReader):
    """Fails at one word, as a disk may."""

    def candidates(self, keys: str, limit: int = 60) -> tuple[Candidate, ...]:
        if keys == "laoban":
            raise KioskError("E-INP-02", "disk image is malformed")
        return super().candidates(keys, limit)


def test_a_lexicon_that_breaks_later_answers_nothing_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, box, told = write(tmp_path), Box(), Box()
    worker = PinyinWorker(lambda: Breaking(Lexicon.open(path)), box, told)
    worker.start()
    for generation in (-1, 0, 1):
        worker.submit(generation, "laoban")
        assert box.next() == PinyinRead(generation, ())
    worker.submit(2, "gongzi")
    answer = box.next()
    worker.stop()
    assert isinstance(answer, PinyinRead)
    assert answer.candidates[0].text == "工资"
    assert [record.message for record in caplog.records] == ["pinyin.failed"], "once, not at every letter"
    assert "laoban" not in caplog.text
    codes = [fault.code if isinstance(fault, KioskError) else fault for fault in told.things]
    assert codes == [None, "E-INP-02", None], "there, lost, there again"


def test_a_message_nobody_takes_is_not_the_end(tmp_path: Path) -> None:
    box = Box()

    def post(message: object, /) -> None:
        if isinstance(message, PinyinRead) and message.generation == 1:
            box("refused")
            raise RuntimeError("no room")
        box(message)

    worker = PinyinWorker(reader_of(write(tmp_path), ()), post)
    worker.start()
    worker.submit(1, "laoban")
    assert box.next() == "refused"
    worker.submit(2, "gongzi")
    answer = box.next()
    worker.stop()
    assert isinstance(answer, PinyinRead)
    assert answer.generation == 2
