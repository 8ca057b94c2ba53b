"""When a question is asked, or a paper to be brought: what must have been answered before. Data, not code.
Pure.

A condition is rows of tests: it holds when every test of any one row holds (docs/adr/0131). It may name only
fields that stand before it, which publishing checks; so one pass in the order of the form decides everything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Test:
    """Of one answer. Everything that is given must hold; nobody's silence holds for anything but ``filled``
    False.

    ``least`` and ``most``: inclusive, a number or an ISO date. An answer of several choices is ``one_of``
    when any of them is, ``none_of`` when none of them is.
    """

    __test__ = False  # pytest: no class of tests

    field: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    filled: bool | None = None
    least: str = ""
    most: str = ""


When = tuple[tuple[Test, ...], ...]
ALWAYS: Final[When] = ()


def holds(when: When, told: Mapping[str, str]) -> bool:
    """``told``: what was answered, in its normalised form, by id; what is not asked at present is not in
    it.
    """
    return not when or any(all(_test(test, told.get(test.field, "")) for test in row) for row in when)


def mentions(when: When) -> frozenset[str]:
    """The ids ``when`` hangs on."""
    return frozenset(test.field for row in when for test in row)


def tests(when: When) -> Iterator[Test]:
    for row in when:
        yield from row


def bound(text: str) -> Decimal | date | None:
    """A bound, or an answer to be held against one: a number, a day, or None when it is neither."""
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return None


def _test(test: Test, value: str) -> bool:
    if test.filled is not None and test.filled != bool(value):
        return False
    if not value:
        return test.filled is False
    parts = set(value.split(",")) | {value}
    if test.one_of and not parts.intersection(test.one_of):
        return False
    if parts.intersection(test.none_of):
        return False
    return _reaches(value, test.least) and _reaches(test.most, value)


def _reaches(more: str, less: str) -> bool:
    """Whether ``more`` is at least ``less``, both being bounds; one that is not given is reached."""
    if not more or not less:
        return True
    high, low = bound(more), bound(less)
    if isinstance(high, Decimal) and isinstance(low, Decimal):
        return high >= low
    return isinstance(high, date) and isinstance(low, date) and high >= low
