"""How English is handed to its voice, which reads words and amounts but no number that is dialled."""

import re
from typing import Final

from kiosk.speech.dialling import HOTLINE, LANDLINE, MOBILE, SERVICE
from kiosk.speech.rule import NUM, Rule, rule

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_CALLED: Final = (
    r"\b(?:call(?:ed|ing)?|dial|ring|phone|tel|telephone|hotline|number|police|ambulance|fire)\b[:.]?\s+"
)
_NO_AMOUNT: Final = (
    r"(?!\d|[.,:]\d|\s*(?:%|yuan|RMB|days?\b|hours?|minutes?|weeks?|months?|years?|people|persons?"
    r"|times|km|m\b))"
)
_LISTED: Final = rf"\d{{3,8}}+{_NO_AMOUNT}"
_AND: Final = r"\s*(?:,|/|or|and|, or|, and)\s*"
_NOT_SPOKEN: Final = re.compile(r"[^A-Za-z0-9 ,.!?;:'%$-]+")


def _apart(found: re.Match[str]) -> str:
    """Digit by digit. The country's own code is not dialled here."""
    return " ".join(re.sub(r"^\+?86(?=[- ]?1)|[^0-9A-Z]", "", found[0]))


def _listed(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"\d+", _apart, found[2])


_RULES: Final[tuple[Rule, ...]] = (
    rule(r"(?<![A-Za-z0-9-])(?=[0-9-]*[A-Z])(?=[A-Z-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+(?![A-Za-z0-9-])", _apart),
    rule(r"(?<![\d-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])",
         lambda f: f"{int(f[3])} {_MONTHS[int(f[2]) - 1]} {f[1]}"),
    rule(rf"(?<![\d.])(?:{LANDLINE}|{MOBILE}|{SERVICE})(?![\d.])", _apart),
    rule(rf"(?<![\d.,¥-]){HOTLINE}(?!-\d){_NO_AMOUNT}", _apart),
    rule(rf"(?i:({_CALLED}))({_LISTED}(?:{_AND}{_LISTED})*)", _listed),
    rule(rf"¥\s*({NUM})", lambda f: f"{f[1]} yuan"),
    # One article, put behind another by an amendment (kiosk/words/main.py); Articles 3-5 are several.
    rule(r"(?i:(\barticle \d{1,4}))-(?=\d{1,2}(?![\d-]))", lambda f: f"{f[1]} dash "),
    rule(r"(?<=\d)\s*[-~–—]\s*(?=\d)", lambda _: " to "),
)  # fmt: skip


def spoken(text: str) -> str:
    """ASCII words and marks, or nothing. ``text`` has half-width digits."""
    text = text.replace("’", "'")
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    said = " ".join(_NOT_SPOKEN.sub(" ", text).split())
    return said if re.search("[A-Za-z0-9]", said) else ""
