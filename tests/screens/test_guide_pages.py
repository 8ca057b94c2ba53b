"""A guide over pages: nothing left out, nothing too tall, nothing lonely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.article import ArticleNo
from kiosk.domain.library import LawRef
from kiosk.screens.guide_pages import Part, Section, law_lines, paginate, sentences
from kiosk.words.main import MainTexts

HEAD, GAP = 30, 10


def height(part: Part) -> float:
    """A heading and each item's own height."""
    items = part.section.items[part.first : part.first + part.count]
    return HEAD + sum(items)


def section(items: list[int], together: bool) -> Section:
    return Section(tuple(items), lambda shown, first: (first, tuple(shown)), together)


SECTIONS = st.lists(
    st.builds(section, st.lists(st.integers(10, 90), min_size=1, max_size=9), st.booleans()),
    min_size=1,
    max_size=8,
)
ROOMS = st.integers(130, 600)


@given(SECTIONS, ROOMS, ROOMS)
def test_nothing_is_left_out_and_nothing_too_tall(parts: list[Section], first: int, room: int) -> None:
    pages = paginate(parts, first, room, GAP, height)
    shown = [
        (id(part.section), item)
        for page in pages
        for part in page
        for item in part.section.items[part.first : part.first + part.count]
    ]
    assert shown == [(id(one), item) for one in parts for item in one.items]
    assert all(pages)
    for number, page in enumerate(pages):
        used = sum(height(part) for part in page) + GAP * (len(page) - 1)
        assert used <= (room if number else first)


@given(SECTIONS, ROOMS)
def test_what_belongs_together_is_split_only_when_no_page_can_hold_it(
    parts: list[Section], room: int
) -> None:
    pages = paginate(parts, room, room, GAP, height)
    for one in parts:
        pieces = [part for page in pages for part in page if part.section is one]
        if one.together and height(Part(one, 0, len(one.items))) <= room:
            assert len(pieces) == 1


def test_a_list_goes_on_overleaf_with_its_numbers() -> None:
    steps = section([40] * 6, together=False)
    pages = paginate([steps], 200, 200, GAP, height)
    assert [[(part.first, part.count) for part in page] for page in pages] == [[(0, 4)], [(4, 2)]]
    assert pages[1][0].build() == (4, (40, 40))


def test_one_item_is_not_left_alone_overleaf_it_takes_another_along() -> None:
    before, steps = section([60], together=True), section([40] * 4, together=False)
    pages = paginate([before, steps], 260, 260, GAP, height)
    assert [[part.count for part in page] for page in pages] == [[1, 2], [2]]


def test_a_list_too_short_to_part_begins_overleaf() -> None:
    before, steps = section([130], together=True), section([40] * 3, together=False)
    pages = paginate([before, steps], 260, 260, GAP, height)
    assert [[part.count for part in page] for page in pages] == [[1], [3]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("先投诉。再仲裁！不收费", ("先投诉。", "再仲裁！", "不收费")),
        ("一句话。", ("一句话。",)),
        ("", ()),
        ("  。", ()),
    ],
)
def test_sentences(text: str, found: tuple[str, ...]) -> None:
    assert sentences(text) == found


def test_articles_of_one_law_stand_on_one_line() -> None:
    refs = (
        LawRef("劳动法", ArticleNo(50), "a"),
        LawRef("民法典", ArticleNo(7), "b"),
        LawRef("劳动法", ArticleNo(3), "c"),
        LawRef("劳动法", ArticleNo(50), "d"),
    )
    assert law_lines(refs, MainTexts()) == ("《劳动法》第 3、50 条", "《民法典》第 7 条")


def test_an_article_put_behind_another_is_told_from_it() -> None:
    refs = tuple(LawRef("刑法", one, "a") for one in (ArticleNo(264), ArticleNo(133, 1), ArticleNo(133)))
    assert law_lines(refs, MainTexts()) == ("《刑法》第 133 条、第 133 条之一、第 264 条",)
    assert law_lines(refs[1:2], MainTexts()) == ("《刑法》第 133 条之一",)
