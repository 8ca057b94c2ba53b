"""Letters parted into syllables, for the eye and for 删音节."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.composition import KEYS
from kiosk.domain.spelled import parted, shorter, shown
from kiosk.domain.syllables import TYPED, UNFINISHED


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        ("", ()),
        ("xian", ("xian",)),
        ("xi'an", ("xi", "an")),
        ("fangan", ("fang", "an")),
        ("tuoqiangongz", ("tuo", "qian", "gong", "z")),
        ("zhuangxiu", ("zhuang", "xiu")),
        ("sengsixian", ("seng", "si", "xian")),
        ("jtsg", ("j", "t", "s", "g")),
        ("vvi", ("v", "v", "i")),
    ],
)
def test_letters_are_parted_as_they_are_meant(keys: str, parts: tuple[str, ...]) -> None:
    assert parted(keys) == parts


@pytest.mark.parametrize(
    ("keys", "words"),
    [("lvshi", "lü shi"), ("nve", "nüe"), ("xi'", "xi'"), ("'", "'"), ("", ""), ("gongzi", "gong zi")],
)
def test_letters_are_shown_as_they_are_written(keys: str, words: str) -> None:
    assert shown(keys) == words


@pytest.mark.parametrize(
    ("keys", "rest"),
    [("gongzi", "gong"), ("gong", ""), ("xi'an", "xi"), ("xi'", ""), ("gongz", "gong"), ("", ""), ("''", "")],
)
def test_a_syllable_is_taken_back(keys: str, rest: str) -> None:
    assert shorter(keys) == rest


@given(st.text(alphabet=sorted(KEYS), max_size=40))
def test_no_letter_is_lost_or_made_up(keys: str) -> None:
    parts = parted(keys)
    assert "".join(parts) == keys.replace("'", "")
    assert all(parts)
    assert len(shorter(keys)) < len(keys) or not keys
    assert keys.startswith(shorter(keys))


@given(st.lists(st.sampled_from(sorted(TYPED)), min_size=1, max_size=12))
def test_whole_syllables_are_never_more_than_were_typed(syllables: list[str]) -> None:
    parts = parted("".join(syllables))
    assert len(parts) <= len(syllables)
    assert all(part in TYPED for part in parts[:-1])
    assert parts[-1] in TYPED or parts[-1] in UNFINISHED  # nu a, or on the way to nuan
