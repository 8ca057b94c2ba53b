"""Letters as the syllables that may be meant."""

import pytest

from kiosk.domain.search_typed import ways
from kiosk.domain.syllables import spelling_of


def spelled(letters: str) -> list[str]:
    return [
        " ".join("·" if code == " " else spelling_of(code) for code in way.codes) for way in ways(letters)
    ]


@pytest.mark.parametrize(
    ("letters", "best"),
    [
        ("gongzi", "gong zi"),
        ("zhangsheng", "zang sen"),
        ("xian", "xian"),
        ("xi'an", "xi an"),
        ("tuo qian gong zi", "tuo qian gong zi"),
        ("tqgz", "· · · ·"),
        ("gongzit", "gong zi ·"),
        ("lv", "lv"),
        ("q", "·"),
    ],
)
def test_the_best_way(letters: str, best: str) -> None:
    assert spelled(letters)[0] == best


def test_other_ways_follow() -> None:
    assert "xi an" in spelled("xian")
    assert "fan gan" in spelled("fangan")
    assert "fang an" in spelled("fangan")


def test_letters_without_dots_may_be_either() -> None:
    assert {"fa lu", "fa lv"} <= set(spelled("falu"))


def test_first_letters_are_folded_like_the_syllables() -> None:
    assert ways("zhanggs")[0].initials == "zgs"


@pytest.mark.parametrize("letters", ["", " ", "'"])
def test_no_letters_no_way(letters: str) -> None:
    assert ways(letters) == []


def test_many_letters_end() -> None:
    assert len(ways("a" * 60)) == 3
    assert len(ways("xiangganian" * 6)) == 3
