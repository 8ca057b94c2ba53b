from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.documents import layout
from kiosk.documents.fill import Paper, Part
from kiosk.documents.layout import Line, Page, TooLongError, laid_out
from tests.documents.papers import WholeEms

MARKS = set("，。（）“”")
KINDS: Any = ["title", "heading", "text", "right", "item", "sign", "date", "space"]
WORDS = st.text("借条人民币，。（）“”12ab ＿\n☒", max_size=400)
PARTS = st.builds(Part, st.sampled_from(KINDS), WORDS) | st.builds(
    Part, st.just("table"), st.just(""), st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4).map(tuple)
)


def lines(*parts: Part, sample: bool = False) -> list[str]:
    return [
        line.text for page in laid_out(Paper("样张", parts, (), sample), WholeEms()) for line in body(page)
    ]


def body(page: Page) -> list[Line]:
    return [line for line in page.lines if line.size > 9.0]


def plain(text: str) -> str:
    return "".join(text.split()).replace("☒", "〓")


@settings(max_examples=80, deadline=None)
@given(st.lists(PARTS, max_size=8))
def test_nothing_is_lost_or_leaves_the_paper(parts: list[Part]) -> None:
    pages = laid_out(Paper("样张", tuple(parts), (("说明", ("照着做。",)),)), WholeEms())
    said = "".join(line.text for page in pages for line in body(page))
    for part in parts:
        if part.kind != "table":
            for words in part.text.split("\n"):
                assert plain(words) in plain(said)
    for text in (text for part in parts for row in part.rows for text in row):
        assert not set(plain(text)) - set(plain(said))
    for page in pages:
        for line in page.lines:
            assert line.x >= layout.LEFT - 0.01
            assert line.x + line.width <= layout.WIDTH - layout.RIGHT + 0.01
            assert 10.0 < line.y < layout.HEIGHT - 10.0
        for line in body(page):
            assert layout.TOP < line.y < layout.HEIGHT - layout.BOTTOM + 0.01
        for rule in page.rules:
            assert min(rule.x1, rule.x2) >= layout.LEFT
            assert max(rule.x1, rule.x2) <= layout.WIDTH - layout.RIGHT + 0.01
            assert max(rule.y1, rule.y2) <= layout.HEIGHT - layout.BOTTOM + layout.TOP


@settings(max_examples=80, deadline=None)
@given(st.text("借条人民币，。（）“”12ab", min_size=1, max_size=300))
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str) -> None:
    found = lines(Part("item", text))
    for above, below in pairwise(found):
        # Rows of marks alone cannot be helped.
        if any(ch not in "，。（）“”" for ch in above[-4:]) and any(
            ch not in "，。（）“”" for ch in below[:3]
        ):
            assert below[0] not in "，。）”" or above[-1] in "，。）”（“"


def test_numbers_and_words_stay_whole() -> None:
    found = lines(Part("item", "钱" * 35 + "12,345.60元"))
    assert found[1].startswith("12,345.60")


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert "".join(lines(Part("item", "x" * 200))) == "x" * 200


def test_pages_are_numbered_and_advice_is_not_one_of_them() -> None:
    parts = tuple(Part("text", "字" * 100) for _ in range(15))
    pages = laid_out(Paper("样张", parts, (("怎么用", ("签名。",)),), sample=True), WholeEms())
    feet = [next(line.text for line in page.lines if line.y > layout.HEIGHT - 15) for page in pages]
    assert feet == ["第 1 页，共 2 页", "第 2 页，共 2 页", layout.ADVICE]
    assert all(any(line.text == layout.SAMPLE for line in page.lines) for page in pages)


def test_a_reviewed_paper_says_nothing_of_samples() -> None:
    (page,) = laid_out(Paper("样张", (Part("text", "字"),), (), sample=False), WholeEms())
    assert not any(line.text == layout.SAMPLE for line in page.lines)


def test_a_table_row_longer_than_a_page_goes_on_and_is_framed_on_both() -> None:
    pages = laid_out(Paper("样张", (Part("table", rows=(("经过", "字" * 1200),)),)), WholeEms())
    assert len(pages) == 2
    assert all(len(page.rules) == 5 for page in pages)
    assert sum(len(line.text) for page in pages for line in body(page)) == 1202


def test_a_long_sign_line_goes_below() -> None:
    (short,) = laid_out(Paper("样张", (Part("sign", "签名："),)), WholeEms())
    (long,) = laid_out(
        Paper("样张", (Part("sign", "代为申请的人（由申请人书面委托的近亲属签名）："),)), WholeEms()
    )
    assert short.rules[0].x1 > layout.LEFT + 10
    assert long.rules[0].x1 == layout.LEFT


def test_a_heading_is_not_left_alone_at_the_foot() -> None:
    fill = tuple(Part("item", "字") for _ in range(33))
    pages = laid_out(Paper("样张", (*fill, Part("heading", "事实"), Part("item", "后文"))), WholeEms())
    assert [line.text for line in body(pages[-1])] == ["事实", "后文"]


def test_too_much_is_refused() -> None:
    with pytest.raises(TooLongError, match="characters"):
        laid_out(Paper("样张", (Part("text", "字" * 40_001),)), WholeEms())
    with pytest.raises(TooLongError, match="pages"):
        laid_out(Paper("样张", (Part("text", "\n" * 1000),)), WholeEms())
