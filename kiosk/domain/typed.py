"""Typing by digit keys, one at a time: which key makes sense here, and how what is typed is shown. Pure.

Answers are texts throughout: a pad is given one and calls back with the next, whoever keeps it.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Protocol

ID_LENGTH: Final = 18
MOBILE_LENGTH: Final = 11
LONGEST: Final = 15
DAY_LENGTH: Final = 8
BOAT_LENGTH: Final = 6
POINT: Final = "."
_MONTH, _DAY = 4, 6  # where they begin among the digits of a day
_TENS_OF_MONTH: Final = "01"
_TENS_OF_DAY: Final = "0123"


class Refused(Enum):
    """Why a key changed nothing. NO_SENSE: nothing is said, it could not be meant."""

    NO_SENSE = "no_sense"
    FULL = "full"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Shown:
    """``rest`` stands behind the caret: the places still open, a unit."""

    text: str
    rest: str = ""


class Typing(Protocol):
    """How one kind of answer is typed. ``extra``: the key right of the nought; empty: none."""

    @property
    def extra(self) -> str: ...

    def limit(self, text: str) -> int:
        """How many characters can be typed."""
        ...

    def press(self, text: str, key: str) -> str | Refused:
        """The answer after this key."""
        ...

    def shorten(self, text: str) -> str:
        """Without what was typed last."""
        ...

    def shown(self, text: str) -> Shown: ...


@dataclass(frozen=True, slots=True)
class Telephone:
    most: int = LONGEST
    extra: str = ""

    def press(self, text: str, key: str) -> str | Refused:
        return text + key if len(text) < self.limit(text) else Refused.FULL

    def limit(self, text: str) -> int:
        """A mobile number has eleven digits; pressing on would only spoil it."""
        return min(self.most, MOBILE_LENGTH) if text[:1] == "1" else self.most

    def shorten(self, text: str) -> str:
        return text[:-1]

    def shown(self, text: str) -> Shown:
        """138 0000 0000, 0580 0000 001."""
        return Shown(_cut(text, (3, 7) if text.startswith(("1", "010", "02")) else (4, 8)))


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """X only where one can stand: last."""

    most: int = ID_LENGTH
    extra: str = "X"

    def limit(self, text: str) -> int:
        return self.most

    def press(self, text: str, key: str) -> str | Refused:
        longer = text + key
        if len(longer) > self.most:
            return Refused.FULL
        misplaced = "X" in text or (key == "X" and len(longer) != self.most)
        return Refused.NO_SENSE if misplaced else longer

    def shorten(self, text: str) -> str:
        return text[:-1]

    def shown(self, text: str) -> Shown:
        """330922 19000101 0010."""
        return Shown(_cut(text, (6, 14)))


@dataclass(frozen=True, slots=True)
class Amount:
    """``places`` behind the point; 0: whole numbers, and no key for a point. ``thousands``: in groups.

    A year of birth is an amount without groups.
    """

    unit: str = ""
    places: int = LONGEST
    most: int = LONGEST
    thousands: bool = False

    @property
    def extra(self) -> str:
        return POINT if self.places else ""

    def limit(self, text: str) -> int:
        return self.most

    def press(self, text: str, key: str) -> str | Refused:
        if key == POINT and (not text or POINT in text):
            return Refused.NO_SENSE
        if text == "0" and key != POINT:
            return Refused.NO_SENSE if key == "0" else key
        if POINT in text and len(text.partition(POINT)[2]) >= self.places:
            return Refused.PLACES
        return text + key if len(text) < self.most else Refused.FULL

    def shorten(self, text: str) -> str:
        return text[:-1]

    def shown(self, text: str) -> Shown:
        return Shown(grouped(text) if self.thousands else text, self.unit)


@dataclass(frozen=True, slots=True)
class Boat:
    """Characters that were chosen, then figures: 浙嵊渔 12345. The characters go whole, after the figures."""

    most: int = BOAT_LENGTH
    extra: str = ""

    def limit(self, text: str) -> int:
        return self.most

    def press(self, text: str, key: str) -> str | Refused:
        return text + key if len(boat_parts(text)[1]) < self.most else Refused.FULL

    def shorten(self, text: str) -> str:
        return text[:-1] if boat_parts(text)[1] else ""

    def shown(self, text: str) -> Shown:
        return Shown(" ".join(part for part in boat_parts(text) if part))


def boat_parts(text: str) -> tuple[str, str]:
    """What it begins with, and the figures at its end."""
    begin = text.rstrip("0123456789")
    return begin.strip(), text[len(begin) :]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as eight digits, typed as people write it: 2026 3 5 is enough. Whole, it is in ISO 8601.

    ``form``: how year, month and day stand beside each other, each in a ``{}``.
    """

    form: str
    most: int = DAY_LENGTH
    extra: str = ""

    def limit(self, text: str) -> int:
        return self.most

    def press(self, text: str, key: str) -> str | Refused:
        digits = day_digits(text)
        if len(digits) >= self.most:
            return Refused.FULL
        longer = _next_of_day(digits, key)
        return _iso(longer) if longer else Refused.NO_SENSE

    def shorten(self, text: str) -> str:
        return day_digits(text)[:-1]

    def shown(self, text: str) -> Shown:
        """``2026年03`` and behind the caret ``月__日``."""
        digits = day_digits(text)
        open_places = digits.ljust(self.most, "_")
        whole = self.form.format(open_places[:_MONTH], open_places[_MONTH:_DAY], open_places[_DAY:])
        at = 0
        for char in digits:  # behind the last digit that is typed
            at = whole.index(char, at) + 1
        return Shown(whole[:at], whole[at:]) if len(digits) < self.most else Shown(whole)


def day_digits(text: str) -> str:
    """The digits of a day, from ISO 8601 or as far as they are typed."""
    return "".join(char for char in text if char.isascii() and char.isdigit())[:DAY_LENGTH]


def grouped(number: str) -> str:
    """1,200.50; what is no number stays as it is."""
    whole, point, part = number.partition(POINT)
    return f"{int(whole):,}{point}{part}" if whole.isascii() and whole.isdigit() else number


def _next_of_day(digits: str, key: str) -> str:
    """No month begins with a 3, no day with a 5: the nought before it was left out. Empty: no such day."""
    at = len(digits)
    if at == _MONTH and key not in _TENS_OF_MONTH:
        return f"{digits}0{key}"
    if at == _MONTH + 1:
        return _second_of_month(digits, key)
    if at == _DAY and key not in _TENS_OF_DAY:
        return f"{digits}0{key}"
    if at == _DAY + 1 and not 1 <= int(digits[-1] + key) <= 31:
        return ""
    return digits + key


def _second_of_month(digits: str, key: str) -> str:
    """``13`` is January, and the 3 begins the day."""
    month = int(digits[-1] + key)
    if 1 <= month <= 12:
        return digits + key
    return _next_of_day(f"{digits[:-1]}01", key) if digits[-1] == "1" else ""


def _iso(digits: str) -> str:
    """A whole day of the calendar in ISO 8601; anything else as it is."""
    if len(digits) < DAY_LENGTH:
        return digits
    try:
        return date(int(digits[:_MONTH]), int(digits[_MONTH:_DAY]), int(digits[_DAY:])).isoformat()
    except ValueError:
        return digits


def _cut(text: str, at: tuple[int, int]) -> str:
    parts = (text[: at[0]], text[at[0] : at[1]], text[at[1] :])
    return " ".join(part for part in parts if part)
