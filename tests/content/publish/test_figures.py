"""The figures of a text, whichever language and whatever words they are written in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.publish.figures import chinese, difference, english

SAME = [
    ("一年之内申请仲裁。", "Apply for arbitration within one year."),
    ("受理后四十五日内裁决，可延长十五日", "decided within 45 days, fifteen more days are possible"),
    ("受理后 45 天内", "within forty-five days"),
    ("最近一年的工资记录", "Pay records of the last 12 months"),
    (
        "半年以上算一年，不到半年给半个月。",
        "Half a year counts as a year. Less than half a year gives half a month.",
    ),
    ("每月付二倍工资", "double wages each month"),
    ("双倍工资", "twice the wages"),
    ("上限是一年期贷款报价的四倍", "four times the one-year loan rate"),
    ("一万元以内交 50 元", "up to 10,000 yuan it is 50 yuan"),
    ("二〇二〇年八月二十日以前借的", "loans from before 20 August 2020"),
    ("2020年8月20日", "20 August 2020"),
    ("72 小时内给结果，急的 24 小时内", "within 72 hours, urgent within 24 hours"),
    ("1 个工作日内", "Within 1 working day"),
    ("样例路 8 号二楼", "8 Sample Road, 2nd floor"),
    ("样例路 8 号一楼", "8 Sample Road, ground floor"),
    ("三楼", "third floor"),
    ("打 12395，靠岸打 120。", "Call 12395. On shore call 120."),
    ("先讲好三件事，两个人签字", "First agree on three things. Both sign."),
    ("从上工那天起", "from the first day of work"),
    ("第1天", "the 1st day"),
    ("哪一天都行，第一次讯问", "any day, the first questioning"),
    ("十二个月，两周", "a full year, two weeks"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_figures_in_other_words(one: str, other: str) -> None:
    assert difference(one, other) == ((), ())


@pytest.mark.parametrize(
    ("one", "other", "lost", "added"),
    [
        ("三十天内", "within three years", ("30 天",), ("36 个月",)),
        ("30 天，再过 30 天内", "wait 30 days", ("30 天",), ()),
        ("一个月", "30 days", ("1 个月",), ("30 天",)),
        ("打 12333", "call 12345", ("12333",), ("12345",)),
        ("四倍", "three times", ("4 倍",), ("3 倍",)),
        ("50 元", "50 days", ("50 元",), ("50 天",)),
        ("不收钱", "10 yuan", (), ("10 元",)),
        ("一万元", "1,000 yuan", ("10000 元",), ("1000 元",)),
        ("一年之内", "soon", ("12 个月",), ()),
        ("二〇二〇年八月二十日", "20 August 2021", ("2020-08-20",), ("2021-08-20",)),
        ("1 个工作日", "1 day", ("1 工作日",), ("1 天",)),
    ],
)
def test_another_figure_is_named(one: str, other: str, lost: tuple[str, ...], added: tuple[str, ...]) -> None:
    assert difference(one, other) == (lost, added)


def written(number: int) -> str:
    """In Chinese characters, as laws write it."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (digits[ones] if ones else "")


@given(st.integers(1, 999))
def test_numbers_in_characters_are_those_in_digits(number: int) -> None:
    assert chinese(f"{written(number)}日内") == chinese(f"{number} 日内") == {(Decimal(number), "天"): 1}
    assert english(f"within {number} days") == {(Decimal(number), "天"): 1}


@given(st.text(max_size=80))
def test_any_text_has_figures_and_agrees_with_itself(text: str) -> None:
    assert chinese(text) == chinese(text)
    assert english(text) == english(text)
    assert all(count > 0 for count in (*chinese(text).values(), *english(text).values()))
