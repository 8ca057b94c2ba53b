"""What the models of several kinds share: texts, numbers, addresses, a stretch of time."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic_core import PydanticCustomError

from kiosk.content.publish.editor import Line

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


def in_order(first: date, last: date | None, names: str) -> None:
    """Raises the editor's sentence when ``last`` lies before ``first``."""
    if last is not None and last < first:
        raise PydanticCustomError("dates", "{names}：后面的日子不能比前面的早", {"names": names})
