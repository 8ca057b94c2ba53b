"""``registers/``, ``schedule.yaml``, ``notice-board.yaml``, ``duty.yaml``, ``emergency.yaml``."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.duty_text import Hours
from kiosk.content.publish.editor import (
    EditorModel,
    Line,
    LineEn,
    Phone,
    Reviewed,
    Sentence,
    Short,
    ShortEn,
    Slug,
    Word,
    WordEn,
)
from kiosk.content.publish.kinds.parts import (
    OfficeOrNone,
    PhoneOrNone,
    Remark,
    SlugOrNone,
    Text,
    Title,
    in_order,
)
from kiosk.content.publish.kinds.when import OnDays
from kiosk.domain import library_places as lib

# Letters and digits, as on licences; the QR of a licence may bring more around them.
Licence = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]*$", max_length=30)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class EditorOrganisation(EditorModel):
    name: Name
    kind: Word
    licence: Licence = ""
    region: Annotated[str, StringConstraints(max_length=12)] = ""
    address: Annotated[str, StringConstraints(max_length=60)] = ""
    phone: PhoneOrNone = ""
    lat: Annotated[float, Field(ge=-90.0, le=90.0)] | None = None
    lon: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None

    @model_validator(mode="after")
    def _point(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise PydanticCustomError("point", "lat 和 lon 要一起写")
        return self


class EditorPerson(EditorModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    kind: Word
    licence: Licence = ""
    works_at: Annotated[str, StringConstraints(max_length=40)] = ""
    region: Annotated[str, StringConstraints(max_length=12)] = ""
    phone: PhoneOrNone = ""


class EditorRegister(Reviewed):
    """``registers/<id>.yaml``: a published list. ``listed_on``: the day it shows. ``lookup``: of
    lookups.yaml, where one sees who is licensed today.
    """

    id: Slug
    title: Short
    region: Word
    source: Text
    listed_on: date
    organisations: tuple[EditorOrganisation, ...] = Field(default=(), max_length=2000)
    people: tuple[EditorPerson, ...] = Field(default=(), max_length=5000)
    lookup: SlugOrNone = ""

    @model_validator(mode="after")
    def _someone(self) -> Self:
        if not self.organisations and not self.people:
            raise PydanticCustomError("someone", "organisations 和 people 至少写一样")
        return self


class EditorVisit(Reviewed):
    """A row of ``schedule.yaml``: who comes to which place when. ``book``: the item to book it with."""

    id: Slug
    title: Short
    kind: Literal["巡回服务", "航行的司法所", "接待日"]
    who: Line
    place: Short
    island: Annotated[str, StringConstraints(max_length=12)] = ""
    office: OfficeOrNone = ""
    when: OnDays
    valid_from: date
    valid_to: date
    phone: PhoneOrNone = ""
    book: SlugOrNone = ""
    seats: int = Field(default=0, ge=0, le=200)
    note: Remark = ""

    @model_validator(mode="after")
    def _dates(self) -> Self:
        in_order(self.valid_from, self.valid_to, "valid_from、valid_to")
        for day in self.when.repeat.dates:
            if not self.valid_from.isoformat() <= day <= self.valid_to.isoformat():
                raise PydanticCustomError("dates", "{day} 不在 valid_from 和 valid_to 之间", {"day": day})
        if self.seats and not self.book:
            raise PydanticCustomError("seats", "写了 seats，还要写 book：用哪张表预约")
        return self

    def build(self) -> lib.Visit:
        values = self.model_dump(exclude={"when", "valid_from", "valid_to", "reviewed_by", "reviewed_on"})
        return lib.Visit(
            **values,
            repeat=self.when.repeat,
            start=self.when.start,
            end=self.when.end,
            valid_from=self.valid_from.isoformat(),
            valid_to=self.valid_to.isoformat(),
        )


class EditorBoardItem(EditorModel):
    name: Title
    limit: Line
    cost: Line
    promise: Annotated[str, StringConstraints(max_length=40)] = ""


class EditorStaff(EditorModel):
    name: Word
    post: Word
    where: Word
    phone: PhoneOrNone = ""
    duties: Annotated[str, StringConstraints(max_length=40)] = ""


class EditorBoard(Reviewed):
    """A row of ``notice-board.yaml``. ``updated``: the day 去向 was true."""

    id: Slug
    title: Short
    updated: date
    items: tuple[EditorBoardItem, ...] = Field(min_length=1, max_length=40)
    commitments: tuple[Line, ...] = Field(min_length=1, max_length=8)
    staff: tuple[EditorStaff, ...] = Field(min_length=1, max_length=40)
    complaints: Sentence


class EditorOnDuty(Reviewed):
    """A row of ``duty.yaml``. ``first`` to ``last``: days, both included."""

    id: Slug
    who: Word
    post: Word
    phone: Phone
    first: date
    last: date
    hours: Hours

    @model_validator(mode="after")
    def _dates(self) -> Self:
        in_order(self.first, self.last, "first、last")
        return self


class EditorEmergency(Reviewed):
    """A row of ``emergency.yaml``. ``say``: what to say first, a line each."""

    id: Slug
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,8}$")]
    name: Word
    when: Short
    say: tuple[Short, ...] = Field(min_length=1, max_length=5)
    answers: Hours
    name_en: WordEn = ""
    when_en: ShortEn = ""
    say_en: tuple[LineEn, ...] = Field(default=(), max_length=5)
