"""Articles from a law pack and pictures of a release: found, missing, damaged, too large."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from kiosk.content import models
from kiosk.content.disk import store_blob
from kiosk.content.laws import CATALOGUE, Article, Catalogue, Law, Statute, pack
from kiosk.content.shelf import LAWS, WORDS_MAX, Shelf, drawn
from kiosk.domain.article import ArticleNo
from kiosk.domain.learn import ArticleOutcome
from kiosk.domain.library_learning import Media, MediaFile

TEXT = "第七条　用人单位自用工之日起即与劳动者建立劳动关系。\n第二款是样例。"


def law_pack(place: Path, text: str = TEXT) -> Path:
    """A pack of one law below ``place``; the path of its only blob."""
    data = pack(Statute("", (Article(7, 0, "第二章 订立", text),)))
    sha256 = hashlib.sha256(data).hexdigest()
    law = Law(
        name="劳动合同法",
        title="中华人民共和国劳动合同法",
        date="2012-12-28",
        articles=1,
        last=7,
        sha256=sha256,
        size=len(data),
    )
    store_blob(place / LAWS, sha256, data)
    catalogue = Catalogue(format=1, source="0" * 64, laws=(law,))
    (place / LAWS / CATALOGUE).write_text(catalogue.model_dump_json(), encoding="utf-8")
    return models.blob_path(place / LAWS, sha256)


def picture(place: Path, wide: int = 320, tall: int = 200, kind: str = "PNG") -> Media:
    file = io.BytesIO()
    Image.new("RGB", (wide, tall), (200, 30, 30)).save(file, kind)
    data = file.getvalue()
    sha256 = hashlib.sha256(data).hexdigest()
    store_blob(place, sha256, data)
    of = MediaFile("png", len(data), sha256, (sha256,))
    return Media("dock", "picture", "码头", "一座小房子。", "样例", of, width=wide, height=tall)


def test_an_article_is_found_in_the_first_place_that_has_a_pack(tmp_path: Path) -> None:
    law_pack(tmp_path / "software")
    look = Shelf((tmp_path / "installed", tmp_path / "software")).article(
        "《中华人民共和国劳动合同法》", ArticleNo(7)
    )
    assert (look.outcome, look.text, look.date) == (ArticleOutcome.FOUND, TEXT, "2012-12-28")
    assert (look.law, look.article, look.chapter) == (
        "《中华人民共和国劳动合同法》",
        ArticleNo(7),
        "第二章 订立",
    )


def test_without_a_pack_that_is_said_and_one_put_there_later_is_found(tmp_path: Path) -> None:
    shelf = Shelf((tmp_path,))
    assert shelf.article("劳动合同法", ArticleNo(7)).outcome is ArticleOutcome.NO_PACK
    law_pack(tmp_path)
    assert shelf.article("劳动合同法", ArticleNo(7)).outcome is ArticleOutcome.FOUND


@pytest.mark.parametrize(
    ("law", "article"),
    [("劳动合同法", ArticleNo(8)), ("劳动合同法", ArticleNo(7, 1)), ("没有的法", ArticleNo(7))],
)
def test_what_the_pack_lacks_is_told_apart(tmp_path: Path, law: str, article: ArticleNo) -> None:
    law_pack(tmp_path)
    assert Shelf((tmp_path,)).article(law, article).outcome is ArticleOutcome.UNKNOWN


def test_a_damaged_pack_costs_the_words_and_nothing_else(tmp_path: Path) -> None:
    blob = law_pack(tmp_path)
    shelf = Shelf((tmp_path,))
    blob.write_bytes(b"x" + blob.read_bytes())
    assert shelf.article("劳动合同法", ArticleNo(7)).outcome is ArticleOutcome.BROKEN
    (tmp_path / LAWS / CATALOGUE).write_text("{", encoding="utf-8")
    assert shelf.article("劳动合同法", ArticleNo(7)).outcome is ArticleOutcome.BROKEN
    law_pack(tmp_path)
    assert shelf.article("劳动合同法", ArticleNo(7)).outcome is ArticleOutcome.FOUND


def test_an_endless_article_is_cut(tmp_path: Path) -> None:
    law_pack(tmp_path, "长" * (WORDS_MAX + 5))
    assert len(Shelf((tmp_path,)).article("劳动合同法", ArticleNo(7)).text) == WORDS_MAX


def test_a_picture_comes_as_pixels_no_larger_than_a_page(tmp_path: Path) -> None:
    small, large = picture(tmp_path), picture(tmp_path, 1600, 400, "JPEG")
    found = Shelf((tmp_path,)).pictures("lesson", (small, large)).shown
    assert [(one.width, one.height) for one in found] == [(320, 200), (984, 246)]
    assert found[0].pixels[:4] == bytes((200, 30, 30, 255))
    assert all(len(one.pixels) == 4 * one.width * one.height for one in found)


def test_a_picture_that_is_missing_or_damaged_comes_without_pixels(tmp_path: Path) -> None:
    of = picture(tmp_path)
    assert Shelf((tmp_path / "elsewhere",)).pictures("lesson", (of,)).shown[0].pixels == b""
    blob = models.blob_path(tmp_path, of.file.sha256)
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    assert Shelf((tmp_path,)).pictures("lesson", (of,)).shown[0].pixels == b""


def test_what_is_no_picture_or_too_large_is_refused() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        drawn("x", b"GIF89a" + b"\0" * 40)
    file = io.BytesIO()
    Image.new("L", (4000, 10)).save(file, "PNG")
    with pytest.raises(ValueError, match="too large"):
        drawn("x", file.getvalue())
