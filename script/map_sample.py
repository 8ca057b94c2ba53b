"""Draws library/maps/sample.mbtiles: the sample county's own outlines as map pictures, so that there is a map
of ours to try the format with. Nobody surveyed anything: the islands are invented.

    .venv/bin/python -m script.map_sample [--library DIR] [--least 10] [--most 13]
"""

import argparse
import io
import sqlite3
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from kiosk.config import CHECKOUT
from kiosk.content.publish.collect import collect
from kiosk.content.publish.kinds.county import EditorCounty
from kiosk.content.tiles import tile_at
from kiosk.domain.distance import Point
from kiosk.domain.places import County

_SIDE: Final = 256
_SEA, _LAND, _SHORE = (214, 230, 242), (246, 241, 228), (96, 110, 122)
_SHORE_WIDTH: Final = 2


def draw(county: County, path: Path, least: int, most: int) -> int:
    """How many pictures were written."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    count = 0
    with base:
        base.execute("CREATE TABLE metadata (name text, value text)")
        base.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        base.executemany("INSERT INTO metadata VALUES (?, ?)", _about(county, least, most).items())
        for zoom in range(least, most + 1):
            west, north = tile_at(Point(county.north, county.west), zoom)
            east, south = tile_at(Point(county.south, county.east), zoom)
            for column in range(int(west), int(east) + 1):
                for row in range(int(north), int(south) + 1):
                    data = _picture(county, zoom, column, row)
                    base.execute(
                        "INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, 2**zoom - 1 - row, data)
                    )
                    count += 1
    base.execute("CREATE UNIQUE INDEX tile ON tiles (zoom_level, tile_column, tile_row)")
    base.execute("VACUUM")
    base.close()
    return count


def _about(county: County, least: int, most: int) -> dict[str, str]:
    return {
        "name": f"{county.name}样例地图",
        "format": "png",
        "minzoom": str(least),
        "maxzoom": str(most),
        "bounds": f"{county.west},{county.south},{county.east},{county.north}",
        "approval": "样例，没有",
        "attribution": "自己画的样例，不是真地图",
    }


def _picture(county: County, zoom: int, column: int, row: int) -> bytes:
    image = Image.new("RGB", (_SIDE, _SIDE), _SEA)
    pen = ImageDraw.Draw(image)
    for island in county.islands:
        corners = []
        for point in island.outline:
            x, y = tile_at(point, zoom)
            corners.append(((x - column) * _SIDE, (y - row) * _SIDE))
        pen.polygon(corners, fill=_LAND)
        pen.line([*corners, corners[0]], fill=_SHORE, width=_SHORE_WIDTH)
    out = io.BytesIO()
    image.quantize(8).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, default=CHECKOUT / "library")
    parser.add_argument("--least", type=int, default=9)
    parser.add_argument("--most", type=int, default=14)
    options = parser.parse_args()
    counties = [row.value.build() for row in collect(options.library).of(EditorCounty)]
    path = options.library / "maps" / "sample.mbtiles"
    path.parent.mkdir(exist_ok=True)
    count = draw(counties[0], path, options.least, options.most)
    print(f"{path}: {count} pictures, {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
