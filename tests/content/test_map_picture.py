"""The pictures of a map put together: where it covers, where it does not, and what is wrong with a file."""

import io
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from kiosk.content import disk
from kiosk.content.map_picture import MOST, SIDE, corner, drawn
from kiosk.content.media import pieces
from kiosk.content.publish.kinds.maps import judge
from kiosk.content.tiles import BadTilesError, tile_at
from kiosk.domain.distance import Point
from kiosk.domain.library_learning import MediaFile
from kiosk.domain.map_picture import ReadMap
from tests.content.test_tiles import META, write

AROUND = (30.65, 122.35, 30.75, 122.45)


def png(colour: str, side: int = SIDE) -> bytes:
    """A schematic picture of our own."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return out.getvalue()


def made(path: Path, *, without: int = 0, picture: bytes | None = None) -> Path:
    """Every picture of META's bounds at zoom 12; the first ``without`` of them left out."""

    def put(base: sqlite3.Connection) -> None:
        base.execute("DELETE FROM tiles")
        left, top = (int(one) for one in tile_at(Point(31.0, 122.0), 12))
        right, bottom = (int(one) for one in tile_at(Point(30.5, 122.9), 12))
        cells = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
        for x, y in cells[without:]:
            base.execute("INSERT INTO tiles VALUES (12, ?, ?, ?)", (x, 4095 - y, picture or png("teal")))

    return write(path, {**META, "minzoom": "11"}, put)


def stored(content: Path, path: Path) -> MediaFile:
    data = path.read_bytes()
    hashes = []
    for part in pieces(data):
        hashes.append(sha256(part).hexdigest())
        disk.store_blob(content, hashes[-1], part)
    return MediaFile("mbtiles", len(data), sha256(data).hexdigest(), tuple(hashes))


def test_pictures_are_put_together_around_what_is_shown(tmp_path: Path) -> None:
    file = stored(tmp_path / "content", made(tmp_path / "map.mbtiles"))
    found = drawn((tmp_path / "nowhere", tmp_path / "content"), ReadMap(False, file, *AROUND))
    assert found.approval == "样例审图号"
    assert "样例" in found.attribution
    assert "<" not in found.attribution
    assert found.south <= AROUND[0] < AROUND[2] <= found.north
    assert found.west <= AROUND[1] < AROUND[3] <= found.east
    assert len(found.pixels) == found.width * found.height * 4
    assert max(found.width, found.height) <= MOST * SIDE
    assert found.pixels[:4] == b"\x00\x80\x80\xff"


def test_a_picture_that_is_missing_or_broken_is_clear(tmp_path: Path) -> None:
    file = stored(tmp_path / "content", made(tmp_path / "map.mbtiles"))
    far = ReadMap(True, file, 30.9, 122.8, 31.1, 123.1)  # beyond what the file covers
    found = drawn((tmp_path / "content",), far)
    alphas = set(found.pixels[3::4])
    assert alphas == {0, 255}
    bad = stored(tmp_path / "content", made(tmp_path / "bad.mbtiles", picture=b"\x89PNG\r\n\x1a\n rest"))
    assert drawn((tmp_path / "content",), ReadMap(False, bad, *AROUND)).pixels == b""


def test_what_cannot_be_used_leaves_the_sketch(tmp_path: Path) -> None:
    missing = MediaFile("mbtiles", 10, "0" * 64, ("0" * 64,))
    assert drawn((tmp_path,), ReadMap(False, missing, *AROUND)).pixels == b""
    (tmp_path / "no.mbtiles").write_bytes(b"SQLite format 3\0" + b"x" * 500)
    file = stored(tmp_path / "content", tmp_path / "no.mbtiles")
    assert drawn((tmp_path / "content",), ReadMap(False, file, *AROUND)).pixels == b""
    whole = stored(tmp_path / "content", made(tmp_path / "map.mbtiles"))
    assert drawn((tmp_path / "content",), ReadMap(False, whole, 0.0, 0.0, 60.0, 150.0)).pixels == b""


@pytest.mark.parametrize("point", [Point(30.7, 122.4), Point(-10.0, -70.0)])
def test_a_corner_is_where_its_picture_begins(point: Point) -> None:
    column, row = tile_at(point, 14)
    lat, lon = corner(int(column), int(row), 14)
    assert tile_at(Point(lat, lon), 14) == pytest.approx((int(column), int(row)), abs=1e-6)


def test_an_editors_file_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = made(tmp_path / "map.mbtiles")
    judge(good)
    for name, picture, said in (
        ("half", b"\x89PNG\r\n\x1a\n rest", "不是好的图片"),
        ("odd", png("teal", 100), "不是好的图片"),
    ):
        with pytest.raises(BadTilesError, match=said):
            judge(made(tmp_path / f"{name}.mbtiles", picture=picture))
    with pytest.raises(BadTilesError, match="中间没有图片"):
        judge(made(tmp_path / "empty.mbtiles", without=10_000))
    monkeypatch.setattr("kiosk.content.publish.kinds.maps.FILE_MAX_BYTES", 1000)
    with pytest.raises(BadTilesError, match="太大"):
        judge(good)
