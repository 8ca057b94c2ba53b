"""``calendar.yaml``: holidays and make-up working days, a year a row, as the State Council announced."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import EditorModel, Line
from kiosk.domain.duty import Calendar, missing_year

RUNS_OUT: Final = "E-CNT-04"
_RANGE: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*[到至–-]\s*(\d{4}-\d\d-\d\d))?")
_LONGEST: Final = 12  # days a holiday may have; more is a slip of the pen
_SATURDAY: Final = 6

Days = Annotated[str, StringConstraints(min_length=1, max_length=30)]


class EditorYear(EditorModel):
    """``rest``: 2026-10-01 到 2026-10-07, or one day; ``work``: Saturdays and Sundays that are worked."""

    year: int = Field(ge=2020, le=2100)
    source: Line
    published: date
    rest: tuple[Days, ...] = Field(min_length=1, max_length=20)
    work: tuple[date, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        rest = set(self.days_off())
        for day in (*rest, *self.work):
            # A new year's holiday may begin on the last days of December.
            if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
                raise PydanticCustomError(
                    "year", "{day} 不是 {year} 年的", {"day": str(day), "year": self.year}
                )
        for day in self.work:
            if day in rest:
                raise PydanticCustomError("both", "{day} 又放假又上班", {"day": str(day)})
            if day.isoweekday() < _SATURDAY:
                raise PydanticCustomError("weekday", "{day} 本来就上班，不用写", {"day": str(day)})
        return self

    def days_off(self) -> Iterable[date]:
        for text in self.rest:
            found = _RANGE.fullmatch(text)
            try:
                first = date.fromisoformat(found[1]) if found else None
                last = date.fromisoformat(found[2]) if found and found[2] else first
            except ValueError:
                first = last = None
            if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
                raise PydanticCustomError(
                    "range", "看不懂“{text}”，要写成 2026-10-01 到 2026-10-07", {"text": text}
                )
            yield from (first + timedelta(days=more) for more in range((last - first).days + 1))


def calendar(years: Iterable[EditorYear]) -> Calendar:
    """All years as the terminal reads them."""
    ordered = sorted(years, key=lambda row: row.year)
    return Calendar(
        years=tuple(row.year for row in ordered),
        rest=tuple(sorted({day.isoformat() for row in ordered for day in row.days_off()})),
        work=tuple(sorted({day.isoformat() for row in ordered for day in row.work})),
        source="；".join(f"{row.source}（{row.published}）" for row in ordered),
    )


def runs_out(known: Calendar, today: date) -> str:
    """What to tell an editor whose calendar ends; empty: it goes on."""
    year = missing_year(known, today)
    return f"没有 {year} 年，那一年不说哪天有人接、最晚哪天答复" if year is not None else ""
