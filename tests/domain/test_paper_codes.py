"""Codes of an empty paper: all of its words, nothing that somebody wrote."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.paper_codes import MOST_BYTES, pieces
from kiosk.domain.paper_shown import SheetPart

_NUMBER = re.compile(r"^（[0-9]+/[0-9]+）\n")


def test_a_short_paper_is_one_code_without_a_number() -> None:
    parts = (SheetPart("title", "借条"), SheetPart("space"), SheetPart("table", rows=(("姓名", "＿＿＿"),)))
    assert pieces(parts) == ("借条\n姓名：＿＿＿",)


def test_a_long_line_to_write_on_is_shortened() -> None:
    assert pieces((SheetPart("text", f"借款人{'＿' * 20}。"),)) == ("借款人＿＿＿＿＿＿。",)


def test_what_somebody_wrote_is_in_no_code() -> None:
    with pytest.raises(ValueError, match="wrote"):
        pieces((SheetPart("text", "今向＿＿借款。"), SheetPart("text", "王阿婆", own=True)))


def test_nothing_makes_no_code() -> None:
    assert pieces(()) == ()


@given(st.lists(st.text("借款人约定一二三，。", min_size=1, max_size=400), min_size=1, max_size=12))
def test_together_they_are_the_whole_paper_and_each_can_be_scanned(lines: list[str]) -> None:
    codes = pieces([SheetPart("text", line) for line in lines])
    assert all(len(code.encode()) <= MOST_BYTES + 20 for code in codes)
    told = [_NUMBER.sub("", code) for code in codes]
    assert "".join(told).replace("\n", "") == "".join(lines)
    if len(codes) > 1:
        assert codes[0].startswith(f"（1/{len(codes)}）")
