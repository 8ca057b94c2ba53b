"""``maps/<id>.yaml``: a map of pictures, whose MBTiles file lies beside it."""

import io
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

from PIL import Image
from pydantic import StringConstraints

from kiosk.content import models
from kiosk.content.media import FILE_MAX_BYTES, pieces
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import Reviewed, Sentence, Short, Slug
from kiosk.content.publish.kinds.county import EditorCounty
from kiosk.content.publish.kinds.kind import Blob, Blobs, blob
from kiosk.content.publish.source import Problem, Source
from kiosk.content.tiles import BadTilesError, Tiles, tile_at
from kiosk.domain.distance import Point
from kiosk.domain.library_learning import MediaFile
from kiosk.domain.map_picture import MapTiles

FOLDER: Final = "maps"
ENDING: Final = ".mbtiles"
_FORMATS: Final = ("png", "jpg")  # of which every picture can be judged by its own header


class EditorMap(Reviewed):
    """``credit``: whose map it is and why it may be shown; the file itself bears its 审图号 and its owner."""

    id: Slug
    title: Short
    file: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\.mbtiles$", max_length=60)]
    credit: Sentence


def check(draft: Draft) -> None:
    """Reports a file that is missing, broken, too large or of somewhere else, and files nobody names."""
    named: set[str] = set()
    county = next((row.value.build() for row in draft.of(EditorCounty)), None)
    for row in draft.of(EditorMap):
        named.add(row.value.file)
        path = draft.root / FOLDER / row.value.file
        try:
            judge(path)
            with Tiles(path) as tiles:
                middle = (
                    Point((county.south + county.north) / 2, (county.west + county.east) / 2)
                    if county
                    else None
                )
                if middle is not None and not tiles.info.covers(middle):
                    row.report(("file",), f"{path.name} 画的不是{county.name if county else ''}")
        except BadTilesError as error:
            row.report(("file",), str(error))
    for path in sorted((draft.root / FOLDER).glob(f"*{ENDING}")):
        if path.name not in named and len(draft.of(EditorMap)) == len(draft.ids("map")):
            name = f"{FOLDER}/{path.name}"
            draft.sources.append(Source(name, problems=[Problem(name, 1, "没有哪个 .yaml 用到这个文件")]))


def judge(path: Path) -> None:
    """BadTilesError when a terminal could not show it: the file, one picture of each zoom in its middle."""
    if path.is_file() and path.stat().st_size > FILE_MAX_BYTES:
        raise BadTilesError(f"{path.name} 太大，最多 {FILE_MAX_BYTES // 1_000_000} MB")
    with Tiles(path) as tiles:
        info = tiles.info
        if info.format not in _FORMATS:
            raise BadTilesError(f"{path.name} 的图片要是 png 或 jpg")
        middle = Point((info.south + info.north) / 2, (info.west + info.east) / 2)
        found = False
        for zoom in range(info.least, info.most + 1):
            column, row = (int(one) for one in tile_at(middle, zoom))
            data = tiles.tile(zoom, column, row)
            found = found or data is not None
            if data is not None and not _good(data):
                raise BadTilesError(f"{path.name} 第 {zoom} 级 {column}/{row} 不是好的图片")
        if not found:
            raise BadTilesError(f"{path.name} 中间没有图片，bounds 写对了吗？")


def _good(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            image.load()
            return image.size in ((256, 256), (512, 512))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def release(draft: Draft) -> Blobs:
    """The file in pieces, as media are, then what is said of it."""
    for row in draft.of(EditorMap):
        one = row.value
        data = (draft.root / FOLDER / one.file).read_bytes()
        parts = [Blob(models.MEDIA_PART, f"{one.file}/{n}", part) for n, part in enumerate(pieces(data))]
        yield from parts
        hashes = tuple(sha256(part.data).hexdigest() for part in parts)
        file = MediaFile("mbtiles", len(data), sha256(data).hexdigest(), hashes)
        yield blob("map", one.id, MapTiles(one.id, one.title, file, one.sample))
