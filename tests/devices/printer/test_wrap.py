"""Lines fit the paper, lose nothing, and begin and end as Chinese lines may."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.wrap import clusters, columns_of, wrap

NOT_FIRST = set("，。、；：？！）》」』】〕〉”’…—～·％℃,.;:?!)]}%")
NOT_LAST = set("（《「『【〔〈“‘￥$([{")
TEXT = st.text(
    alphabet=st.sampled_from("工资要回来一二三，。、；：？！（）《》“”…—￥ ab19-.:()12348"), max_size=120
)


def test_an_ideograph_is_two_columns_wide() -> None:
    assert columns_of("ab工单𠮷，") == 2 + 8
    assert columns_of("") == 0
    assert clusters("a工\u0301b") == ["a", "工\u0301", "b"]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("一二三四五", 6, ["一二三", "四五"]),
        ("一二三四，五", 8, ["一二三", "四，五"]),  # 四 goes along with its comma
        ("打电话（十二）", 8, ["打电话", "（十二）"]),
        ("电话 0580-1234567 好", 14, ["电话", "0580-1234567", "好"]),
        ("打 12348，问", 8, ["打", "12348，", "问"]),
        ("ab cd", 4, ["ab", "cd"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("  一", 10, ["  一"]),
        ("。。。。", 4, ["。。", "。。"]),  # nothing else is possible
        ("他说：“好。”", 10, ["他说：", "“好。”"]),
        ("一二……", 6, ["一", "二……"]),
        ("the boat's name", 10, ["the boat's", "name"]),
        ("go to court (海事法院).", 18, ["go to court", "(海事法院)."]),
        ("a (一二三四五六)", 8, ["a", "(一二三", "四五六)"]),
    ],
)
def test_breaks(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@pytest.mark.parametrize("columns", [48, 32, 24, 16])
@given(text=TEXT)
def test_every_line_fits_and_only_spaces_are_lost(columns: int, text: str) -> None:
    lines = wrap(text, columns)
    assert lines
    assert all(columns_of(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if text.strip():
        assert all(line.strip() for line in lines)


@given(text=st.text(max_size=60), columns=st.integers(2, 48))
def test_any_text_in_any_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(columns_of(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(text=TEXT.map(lambda text: text.replace(" ", "")))
def test_no_line_begins_or_ends_with_the_wrong_mark_unless_marks_fill_it(text: str) -> None:
    lines = wrap(text, 48)
    for before, line in pairwise(lines):
        if columns_of(before) <= 40:  # else one long run of marks may have been cut where it must be
            assert line[0] not in NOT_FIRST
            assert before[-1] not in NOT_LAST
