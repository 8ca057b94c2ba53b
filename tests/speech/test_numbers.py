"""Numbers read aloud, checked by reading the words back with a parser that knows nothing of the writer."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech import numbers

VALUES: Final = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"两": 2}
SMALL: Final = {"十": 10, "百": 100, "千": 1_000}


def heard(words: str) -> int:
    """What somebody understands: units multiply the digit before them, 万 and 亿 all that came before."""
    total = section = digit = 0
    for ch in words:
        if ch in VALUES:
            digit = VALUES[ch]
        elif ch in SMALL:
            section += (digit or 1) * SMALL[ch]
            digit = 0
        else:
            section += digit
            digit = 0
            if ch == "万":
                total, section = total + section * 10_000, 0
            else:
                total, section = (total + section) * 100_000_000, 0
    return total + section + digit


@given(st.integers(0, 10**12 - 1))
def test_a_whole_number_is_understood_as_it_was_written(number: int) -> None:
    words = numbers.whole(str(number))
    assert heard(words) == number
    assert "零零" not in words
    assert number == 0 or not words.endswith("零")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("10", "十"),
        ("110", "一百一十"),
        ("101", "一百零一"),
        ("1001", "一千零一"),
        ("10010", "一万零一十"),
        ("10100", "一万零一百"),
        ("110000", "十一万"),
        ("200", "二百"),
        ("2000", "两千"),
        ("22000", "两万两千"),
        ("200000000", "两亿"),
        ("1000000001", "十亿零一"),
        ("12345678901234567", "一二三四五六七八九零一二三四五六七"),
    ],
)
def test_as_people_say_it(written: str, spoken: str) -> None:
    assert numbers.whole(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("3.50", "三点五零"), ("1,234", "一千二百三十四"), ("007", "零零七"), ("0.5", "零点五"), ("0", "零")],
)
def test_decimals(written: str, spoken: str) -> None:
    assert numbers.decimal(written) == spoken


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_money_is_understood_to_the_last_cent(yuan: int, cents: int) -> None:
    words = numbers.money(f"{yuan}.{cents:02}")
    whole, _, rest = words.rpartition("元") if "元" in words else ("", "", words)
    jiao, _, fen = rest.rpartition("角") if "角" in rest else ("", "", rest)
    assert heard(whole) == yuan
    assert heard(jiao) * 10 + heard(fen.removesuffix("分")) == cents


@given(st.text(alphabet="0123456789", min_size=1, max_size=14))
def test_no_digit_of_a_dialled_number_is_lost(number: str) -> None:
    words = numbers.dialled(number).replace("，", "")
    assert "".join(str("零幺二三四五六七八九".index(ch)) for ch in words) == number


def test_one_and_seven_cannot_be_mistaken() -> None:
    assert "一" not in numbers.dialled("12348-117")
    assert "一" not in numbers.spelled("SS1-0117")
