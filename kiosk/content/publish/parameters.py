"""``parameters/*.yaml``: the figures calculators rest on, each with its place, its days and where it stands.

A file is one figure of one place (``rows``), or the kinds of deadline (``deadlines``).
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.calculators.parameters import VALUE, DeadlineKind, ParameterSet, Row, Unit
from kiosk.content.publish.editor import EditorModel, Line, Paragraph, Reviewed, Sentence, Short, Slug

Figure = Literal[
    "lpr",
    "local_average",
    "provincial_average",
    "minimum_wage",
    "income",
    "expenditure",
    "national_income",
    "aid_standard",
    "injury_months",
    "compulsory_limits",
    "deadline",
]
# Figures of several numbers: the names each row must have.
TABLES: Final[Mapping[str, frozenset[str]]] = {
    "injury_months": frozenset({"5", "6", "7", "8", "9", "10"}),
    "compulsory_limits": frozenset(
        {"death", "medical", "property", "no_fault_death", "no_fault_medical", "no_fault_property"}
    ),
}
_RATES: Final = frozenset({"lpr"})
# What a number of a figure may be: slips of the pen are mostly a place too many or too few.
_BOUNDS: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "lpr": (Decimal("0.005"), Decimal("0.2")),
    "local_average": (Decimal(1000), Decimal(100_000)),
    "provincial_average": (Decimal(1000), Decimal(100_000)),
    "minimum_wage": (Decimal(500), Decimal(20_000)),
    "income": (Decimal(10_000), Decimal(1_000_000)),
    "expenditure": (Decimal(5_000), Decimal(1_000_000)),
    "national_income": (Decimal(10_000), Decimal(1_000_000)),
    "aid_standard": (Decimal(100), Decimal(20_000)),
    "injury_months": (Decimal(1), Decimal(100)),
    "compulsory_limits": (Decimal(1), Decimal(10_000_000)),
}
_NUMBER: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(%?)")
_PERIOD: Final = re.compile(r"([1-9]\d{0,2}) ?(日|个月|年)")

Number = int | float | Annotated[str, StringConstraints(min_length=1, max_length=16)]


class EditorRow(EditorModel):
    """``value`` for figures of one number, ``values`` for tables. Without ``to``: until the next row."""

    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    value: Number | None = None
    values: dict[str, Number] = Field(default_factory=dict, max_length=20)


class EditorDeadline(EditorModel):
    """``period``: 60 日, 6 个月, 3 年 or 无; ``starts``: from which day it runs."""

    id: Slug
    name: Short
    aliases: tuple[Short, ...] = Field(default=(), max_length=10)
    period: Annotated[str, StringConstraints(max_length=10)]
    starts: Line
    law: Line
    article: int = Field(ge=1, le=1300)
    warning: Paragraph
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    later: Annotated[str, StringConstraints(max_length=160)] = ""

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        self.length_and_unit()
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError("order", "{name} 的 to 比 from 早", {"name": self.name})
        return self

    def length_and_unit(self) -> tuple[int, Unit]:
        if self.period == "无":
            return 0, ""
        found = _PERIOD.fullmatch(self.period)
        if found is None:
            raise PydanticCustomError(
                "period", "看不懂期限“{text}”，要写成 60 日、6 个月、3 年或者无", {"text": self.period}
            )
        units: dict[str, Unit] = {"日": "日", "个月": "月", "年": "年"}
        return int(found[1]), units[found[2]]

    def build(self) -> DeadlineKind:
        length, unit = self.length_and_unit()
        return DeadlineKind(
            id=self.id,
            name=self.name,
            length=length,
            unit=unit,
            starts=self.starts,
            law=self.law,
            article=self.article,
            warning=self.warning,
            aliases=self.aliases,
            valid_from=self.start,
            valid_to=self.end,
            later=self.later,
        )


class EditorParameters(Reviewed):
    """``region``: 全国 or a place; ``aliases``: other names of it. ``checked``: when it was compared."""

    id: Slug
    title: Line
    figure: Figure
    region: Short
    aliases: tuple[Short, ...] = Field(default=(), max_length=6)
    unit: Annotated[str, StringConstraints(max_length=12)] = ""
    source: Sentence
    checked: date
    rows: tuple[EditorRow, ...] = Field(default=(), max_length=200)
    deadlines: tuple[EditorDeadline, ...] = Field(default=(), max_length=60)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        kinds = self.figure == "deadline"
        if kinds == bool(self.rows) or kinds != bool(self.deadlines):
            raise PydanticCustomError("rows", "figure 是 deadline 的写 deadlines，别的写 rows")
        self.built_rows()
        return self

    def built_rows(self) -> tuple[Row, ...]:
        """Rows in their order, each with its last day. PydanticCustomError for what does not fit together."""
        built: list[Row] = []
        for place, row in enumerate(self.rows):
            after = self.rows[place + 1].start if place + 1 < len(self.rows) else None
            if after is not None and after <= row.start:
                raise PydanticCustomError("order", "{day} 要排在 {after} 后面", _days(row.start, after))
            if row.end is not None and row.end < row.start:
                raise PydanticCustomError("order", "to {after} 比 from {day} 早", _days(row.start, row.end))
            if row.end is not None and after is not None and row.end >= after:
                raise PydanticCustomError("order", "{day} 和 {after} 两行重叠", _days(row.start, after))
            last = row.end if row.end is not None or after is None else after - timedelta(days=1)
            built.append(Row(row.start, last, self._numbers(row)))
        return tuple(built)

    def _numbers(self, row: EditorRow) -> dict[str, Decimal]:
        wanted = TABLES.get(self.figure, frozenset({VALUE}))
        given = dict(row.values) if self.figure in TABLES else {VALUE: row.value}
        other = row.value is not None if self.figure in TABLES else bool(row.values)
        if set(given) != wanted or other or None in given.values():
            raise PydanticCustomError(
                "values",
                "{day} 那一行要写{names}",
                {"day": str(row.start), "names": "、".join(sorted(wanted))},
            )
        return {name: self._number(text, row.start) for name, text in given.items()}

    def _number(self, text: object, day: date) -> Decimal:
        found = _NUMBER.fullmatch(str(text).strip())
        low, high = _BOUNDS[self.figure]
        number = Decimal(found[1]) / (100 if found[2] else 1) if found else Decimal(-1)
        if found is None or (found[2] == "%") != (self.figure in _RATES) or not low <= number <= high:
            wanted = "百分数，如 3.45%" if self.figure in _RATES else "数字"
            raise PydanticCustomError(
                "number",
                "{day} 那一行的数字不对：{text}；要写{wanted}，{low} 到 {high}",
                {"day": str(day), "text": str(text), "wanted": wanted, "low": str(low), "high": str(high)},
            )
        return number

    def build(self) -> ParameterSet:
        """As the terminal reads it."""
        return ParameterSet(
            id=self.id,
            title=self.title,
            figure=self.figure,
            region=self.region,
            source=self.source,
            checked=self.checked,
            sample=self.sample,
            unit=self.unit,
            aliases=self.aliases,
            rows=self.built_rows(),
            deadlines=tuple(kind.build() for kind in self.deadlines),
        )


def _days(day: date, after: date) -> dict[str, str]:
    return {"day": str(day), "after": str(after)}
