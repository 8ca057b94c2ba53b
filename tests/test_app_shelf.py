"""The thread that reads for a page: it answers, and is never the reason that a page waits for ever."""

import queue
from pathlib import Path

import pytest

from kiosk.app_shelf import ShelfRoom
from kiosk.content.shelf import Shelf
from kiosk.domain.article import ArticleNo
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures, ReadArticle, ReadPictures
from kiosk.domain.update_learn import ArticleRead, PicturesRead
from tests.content.test_shelf import TEXT, law_pack, picture


def answer(place: Path, asked: ReadArticle | ReadPictures) -> object:
    answers: queue.Queue[object] = queue.Queue()
    room = ShelfRoom((place,), answers.put)
    room.start()
    try:
        room.ask(asked)
        return answers.get(timeout=20)
    finally:
        room.stop()


def test_an_article_and_pictures_are_read_on_its_thread(tmp_path: Path) -> None:
    law_pack(tmp_path)
    of = picture(tmp_path)
    read = answer(tmp_path, ReadArticle("劳动合同法", ArticleNo(7)))
    assert isinstance(read, ArticleRead)
    assert read.look.text == TEXT
    shown = answer(tmp_path, ReadPictures("lesson", (of,)))
    assert isinstance(shown, PicturesRead)
    assert shown.pictures.shown[0].width == 320


def test_a_fault_nobody_foresaw_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(Shelf, "article", broken)
    monkeypatch.setattr(Shelf, "pictures", broken)
    look = ArticleLook("劳动合同法", ArticleNo(7), ArticleOutcome.BROKEN)
    assert answer(tmp_path, ReadArticle("劳动合同法", ArticleNo(7))) == ArticleRead(look)
    of = picture(tmp_path)
    assert answer(tmp_path, ReadPictures("lesson", (of,))) == PicturesRead(
        Pictures("lesson", (Picture("dock"),))
    )
