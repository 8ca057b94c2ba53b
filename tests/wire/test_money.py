"""One way to write yuan, wherever they are read."""

from decimal import Decimal

import pytest

from kiosk.wire.money import yuan


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("12000", "12,000"),
        ("12000.00", "12,000"),
        ("6550.5", "6,550.50"),
        ("0", "0"),
        ("0.05", "0.05"),
        ("999", "999"),
        ("1E+6", "1,000,000"),
        ("0.005", "0.01"),
        ("1.995", "2"),
    ],
)
def test_whole_yuan_have_no_fen_and_thousands_are_apart(amount: str, said: str) -> None:
    assert yuan(Decimal(amount)) == said
