"""Sums of money as papers that bind people write them: 壹万元整, which nobody can alter by a stroke. Pure."""

from decimal import Decimal
from typing import Final

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")
LARGEST: Final = Decimal(10) ** 12  # yuan; below it every sum can be said


def capital(yuan: Decimal) -> str:
    """``10500.60`` → 壹万零伍佰元陆角整.

    ValueError when it is negative, ``LARGEST`` or more, or finer than a fen.
    """
    if not 0 <= yuan < LARGEST or yuan != yuan.quantize(Decimal("0.01")):
        raise ValueError("no sum of money that can be written")
    fen = int(yuan * 100)
    whole, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    said = f"{_whole(whole)}元" if whole else ""
    if not jiao and not rest:
        return f"{said or '零元'}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif whole:
        said += "零"
    return said + (f"{_DIGITS[rest]}分" if rest else "整")


def _whole(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        # A zero is said where digits are skipped: 壹万零伍拾, 壹亿零壹.
        gap = said and (group < 1000 or groups[place + 1] == 0)
        said += ("零" if gap else "") + _group(group) + _GROUPS[place]
    return said


def _group(group: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said
