"""Figures that change by year and place, as content: what calculators are given. Pure data.

Amounts and rates are texts of decimals ("0.0425" is 4.25 %), dates ISO texts, as in the release.
"""

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.library import LawRef

Unit = Literal["yuan", "yuan-a-month", "yuan-a-year", "rate", "months", "times"]
Length = Literal["years", "months", "days", "workdays"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What held in ``region`` from ``valid_from`` to ``valid_to``, both days included; empty: until now.

    ``value`` or ``table`` is written, never both. ``table``: rows such as grade and months, in order.
    """

    region: str
    valid_from: str
    source: str
    valid_to: str = ""
    value: str = ""
    table: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure through the years and the regions; at most one of ``figures`` holds on a day in a region."""

    id: str
    title: str
    unit: Unit
    figures: tuple[Figure, ...]
    note: str = ""
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit of the law: ``length`` of ``unit`` from the day after ``starts``.

    ``warn``: what may lengthen or interrupt it. No right is ever called lost.
    """

    id: str
    title: str
    length: int
    unit: Length
    starts: str
    law: tuple[LawRef, ...]
    warn: str
    valid_from: str
    valid_to: str = ""
    sample: bool = True
