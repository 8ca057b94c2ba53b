"""Breaking Chinese into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.widgets.wrap import words, wrap

CLOSING = "，。、；：？！）》」』】…—”’,.;:?!)%"
OPENING = "（《「『【“‘("


def measure(text: str) -> float:
    """A wide character is one, an ASCII character half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x4E80),
        st.sampled_from("，。、；：？！（）《》“”…—0123456789 abc-.%"),
    ),
    max_size=120,
)
WIDTHS = st.floats(min_value=4, max_value=40)


@given(TEXTS, WIDTHS, st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: float, even: bool) -> None:
    lines = wrap(text, width, measure, even)
    bare = str.maketrans("", "", " ·")  # a dot between two things goes where a line ends
    assert "".join(lines).translate(bare) == text.translate(bare)
    for line in lines:
        assert measure(line.rstrip()) <= width or len(words(line)) == 1


@given(TEXTS, WIDTHS)
def test_even_lines_are_as_few_as_full_ones(text: str, width: float) -> None:
    assert len(wrap(text, width, measure)) == len(wrap(text, width, measure, even=False))


@given(TEXTS, st.floats(min_value=8, max_value=40))
def test_no_mark_stands_where_it_must_not(text: str, width: float) -> None:
    lines = wrap(text, width, measure)
    pieces = [piece for piece in words(text) if measure(piece.rstrip()) > width]
    if pieces:
        return  # a piece no line can hold is cut anywhere
    for line in lines[1:]:
        assert not line or line[0] not in CLOSING
    for line in lines[:-1]:
        assert not line or line[-1] not in OPENING


@given(st.lists(TEXTS.filter(lambda text: "\n" not in text), min_size=1, max_size=4), WIDTHS)
def test_newlines_are_kept(paragraphs: list[str], width: float) -> None:
    whole = wrap("\n".join(paragraphs), width, measure)
    apart = [line for paragraph in paragraphs for line in wrap(paragraph, width, measure)]
    assert list(whole) == apart


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("船上干了活，船老大不给工钱怎么办？", 15, ("船上干了活，", "船老大不给工钱怎么办？")),
        ("没人按的话，写的和读的都会清掉", 12, ("没人按的话，", "写的和读的都会清掉")),
        ("到县劳动监察大队投诉，或打 12333。", 14, ("到县劳动监察大队投诉，", "或打 12333。")),
        ("请打 0580-0000021", 8, ("请打", "0580-0000021")),
        ("一二三四五六七八九", 8, ("一二三四五六", "七八九")),
        ("打印机没纸了", 5, ("打印机", "没纸了")),
        ("多写几个字更好办。就这样也行，请再按一次", 17.5, ("多写几个字更好办。", "就这样也行，请再按一次")),
        ("一二三四五的六七八", 5, ("一二三四", "五的六七八")),
        ("机器上锁着存不多 30 天就删掉", 9.5, ("机器上锁着存不多", "30 天就删掉")),
        ("Keep no name or phone. Under 14 ask", 15, ("Keep no name or phone.", "Under 14 ask")),
        ("Erased after some 30 days from today", 11, ("Erased after some", "30 days from today")),
        ("Legal hotline, answered 24 hours", 14, ("Legal hotline,", "answered 24 hours")),
        ("Lay your ID card on the reader", 13.5, ("Lay your ID card on", "the reader")),
        ("It costs 12,000.50 in all", 8.5, ("It costs", "12,000.50 in all")),
        ("Not paid for work on a boat: what now?", 14, ("Not paid for work on a boat:", "what now?")),
        ("老板拖欠我一万二千元不给", 9, ("老板拖欠我", "一万二千元不给")),
        ("The boat's name, elders' group", 6.5, ("The boat's", "name, elders'", "group")),
        ("The boat’s name", 6, ("The boat’s", "name")),
        ("Sample County Court (示例县人民法院)", 14, ("Sample County Court", "(示例县人民法院)")),
        ("of wages owed (工资欠条) only", 9, ("of wages owed", "(工资欠条) only")),
        ("Wait another 30 days for it", 9, ("Wait another", "30 days for it")),
        ("短", 8, ("短",)),
        # A dot between two things does not stand at a line's end; a name keeps its own.
        ("往西走 · 现在没开门", 8, ("往西走", "现在没开门")),
        ("买买提·艾力 · 律师", 9, ("买买提·艾力", "律师")),
        ("Walk west, 1 min · Open day and night", 14, ("Walk west, 1 min", "Open day and night")),
        # A day stays whole, with its year where there is room.
        ("2020年3月1日", 5, ("2020年", "3月1日")),
        ("从2020年3月1日到2024年8月31日", 12, ("从2020年3月1日到", "2024年8月31日")),
        ("", 8, ("",)),
    ],
)
def test_lines_break_where_one_pauses(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, measure) == lines


def test_full_lines_stay_when_more_is_written() -> None:
    """A person who writes must not see earlier lines move."""
    text = "老板拖欠我三个月工资，一共一万二千元，打电话不接，工友都可以作证。"
    for end in range(1, len(text)):
        before = wrap(text[:end], 10, measure, even=False)
        after = wrap(text[: end + 1], 10, measure, even=False)
        # A closing mark may take the character before it along to the next line.
        assert after[: len(before) - 1] == before[:-1]


def test_a_word_without_end_is_cut_with_few_looks() -> None:
    """A long address pasted into an answer: looking at each length froze the screen for ten seconds."""
    looks = 0

    def counted(text: str) -> float:
        nonlocal looks
        looks += 1
        return measure(text)

    lines = wrap("a" * 3000, 20, counted)
    assert "".join(lines) == "a" * 3000
    assert looks < 30 * len(lines)
