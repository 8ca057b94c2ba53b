"""Figures in a Chinese text and in its English: periods, amounts, multiples, floors, dates, numbers to call.

A translation may put everything differently, but not "three years" for 三十天. Words that only count things
(三件事, two people) are not compared: languages count differently. Pure.
"""

import re
from collections import Counter
from decimal import Decimal
from typing import Final

# What is counted, and its value in the unit compared. A year is twelve months: 最近一年 may be "12 months".
_UNITS: Final = {
    "工作日": ("工作日", 1),
    "天": ("天", 1),
    "日": ("天", 1),
    "周": ("周", 1),
    "星期": ("周", 1),
    "月": ("个月", 1),
    "年": ("个月", 12),
    "小时": ("小时", 1),
    "分钟": ("分钟", 1),
    "元": ("元", 1),
    "块": ("元", 1),
    "倍": ("倍", 1),
    "楼": ("楼", 1),
}
_UNITS_EN: Final = {
    "working day": ("工作日", 1),
    "day": ("天", 1),
    "week": ("周", 1),
    "month": ("个月", 1),
    "year": ("个月", 12),
    "hour": ("小时", 1),
    "minute": ("分钟", 1),
    "yuan": ("元", 1),
    "times": ("倍", 1),
    "floor": ("楼", 1),
}
_DIGITS: Final = {ch: value for value, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_HAN: Final = "零〇一二两三四五六七八九十百千万"
_DATE: Final = re.compile(rf"([{_HAN}]{{4}}|\d{{4}})年([{_HAN}]+|\d+)月([{_HAN}]+|\d+)[日号]")
# 第一天 and 哪一天 count nothing.
_COUNTED: Final = re.compile(
    rf"(?<![第哪那\d{_HAN}])(\d+(?:\.\d+)?万?|[{_HAN}]+|半|每|双)\s?个?({'|'.join(_UNITS)})"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

# fmt: off
_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)
# fmt: on
_EACH: Final = {"a": 1, "an": 1, "each": 1, "every": 1, "per": 1, "double": 2, "ground": 1}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_DATE_EN: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_WORD: Final = "|".join(
    [rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_WORDS)}))?", *sorted(_WORDS, key=len, reverse=True)]
)
_COUNTED_EN: Final = re.compile(
    rf"\b(half an?|\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?|{_WORD}|{'|'.join(_EACH)}|{'|'.join(_ORDINALS)})"
    r"(?:[ -](?:full|whole|more|extra|further))*[ -]"
    rf"({'|'.join(_UNITS_EN)})(?:(?<=times)|s?)(?![a-z])",
    re.IGNORECASE,
)
_TWICE: Final = re.compile(r"\b(?:twice|double)\b(?! times)", re.IGNORECASE)
_NUMBER_EN: Final = re.compile(r"\d[\d,]*\d(?:\.\d+)?|\d")

Figures = Counter[tuple[Decimal | str, str]]


def chinese(text: str) -> Figures:
    """Each figure with its unit ("" for a bare number), as often as it is said."""
    found: Figures = Counter()

    def take(match: re.Match[str]) -> str:
        unit, value = _UNITS[match[2]]
        found[_value(match[1]) * value, unit] += 1
        return " "

    def date(match: re.Match[str]) -> str:
        year, month, day = (plain_number(part) for part in match.groups())
        found[f"{year}-{month:02}-{day:02}", ""] += 1
        return " "

    rest = _COUNTED.sub(take, _DATE.sub(date, text.replace("双倍", "二倍")))
    found.update((Decimal(number), "") for number in _NUMBER.findall(rest))
    return found


def english(text: str) -> Figures:
    """The same of an English text; units have their Chinese names."""
    found: Figures = Counter()

    def take(match: re.Match[str]) -> str:
        unit, value = _UNITS_EN[match[2].lower()]
        if (count := _value_en(match[1].lower(), unit)) is None:
            return match[0]
        found[count * value, unit] += 1
        return " "

    def date(match: re.Match[str]) -> str:
        found[f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}", ""] += 1
        return " "

    rest = _COUNTED_EN.sub(take, _DATE_EN.sub(date, text))
    found[Decimal(2), "倍"] += len(_TWICE.findall(rest))
    found.update((Decimal(number.replace(",", "")), "") for number in _NUMBER_EN.findall(rest))
    return +found


def difference(chinese_text: str, english_text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What only the Chinese says, and what only the English says, in words for an editor."""
    one, other = chinese(chinese_text), english(english_text)
    return _said(one - other), _said(other - one)


def _said(figures: Figures) -> tuple[str, ...]:
    return tuple(f"{value} {unit}".strip() for (value, unit), _ in sorted(figures.items(), key=str))


def _value(text: str) -> Decimal:
    if text in ("半", "每", "双"):
        return {"半": Decimal("0.5"), "每": Decimal(1), "双": Decimal(2)}[text]
    if text[0].isdigit():
        return Decimal(text.removesuffix("万")) * (10_000 if text.endswith("万") else 1)
    return Decimal(plain_number(text))


def plain_number(text: str) -> int:
    """A whole number in digits, read out (二〇二〇) or with places (四十五, 一万)."""
    if text.isdigit():
        return int(text)
    if len(text) > 1 and all(ch in _DIGITS for ch in text):
        return int("".join(str(_DIGITS[ch]) for ch in text))
    high, ten_thousands, low = text.partition("万")
    if ten_thousands:
        return (plain_number(high) if high else 1) * 10_000 + (plain_number(low) if low else 0)
    total, digit = 0, 0
    for ch in text:
        if ch in _PLACES:
            total += (digit or 1) * _PLACES[ch]
            digit = 0
        else:
            digit = _DIGITS[ch]
    return total + digit


def _value_en(text: str, unit: str) -> Decimal | None:
    """None where the words count nothing: a floor, the first day."""
    if text in _ORDINALS:
        return Decimal(_ORDINALS[text]) if unit == "楼" else None
    if text in _EACH:
        counts = {"double": False, "ground": unit == "楼"}.get(text, unit not in ("楼", "元", "倍"))
        return Decimal(1) if counts else None
    if text.startswith("half"):
        return Decimal("0.5")
    if text[0].isdigit():
        ordinal = text[-1].isalpha() and unit != "楼"
        return None if ordinal else Decimal(text.rstrip("stndrh").replace(",", ""))
    tens, _, ones = text.partition("-")
    return Decimal(_TENS.get(tens, 0) + _WORDS.get(ones or tens, 0))
