from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.documents.amounts import LARGEST, capital


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("15.5", "壹拾伍元伍角整"),
        ("105", "壹佰零伍元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("10000", "壹万元整"),
        ("10050", "壹万零伍拾元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100500", "壹拾万零伍佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("2000000001", "贰拾亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_a_sum_in_capitals(yuan: str, said: str) -> None:
    assert capital(Decimal(yuan)) == said


@pytest.mark.parametrize("yuan", [Decimal(-1), LARGEST, Decimal("1.005")])
def test_what_is_no_sum_is_refused(yuan: Decimal) -> None:
    with pytest.raises(ValueError, match="no sum"):
        capital(yuan)


_VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def heard(said: str) -> int:
    """The fen of a sum in capitals, read back in another way than it was written."""
    total = group = digit = 0
    for ch in said.removesuffix("整"):
        if ch in _VALUES:
            digit = _VALUES[ch]
        elif ch in _PLACES:
            group, digit = group + digit * _PLACES[ch], 0
        elif ch in "万亿元":
            group, digit = group + digit, 0
            scale = {"万": 10_000, "亿": 100_000_000, "元": 1}[ch]
            total, group = total + group * scale * 100, 0
        else:
            total, digit = total + digit * {"角": 10, "分": 1}[ch], 0
    return total


@settings(max_examples=150)
@given(st.integers(0, 10**14 - 1))
def test_every_sum_can_be_read_back(fen: int) -> None:
    said = capital(Decimal(fen) / 100)
    assert heard(said) == fen
    assert "零零" not in said
