"""Maps as tiles: an MBTiles 1.3 file that came with content, read and never written, believed in nothing.

An MBTiles file is an SQLite database of pictures by zoom, column and row (counted from the south). A file
from outside may be crafted: it is opened without writing or locking beside it, its own functions are not
trusted, each question is cut off after a bounded amount of work, and a picture is looked at before it is
handed on. Web Mercator only, pictures only: nobody here draws vectors.

A map shown to the public bears the approval number (审图号) of the surveying administration (地图管理条例
15 and 22): the file must bring it, in the row ``approval`` of its metadata.
"""

import math
import re
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeVar

from kiosk.domain.distance import Point

T = TypeVar("T")
BAD: Final = "E-CNT-02"
DEEPEST: Final = 22  # zoom; there a pixel is 4 cm
MAX_FILE: Final = 4 * 1024**3  # bytes: a province's pictures
MAX_TILE: Final = 512 * 1024
MERCATOR: Final = 85.0511287798066  # degrees north or south, where the square of the projection ends
_LONGEST_TEXT: Final = 200
_ROWS: Final = 200  # of metadata
_STEPS: Final = 2_000_000  # of SQLite's machine for one question
_MAGIC: Final = b"SQLite format 3\0"
_FORMATS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "webp": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
}
_TAGS: Final = re.compile(r"<[^>]*>")


class BadTilesError(Exception):
    """The file cannot be used; the text says why, in Chinese, for a technician."""


@dataclass(frozen=True, slots=True)
class TilesInfo:
    """``south`` … ``east``: what the pictures cover. ``approval``: 审图号. ``attribution``: no markup."""

    name: str
    format: str
    least: int
    most: int
    south: float
    west: float
    north: float
    east: float
    approval: str
    attribution: str

    def covers(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


def tile_at(point: Point, zoom: int) -> tuple[float, float]:
    """Column and row (from the north) of ``point``, with its place in the tile as the fraction."""
    side = 2.0**zoom
    lat = math.radians(max(-MERCATOR, min(MERCATOR, point.lat)))
    row = (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * side
    return (point.lon + 180) / 360 * side, max(0.0, min(row, side))


class Tiles:
    """One open file. Any thread may ask; one is answered at a time."""

    def __init__(self, path: Path) -> None:
        """Raises BadTilesError."""
        self._lock = threading.Lock()
        self._steps = 0
        _plain(path)
        try:
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise BadTilesError(f"{path.name} 打不开（{error}）") from None
        try:
            self._limits()
            self.info = _info(self._metadata())
            self._ask("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles LIMIT 1", ())
        except BadTilesError:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._base.close()

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture at ``zoom``, ``column`` from the west, ``row`` from the north; None: there is none,
        also outside of what exists. Raises BadTilesError when what lies there is no picture.
        """
        if not (self.info.least <= zoom <= self.info.most and 0 <= column < 2**zoom and 0 <= row < 2**zoom):
            return None
        rows = self._ask(
            # The length first: what is too long is never read into memory.
            "SELECT length(tile_data), CASE WHEN length(tile_data) <= ? THEN tile_data END FROM tiles"
            " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1",
            (MAX_TILE, zoom, column, 2**zoom - 1 - row),
        )
        if not rows:
            return None
        data = rows[0][1]
        if not isinstance(data, bytes) or not _FORMATS[self.info.format](data):
            raise BadTilesError(f"第 {zoom} 级 {column}/{row} 不是 {self.info.format} 图片，或者太大")
        return data

    def _limits(self) -> None:
        def stop() -> int:
            self._steps += 1
            return int(self._steps > _STEPS // 1000)

        self._base.set_progress_handler(stop, 1000)
        self._base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 8 * MAX_TILE)
        self._base.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._ask("PRAGMA trusted_schema = OFF", ())
        self._ask("PRAGMA query_only = ON", ())
        self._ask("PRAGMA cell_size_check = ON", ())

    def _metadata(self) -> dict[str, str]:
        rows = self._ask("SELECT name, value FROM metadata WHERE length(value) <= 2000 LIMIT ?", (_ROWS,))
        return {name: value for name, value in rows if isinstance(name, str) and isinstance(value, str)}

    def _ask(self, question: str, values: tuple[int, ...]) -> list[tuple[object, ...]]:
        with self._lock:
            self._steps = 0
            try:
                return self._base.execute(question, values).fetchall()
            except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
                raise BadTilesError(f"读不了地图（{error}）") from None


def _plain(path: Path) -> None:
    """A plain file of ours to read, of a size that can be, that begins as SQLite does."""
    try:
        if path.is_symlink() or not path.is_file():
            raise BadTilesError(f"{path.name} 不是普通文件")
        if path.stat().st_size > MAX_FILE:
            raise BadTilesError(f"{path.name} 太大")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise BadTilesError(f"{path.name} 读不了（{error.strerror}）") from None
    if head != _MAGIC:
        raise BadTilesError(f"{path.name} 不是 MBTiles 文件")


def _info(rows: Mapping[str, str]) -> TilesInfo:
    kind = rows.get("format", "")
    if kind == "jpeg":
        kind = "jpg"
    if kind not in _FORMATS:
        raise BadTilesError(f"图片格式 {kind[:20] or '没有写'}，要 png、jpg 或 webp")
    least = _zoom(rows, "minzoom")
    most = _zoom(rows, "maxzoom")
    if least > most:
        raise BadTilesError("minzoom 比 maxzoom 大")
    west, south, east, north = _bounds(rows.get("bounds", ""))
    approval = _text(rows, "approval")
    if not approval:
        raise BadTilesError("没有审图号（metadata 里的 approval），不能给公众看")
    return TilesInfo(
        name=_text(rows, "name"),
        format=kind,
        least=least,
        most=most,
        south=south,
        west=west,
        north=north,
        east=east,
        approval=approval,
        attribution=_text(rows, "attribution"),
    )


def _zoom(rows: Mapping[str, str], name: str) -> int:
    text = rows.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= DEEPEST):
        raise BadTilesError(f"{name} 要是 0 到 {DEEPEST} 的整数")
    return int(text)


def _bounds(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise BadTilesError("bounds 要是四个数：西,南,东,北") from None
    # Also false for what is not a number.
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise BadTilesError("bounds 不是一块地方")
    return west, south, east, north


def _text(rows: Mapping[str, str], name: str) -> str:
    """Without markup and control characters: it stands on a screen that knows none."""
    plain = _TAGS.sub("", rows.get(name, ""))
    return "".join(ch for ch in plain if ch.isprintable())[:_LONGEST_TEXT].strip()
