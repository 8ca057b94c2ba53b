"""What the county looks up for a terminal: tables it has, programs it runs, and what is wrong with both."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from hub.uplink import connectors
from hub.uplink.mailbox import LOOKUPS_PER_TERMINAL
from kiosk.wire.lookups import LookupAnswer, LookupRow
from tests.hub.asking import caller
from tests.hub.conftest import County

TABLE = "名称,号码,状态\n甲公司,91330000,存续\n甲公司（分店）,91330001,注销\n小甲公司,91330002,存续\n"


def look_up(folder: Path, name: str, text: str, places: int = 1) -> LookupAnswer:
    return connectors.look_up(folder, name, text, threading.BoundedSemaphore(places))


def connect(folder: Path, name: str = "company", **says: object) -> Path:
    folder.mkdir(exist_ok=True)
    said = {"source": "样例名册", "as_of": "2026-11-01", "table": "company.csv", **says}
    (folder / f"{name}.json").write_text(json.dumps({key: one for key, one in said.items() if one}), "utf-8")
    (folder / "company.csv").write_text(TABLE, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("甲公司", ["甲公司", "甲公司（分店）", "小甲公司"]),
        ("小甲", ["小甲公司"]),
        ("９１３３-０００１", ["甲公司（分店）"]),
        ("9133 0001", ["甲公司（分店）"]),
        ("甲公司(分店)", ["甲公司（分店）"]),
        ("甲", []),  # one character would list everybody
        ("存续", ["甲公司", "小甲公司"]),
    ],
)
def test_a_table_is_looked_through(tmp_path: Path, text: str, titles: list[str]) -> None:
    found = look_up(connect(tmp_path / "l"), "company", text)
    assert [row.title for row in found.rows] == titles
    assert found.result == ("found" if titles else "unknown")
    assert (found.source, found.as_of) == ("样例名册", "2026-11-01")


def test_a_row_says_what_its_columns_are_called(tmp_path: Path) -> None:
    rows = look_up(connect(tmp_path / "l"), "company", "小甲公司").rows
    assert rows == [LookupRow(title="小甲公司", lines=["号码：91330002", "状态：存续"])]


def test_more_than_fit_is_said(tmp_path: Path) -> None:
    folder = connect(tmp_path / "l")
    (folder / "company.csv").write_text("名称\n" + "".join(f"甲公司{one}\n" for one in range(9)), "utf-8")
    assert (found := look_up(folder, "company", "甲公司")).result == "more"
    assert len(found.rows) == 8


@pytest.mark.parametrize(
    "says",
    [
        {"source": ""},
        {"service": "https://a.example/"},  # and a table
        {"table": "", "service": "http://a.example/"},
        {"table": "../company.csv"},
        {"table": "away.csv"},
        {"other": "x"},
    ],
)
def test_what_is_written_wrongly_is_no_connector(tmp_path: Path, says: dict[str, str]) -> None:
    folder = connect(tmp_path / "l", **says)
    assert connectors.names(folder) == []
    assert look_up(folder, "company", "甲公司").result == "away"
    assert all(isinstance(why, str) for _name, why in connectors.every(folder))


def test_what_is_not_there_is_away_and_never_not_found(tmp_path: Path) -> None:
    for name in ("company", "../company", "", "A"):
        assert look_up(tmp_path, name, "甲公司").result == "away"
    folder = connect(tmp_path / "l")
    (folder / "company.csv").write_bytes("名称\n甲公司\n".encode("gb18030"))
    assert look_up(folder, "company", "甲公司").result == "away"


# ---- a program of the county's


class Service(HTTPServer):
    status, said = 200, b"{}"
    asked: dict[str, Any] = {}


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Service)
        self.server.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(self.server.said)

    def log_message(self, *_args: Any) -> None:
        """Not on stderr."""


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


def asking(folder: Path, service: Service) -> Path:
    return connect(folder, table="", as_of="", service=f"http://127.0.0.1:{service.server_port}/look")


def test_a_service_is_asked_and_says_of_which_day(tmp_path: Path, service: Service) -> None:
    service.said = json.dumps(
        {"as_of": "2026-11-20", "rows": [{"title": "乙", "lines": ["在"] * 20}]}
    ).encode()
    found = look_up(asking(tmp_path / "l", service), "company", "乙公司")
    assert service.asked == {"text": "乙公司"}
    assert (found.result, found.as_of, found.rows[0].title, len(found.rows[0].lines)) == (
        "found",
        "2026-11-20",
        "乙",
        8,
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (500, b'{"rows": []}'),
        (302, b'{"rows": []}'),  # nobody is followed elsewhere
        (200, b"<html>"),
        (200, b'{"rows": [{}]}'),
        (200, b'{"rows": 3}'),
        (200, b"[" * 70_000),
    ],
)
def test_a_service_that_answers_something_else_is_away(
    tmp_path: Path, service: Service, status: int, said: bytes
) -> None:
    service.status, service.said = status, said
    assert look_up(asking(tmp_path / "l", service), "company", "乙公司").result == "away"


def test_a_service_that_is_slow_or_gone_is_away(
    tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = asking(tmp_path / "l", service)
    service.shutdown()
    monkeypatch.setattr(connectors, "PATIENCE_S", 0.05)
    assert look_up(folder, "company", "乙公司").result == "away"
    assert look_up(folder, "company", "乙公司", places=0).result == "away"


# ---- from a terminal


def test_a_terminal_hears_what_there_is_and_asks_it(county: County) -> None:
    asking_ = caller(county)
    assert asking_.look_up().connectors == []
    folder = connect(county.house.settings.data / "lookups")
    (folder / "broken.json").write_text("{", "utf-8")
    assert asking_.look_up().connectors == ["company"]
    assert asking_.look_up("company", "小甲").rows[0].title == "小甲公司"
    assert asking_.look_up("other", "小甲").result == "away"


def test_nobody_copies_a_list_at_a_terminal(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.uplink.mailbox.LOOKUPS_PER_TERMINAL", 2)
    connect(county.house.settings.data / "lookups")
    asking_ = caller(county)
    said = [asking_.look_up("company", "小甲").result for _ in range(3)]
    assert said == ["found", "found", "limited"]
    assert caller(county, "SS4").look_up("company", "小甲").result == "found"
    assert asking_.look_up().result == "connectors"
    county.clock.advance(timedelta(hours=1, minutes=1).total_seconds())
    assert asking_.look_up("company", "小甲").result == "found"
    assert LOOKUPS_PER_TERMINAL >= 60
