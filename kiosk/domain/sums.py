"""算一算: what a calculator asks, what was answered, and what came of it, as plain data. Pure.

Formulas and figures are in ``kiosk/calculators``, which this does not know: the composition root says what
there is (``SumsReady``) and reckons (``Reckon``, answered ``Reckoned``). Docs: ADR 0147.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final, Literal

from kiosk.domain.library import Library

LineKind = Literal["money", "percent", "number", "integer", "date", "yes_no", "choice"]

# What calculators are about, in the order of the list.
TOPICS: Final = ("work", "hurt", "court", "money", "limits")
YES: Final = "yes"
NO: Final = "no"
LONGEST: Final = 40  # characters of an answer
EARLIEST: Final = 1950
LATEST: Final = 2100
_PLACES: Final = {"money": 2, "percent": 4, "number": 2, "integer": 0}
_UNBOUNDED: Final = Decimal(10) ** 9  # nobody has to be told of a bound beyond
_WHOLE_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # half typed, there are digits only
_PICKED: Final = frozenset({"yes_no", "choice"})


@dataclass(frozen=True, slots=True)
class SumChoice:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class SumLine:
    """One question. ``percent``: 10 is 10 %. ``least``, ``most`` are included, of numbers only.

    ``after``: asked only once the line of this key is filled, and then as ``required`` says. ``figure``: what
    the county published answers it when nobody does. ``told``: the help says when it may stay empty.
    """

    key: str
    label: str
    kind: LineKind
    help: str = ""
    unit: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = _UNBOUNDED
    required: bool = True
    choices: tuple[SumChoice, ...] = ()
    example: str = ""
    after: str = ""
    figure: bool = False
    told: bool = False

    @property
    def picked(self) -> bool:
        """Answered by one touch; all others are typed."""
        return self.kind in _PICKED

    @property
    def bounded(self) -> bool:
        """Whether there is a range worth telling, that the help does not tell already."""
        numeric = self.kind in _PLACES
        return numeric and self.most < _UNBOUNDED and f"{self.most:f}" not in self.help

    @property
    def places(self) -> int:
        """Digits behind the point."""
        return _PLACES.get(self.kind, 0)


@dataclass(frozen=True, slots=True)
class SumCard:
    """One calculator. ``name`` is that of ``kiosk calc``."""

    name: str
    title: str
    about: str
    topic: str
    lines: tuple[SumLine, ...]

    def line(self, key: str) -> SumLine | None:
        return next((line for line in self.lines if line.key == key), None)


def named(library: Library, cards: tuple[SumCard, ...]) -> Library:
    """With the calculators of this program, so that whatever leads to one can call it by its title."""
    known = {card.name: card for card in cards}
    if library.every(SumCard) == known:
        return library  # the same library: who follows what is shown is told nothing new
    more = {**library.more, SumCard: known}
    english = library.english
    said = replace(english, more={**english.more, SumCard: more[SumCard]}) if english is not None else None
    return replace(library, more=more, english=said)


class Fault(Enum):
    """Why an answer cannot stand."""

    EMPTY = "empty"
    NUMBER = "number"
    WHOLE = "whole"
    PLACES = "places"
    LOW = "low"
    HIGH = "high"
    DAY = "day"
    YEAR = "year"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class SumFigure:
    """A published figure that was used. ``value`` is empty where it is a table; days are ISO.

    ``checked``: when an editor compared it with its source; empty where nobody says.
    """

    title: str
    value: str
    source: str
    since: str
    until: str
    sample: bool
    checked: str = ""


@dataclass(frozen=True, slots=True)
class SumResult:
    """What came of it: yuan (``amount``, up to ``high``), an ISO ``day`` or an ``outcome`` with its reason.

    The steps, articles, warnings and note are those of ``kiosk calc``.
    """

    amount: str = ""
    high: str = ""
    day: str = ""
    outcome: str = ""
    reason: str = ""
    steps: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    articles_of: str = ""  # the month of the texts they were read in, as 2025-04
    figures: tuple[SumFigure, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str = ""
    sample: bool = False

    @property
    def found(self) -> str:
        """The one fact of it, for whatever is filled in next."""
        return self.amount or self.day or self.outcome


def of_fact(fact: str) -> SumResult | None:
    """A result of which only the one fact is left (``SumResult.found``)."""
    if not fact:
        return None
    if number(fact) is not None:
        return SumResult(amount=fact)
    try:
        return SumResult(day=date.fromisoformat(fact).isoformat())
    except ValueError:
        return SumResult(outcome=fact)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it cannot be reckoned, beside the line ``key``; empty: of the whole. No ``text``: nobody knows."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class SumWork:
    """One calculator as far as it was filled in. ``answers``: line's key to what was typed, as typed.

    ``given``: what of them came from elsewhere. ``told``: the line whose fault is said on its own page.
    ``asked`` counts questions, so that no older answer is taken for a later one's.
    """

    name: str
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    given: Mapping[str, str] = field(default_factory=dict, repr=False)
    asked: int = 0
    result: SumResult | None = field(default=None, repr=False)
    refusal: Refusal | None = field(default=None, repr=False)
    told: str = ""

    def answered(self, key: str, text: str) -> "SumWork":
        """With this answer, and no result yet."""
        answers = {**self.answers, key: text[:LONGEST]}
        if not text:
            del answers[key]
        return replace(self, answers=answers, result=None, refusal=None, told="")


# ---- asked of the room behind, and answered by it --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reckon:
    """Reckon this, with the figures of ``today``. Answered by ``Reckoned`` of the same visit and count."""

    visit_id: str
    name: str
    asked: int
    answers: tuple[tuple[str, str], ...] = field(repr=False)
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Either a result or why there is none."""

    visit_id: str
    name: str
    asked: int
    result: SumResult | None = field(default=None, repr=False)
    refusal: Refusal | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SumsReady:
    """What can be reckoned with the content that is shown."""

    cards: tuple[SumCard, ...]


