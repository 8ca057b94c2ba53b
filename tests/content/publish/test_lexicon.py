"""The lexicon's making: what is in it, what is not, and when it is made anew."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.content.publish import lexicon
from kiosk.content.publish.dictionaries import words
from kiosk.content.publish.lexicon import HEADS_EACH, build
from tests.support.small_lexicon import sources, write


def rows(path: Path, question: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def test_words_have_readings_and_chances(tmp_path: Path) -> None:
    found = {(word.text, " ".join(word.syllables)): word.chance for word in words(sources(tmp_path))}
    assert ("法院", "fa yuan") in found, "only jieba has it: the reading is guessed"
    assert ("行", "xing") in found
    assert ("行", "hang") in found
    assert found["老板", "lao ban"] > found["离婚", "li hun"], "both dictionaries know it"
    assert found["事故", "shi gu"] > found["世故", "shi gu"], "statutes say it"
    assert all(0 < chance <= 1 for chance in found.values())


def test_foreign_names_and_oddities_stay_out_and_what_people_say_does_not(tmp_path: Path) -> None:
    texts = {word.text for word in words(sources(tmp_path))}
    assert not texts & {"阿不都", "鼥"}
    assert {"强奸", "做爱", "傻逼"} <= texts


def test_the_same_dictionaries_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()
    assert rows(one, "SELECT text FROM brief WHERE initials = 'jtsg'") == [("交通事故",)]
    heads = rows(one, "SELECT text FROM head WHERE start = 's'")
    assert ("四",) in heads
    assert not {("老",), ("板",)} & set(heads)
    assert rows(one, "SELECT count(*) FROM head GROUP BY start ORDER BY 1 DESC LIMIT 1") == [(HEADS_EACH,)]


def test_it_is_made_anew_only_when_something_changed(tmp_path: Path) -> None:
    made = sources(tmp_path)
    path = tmp_path / "pinyin.sqlite"
    assert build(path, made, if_changed=True) > 40
    assert build(path, made, if_changed=True) == 0
    made.jieba.write_text("县城 5 n\n", encoding="utf-8")
    assert build(path, made, if_changed=True) > 40
    path.write_bytes(b"not a database")
    assert build(path, made, if_changed=True) > 40


def test_a_damaged_lexicon_is_made_anew(tmp_path: Path) -> None:
    made, path = sources(tmp_path), tmp_path / "pinyin.sqlite"
    build(path, made)
    whole = path.read_bytes()
    for at in range(4096, len(whole), 8 * 4096):
        path.write_bytes(whole[:at] + b"\xff" * 4096 + whole[at + 4096 :])
        assert build(path, made, if_changed=True) > 40, f"page at {at}"
        assert path.read_bytes() == whole


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, path = sources(tmp_path), tmp_path / "pinyin.sqlite"
    steps: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append(f"fsync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        fsync(descriptor)

    def noted_rename(self: Path, target: Path) -> Path:
        steps.append(f"rename {target.name}")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_rename)
    build(path, made)
    assert steps == ["fsync .pinyin.sqlite.part", "rename pinyin.sqlite", f"fsync {tmp_path.name}"]


def test_a_lexicon_that_was_not_written_whole_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, path = sources(tmp_path), tmp_path / "pinyin.sqlite"
    build(path, made)
    before = path.read_bytes()
    fill = lexicon._fill

    def torn(database: sqlite3.Connection, *rest: Any) -> None:
        fill(database, *rest)
        (name,) = [row[2] for row in database.execute("PRAGMA database_list") if row[1] == "main"]
        os.truncate(name, 8192)

    monkeypatch.setattr(lexicon, "_fill", torn)
    with pytest.raises(OSError, match="not written whole"):
        build(path, made)
    assert path.read_bytes() == before


def test_a_missing_dictionary_leaves_the_old_lexicon(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        build(path, replace(sources(tmp_path), rime=tmp_path / "none"))
    assert path.read_bytes() == before
