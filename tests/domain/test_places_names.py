"""Who is meant by a name half written, by letters, by a part of a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.library_places import Organisation, Person, Register
from kiosk.domain.places_names import MOST, look, number_like
from kiosk.domain.search_typed import ways

WANG = Person("王样例", "律师", "13309000000000001", "示例律师事务所", sound="wang yang li")
SHAN = Person("单样·例", "公证员", "", sound="shan/dan yang li", region="上海")
ZHANG = Person("张晓明", "人民调解员", sound="zhang xiao ming")
FIRM = Organisation("示例律师事务所", "律师事务所", "31330000MD0000001N", sound="shi li lv shi shi wu suo")
MUTE = Person("李无声", "律师")  # a list of an older release: without sounds
OURS = Register("ours", "示例县名册", "示例县", "样例", "2026-11-01", (FIRM,), (WANG, ZHANG, MUTE))
THEIRS = Register("delta", "长三角名册", "长三角", "样例", "2026-10-01", (), (SHAN,))
ALL = (OURS, THEIRS)


def ids(text: str) -> list[str]:
    return [found.id for found in look(ALL, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王", ["ours.1"]),
        ("王样例", ["ours.1"]),
        ("样例", ["ours.1", "delta.0"]),
        ("wang", ["ours.1"]),
        ("wangyangli", ["ours.1"]),
        ("wang yang", ["ours.1"]),
        ("wangya", ["ours.1"]),  # the last syllable half typed
        ("wyl", ["ours.1"]),
        ("WYL", ["ours.1"]),
        ("王yang", ["ours.1"]),
        ("王yl", ["ours.1"]),
        ("shanyang", ["delta.0"]),  # each reading of a surname
        ("danyang", ["delta.0"]),
        ("zhangxiaomin", ["ours.2"]),  # as the county speaks: ing is in
        ("zang", ["ours.2"]),
        ("lvshi", ["ours.0"]),
        ("李无", ["ours.3"]),
        ("liwusheng", []),
        ("xyz", []),
        ("", []),
        ("'", []),
        (" ", []),
    ],
)
def test_a_name_is_found_as_it_is_typed(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13309000000000001", ["ours.1"]),
        ("13309", ["ours.1"]),
        ("0001", ["ours.1", "ours.0"]),
        ("MD00", ["ours.0"]),
        ("md0000001n", ["ours.0"]),
        ("133", []),  # too short to say
        ("13309000000000002", []),
    ],
)
def test_a_number_is_found_by_a_part_of_it(text: str, expected: list[str]) -> None:
    assert sorted(ids(text)) == sorted(expected)
    assert number_like(text)


def test_a_whole_number_comes_before_one_that_has_it_within() -> None:
    longer = Person("赵样例", "律师", "9913309000000000001")
    both = Register("both", "名册", "县", "样例", "2026-11-01", (), (longer, WANG))
    assert [found.id for found in look((both,), "13309000000000001")] == ["both.1", "both.0"]


def test_a_row_says_what_he_is_and_where_he_works() -> None:
    (wang,) = look(ALL, "wang")
    assert (wang.kind, wang.topic, wang.title, wang.snippet) == ("listed", "律师", "王样例", "示例律师事务所")
    (shan,) = look(ALL, "shan")
    assert shan.snippet == "上海"


def test_ours_come_first_and_no_more_than_a_few_pages() -> None:
    many = Register("many", "名册", "县", "样例", "2026-11-01", (), (WANG,) * 100)
    assert len(look((many,), "王")) == MOST
    assert [found.id for found in look((THEIRS, OURS), "样例")] == ["delta.0", "ours.1"]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz' 王李0", max_size=60))
def test_whatever_is_typed_is_answered(text: str) -> None:
    found = ids(text)
    assert len(found) == len(set(found))


def test_letters_have_at_most_three_ways() -> None:
    assert all(len(ways(letters)) <= 3 for letters in ("xian", "tuoqiangongzi", "wyl"))
