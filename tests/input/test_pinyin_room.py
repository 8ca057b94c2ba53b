"""One reader at a time, with the words of the release that is shown."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.composition import PinyinRead
from kiosk.domain.lexicon import OwnWord
from kiosk.errors import KioskError
from kiosk.input.pinyin_room import PinyinRoom
from tests.support.box import Box
from tests.support.small_lexicon import write

SI = OwnWord("嵊泗县", ("sheng", "si", "xian"))


@contextmanager
def room(lexicon: Path) -> Iterator[tuple[PinyinRoom, Box, Box]]:
    posted, told = Box(), Box()
    made = PinyinRoom(lexicon, posted, told)
    try:
        yield made, posted, told
    finally:
        made.stop()


def texts(answer: object) -> list[str]:
    assert isinstance(answer, PinyinRead)
    return [candidate.text for candidate in answer.candidates]


def test_letters_are_read_with_the_words_of_the_release(tmp_path: Path) -> None:
    with room(write(tmp_path)) as (pinyin, posted, told):
        pinyin.start((SI,))
        assert told.next() is None
        pinyin.submit(1, "sengsixian")
        assert "嵊泗县" in texts(posted.next())


def test_another_release_brings_its_words(tmp_path: Path) -> None:
    with room(write(tmp_path)) as (pinyin, posted, told):
        pinyin.start(())
        assert told.next() is None
        pinyin.words((SI,))
        pinyin.submit(1, "shengsixian")
        assert "嵊泗县" in texts(posted.next())
        pinyin.words(())
        pinyin.submit(2, "shengsixian")
        assert "嵊泗县" not in texts(posted.next())


def test_the_same_words_keep_the_reader(tmp_path: Path) -> None:
    with room(write(tmp_path)) as (pinyin, _, told):
        pinyin.start((SI,))
        assert told.next() is None
        before = {thread.ident for thread in threading.enumerate() if thread.name == "pinyin"}
        pinyin.words((SI,))
        assert {thread.ident for thread in threading.enumerate() if thread.name == "pinyin"} == before


def test_a_missing_lexicon_is_told_and_nothing_is_asked_of_it(tmp_path: Path) -> None:
    with room(tmp_path / "none.sqlite") as (pinyin, posted, told):
        pinyin.start(())
        fault = told.next()
        assert isinstance(fault, KioskError)
        assert fault.code == "E-INP-02"
        pinyin.submit(1, "laoban")
        pinyin.forget()
        assert posted.things == []


def test_before_its_start_and_after_its_end_nothing_happens(tmp_path: Path) -> None:
    with room(write(tmp_path)) as (pinyin, posted, _):
        pinyin.words((SI,))
        pinyin.submit(1, "laoban")
        pinyin.forget()
        pinyin.stop()
        assert posted.things == []
