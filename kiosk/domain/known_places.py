"""Places a form offers: what its editor wrote, then what the county knows, nearest first. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.distance import Point, inside, metres, metres_to_outline
from kiosk.domain.library import FormField, Library
from kiosk.domain.places import County, Dock, Island, Village

OFFICES_MOST: Final = 6  # of a county's many: people tell where they are by villages and docks


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """``value``: what is answered, the county's own words; ``name``, ``island``: what is shown, in the
    language of the visit. ``island`` is empty on the terminal's own island, and where nobody knows.
    ``point``: where it lies; an island, and what an editor wrote, is none.
    """

    value: str
    name: str
    island: str = ""
    point: Point | None = None


def any_place(library: Library, field: FormField) -> bool:
    """Whether there is one at all."""
    return bool(field.sentences or library.offices or library.every(County))


def known_places(
    library: Library, shown: Library, field: FormField, offices_most: int = OFFICES_MOST
) -> tuple[KnownPlace, ...]:
    """``shown``: the same library in the language of the visit. Villages, docks, islands, then offices."""
    here = _point(library.site.lat, library.site.lon)
    county, said = _county(library), _county(shown)
    found = [KnownPlace(text, text) for text in field.sentences]
    if county is not None and said is not None:
        found += _spots(county, said, here, county.villages, said.villages)
        found += _spots(county, said, here, county.docks, said.docks)
        islands = sorted(zip(county.islands, said.islands, strict=True), key=lambda pair: _far(pair[0], here))
        found += [KnownPlace(island.name, named.name) for island, named in islands if not island.mainland]
    offices = sorted(
        library.offices.values(), key=lambda one: metres(here, Point(one.lat, one.lon)) if here else 0.0
    )
    found += [
        KnownPlace(one.name, shown.offices.get(one.id, one).name, point=Point(one.lat, one.lon))
        for one in offices[:offices_most]
    ]
    first: dict[str, KnownPlace] = {}  # of a name: an editor's own comes before the county's
    for place in found:
        first.setdefault(place.value, place)
    return tuple(first.values())


def _spots(
    county: County,
    said: County,
    here: Point | None,
    spots: Iterable[Village | Dock],
    named: Iterable[Village | Dock],
) -> Iterator[KnownPlace]:
    """Nearest first; on another island with its name before."""
    home = county.island_at(here) if here is not None else None
    pairs = zip(spots, named, strict=True)
    for spot, shown in sorted(pairs, key=lambda pair: metres(here, pair[0].point) if here else 0.0):
        island = county.island_at(spot.point)
        if island is None or island == home:
            yield KnownPlace(spot.name, shown.name, point=spot.point)
        else:
            other = said.islands[county.islands.index(island)]
            yield KnownPlace(f"{island.name}{spot.name}", shown.name, other.name, spot.point)


def _far(island: Island, here: Point | None) -> float:
    if here is None or inside(island.outline, here):
        return 0.0
    return metres_to_outline(island.outline, here)


def _county(library: Library) -> County | None:
    return next(iter(library.every(County).values()), None)


def _point(lat: float | None, lon: float | None) -> Point | None:
    return Point(lat, lon) if lat is not None and lon is not None else None


def point_of(library: Library, field: FormField, value: str) -> Point | None:
    """Where the place lies that the county calls so; None: nobody knows."""
    every = len(library.offices)
    known = known_places(library, library, replace(field, sentences=()), every) if value else ()
    return next((place.point for place in known if place.value == value), None)
