"""Fees that are reckoned piece by piece (分段累计). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.calculators.result import is_exactly, percent, plain, yuan

_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Bracket:
    """``rate`` of what lies above the bracket before it, up to ``upto`` (included); None: without end."""

    upto: Decimal | None
    rate: Decimal


def brackets(*rows: tuple[int | None, str]) -> tuple[Bracket, ...]:
    return tuple(Bracket(None if upto is None else Decimal(upto), Decimal(rate)) for upto, rate in rows)


def graded(amount: Decimal, flat: Decimal, flat_upto: Decimal, rows: Sequence[Bracket]) -> Decimal:
    """``flat`` up to ``flat_upto``, then the share of each bracket that ``amount`` reaches into."""
    return flat + sum((piece * row.rate for piece, row in _pieces(amount, flat_upto, rows)), Decimal(0))


def graded_steps(amount: Decimal, flat: Decimal, flat_upto: Decimal, rows: Sequence[Bracket]) -> list[str]:
    """The same, a line a bracket, and the sum where there are several."""
    lines = [f"不超过 {wan(flat_upto)}的部分：{yuan(flat)} 元"] if flat else []
    below = flat_upto
    for piece, row in _pieces(amount, flat_upto, rows):
        span = f"{wan(below)}到 {wan(row.upto)}" if row.upto is not None else f"超过 {wan(below)}"
        lines.append(f"{span}的部分：{yuan(piece)} × {percent(row.rate)} {is_exactly(piece * row.rate)} 元")
        below = row.upto if row.upto is not None else below
    if len(lines) > 1:
        total = graded(amount, flat, flat_upto, rows)
        lines.append(f"加起来 {is_exactly(total)} 元")
    return lines


def _pieces(amount: Decimal, flat_upto: Decimal, rows: Sequence[Bracket]) -> list[tuple[Decimal, Bracket]]:
    found: list[tuple[Decimal, Bracket]] = []
    below = flat_upto
    for row in rows:
        top = amount if row.upto is None else min(amount, row.upto)
        if top <= below:
            break
        found.append((top - below, row))
        below = top
    return found


def wan(amount: Decimal) -> str:
    """``10 万元``, ``1,000 元``: as people name sums."""
    if amount >= _TEN_THOUSAND:
        return f"{plain(amount / _TEN_THOUSAND)} 万元"
    return f"{yuan(amount)} 元"
