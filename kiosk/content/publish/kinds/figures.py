"""``parameters/*.yaml`` and ``deadlines.yaml``: dated, regional figures of the law, each with its source."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import EditorLaw, EditorModel, Paragraph, Reviewed, Slug, Word
from kiosk.content.publish.kinds.parts import Amount, Remark, Text, Title, in_order

Key = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class EditorFigure(EditorModel):
    """``region``: 全国, 浙江, 舟山 …; ``source``: the document with its number, or where it was published."""

    region: Word
    valid_from: date
    valid_to: date | None = None
    source: Text
    value: Amount | None = None
    table: dict[Key, Amount] = Field(default={}, max_length=60)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.value is None) == (not self.table):
            raise PydanticCustomError("value", "value 和 table 写一个，只写一个")
        in_order(self.valid_from, self.valid_to, "valid_from、valid_to")
        return self


class EditorParameter(Reviewed):
    """``parameters/<id>.yaml``: one figure through the years."""

    id: Slug
    title: Title
    unit: Literal["yuan", "yuan-a-month", "yuan-a-year", "rate", "months", "times"]
    note: Remark = ""
    figures: tuple[EditorFigure, ...] = Field(min_length=1, max_length=300)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        """On every day at most one figure holds in a region."""
        ordered = sorted(self.figures, key=lambda one: (one.region, one.valid_from))
        for one, other in pairwise(ordered):
            if one.region == other.region and (one.valid_to is None or one.valid_to >= other.valid_from):
                raise PydanticCustomError(
                    "apart",
                    "{region} 在 {day} 有两个数，前一个要写 valid_to",
                    {"region": one.region, "day": str(other.valid_from)},
                )
        return self


class EditorDeadline(Reviewed):
    """A row of ``deadlines.yaml``."""

    id: Slug
    title: Title
    length: int = Field(ge=1, le=400)
    unit: Literal["years", "months", "days", "workdays"]
    starts: Text
    law: tuple[EditorLaw, ...] = Field(min_length=1, max_length=6)
    warn: Paragraph
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _dates(self) -> Self:
        in_order(self.valid_from, self.valid_to, "valid_from、valid_to")
        return self
