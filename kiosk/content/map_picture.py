"""The pictures of an MBTiles file put together for a part of the county. Called on a thread of its own."""

import io
import math
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.content import media
from kiosk.content.tiles import BadTilesError, Tiles, tile_at
from kiosk.domain.distance import Point
from kiosk.domain.map_picture import MapPicture, ReadMap
from kiosk.errors import KioskError

SIDE: Final = 256  # pixels of a picture; larger ones are reduced
MOST: Final = 6  # pictures in a row, and rows: 9 MB at the worst
_LARGEST: Final = 1024  # pixels a side; a small file may promise more than a memory holds
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def drawn(places: Sequence[Path], asked: ReadMap) -> MapPicture:
    """Empty where nothing can be shown: the sketch is there without it. Never raises for what a disk has."""
    for place in places:
        try:
            return _drawn(media.read(place, asked.file), asked)
        except (KioskError, BadTilesError, OSError):
            continue
    return MapPicture(asked.wide)


def _drawn(data: bytes, asked: ReadMap) -> MapPicture:
    """SQLite wants a file: it is there for a moment, and public."""
    handle, name = tempfile.mkstemp(suffix=".mbtiles")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        with Tiles(Path(name)) as tiles:
            return _mosaic(tiles, asked)
    finally:
        Path(name).unlink()


def _mosaic(tiles: Tiles, asked: ReadMap) -> MapPicture:
    info = tiles.info
    zoom = max((z for z in range(info.least, info.most + 1) if _few(asked, z)), default=None)
    if zoom is None:
        return MapPicture(asked.wide)
    left, top, right, bottom = _span(asked, zoom)
    size = ((right - left + 1) * SIDE, (bottom - top + 1) * SIDE)
    whole = Image.new("RGBA", size, (0, 0, 0, 0))
    some = False
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            picture = _picture(tiles.tile(zoom, column, row))
            if picture is not None:
                whole.paste(picture, ((column - left) * SIDE, (row - top) * SIDE))
                some = True
    if not some:
        return MapPicture(asked.wide)
    north, west = corner(left, top, zoom)
    south, east = corner(right + 1, bottom + 1, zoom)
    told = info.approval, info.attribution
    return MapPicture(asked.wide, south, west, north, east, *size, whole.tobytes(), *told)


def _picture(data: bytes | None) -> Image.Image | None:
    """One that cannot be read is one that is not there."""
    if data is None:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if max(image.size) > _LARGEST:
                return None
            return image.convert("RGBA").resize((SIDE, SIDE))
    except (OSError, ValueError, SyntaxError):
        return None


def _span(asked: ReadMap, zoom: int) -> tuple[int, int, int, int]:
    """First and last column, first and last row, within the world."""
    west, north = tile_at(Point(asked.north, asked.west), zoom)
    east, south = tile_at(Point(asked.south, asked.east), zoom)
    last = 2**zoom - 1
    left, top, right, bottom = (min(max(math.floor(one), 0), last) for one in (west, north, east, south))
    return left, top, right, bottom


def _few(asked: ReadMap, zoom: int) -> bool:
    left, top, right, bottom = _span(asked, zoom)
    return right - left < MOST and bottom - top < MOST


def corner(column: int, row: int, zoom: int) -> tuple[float, float]:
    """Latitude and longitude of a picture's north-western corner; the other way round of ``tile_at``."""
    side = 2.0**zoom
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / side))))
    return lat, column / side * 360 - 180
