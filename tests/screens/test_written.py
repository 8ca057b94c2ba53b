"""How a text grows and is laid out, without a window."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.screens import written
from kiosk.screens.widgets.rows import pages_of, rows_of

TEXTS = st.text(alphabet="老板拖欠工资，。？ 12ab\n", max_size=60)
SENTENCES = st.sampled_from(
    ["工资没发", "人受伤了。", "钱借出去要不回", "还有用吗？", "I was not paid", "Why?"]
)


@pytest.mark.parametrize(
    ("text", "sentence", "whole"),
    [
        ("", "工资没发", "工资没发。"),
        ("老板拖欠我三个月工", "工资没发", "老板拖欠我三个月工，工资没发。"),
        ("工资没发。", "人受伤了", "工资没发。人受伤了。"),
        ("老板，", "人受伤了。", "老板，人受伤了。"),
        ("", "还有用吗？", "还有用吗？"),
        ("", "I was not paid", "I was not paid."),
        ("I was not paid.", "I was hurt", "I was not paid. I was hurt."),
        ("My pay", "I was not paid", "My pay, I was not paid."),
        ("工资没发。", "I was hurt", "工资没发。I was hurt."),
    ],
)
def test_a_sentence_comes_with_its_marks(text: str, sentence: str, whole: str) -> None:
    assert written.with_sentence(text, sentence) == whole


@given(TEXTS, SENTENCES)
def test_a_sentence_tapped_twice_leaves_the_text_as_it_was(text: str, sentence: str) -> None:
    assume(not written.has_sentence(text, sentence) and not text.endswith("，"))
    grown = written.with_sentence(text, sentence)
    assert written.has_sentence(grown, sentence)
    assert written.without_sentence(grown, sentence) == text


def test_a_sentence_written_on_after_is_taken_out_of_the_middle() -> None:
    assert written.without_sentence("工资没发。人受伤了。", "工资没发") == "人受伤了。"
    assert written.without_sentence("别的", "工资没发") == "别的"


@pytest.mark.parametrize(
    ("length", "most", "left"),
    [(0, 1000, None), (979, 1000, None), (980, 1000, 20), (1000, 1000, 0), (25, 30, 5)],
)
def test_the_limit_is_said_when_it_is_near(length: int, most: int, left: int | None) -> None:
    assert written.room_left("字" * length, most) == left


@pytest.mark.parametrize(
    ("text", "at", "sentence", "whole"),
    [
        ("老板不给钱", 2, "工资没发", "老板，工资没发。不给钱"),
        ("老板，不给钱", 3, "工资没发", "老板，工资没发。不给钱"),
        ("老板", 0, "工资没发", "工资没发。老板"),
        ("One. Two.", 4, "I was hurt", "One. I was hurt. Two."),
        ("One.Two.", 4, "I was hurt", "One. I was hurt. Two."),
        ("One.工资", 4, "I was hurt", "One. I was hurt.工资"),
    ],
)
def test_a_sentence_in_the_middle_comes_with_its_marks(text: str, at: int, sentence: str, whole: str) -> None:
    assert written.with_sentence(text, sentence, at) == whole


@given(TEXTS, SENTENCES, st.integers(min_value=0, max_value=60))
def test_a_sentence_tapped_into_the_middle_loses_nothing(text: str, sentence: str, at: int) -> None:
    at = written.behind_marks(text, min(at, len(text)))
    assert text[at : at + 1] not in {"，", "。", "？"}
    grown = written.with_sentence(text, sentence, at)
    assert written.has_sentence(grown, sentence)
    assert grown.startswith(text[:at])
    assert grown.endswith(text[at:])


@given(TEXTS, st.integers(min_value=40, max_value=200), st.integers(min_value=0, max_value=60))
def test_each_place_of_a_text_is_on_its_line(text: str, width: int, at: int) -> None:
    lines = written.filled(text, width, _measure)
    begins = written.begins_of(text, lines)
    assert [text[begin : begin + len(line)] for begin, line in zip(begins, lines, strict=True)] == [*lines]
    at = min(at, len(text))
    for leans in (False, True):
        row = written.line_of(begins, lines, at, leans)
        assert begins[row] <= at <= begins[row] + len(lines[row])
    behind = written.line_of(begins, lines, at)
    assert at == 0 or at > begins[behind] or text[at - 1] == "\n"  # never before what could be before it


@given(TEXTS.filter(lambda text: "\n" not in text), st.floats(min_value=-50, max_value=700))
def test_the_nearest_place_of_a_line_is_found(line: str, x: float) -> None:
    many = written.nearest(line, x, _measure)
    away = [abs(x - _measure(line[:count])) for count in range(len(line) + 1)]
    assert away[many] == min(away)


@pytest.mark.parametrize(
    ("digits", "kind", "shown"),
    [
        ("13800000000", "phone", "138 0000 0000"),
        ("138", "phone", "138"),
        ("1380", "phone", "138 0"),
        ("05800000001", "phone", "0580 0000 001"),
        ("01000000001", "phone", "010 0000 0001"),
        ("330922190001010010", "id_number", "330922 19000101 0010"),
        ("33092219000101001X", "id_number", "330922 19000101 001X"),
        ("12000.5", "number", "12000.5"),
        ("", "phone", ""),
    ],
)
def test_digits_stand_in_the_groups_people_read(digits: str, kind: str, shown: str) -> None:
    assert written.grouped(digits, kind) == shown


@given(st.text(alphabet="0123456789", max_size=20), st.sampled_from(["phone", "id_number", "number"]))
def test_grouping_loses_no_digit(digits: str, kind: str) -> None:
    assert written.grouped(digits, kind).replace(" ", "") == digits


def _measure(piece: str) -> float:
    return sum(5.0 if char.isascii() else 10.0 for char in piece)


@given(TEXTS, st.integers(min_value=40, max_value=200))
def test_written_lines_hold_the_whole_text_and_fit(text: str, width: int) -> None:
    lines = written.filled(text, width, _measure)
    assert "".join(lines) == text.replace("\n", "")
    assert all(_measure(line) <= width for line in lines)


@given(TEXTS, st.sampled_from("资，1 "), st.integers(min_value=40, max_value=200))
def test_writing_on_changes_only_the_last_lines(text: str, char: str, width: int) -> None:
    before = written.filled(text, width, _measure)
    after = written.filled(text + char, width, _measure)
    settled = max(len(before) - 2, 0)
    assert after[:settled] == before[:settled]


WIDTHS = st.lists(st.integers(min_value=10, max_value=90), max_size=20)


@given(WIDTHS)
def test_rows_are_filled_in_order(widths: list[int]) -> None:
    rows = rows_of(widths, 100, 5)
    assert [index for row in rows for index in row] == list(range(len(widths)))
    assert all(sum(widths[i] for i in row) + 5 * (len(row) - 1) <= 100 for row in rows)


@given(WIDTHS, st.integers(min_value=2, max_value=4))
def test_every_sentence_is_on_exactly_one_page(widths: list[int], most: int) -> None:
    pages = pages_of(widths, 100, 5, most, 20)
    assert [index for page in pages for row in page for index in row] == list(range(len(widths)))
    assert all(0 < len(page) <= most for page in pages)
    for page in pages:
        for number, row in enumerate(page):
            room = 100 - 25 if len(pages) > 1 and number == most - 1 else 100
            assert sum(widths[i] for i in row) + 5 * (len(row) - 1) <= room
