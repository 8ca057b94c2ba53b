"""``county.yaml``: islands, docks, ferries, villages; ``lookups.yaml``: what is looked up on-line."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import (
    EditorModel,
    Line,
    LineEn,
    Reviewed,
    Short,
    ShortEn,
    Slug,
    Word,
    WordEn,
)
from kiosk.content.publish.kinds.kind import Blobs, blob
from kiosk.content.publish.kinds.parts import OfficeOrNone, PhoneOrNone, SlugOrNone, Url
from kiosk.domain import places as lib
from kiosk.domain.distance import Point

Lat = Annotated[float, Field(ge=-85.0, le=85.0)]
Lon = Annotated[float, Field(ge=-180.0, le=180.0)]


class EditorIsland(EditorModel):
    """``outline``: corners as [lat, lon], once around, not closed; 8 to 20 are enough."""

    id: Slug
    name: Word
    outline: tuple[tuple[Lat, Lon], ...] = Field(min_length=3, max_length=60)
    mainland: bool = False
    name_en: WordEn = ""

    def build(self) -> lib.Island:
        outline = tuple(Point(lat, lon) for lat, lon in self.outline)
        return lib.Island(self.id, self.name, outline, self.mainland, self.name_en)


class EditorDock(EditorModel):
    """``phone``: who knows when the next boat leaves."""

    id: Slug
    name: Word
    lat: Lat
    lon: Lon
    phone: PhoneOrNone = ""
    name_en: WordEn = ""


class EditorVillage(EditorModel):
    id: Slug
    name: Word
    lat: Lat
    lon: Lon
    name_en: WordEn = ""


class EditorFerry(EditorModel):
    """``ends``: two docks; ``minutes`` under way."""

    id: Slug
    name: Short
    ends: tuple[Slug, Slug]
    minutes: int = Field(ge=1, le=1200)
    name_en: ShortEn = ""


class EditorCounty(Reviewed):
    """``south`` … ``east``: the box all of the county lies in; a coordinate outside is a mistake."""

    id: Slug
    name: Word
    south: Lat
    west: Lon
    north: Lat
    east: Lon
    islands: tuple[EditorIsland, ...] = Field(min_length=1, max_length=60)
    docks: tuple[EditorDock, ...] = Field(default=(), max_length=100)
    villages: tuple[EditorVillage, ...] = Field(default=(), max_length=200)
    ferries: tuple[EditorFerry, ...] = Field(default=(), max_length=100)
    name_en: WordEn = ""

    @model_validator(mode="after")
    def _box(self) -> Self:
        if not (self.south < self.north and self.west < self.east):
            raise PydanticCustomError("box", "south 要比 north 小，west 要比 east 小")
        return self

    def build(self) -> lib.County:
        return lib.County(
            id=self.id,
            name=self.name,
            south=self.south,
            west=self.west,
            north=self.north,
            east=self.east,
            islands=tuple(island.build() for island in self.islands),
            docks=tuple(lib.Dock(**dock.model_dump()) for dock in self.docks),
            villages=tuple(lib.Village(**village.model_dump()) for village in self.villages),
            ferries=tuple(lib.Ferry(**ferry.model_dump()) for ferry in self.ferries),
            sample=self.sample,
            name_en=self.name_en,
        )


class EditorAsked(EditorModel):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)]
    label: Word
    personal: bool = False
    label_en: WordEn = ""


class EditorLookup(Reviewed):
    """A row of ``lookups.yaml``. ``connector``: the hub's name; ``checked``: when ``url`` was opened."""

    id: Slug
    title: Short
    answers: Line
    asks: tuple[EditorAsked, ...] = Field(min_length=1, max_length=5)
    official: Short
    url: Url
    connector: SlugOrNone = ""
    checked: date | None = None
    office: OfficeOrNone = ""
    title_en: ShortEn = ""
    answers_en: LineEn = ""
    official_en: ShortEn = ""


def county(draft: Draft) -> Blobs:
    """For a release."""
    for row in draft.of(EditorCounty):
        yield blob("county", row.value.id, row.value.build())
