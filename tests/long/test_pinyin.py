"""The parts of the long proof of pinyin, on a lexicon small enough for every run."""

from pathlib import Path

import pytest

from kiosk.input.pinyin import PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon
from tests.long import pinyin
from tests.long.pinyin import insults_of, out_of_reach, terms_of, typed
from tests.support.small_lexicon import write


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> PinyinReader:
    return PinyinReader(Lexicon.open(write(tmp_path_factory.mktemp("lexicon"))))


def test_terms_are_the_long_ones_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "\ufeff交通事故\t9\n法院\t8\n法律援助\t7\n\n法律援助\t1\nA股上市公司\t2\n", encoding="utf-8"
    )
    assert terms_of(path) == ["交通事故", "法律援助"]
    assert insults_of(path) == []
    path.write_text("法院\t8\n王八蛋\t7\n", encoding="utf-8")
    assert insults_of(path) == ["王八蛋"]


def test_ranks_are_those_of_the_candidates(reader: PinyinReader) -> None:
    result = typed(reader, ["交通事故", "劳动争议"], folded=False)
    assert result.ranks[0] == 0
    assert result.ranks[1] != 0
    assert len(result.ms) == len("jiaotongshigu") + len("laodongzhengyi")
    assert typed(reader, ["嵊泗县"], folded=True).share(5) in (0.0, 1.0)


def test_a_character_nobody_can_type_is_found(reader: PinyinReader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert out_of_reach(reader) == []
    monkeypatch.setattr(pinyin, "offered", lambda: frozenset("法鼥"))
    assert out_of_reach(reader) == ["鼥"]
