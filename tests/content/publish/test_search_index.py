"""An index is made the same from the same records, and carries how characters are read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.content.publish import search_index
from kiosk.content.publish.dictionaries import reading_of
from kiosk.content.publish.search_index import HEAD, Reader, Searchable, build
from kiosk.content.search_postings import unpack
from kiosk.domain.search import Record
from kiosk.domain.search_terms import codes_of
from tests.support.searching import RECORDS, SEARCHABLE


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "search.sqlite"
    build(path, SEARCHABLE)
    return path


def rows(path: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement).fetchall()


def postings(path: Path, term: str) -> dict[str, int]:
    ((data,),) = rows(path, f"SELECT data FROM term WHERE term = '{term}'")
    records, impacts, _ = unpack([data])
    return {RECORDS[number].id: impact for number, impact in zip(records, impacts, strict=True)}


def test_the_same_records_make_the_same_bytes(path: Path, tmp_path: Path) -> None:
    build(tmp_path / "again", SEARCHABLE)
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


def test_a_title_counts_more_than_a_text(path: Path) -> None:
    found = postings(path, "劳动")
    assert found["labour"] > found["labour/wages"]


def test_sounds_are_those_of_words(path: Path) -> None:
    reader = Reader()
    assert reader.codes("银行") == codes_of(["yin", "hang"])
    assert reader.codes("行人") == codes_of(["xing", "ren"])
    found = reader.readings()
    assert found["行"] == codes_of(["xing"]) + codes_of(["hang"])
    assert "1" not in found
    assert len(found) > 6_000


def test_a_character_without_a_reading_does_not_shift_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "reading_of", lambda text: () if text == "囧" else reading_of(text))
    monkeypatch.setattr(search_index, "_usual", search_index._usual.__wrapped__)
    reader = Reader()
    assert reader.codes("工囧资") == codes_of(["gong"]) + " " + codes_of(["zi"])
    assert "囧" not in reader.readings()


def test_every_character_of_a_question_has_its_readings(path: Path) -> None:
    ((codes,),) = rows(path, "SELECT codes FROM reading WHERE character = '资'")
    assert codes == codes_of(["zi"])


def test_only_the_head_of_a_long_text_is_kept_for_snippets(tmp_path: Path) -> None:
    body = ("工资" * 400, "后面", "还有")
    build(tmp_path / "long", Searchable((Record("a", "law", "", "长", (), body), RECORDS[0])))
    ((length,),) = rows(tmp_path / "long", "SELECT length(lines) FROM record WHERE id = 0")
    assert length < HEAD
    assert rows(tmp_path / "long", "SELECT 1 FROM term WHERE term = '后面'") == [(1,)]


def test_a_file_that_is_there_is_not_written_over(path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        build(path, SEARCHABLE)
