"""Maps as files: what a good one gives, and that a bad or crafted one is refused without harm."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.content import tiles
from kiosk.content.tiles import BadTilesError, Tiles, tile_at
from kiosk.domain.distance import Point

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
META = {
    "name": "样例地图",
    "format": "png",
    "minzoom": "10",
    "maxzoom": "12",
    "bounds": "122.0,30.5,122.9,31.0",
    "approval": "样例审图号",
    "attribution": '<a href="https://sample.gov.cn">样例</a>\n单位',
}


def write(
    path: Path, meta: dict[str, str] | None = None, more: Callable[[sqlite3.Connection], None] | None = None
) -> Path:
    base = sqlite3.connect(path)
    with base:
        base.execute("CREATE TABLE metadata (name text, value text)")
        base.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        base.executemany("INSERT INTO metadata VALUES (?, ?)", (META if meta is None else meta).items())
        # Rows count from the south: 420 from the north is 1023 - 420.
        base.execute("INSERT INTO tiles VALUES (10, 860, ?, ?)", (1023 - 420, PNG))
        if more is not None:
            more(base)
    base.close()
    return path


def test_what_a_good_file_gives(tmp_path: Path) -> None:
    path = write(tmp_path / "map.mbtiles")
    before = path.read_bytes()
    with Tiles(path) as found:
        info = found.info
        assert (info.name, info.format, info.least, info.most) == ("样例地图", "png", 10, 12)
        assert (info.south, info.west, info.north, info.east) == (30.5, 122.0, 31.0, 122.9)
        assert (info.approval, info.attribution) == ("样例审图号", "样例单位")
        assert info.covers(Point(30.72, 122.45))
        assert not info.covers(Point(30.72, 123.0))
        column, row = tile_at(Point(30.72, 122.45), 10)
        assert (int(column), int(row)) == (860, 420)
        assert found.tile(10, 860, 420) == PNG
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["map.mbtiles"]  # nothing written beside it


@pytest.mark.parametrize(
    ("zoom", "column", "row"),
    [
        (10, 860, 421),
        (9, 430, 209),
        (13, 0, 0),
        (10, -1, 0),
        (10, 1024, 0),
        (10, 0, 1024),
        (10, 0, -1),
        (99, 0, 0),
    ],
)
def test_there_is_none(tmp_path: Path, zoom: int, column: int, row: int) -> None:
    with Tiles(write(tmp_path / "map.mbtiles")) as found:
        assert found.tile(zoom, column, row) is None


def test_tiles_may_be_a_view_as_the_format_allows(tmp_path: Path) -> None:
    def split(base: sqlite3.Connection) -> None:
        base.execute("ALTER TABLE tiles RENAME TO map")
        base.execute("CREATE VIEW tiles AS SELECT * FROM map")

    with Tiles(write(tmp_path / "map.mbtiles", more=split)) as found:
        assert found.tile(10, 860, 420) == PNG


@pytest.mark.parametrize("data", [b"<svg>", b"", PNG + b"\0" * tiles.MAX_TILE, "text", None, 5])
def test_what_is_no_picture_is_not_handed_on(tmp_path: Path, data: object) -> None:
    def put(base: sqlite3.Connection) -> None:
        base.execute("INSERT INTO tiles VALUES (11, 0, 0, ?)", (data,))

    with Tiles(write(tmp_path / "map.mbtiles", more=put)) as found, pytest.raises(BadTilesError):
        found.tile(11, 0, 2047)


@pytest.mark.parametrize(
    ("kind", "start"),
    [("jpg", b"\xff\xd8\xff\xe0"), ("jpeg", b"\xff\xd8\xff\xe0"), ("webp", b"RIFF\0\0\0\0WEBP")],
)
def test_other_pictures(tmp_path: Path, kind: str, start: bytes) -> None:
    def put(base: sqlite3.Connection) -> None:
        base.execute("UPDATE tiles SET tile_data = ?", (start + b"\0" * 20,))

    with Tiles(write(tmp_path / "map.mbtiles", {**META, "format": kind}, put)) as found:
        assert found.tile(10, 860, 420) == start + b"\0" * 20


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("format", "pbf", "图片格式 pbf"),
        ("format", None, "没有写"),
        ("minzoom", "13", "minzoom 比 maxzoom 大"),
        ("minzoom", "-1", "minzoom 要是"),
        ("maxzoom", "23", "maxzoom 要是"),
        ("maxzoom", "1２", "maxzoom 要是"),
        ("maxzoom", None, "maxzoom 要是"),
        ("bounds", "1,2,3", "bounds 要是四个数"),
        ("bounds", "a,b,c,d", "bounds 要是四个数"),
        ("bounds", "122,31,121,30", "bounds 不是一块地方"),
        ("bounds", "nan,nan,nan,nan", "bounds 不是一块地方"),
        ("bounds", "-999,30,122,31", "bounds 不是一块地方"),
        ("approval", None, "没有审图号"),
        ("approval", "<b></b> ", "没有审图号"),
    ],
)
def test_what_it_says_of_itself_must_be_whole(
    tmp_path: Path, name: str, value: str | None, said: str
) -> None:
    meta = {key: text for key, text in META.items() if key != name}
    if value is not None:
        meta[name] = value
    with pytest.raises(BadTilesError, match=said):
        Tiles(write(tmp_path / "map.mbtiles", meta))


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    good = write(tmp_path / "map.mbtiles")
    (tmp_path / "link").symlink_to(good)
    (tmp_path / "text").write_text("no map", "utf-8")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "broken").write_bytes(good.read_bytes()[:100] + b"\xff" * 4000)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE x (y)").connection.close()
    for name in ("link", "text", "empty", "broken", "other", "missing", "."):
        with pytest.raises(BadTilesError):
            Tiles(tmp_path / name)


def test_one_larger_than_any_map_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "MAX_FILE", 100)
    with pytest.raises(BadTilesError, match="太大"):
        Tiles(write(tmp_path / "map.mbtiles"))


def test_a_question_without_end_is_cut_off(tmp_path: Path) -> None:
    def endless(base: sqlite3.Connection) -> None:
        base.execute("DROP TABLE tiles")
        base.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n WHERE i < 0"
        )

    with pytest.raises(BadTilesError, match="interrupted"):
        Tiles(write(tmp_path / "map.mbtiles", more=endless))


@pytest.mark.parametrize(
    ("point", "zoom", "expected"),
    [
        (Point(0, 0), 0, (0.5, 0.5)),
        (Point(0, -180), 1, (0.0, 1.0)),
        (Point(85.0511287798066, 0), 3, (4.0, 0.0)),
        (Point(-85.0511287798066, 0), 3, (4.0, 8.0)),
        (Point(90, 0), 3, (4.0, 0.0)),
    ],
)
def test_where_a_point_is(point: Point, zoom: int, expected: tuple[float, float]) -> None:
    assert tile_at(point, zoom) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_bytes_break_it(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A good file with some bytes replaced: a picture, none, or a refusal, nothing else."""
    path = write(tmp_path_factory.mktemp("bent") / "map.mbtiles")
    bent = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        bent[data.draw(st.integers(16, len(bent) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bent)
    try:
        with Tiles(path) as found:
            picture = found.tile(10, 860, 420)
            assert picture is None or picture[:4] in (b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0")
    except BadTilesError:
        pass
