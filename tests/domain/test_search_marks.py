"""Which characters of a result are what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.search_marks import Marker
from kiosk.domain.search_terms import question
from tests.domain.test_search_terms import READINGS


def lit(line: str, asked: str) -> str:
    """The marked characters, a stroke between spans."""
    terms = question(asked, READINGS, {}).terms
    return "|".join(line[begin:end] for begin, end in Marker(terms, READINGS).marks(line))


@pytest.mark.parametrize(
    ("line", "asked", "wanted"),
    [
        ("老板拖欠工资，怎么办？", "工资", "工资"),
        ("工资，还是工资", "工资", "工资|工资"),
        ("拖欠工资", "公资", "工资"),  # the wrong character of the right sound
        ("拖欠工资", "gongzi", "工资"),
        ("银行的工资", "yinhang", "银行"),  # not its usual way
        ("拖欠工资", "gz", "工资"),
        ("打 12333 投诉", "12333", "12333"),
        ("ＩＯＵ 借条", "iou", "ＩＯＵ"),  # as wide as it is written
        ("受伤了", "伤", "伤"),
        ("受伤了", "gonghang", ""),
    ],
)
def test_what_was_asked_is_marked_as_it_is_written_or_sounds(line: str, asked: str, wanted: str) -> None:
    assert lit(line, asked) == wanted


def test_single_characters_only_where_there_is_nothing_better() -> None:
    assert lit("工资和工伤", "工资") == "工资"
    assert lit("工伤", "工资") == "工"


@given(st.text("工资公伤行a1 ，㎡", max_size=12), st.text("工资公伤行a1 ", max_size=8))
def test_marks_are_parts_of_the_line_in_order(line: str, asked: str) -> None:
    found = Marker(question(asked, READINGS, {}).terms, READINGS).marks(line)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(set(edges)), "apart, and none is empty"
    assert not edges or 0 <= edges[0] < edges[-1] <= len(line)
