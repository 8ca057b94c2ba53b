"""What the models of several kinds share: bounds, who reviewed it, where to go on, a stretch of time."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import EditorModel, GuideId, Line, OfficeId, Slug

Title = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Say = Annotated[str, StringConstraints(min_length=1, max_length=16)]  # one touch button in large type
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Remark = Annotated[str, StringConstraints(max_length=60)]
SlugOrNone = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9-]*)?$", max_length=40)]
OfficeOrNone = Annotated[str, StringConstraints(pattern=r"^(office/[a-z][a-z0-9-]*)?$", max_length=60)]
PhoneOrNone = Annotated[str, StringConstraints(pattern=r"^([0-9][0-9-]{2,19})?$")]
Asks = Annotated[tuple[Line, ...], Field(max_length=30)]
# Sixteen digits: any sum of money in China to the hundredth of a 分.
Amount = Annotated[Decimal, Field(max_digits=16, decimal_places=8, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-180.0, le=180.0)]
# An official page, as its QR code says it. Never a plain connection.
Url = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+\.[a-z]{2,}(/[!-~]*)?$", max_length=200)]


class Reviewed(EditorModel):
    """Whoever stands for a text puts his name under it; until then it is a sample and says so.

    ``reviewed_by``: a name or an office; ``reviewed_on``: the day. ``sample: true`` stands instead of both.
    """

    reviewed_by: Annotated[str, StringConstraints(max_length=20)] = ""
    reviewed_on: date | None = None
    sample: bool = False

    @model_validator(mode="after")
    def _reviewed(self) -> Self:
        if bool(self.reviewed_by) != (self.reviewed_on is not None):
            raise PydanticCustomError("reviewed", "reviewed_by 和 reviewed_on 要一起写：谁审的、哪天审的")
        if self.sample and self.reviewed_by:
            raise PydanticCustomError("reviewed", "审过了就不是样例，请删掉 sample: true")
        if not self.sample and not self.reviewed_by:
            raise PydanticCustomError(
                "reviewed", "没审过的写 sample: true，审过的写 reviewed_by 和 reviewed_on"
            )
        return self


class EditorOnward(EditorModel):
    """``next``: where to go from here, by kind."""

    guides: tuple[GuideId, ...] = Field(default=(), max_length=6)
    scenarios: tuple[Slug, ...] = Field(default=(), max_length=3)
    calculators: tuple[Slug, ...] = Field(default=(), max_length=4)
    documents: tuple[Slug, ...] = Field(default=(), max_length=4)
    items: tuple[Slug, ...] = Field(default=(), max_length=3)
    offices: tuple[OfficeId, ...] = Field(default=(), max_length=6)


def in_order(first: date, last: date | None, names: str) -> None:
    """Raises the editor's sentence when ``last`` lies before ``first``."""
    if last is not None and last < first:
        raise PydanticCustomError("dates", "{names}：后面的日子不能比前面的早", {"names": names})
