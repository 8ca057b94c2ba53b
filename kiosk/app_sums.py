"""Calculators as the screen knows them: their questions as cards, their answers as results.

Here ``kiosk/calculators`` and ``kiosk/domain/sums.py`` meet. Imported behind the first picture.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from kiosk.calculators import deadlines
from kiosk.calculators.fields import Field, InputError
from kiosk.calculators.model import Calculator, Facts
from kiosk.calculators.parameters import NATION, NO_BOOK, VALUE, Book
from kiosk.calculators.registry import CALCULATORS, TOPICS, calculate
from kiosk.calculators.result import NOTE, Result, Used, percent, plain, rounded, yuan
from kiosk.content.parameters import read_book
from kiosk.domain.library import Library
from kiosk.domain.sums import (
    YES,
    Reckon,
    Reckoned,
    Refusal,
    SumCard,
    SumChoice,
    SumFigure,
    SumLine,
    SumResult,
    SumsReady,
    number,
)
from kiosk.events import Post

_LOG: Final = logging.getLogger(__name__)

_WHEN: Final = ("不填", "没填", "要填")  # a help that says when a line may stay empty
_HUNDRED: Final = Decimal(100)
_ROWS: Final = 6  # people who can be told of, each in two lines
_MOST_YEARS: Final = Decimal(20)
_MOST_HEADS: Final = Decimal(20)


@dataclass(frozen=True, slots=True)
class Counter:
    """The calculators with the figures of one release. ``region``: where the terminal stands."""

    book: Book = NO_BOOK
    region: str = ""

    def cards(self) -> tuple[SumCard, ...]:
        """All of them, in the order they are offered."""
        return tuple(self._card(one, TOPICS[one.name]) for one in CALCULATORS.values())

    def answer(self, asked: Reckon) -> Reckoned:
        """The result, or the line it stumbles over."""
        calculator = CALCULATORS[asked.name]
        try:
            given = as_given(calculator, dict(asked.answers))
            found = calculate(asked.name, given, Facts(asked.today, self.book, self.region))
        except InputError as error:
            refusal = self._refusal(calculator, error)
            return Reckoned(asked.visit_id, asked.name, asked.asked, refusal=refusal)
        return Reckoned(asked.visit_id, asked.name, asked.asked, result=as_result(found, calculator))

    def _refusal(self, calculator: Calculator, error: InputError) -> Refusal:
        """The sentence without the label it stands beside; of the whole, where no line of it is asked."""
        asked = next((one for one in calculator.fields if one.key == error.field), None)
        line = next(self._lines(calculator, asked), None) if asked is not None else None
        if asked is None or line is None:
            return Refusal("", error.message)
        return Refusal(line.key, error.message.removeprefix(f"{asked.label}："))

    # ---- questions

    def _card(self, one: Calculator, topic: str) -> SumCard:
        lines = tuple(line for asked in one.fields for line in self._lines(one, asked))
        return SumCard(one.name, one.title, one.about, topic, lines)

    def _lines(self, one: Calculator, asked: Field) -> Iterator[SumLine]:
        if asked.kind == "rows":
            yield from _people(asked)
            return
        line = SumLine(
            asked.key,
            asked.label,
            "money",
            asked.help,
            asked.unit,
            asked.minimum,
            asked.maximum,
            asked.required,
            tuple(SumChoice(choice.id, choice.label) for choice in asked.choices),
            _example(asked),
            figure=bool(asked.figure),
            told=any(word in asked.help for word in _WHEN),
        )
        if asked.kind == "text":
            choices = self._names(one, asked)
            if choices:
                yield replace(line, kind="choice", choices=choices)
        elif asked.kind == "rate":
            wide = asked.minimum * _HUNDRED, asked.maximum * _HUNDRED
            told = asked.percent_help or asked.help
            yield replace(line, kind="percent", unit="%", help=told, least=wide[0], most=wide[1])
        else:
            yield replace(line, kind=asked.kind)

    def _names(self, one: Calculator, asked: Field) -> tuple[SumChoice, ...]:
        """What can stand in a field of words: periods, or the places there are figures of.

        Nothing where the terminal's own place is the only one: then nobody has to be asked.
        """
        if one.name == "deadline":
            return tuple(SumChoice(key, name) for key, name in deadlines.kinds(self.book).items())
        if asked.key != "region":
            return ()
        sets = [found for found in self.book.sets if found.region != NATION and found.figure]
        places = dict.fromkeys(found.region for found in sets)
        elsewhere = [found for found in sets if not found.reach(self.region)]
        return tuple(SumChoice(place, place) for place in places) if elsewhere else ()


def _example(asked: Field) -> str:
    if asked.kind == "rate":
        return plain(Decimal(str(asked.example)) * _HUNDRED)
    return "" if asked.kind in ("yes_no", "choice", "text") else str(asked.example)


def _people(asked: Field) -> Iterator[SumLine]:
    """A pair of lines for each; the next person's once the one before is told of."""
    before = ""
    for place in range(1, _ROWS + 1):
        years, heads = _person(asked.key, place)
        label = asked.label if place == 1 else f"第 {place} 个{asked.label}"
        yield SumLine(
            years,
            f"{label}，还要养几年",
            "number",
            "孩子到 18 岁，老人最多 20 年" if place == 1 else "没有别人就不填",
            "年",
            most=_MOST_YEARS,
            required=place == 1,
            example="10",
            after=before,
        )
        yield SumLine(
            heads,
            "一共几个人养" if place == 1 else f"第 {place} 个，几个人养",
            "integer",
            "父亲、母亲一起养，填 2",
            "人",
            Decimal(1),
            _MOST_HEADS,
            example="2",
            after=years,
        )
        before = heads


