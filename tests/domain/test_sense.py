"""Real short messages are never doubted; what says nothing is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.sense import doubtful

# As people write them: cries, single words, dialects, pinyin, English; then what says nothing.
_FILE = (Path(__file__).parents[1] / "data" / "short_messages.txt").read_text(encoding="utf-8")
REAL, NOTHING = (part.split() for part in _FILE.removeprefix("[real]").split("[nothing]"))


@pytest.mark.parametrize("text", sorted(set(REAL)))
def test_what_people_really_write_is_never_doubted(text: str) -> None:
    assert not doubtful(text), text


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_is(text: str) -> None:
    assert doubtful(text), text


@given(st.text(max_size=60))
def test_any_text_is_judged_and_what_stands_around_it_changes_nothing(text: str) -> None:
    assert doubtful(text) == doubtful(f" {text}。\n")


@given(st.text(alphabet="工资钱打人老板欠我房子船不给发没", min_size=3, max_size=40))
def test_several_different_characters_are_a_matter(text: str) -> None:
    assert doubtful(text) is (len(set(text)) == 1 and text[0] not in "打钱房船")
