"""A law pack that goes along with a release, to the terminal that shows an article of it."""

from pathlib import Path

import pytest

from kiosk.content import library, models
from kiosk.content.laws import CATALOGUE, Article, LawPack, Statute
from kiosk.content.publish import cli
from kiosk.content.publish.build import Built, build
from kiosk.content.shelf import LAWS, Shelf
from kiosk.domain.article import ArticleNo
from kiosk.domain.learn import ArticleOutcome
from kiosk.errors import KioskError
from tests.content.test_laws import written
from tests.support import editor_library as sample
from tests.support.clock import ManualClock


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "library")


@pytest.fixture
def pack(tmp_path: Path) -> LawPack:
    return written(tmp_path / "pack")


def made(tmp_path: Path, *, if_changed: bool = False, laws: bool = True) -> Built:
    folder = tmp_path / "pack" if laws else None
    return build(
        tmp_path / "library", tmp_path / "content", ManualClock(), laws=folder, if_changed=if_changed
    )


@pytest.mark.usefixtures("root", "pack")
def test_a_terminal_shows_an_article_of_the_pack_that_came_with_the_release(tmp_path: Path) -> None:
    made(tmp_path)
    look = Shelf((tmp_path / "content",)).article("示例法", ArticleNo(2))
    assert (look.outcome, look.date, look.text) == (ArticleOutcome.FOUND, "2020-01-02", "第二条　丙。")
    opened = library.open_content(tmp_path / "content")
    assert opened.findings == ()  # and nothing of it is read at the start


@pytest.mark.usefixtures("root", "pack")
def test_a_release_with_another_pack_is_looked_into_at_once(tmp_path: Path) -> None:
    made(tmp_path, laws=False)
    shelf = Shelf((tmp_path / "content",))
    assert shelf.article("示例法", ArticleNo(2)).outcome is ArticleOutcome.NO_PACK
    made(tmp_path)
    assert shelf.article("示例法", ArticleNo(2)).outcome is ArticleOutcome.FOUND
    newer = tmp_path / "pack" / "newer"
    written(newer, Statute("", (Article(2, 0, "", "第二条　改了。"),)))
    build(tmp_path / "library", tmp_path / "content", ManualClock(), laws=newer)
    assert shelf.article("示例法", ArticleNo(2)).text == "第二条　改了。"
    made(tmp_path, laws=False)
    assert shelf.article("示例法", ArticleNo(2)).outcome is ArticleOutcome.NO_PACK


@pytest.mark.usefixtures("root", "pack")
def test_the_release_goes_before_the_folder_and_the_folder_serves_where_there_is_none(tmp_path: Path) -> None:
    content = tmp_path / "content"
    written(content / LAWS, Statute("", (Article(2, 0, "", "第二条　夹子里的。"),)))
    made(tmp_path, laws=False)
    assert Shelf((content,)).article("示例法", ArticleNo(2)).text == "第二条　夹子里的。"
    made(tmp_path)
    assert Shelf((content,)).article("示例法", ArticleNo(2)).text == "第二条　丙。"


@pytest.mark.usefixtures("root", "pack")
def test_a_release_that_cannot_be_read_is_passed_over_for_the_one_before_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    first, second = made(tmp_path), made(tmp_path, laws=False)
    assert (first.release, second.release) == (1, 2)
    (models.release_path(content, 2) / models.MANIFEST).write_text("{")
    assert Shelf((content,)).article("示例法", ArticleNo(2)).outcome is ArticleOutcome.FOUND


@pytest.mark.usefixtures("root")
def test_a_damaged_law_costs_its_words_and_nothing_else(tmp_path: Path, pack: LawPack) -> None:
    made(tmp_path)
    blob = models.blob_path(tmp_path / "content", pack.laws[0].sha256)
    blob.write_bytes(b"x" + blob.read_bytes())
    assert Shelf((tmp_path / "content",)).article("示例法", ArticleNo(2)).outcome is ArticleOutcome.BROKEN
    assert library.open_content(tmp_path / "content").findings == ()


@pytest.mark.usefixtures("root")
def test_a_damaged_catalogue_too(tmp_path: Path, pack: LawPack) -> None:
    del pack
    made(tmp_path)
    entry = next(one for one in entries(tmp_path) if one.kind == models.LAWS)
    blob = models.blob_path(tmp_path / "content", entry.sha256)
    blob.write_bytes(blob.read_bytes().replace(b"2020", b"2021"))
    assert Shelf((tmp_path / "content",)).article("示例法", ArticleNo(2)).outcome is ArticleOutcome.BROKEN


def entries(tmp_path: Path) -> tuple[models.Entry, ...]:
    release = library.current(tmp_path / "content")
    assert release is not None
    return library.read_manifest(release).items


@pytest.mark.usefixtures("root", "pack")
def test_another_pack_is_a_change_and_the_same_one_is_none(tmp_path: Path) -> None:
    assert made(tmp_path).fresh
    assert not made(tmp_path, if_changed=True).fresh
    assert made(tmp_path, if_changed=True, laws=False).fresh


@pytest.mark.usefixtures("root")
def test_only_a_whole_pack_is_sent(tmp_path: Path, pack: LawPack) -> None:
    models.blob_path(tmp_path / "pack", pack.laws[0].sha256).unlink()
    with pytest.raises(KioskError, match="示例法") as refused:
        made(tmp_path)
    assert refused.value.code == "E-CNT-02"
    assert library.current(tmp_path / "content") is None


@pytest.mark.usefixtures("root")
def test_a_folder_without_a_pack_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["build", "--library", str(tmp_path / "library"), "--out", str(tmp_path / "content")]
    assert cli.main([*words, "--clips", str(tmp_path / "clips"), "--laws", str(tmp_path / "none")]) == 1
    assert f"E-CNT-02 {tmp_path / 'none'}：{CATALOGUE} 读不了" in capsys.readouterr().err
