"""Rules for years, days and times, and for the numbers of papers, which name their year."""

import re
from typing import Final

from kiosk.speech.numbers import clock, digits, whole
from kiosk.speech.rule import AMOUNTS, DASH, Rule, rule

_CLOCK: Final = r"([01]?\d|2[0-4])\s?:\s?([0-5]\d)(?::[0-5]\d)?(?!\d)"
_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = r"(0[1-9]|1[0-2]|[1-9])"
_TO: Final = rf"(?:{DASH}|\s*[至到]\s*)"


def _paper(found: re.Match[str]) -> str:
    """``〔2020〕17号`` → 二零二零，十七号: the year as a year, the number as a number."""
    number = f"{found[2] or ''}{whole(found[3])}号" if found[3] else ""
    return f"，{digits(found[1])}，{number}"


def _month(year: str, month: str) -> str:
    return f"{digits(year)}年{whole(month)}月"


# Before everything else: the number of a paper is no telephone's.
PAPERS: Final[tuple[Rule, ...]] = (
    rule(rf"[〔\[(【]\s*({_YEAR})\s*[〕\])】](?:\s*(第)?\s*(\d{{1,6}})\s*号)?", _paper),
)  # fmt: skip

RULES: Final[tuple[Rule, ...]] = (
    rule(r"(?<!\d)([12]\d{3})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)",
         lambda f: f"{_month(f[1], f[3])}{whole(f[4])}日"),
    rule(rf"(?<![\d.])({_YEAR})[./-]{_MONTH}{_TO}({_YEAR})[./-]{_MONTH}(?![\d.])",
         lambda f: f"{_month(f[1], f[2])}到{_month(f[3], f[4])}"),
    rule(rf"(?<![\d.,-])({_YEAR})-(0[1-9]|1[0-2])(?![\d.-]|\s*(?:{AMOUNTS}))",
         lambda f: _month(f[1], f[2])),
    rule(rf"(?<!\d)([12]\d{{3}}){_TO}([12]\d{{3}})\s*年", lambda f: f"{digits(f[1])}到{digits(f[2])}年"),
    rule(rf"(?<![\d.,¥])({_YEAR}){DASH}({_YEAR})(?![\d.,]|\s*(?:{AMOUNTS}|号))",
         lambda f: f"{digits(f[1])}到{digits(f[2])}"),
    rule(r"(?<!\d)([12]\d{3})\s*年", lambda f: f"{digits(f[1])}年"),
    rule(rf"(?<!\d)({_YEAR})\s*(?=修正|修订|版|届|财年)", lambda f: digits(f[1])),
    # 3·15, 12·4: days that are known by their figures
    rule(r"(?<![\d·])(\d{1,2})·(\d{1,2})(?![\d·])", lambda f: digits(f[1] + f[2])),
    rule(rf"(?<!\d){_CLOCK}{_TO}{_CLOCK}", lambda f: f"{clock(f[1], f[2])}到{clock(f[3], f[4])}"),
    rule(rf"(?<!\d){_CLOCK}", lambda f: clock(f[1], f[2])),
    rule(r"(?<![\d.,:])0(\d)(?=\s*[月日时点分秒])", lambda f: f[1]),
)  # fmt: skip
