"""Identity numbers: normalising, checking (GB 11643 and the permanent-residence card), masking.

No date-aware region table on purpose: such tables reject people born before a county existed.
"""

import re
import unicodedata
from datetime import date
from typing import Final

from kiosk.domain.problems import Problem, ProblemKind

CHILD_BELOW: Final = 14  # years
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_PROVINCES: Final = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
).union((71, 81, 82, 83))
# Spelt out instead of \d, which matches the digits of every script.
_OLD_FOREIGN: Final = re.compile(r"[A-Z]{3}[0-9]{12}")
_OLD_RESIDENT: Final = re.compile(r"[0-9]{15}")
_CURRENT: Final = re.compile(r"[0-9]{17}[0-9X]")


def normalise(number: str) -> str:
    """Full-width digits, spaces and a small x as people type and paste them, made plain."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()


def check_digit(first17: str) -> str:
    """MOD 11-2 check character of the first 17 digits (GB 11643-1999 §4)."""
    return _CHECK[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def problem(number: str, today: date) -> Problem | None:
    """Why ``number`` cannot be a current identity number; None when it can.

    ``today`` bounds the birth date. Accepts resident, 港澳台 and both kinds of foreigner's cards.
    """
    value = normalise(number)
    if _OLD_FOREIGN.fullmatch(value):
        return None
    if _OLD_RESIDENT.fullmatch(value):
        return Problem(ProblemKind.ID_OLD)
    if not _CURRENT.fullmatch(value):
        count = len(value)
        return Problem(ProblemKind.ID_LENGTH, count) if count != 18 else Problem(ProblemKind.ID_LETTERS)
    if check_digit(value[:17]) != value[17]:
        return Problem(ProblemKind.ID_WRONG)
    if value[0] == "9":
        return None
    if int(value[:2]) not in _PROVINCES:
        return Problem(ProblemKind.ID_REGION)
    return _birth_problem(value[6:14], today)


def _birth_problem(digits: str, today: date) -> Problem | None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Problem(ProblemKind.ID_BIRTH)
    if born > today or born.year < 1900:
        return Problem(ProblemKind.ID_BIRTH)
    return None


def birth(number: str) -> date | None:
    """The birth date in a current number; None where there is none to be read (an old foreigner's card)."""
    value = normalise(number)
    if not _CURRENT.fullmatch(value):
        return None
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def is_child(number: str, today: date) -> bool:
    """Under fourteen on ``today``: only a guardian may agree to what becomes of his data (PIPL §31)."""
    born = birth(number)
    return born is not None and under_age(born, today)


def under_age(born: date, today: date) -> bool:
    """Whether somebody born then is under fourteen on ``today``."""
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday) < CHILD_BELOW


def mask(number: str) -> str:
    """First and last character only, as the spec shows it: ``3****************0``."""
    value = normalise(number)
    return value if len(value) < 3 else value[0] + "*" * (len(value) - 2) + value[-1]


def mask_phone(number: str) -> str:
    """The first three and the last two digits: enough to know one's own again."""
    return number if len(number) < 7 else f"{number[:3]} {'*' * (len(number) - 5)} {number[-2:]}"


def mask_name(name: str) -> str:
    """Surname only: ``王**``."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""
