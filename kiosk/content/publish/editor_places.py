"""What an editor says of this place: offices, the terminal's own card, who answers and when, notices."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.duty_text import Hours
from kiosk.content.publish.editor import (
    REVIEW,
    EditorModel,
    Line,
    LineEn,
    OfficeId,
    Phone,
    Reviewed,
    SentenceEn,
    Short,
    ShortEn,
    Word,
    WordEn,
    english_of,
)
from kiosk.content.publish.kinds.parts import in_order
from kiosk.domain import library as lib
from kiosk.domain.duty import UNKNOWN


class EditorOffice(Reviewed):
    """A row of ``directory.yaml``. ``hours``: when the door is open; ``answers``: the telephone.

    ``island``: where a ferry must be taken from elsewhere; empty: it can be reached on foot or by road.
    """

    id: OfficeId
    name: Short
    kind: Word
    address: Line
    phone: Phone
    hours: Hours
    answers: Hours
    lat: float = Field(ge=-90.0, le=90.0)
    lon: float = Field(ge=-180.0, le=180.0)
    note: Annotated[str, StringConstraints(max_length=60)] = ""
    island: Annotated[str, StringConstraints(max_length=12)] = ""
    name_en: ShortEn = ""
    address_en: LineEn = ""
    note_en: SentenceEn = ""

    def build(self) -> lib.Office:
        own = {name: getattr(self, name) for name in type(self).model_fields if name not in REVIEW}
        # To ask one's way one needs the Chinese name.
        return lib.Office(**own | {"name_en": self.name_en and f"{self.name_en} ({self.name})"})


class EditorAdviser(EditorModel):
    name: Word
    role: Word
    phone: Phone
    answers: Hours
    note: Line
    name_en: WordEn = ""
    role_en: WordEn = ""
    note_en: LineEn = ""


class EditorHotline(EditorModel):
    phone: Phone
    name: Word
    note: Short
    answers: Hours
    name_en: WordEn = ""
    note_en: ShortEn = ""


class EditorSite(Reviewed):
    """``site.yaml``: the card of this terminal. ``help_answers``: not needed for a number of ``hotlines``."""

    id: Annotated[str, StringConstraints(pattern=r"^site/[a-z][a-z0-9-]*$", max_length=60)]
    name: Word
    name_en: WordEn = ""
    title: Short
    region: Short
    address: Line
    lat: float = Field(ge=-90.0, le=90.0)
    lon: float = Field(ge=-180.0, le=180.0)
    adviser: EditorAdviser
    hotlines: tuple[EditorHotline, ...] = Field(min_length=1, max_length=8)
    help_phone: Phone
    help_answers: Hours | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.help_answers is None and self.help_phone not in {row.phone for row in self.hotlines}:
            raise PydanticCustomError(
                "known", "help_phone 不在 hotlines 里，要写 help_answers：什么时候有人接"
            )
        return self

    def build(self) -> lib.SiteCard:
        adviser = self.adviser
        lines = tuple(
            lib.Hotline(row.phone, row.name, row.note, row.answers, **english_of(row))
            for row in self.hotlines
        )
        of_line = next((line.answers for line in lines if line.number == self.help_phone), UNKNOWN)
        return lib.SiteCard(
            name=self.name,
            region=self.region,
            adviser=f"{adviser.role} {adviser.name}，{adviser.phone}",
            adviser_note=adviser.note,
            help_phone=self.help_phone,
            hotlines=lines,
            adviser_answers=adviser.answers,
            help_answers=self.help_answers or of_line,
            name_en=self.name_en,
            adviser_en=adviser.role_en and f"{adviser.role_en} {adviser.name_en}, {adviser.phone}",
            adviser_note_en=adviser.note_en,
            lat=self.lat,
            lon=self.lon,
            sample=self.sample,
        )


class EditorNotice(Reviewed):
    """A row of ``notices.yaml``. Without ``valid_to`` somebody has to take it away."""

    id: Annotated[str, StringConstraints(pattern=r"^notice/[a-z][a-z0-9-]*$", max_length=60)]
    title: Word
    lines: tuple[Short, ...] = Field(min_length=1, max_length=3)
    valid_from: date | None = None
    valid_to: date | None = None
    title_en: WordEn = ""
    lines_en: tuple[ShortEn, ...] = Field(default=(), max_length=3)

    @model_validator(mode="after")
    def _dates(self) -> Self:
        if self.valid_from is not None:
            in_order(self.valid_from, self.valid_to, "valid_from、valid_to")
        return self

    def build(self) -> lib.Notice:
        days = str(self.valid_from or ""), str(self.valid_to or "")
        return lib.Notice(
            self.title,
            self.lines,
            sample=self.sample,
            valid_from=days[0],
            valid_to=days[1],
            **english_of(self),
        )
