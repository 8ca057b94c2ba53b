"""How a sum of yuan is written, wherever it is read: screen, slip, paper, desk. Pure."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_FEN: Final = Decimal("0.01")


def yuan(amount: Decimal) -> str:
    """``12000`` → 12,000; ``6550.5`` → 6,550.50: whole yuan without their fen. Half a fen is rounded up."""
    return f"{amount.quantize(_FEN, rounding=ROUND_HALF_UP):,.2f}".removesuffix(".00")
