"""Typed pinyin: what is offered, in which order, whatever was typed; and that nothing of it is kept."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.composition import Candidate
from kiosk.domain.lexicon import OwnWord
from kiosk.domain.unfit import insult
from kiosk.errors import KioskError
from kiosk.input.pinyin import SENTENCES, PinyinReader
from kiosk.input.pinyin_lexicon import Lexicon
from tests.support.small_lexicon import write

SHENGSI = OwnWord("嵊泗县", ("sheng", "si", "xian"))
KEYS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=40)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lexicon"))


@pytest.fixture(scope="module")
def reader(path: Path) -> Iterator[PinyinReader]:
    lexicon = Lexicon.open(path, [SHENGSI])
    yield PinyinReader(lexicon)
    lexicon.close()


@pytest.fixture(scope="module")
def without_own(path: Path) -> Iterator[PinyinReader]:
    lexicon = Lexicon.open(path)
    yield PinyinReader(lexicon)
    lexicon.close()


def texts(reader: PinyinReader, keys: str) -> list[str]:
    return [candidate.text for candidate in reader.candidates(keys)]


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("laobantuoqiangongzi", "老板拖欠工资"),
        ("lihunzenmeban", "离婚怎么办"),
        ("woyaoshenqingfalvyuanzhu", "我要申请法律援助"),
        ("jiaotongshigu", "交通事故"),
        ("shengsixian", "嵊泗县"),
        ("sensixian", "嵊泗县"),
        ("senqin", "申请"),
        ("yinhang", "银行"),
        ("nver", "女儿"),
        ("falyu", "法律"),
        ("falu", "法律"),  # by who does not know that v is ü
        ("nuer", "女儿"),
    ],
)
def test_what_is_meant_comes_first(reader: PinyinReader, keys: str, meant: str) -> None:
    assert reader.candidates(keys)[0] == Candidate(meant, len(keys))


def test_without_the_gazetteer_another_word_is_first(without_own: PinyinReader) -> None:
    assert texts(without_own, "shengsixian")[0] == "生死线"


def test_an_exact_sound_comes_before_one_alike(reader: PinyinReader) -> None:
    assert texts(reader, "shi")[:2] == ["是", "时"]
    assert texts(reader, "si")[0] == "四"
    assert "是" in texts(reader, "si")


def test_a_u_may_be_meant_as_the_other_one_and_is_first_what_it_is(reader: PinyinReader) -> None:
    """律 is the commoner of the two here."""
    assert [text for text in texts(reader, "lu") if text in "路律"] == ["路", "律"]
    assert [text for text in texts(reader, "lv") if text in "路律"] == ["律"]


def test_whole_readings_then_words_then_characters(reader: PinyinReader) -> None:
    found = reader.candidates("jiaotongshigu")
    taken = [candidate.keys for candidate in found]
    assert taken == sorted(taken, reverse=True)
    assert Candidate("交通", 8) in found
    assert sum(keys == 13 for keys in taken) <= SENTENCES + 2


@pytest.mark.parametrize(
    ("keys", "meant"), [("jiaotongsh", "交通是"), ("jtsg", "交通事故"), ("ldht", "劳动合同"), ("fy", "法院")]
)
def test_what_is_not_typed_out_is_guessed(reader: PinyinReader, keys: str, meant: str) -> None:
    assert Candidate(meant, len(keys)) in reader.candidates(keys)[:5]


def test_an_apostrophe_parts_syllables(reader: PinyinReader) -> None:
    assert texts(reader, "xian")[0] in ("先", "县", "线", "西安")
    assert reader.candidates("xi'an")[0] == Candidate("西安", 5)
    assert all(
        len(text) > 1 or keys < 5 for text, keys in ((c.text, c.keys) for c in reader.candidates("xi'an"))
    )


def test_letters_no_syllable_begins_with_are_left(reader: PinyinReader) -> None:
    assert reader.candidates("uu") == ()
    assert reader.candidates("gongziiii")[0] == Candidate("工资", 6)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("womabiwojiaren", "我妈逼我嫁人"),
        ("beipozuoai", "被迫做爱"),
        ("qiangjian", "强奸"),
        ("tamawoshabi", "他骂我傻逼"),
        ("tamawoshiwangbadan", "他骂我是王八蛋"),
    ],
)
def test_what_happened_to_somebody_can_be_typed(reader: PinyinReader, keys: str, meant: str) -> None:
    assert meant in texts(reader, keys)[:SENTENCES]


def test_an_insult_alone_stands_behind_all_that_takes_the_same_letters(reader: PinyinReader) -> None:
    offered = [row.text for row in reader.candidates("wangba") if row.keys == len("wangba")]
    assert offered[0] == "网吧", "though the dictionaries know the other as better"
    assert offered[-1] == "王八"
    assert "傻逼人" in texts(reader, "shabiren")[:SENTENCES], "with a word more it is a word as others"
    assert "傻逼" in [row.text for row in reader.candidates("shabi", limit=3)], "spelled out, never cut off"


def test_no_insult_is_guessed(reader: PinyinReader) -> None:
    for keys in ("wb", "wbd", "wangb", "sb", "shab"):
        assert not {text for text in texts(reader, keys) if insult(text)}, keys
    assert "王八蛋" not in texts(reader, "wangbad")
    assert "网吧" in texts(reader, "wangb")


def test_every_character_of_a_syllable_is_offered(path: Path) -> None:
    """A rare one is somebody's name."""
    many = [chr(0x4E00 + number) for number in range(150)]
    lexicon = Lexicon.open(path, [OwnWord(char, ("yi",)) for char in many])
    assert set(many) <= {row.text for row in PinyinReader(lexicon).candidates("yi")}
    lexicon.close()