def _person(key: str, place: int) -> tuple[str, str]:
    return f"{key}.{place}.years", f"{key}.{place}.heads"


# ---- answers ---------------------------------------------------------------------------------------


def as_given(calculator: Calculator, answers: Mapping[str, str]) -> dict[str, object]:
    """What was typed, as ``kiosk calc`` takes it."""
    given: dict[str, object] = {}
    for asked in calculator.fields:
        if asked.kind == "rows":
            rows = [
                [_exact(asked, answers[years]), _exact(asked, answers[heads])]
                for years, heads in (_person(asked.key, place) for place in range(1, _ROWS + 1))
                if years in answers and heads in answers
            ]
            if rows:
                given[asked.key] = rows
        elif asked.key in answers:
            given[asked.key] = _exact(asked, answers[asked.key])
    return given


def _exact(asked: Field, text: str) -> object:
    """A number as typed, half a decimal included; a share is a hundredth of what the screen asks for."""
    if asked.kind == "yes_no":
        return text == YES
    found = None if asked.kind in ("date", "text", "choice") else number(text)
    if found is None:
        return text
    return found / _HUNDRED if asked.kind == "rate" else found


def as_result(found: Result, calculator: Calculator) -> SumResult:
    rates = {one.key for one in calculator.fields if one.kind == "rate"}
    extra = found.extra
    amount = "" if found.amount is None else f"{rounded(found.amount):f}"
    high, day = extra.get("amount_high"), extra.get("date")
    outcome = str(extra.get("outcome", ""))
    if not (amount or day or outcome):
        outcome = found.steps[0]
    return SumResult(
        amount=amount,
        high=f"{rounded(high):f}" if isinstance(high, Decimal) else "",
        day=day.isoformat() if isinstance(day, date) else "",
        outcome=outcome,
        reason=str(extra.get("reason", "")),
        steps=found.steps,
        articles=tuple(map(str, found.articles)),
        articles_of=found.articles_of,
        figures=(*(_figure(one, one.key in rates) for one in found.used), *map(_table, found.tables)),
        warnings=found.warnings,
        note=NOTE,
        sample=found.sample or any(one.get("sample") is True for one in found.tables),
    )


def _figure(used: Used, rate: bool) -> SumFigure:
    source, row = used.found.source, used.found.row
    found = row.values.get(VALUE)
    value = "" if found is None else percent(found) if rate else _valued(found, source.unit)
    until = "" if row.valid_to is None else row.valid_to.isoformat()
    since, checked = row.valid_from.isoformat(), source.checked.isoformat()
    return SumFigure(source.title, value, source.source, since, until, source.sample, checked)


def _valued(found: Decimal, unit: str) -> str:
    return f"{yuan(found) if unit == '元' else plain(found)} {unit}".strip()


def _table(one: Mapping[str, object]) -> SumFigure:
    def text(name: str) -> str:
        return str(one.get(name) or "")

    since = "" if text("valid_from") == date.min.isoformat() else text("valid_from")
    until, sample = text("valid_to"), one.get("sample") is True
    return SumFigure(text("title"), "", text("source"), since, until, sample, text("checked"))


class SumRoom:
    """Answers at once: a sum takes less than a millisecond. All of it on the thread that asks."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._library: Library | None = None
        self._counter = Counter()

    def content(self, library: Library | None) -> None:
        """Reckon with this release from now on; told again and again is no news."""
        if library is self._library:
            return
        self._library = library
        self._counter = Counter() if library is None else Counter(read_book(library), library.site.region)
        self._post(SumsReady(self._counter.cards()))

    def reckon(self, asked: Reckon) -> None:
        """Never raises: what no formula could do is said so, and logged without what was typed."""
        try:
            answer = self._counter.answer(asked)
        except Exception as error:
            _LOG.error("sum.failed", extra={"sum": asked.name, "error": type(error).__name__})
            answer = Reckoned(asked.visit_id, asked.name, asked.asked, refusal=Refusal("", ""))
        self._post(answer)
