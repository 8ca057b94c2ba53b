"""A calculator as data, and what its function is handed: checked values, figures of the place. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, cast

from kiosk.calculators.fields import Field, InputError
from kiosk.calculators.parameters import NO_BOOK, Book, Found
from kiosk.calculators.result import Article, Result, Used, yuan

SAMPLE_WARNING: Final = "用到的数字没有经过审核（样例），以公布的为准"

REGION: Final = Field(
    "region", "地方", "text", "按哪里的标准算，不填就按这台机器所在的地方", "示例县", required=False
)


def on_field(label: str = "按哪一天算", help: str = "不填就按今天") -> Field:
    """The day whose figures count, where it is not already among the questions."""
    return Field("date", label, "date", help, "2026-05-20", required=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a calculation rests on besides what was asked: content, today (in China), the terminal's place."""

    today: date
    book: Book = NO_BOOK
    region: str = ""


@dataclass(slots=True)
class Ask:
    """One question with its checked values. Figures looked up through it are noted for the result."""

    fields: Mapping[str, Field]
    values: Mapping[str, object]
    facts: Facts
    used: list[Used] = field(default_factory=list)

    def number(self, key: str) -> Decimal:
        """A value that is there, or 0 for an optional amount nobody gave."""
        return cast(Decimal, self.values[key]) if self.values[key] is not None else Decimal(0)

    def given(self, key: str) -> bool:
        return self.values.get(key) is not None

    def integer(self, key: str) -> int:
        return int(self.number(key))

    def day(self, key: str) -> date:
        return cast(date, self.values[key])

    def yes(self, key: str) -> bool:
        return self.values[key] is True

    def word(self, key: str) -> str:
        return cast(str, self.values[key])

    def refuse(self, key: str, message: str) -> InputError:
        return self.fields[key].refuse(message)

    @property
    def region(self) -> str:
        return cast(str, self.values.get("region") or self.facts.region)

    @property
    def on(self) -> date:
        return cast(date, self.values.get("date") or self.facts.today)

    def table(self, figure: str, on: date) -> Found | None:
        """The content's figure for this place and day, noted as used; None when there is none."""
        found = self.facts.book.find(figure, self.region, on)
        if not isinstance(found, Found):
            return None
        self.used.append(Used(figure, found))
        return found

    def figure(self, key: str, on: date) -> Decimal:
        """What was given for ``key``, else the content's. Raises InputError by its name when neither is."""
        if self.given(key):
            return self.number(key)
        asked = self.fields[key]
        found = self.facts.book.find(asked.figure, self.region, on)
        if isinstance(found, Found):
            self.used.append(Used(key, found))
            return found.value
        raise asked.refuse(f"{found.text}，请填上，不知道就打 12348 问")

    def sourced(self, key: str, value: Decimal) -> str:
        """``8,000 元（内容里的，样例）``: a figure and where it came from."""
        for one in self.used:
            if one.key == key:
                sample = "，样例" if one.found.source.sample else ""
                return f"{yuan(value)} 元（{one.found.source.title}{sample}）"
        return f"{yuan(value)} 元"


Function = Callable[[Ask], Result]


@dataclass(frozen=True, slots=True)
class Calculator:
    """``name`` is stable: other programs call it. ``title`` and ``about`` are for residents."""

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    law: tuple[Article, ...]
    function: Function


def answer(calculator: Calculator, values: Mapping[str, object], facts: Facts) -> Result:
    """``values`` were read by the calculator's own fields. Raises InputError."""
    ask = Ask({one.key: one for one in calculator.fields}, values, facts)
    result = calculator.function(ask)
    warnings = result.warnings
    if any(one.found.source.sample for one in ask.used):
        warnings = (SAMPLE_WARNING, *warnings)
    return replace(result, used=tuple(ask.used), warnings=warnings)