def test_characters_nobody_needs_are_not_offered(reader: PinyinReader) -> None:
    assert "鼥" not in texts(reader, "ba")


@given(KEYS)
def test_any_keys_have_candidates_that_take_some_of_them(reader: PinyinReader, keys: str) -> None:
    for candidate in reader.candidates(keys):
        assert candidate.text
        assert 1 <= candidate.keys <= len(keys)


@given(st.text(max_size=30))
def test_no_text_raises(reader: PinyinReader, text: str) -> None:
    reader.candidates(text)


@given(KEYS, KEYS)
def test_what_was_typed_before_changes_nothing(reader: PinyinReader, before: str, keys: str) -> None:
    reader.forget()
    fresh = reader.candidates(keys)
    reader.candidates(before)
    assert reader.candidates(keys) == fresh


def held(value: object, seen: set[int]) -> str:
    """Everything textual below ``value``."""
    if id(value) in seen or isinstance(value, (Lexicon, sqlite3.Connection)):
        return ""
    seen.add(id(value))
    if isinstance(value, str):
        return value + "\n"
    if isinstance(value, dict):
        return "".join(held(part, seen) for pair in value.items() for part in pair)
    if isinstance(value, (list, tuple)):
        return "".join(held(part, seen) for part in value)
    names = [*getattr(value, "__dict__", ()), *getattr(type(value), "__slots__", ())]
    return "".join(held(getattr(value, name), seen) for name in names)


def test_forgetting_leaves_nothing_of_what_was_typed(path: Path) -> None:
    reader = PinyinReader(Lexicon.open(path))
    reader.candidates("laobantuoqiangongzi")
    reader.candidates("jtsg")
    assert "老板" in held(reader, set())
    reader.forget()
    assert held(reader, set()).strip() == ""


def test_reading_leaves_the_file_and_its_folder_as_they_are(path: Path) -> None:
    before = path.read_bytes()
    PinyinReader(Lexicon.open(path)).candidates("laoban")
    assert path.read_bytes() == before
    assert not [name for name in path.parent.iterdir() if name.name.startswith("pinyin.sqlite-")]


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "scribbled", "older"])
def test_a_lexicon_that_is_not_right_is_one_code(path: Path, tmp_path: Path, damage: str) -> None:
    broken = tmp_path / "pinyin.sqlite"
    data = bytearray(path.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "scribbled":
        data[4096:8192] = b"\xff" * 4096
    if damage != "missing":
        broken.write_bytes(b"" if damage == "empty" else data)
    if damage == "older":
        with sqlite3.connect(broken) as database:
            database.execute("UPDATE meta SET value = 'other' WHERE name = 'edition'")
        database.close()
    with pytest.raises(KioskError) as caught:
        Lexicon.open(broken)
    assert caught.value.code == "E-INP-02"


def test_an_own_word_nobody_can_type_is_left_out(path: Path) -> None:
    lexicon = Lexicon.open(path, [OwnWord("怪", ("qqq",)), SHENGSI])
    assert PinyinReader(lexicon).candidates("shengsixian")[0].text == "嵊泗县"