# ---- judging ---------------------------------------------------------------------------------------


def asked(card: SumCard, answers: Mapping[str, str]) -> tuple[SumLine, ...]:
    """The lines that are asked now, in order."""
    shown: dict[str, SumLine] = {}
    for line in card.lines:
        if not line.after or (line.after in shown and answers.get(line.after)):
            shown[line.key] = line
    return tuple(shown.values())


def missing(card: SumCard, answers: Mapping[str, str]) -> tuple[SumLine, ...]:
    """What still has to be filled in."""
    return tuple(line for line in asked(card, answers) if line.required and not answers.get(line.key))


def faults(card: SumCard, answers: Mapping[str, str]) -> dict[str, Fault]:
    """What cannot stand as it is, by line. What is empty is no fault."""
    found = ((line.key, fault(line, answers.get(line.key, ""))) for line in asked(card, answers))
    return {key: wrong for key, wrong in found if wrong is not None}


def ready(card: SumCard, answers: Mapping[str, str]) -> bool:
    """Whether it can be reckoned."""
    return not missing(card, answers) and not faults(card, answers)


def counted(card: SumCard, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The answers that count: of lines that are asked, and filled."""
    return tuple((line.key, answers[line.key]) for line in asked(card, answers) if answers.get(line.key))


def fault(line: SumLine, text: str) -> Fault | None:
    """Why ``text`` cannot stand on ``line``; None when it can, or is empty."""
    if not text:
        return None
    if line.kind == "date":
        return _day_fault(text)
    if line.kind == "yes_no":
        return None if text in (YES, NO) else Fault.CHOICE
    if line.kind == "choice":
        return None if any(choice.id == text for choice in line.choices) else Fault.CHOICE
    return _number_fault(line, text)


def _number_fault(line: SumLine, text: str) -> Fault | None:
    value = number(text)
    if value is None:
        return Fault.NUMBER
    if value < line.least:
        return Fault.LOW
    if value > line.most:
        return Fault.HIGH
    if value != round(value, line.places):
        return Fault.PLACES if line.places else Fault.WHOLE
    return None


def number(text: str) -> Decimal | None:
    """The number in digits and at most one point; None where there is none."""
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _day_fault(text: str) -> Fault | None:
    try:
        found = date.fromisoformat(text if _WHOLE_DAY.fullmatch(text) else "")
    except ValueError:
        return Fault.DAY
    return None if EARLIEST <= found.year <= LATEST else Fault.YEAR
