"""The table of what statutes say, and the script that counts it."""

from pathlib import Path

import pytest

from kiosk.content.publish.dictionaries import LONGEST_WORD, STATUTES
from script import statutes_data
from script.statutes_data import KEPT, dictionary, main

JIEBA = """\
不 900 d
得 800 d
不得 500 d
形式 300 n
刑事 30 n
责任 90 n
人 990 n
的 2000 u
承担 60 v
A股 9 n
"""


@pytest.fixture
def jieba(tmp_path: Path) -> Path:
    path = tmp_path / "dict.txt"
    path.write_text(JIEBA, encoding="utf-8")
    return path


def laws(folder: Path, times: int = 30) -> Path:
    (folder / "one").mkdir(parents=True)
    text = "承担刑事责任。\n" * times + "人的刑事责任，龘。\n"
    (folder / "one" / "law.md").write_text(text, encoding="utf-8")
    (folder / "one" / "_index.md").write_text("目录目录" * 100, encoding="utf-8")
    (folder / "README.md").write_text("说明说明" * 100, encoding="utf-8")
    return folder


def test_a_sentence_is_parted_in_the_likeliest_way(jieba: Path) -> None:
    words = dictionary(jieba)
    assert words.parted("人不得承担刑事责任") == ["人", "不得", "承担", "刑事", "责任"]
    assert words.parted("龘刑事龘") == ["龘", "刑事", "龘"]
    assert words.parted("") == []


def test_what_statutes_say_more_often_is_counted_and_nothing_else(jieba: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert main(["--laws", str(laws(tmp_path / "laws")), "--jieba", str(jieba), "--out", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines()
    rows = dict(line.split() for line in lines if not line.startswith("#"))
    assert "1 statutes" in lines[0]
    assert set(rows) == {"刑事", "责任", "刑事责任", "承担", "承担刑事"}
    assert int(rows["刑事"]) > int(rows["承担"]) > 1_000_000
    first = out.read_bytes()
    main(["--laws", str(tmp_path / "laws"), "--jieba", str(jieba), "--out", str(out)])
    assert out.read_bytes() == first


def test_what_is_rare_is_left_out(jieba: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    main(["--laws", str(laws(tmp_path / "laws", 3)), "--jieba", str(jieba), "--out", str(out)])
    assert [line for line in out.read_text("utf-8").splitlines() if not line.startswith("#")] == []


def test_the_table_that_is_carried_is_such_a_table() -> None:
    lines = STATUTES.read_text("utf-8").splitlines()
    assert "\n".join(lines[:3]) + "\n" == statutes_data._HEAD.format(texts=1512)
    rows = [line.split(" ") for line in lines[3:]]
    assert len(rows) == KEPT
    assert [text for text, _ in rows] == sorted({text for text, _ in rows})
    assert all(0 < len(text) <= LONGEST_WORD and int(count) > 0 for text, count in rows)
    counts = {text: int(count) for text, count in rows}
    assert counts["刑事"] > counts.get("形式", 0)
