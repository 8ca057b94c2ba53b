"""The lexicon's making: what is in it, what is not, and when it is made anew."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.content.publish.dictionaries import words
from kiosk.content.publish.lexicon import build
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
    assert ("四",) in rows(one, "SELECT text FROM head WHERE start = 's'")


def test_it_is_made_anew_only_when_something_changed(tmp_path: Path) -> None:
    made = sources(tmp_path)
    path = tmp_path / "pinyin.sqlite"
    assert build(path, made, if_changed=True) > 40
    assert build(path, made, if_changed=True) == 0
    made.jieba.write_text("县城 5 n\n", encoding="utf-8")
    assert build(path, made, if_changed=True) > 40
    path.write_bytes(b"not a database")
    assert build(path, made, if_changed=True) > 40


def test_a_missing_dictionary_leaves_the_old_lexicon(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        build(path, replace(sources(tmp_path), rime=tmp_path / "none"))
    assert path.read_bytes() == before
