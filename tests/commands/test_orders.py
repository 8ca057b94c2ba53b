"""`kiosk orders`: the same way as a screen's submit, and a queue that staff can see into without reading."""

import errno
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.content.publish.build import build
from kiosk.domain.delivery import Delayed, Delivered, Outcome, Parked
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import DeliveryTable
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.wire.envelope import envelope_sha256
from kiosk.wire.ids import SlipCode, format_slip, parse_slip
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.county import County, new_id, submission
from tests.support.logs import logging_restored

FIELDS = {"request": " 老板拖欠工资 "}


class Shop:
    """A terminal's state directory and the command run on it."""

    def __init__(self, state: Path, county: County, capsys: pytest.CaptureFixture[str]) -> None:
        self.state = state
        self.county = county
        self._capsys = capsys
        self.err = ""

    def __call__(self, *argv: str, status: int = 0) -> object:
        """The JSON document of ``kiosk orders …``; None when there is none."""
        self._capsys.readouterr()
        root = ["--set", f"state_dir={self.state}", "--set", "store.free_floor_mb=1"]
        assert main([*root, "orders", *argv, "--json"]) == status
        out, self.err = self._capsys.readouterr()
        return json.loads(out) if out else None

    def submit(self, document: object, status: int = 0) -> dict[str, object]:
        file = self.state / "order.json"
        file.write_text(json.dumps(document, ensure_ascii=False))
        said = self("submit", str(file), status=status)
        return said if isinstance(said, dict) else {}

    def rows(self) -> list[dict[str, object]]:
        said = self("list")
        assert isinstance(said, list)
        return said

    def envelope(self, seq: int) -> bytes:
        with closing(open_database(store_path(self.state))) as connection:
            return bytes(
                connection.execute("SELECT envelope FROM outbox WHERE seq = ?", (seq,)).fetchone()[0]
            )

    def settle(self, seq: int, outcome: Outcome) -> None:
        with closing(open_database(store_path(self.state))) as connection:
            queue = DeliveryTable(connection, SystemClock(), Space(self.state, 1, 0))
            queue.take(seq)
            queue.settle(seq, outcome)


@pytest.fixture
def shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    monkeypatch.setattr("kiosk.config.CHECKOUT", tmp_path / "nowhere")
    state = tmp_path / "state"
    build(sample.write(tmp_path / "library"), state / "content", ManualClock())
    county = County()
    county.install(state)
    with logging_restored():
        yield Shop(state, county, capsys)


def test_a_submit_says_what_programs_read_and_seals_what_was_given(shop: Shop) -> None:
    said = shop.submit({"item": "consultation", "fields": FIELDS})
    assert sorted(said) == ["durable", "order_id", "order_no", "secret", "seq"]
    assert (said["order_no"], said["seq"], said["durable"]) == ("SS3-0001", 1, True)
    slip = SlipCode(str(said["order_no"]), str(said["secret"]))
    assert parse_slip(format_slip(slip)) == slip
    body = shop.county.open(shop.envelope(1))
    assert (body.order_id, body.item, body.site) == (said["order_id"], "consultation", "示例码头")
    assert body.fields == {"request": "老板拖欠工资"}  # as a screen would send it


def test_the_same_order_id_submits_once(shop: Shop) -> None:
    document = {"item": "consultation", "fields": FIELDS, "order_id": new_id()}
    first, again = shop.submit(document), shop.submit(document)
    assert first["order_id"] == document["order_id"]
    assert again == {**first, "secret": ""}
    assert len(shop.rows()) == 1


def test_every_problem_is_named_with_its_field(shop: Shop) -> None:
    fields = {**FIELDS, "phone": "12", "nothing": "x"}
    assert shop.submit({"item": "consultation", "fields": fields}, status=2) == {}
    lines = shop.err.splitlines()
    assert all(line.startswith("E-STO-05 ") for line in lines)
    assert {line.split()[1].split("：")[0] for line in lines} == {"phone", "nothing"}
    assert shop.rows() == []


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"item": "unknown", "fields": {}}, "item"),
        ({"item": "consultation"}, "fields"),
        ({"item": "consultation", "fields": {"request": 3}}, "fields.request"),
        ({"item": "consultation", "fields": FIELDS, "extra": 1}, "extra"),
        ({"item": "consultation", "fields": FIELDS, "order_id": "../x"}, "order_id"),
        ([], "order.json"),
    ],
)
def test_a_file_of_another_shape_is_refused(shop: Shop, document: object, named: str) -> None:
    shop.submit(document, status=2)
    assert shop.err.startswith("E-STO-05 ")
    assert f"（{named}：" in shop.err or f" {named}：" in shop.err


def test_what_was_written_is_never_repeated_in_an_error(shop: Shop) -> None:
    shop.submit({"item": "consultation", "fields": {"request": 5, "name": ["王小明"]}}, status=2)
    assert "王小明" not in shop.err


def test_a_missing_file_and_no_enrolment(shop: Shop) -> None:
    shop("submit", str(shop.state / "missing.json"), status=2)
    assert shop.err.startswith("E-CFG-02 ")
    (shop.state / "identity" / "terminal.json").unlink()
    shop.submit({"item": "consultation", "fields": FIELDS}, status=1)
    assert shop.err.startswith("E-STO-04 ")


def test_below_the_floor_it_refuses(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.statvfs_result((4096, 4096, 9, 0, 0, 9, 9, 9, 0, 255))
    monkeypatch.setattr("kiosk.store.space.os.statvfs", lambda _: full)
    shop.submit({"item": "consultation", "fields": FIELDS}, status=1)
    assert shop.err.startswith("E-STO-01 ")
    assert shop.rows() == []


def test_the_list_follows_the_queue(shop: Shop) -> None:
    for _ in range(3):
        shop.submit({"item": "consultation", "fields": FIELDS})
    shop.settle(1, Delivered(shop.county.receipt(shop.envelope(1)).decode()))
    shop.settle(2, Parked("conflict", shop.county.refusal(shop.envelope(2), "conflict", 0).decode()))
    rows = shop.rows()
    assert [(row["order_no"], row["seq"], row["state"]) for row in rows] == [
        ("SS3-0001", 1, "accepted"),
        ("SS3-0002", 2, "needs_staff"),
        ("SS3-0003", 3, "queued"),
    ]
    assert rows[1]["reason"] == "conflict"
    assert "老板" not in json.dumps(rows, ensure_ascii=False)


def test_one_order_is_shown_with_the_hubs_word(shop: Shop) -> None:
    order_id = shop.submit({"item": "consultation", "fields": FIELDS})["order_id"]
    shown = shop("show", "SS3-0001")
    assert isinstance(shown, dict)
    assert (shown["state"], shown["hub_word"]) == ("queued", None)
    shop.settle(1, Delivered(shop.county.receipt(shop.envelope(1)).decode()))
    shown = shop("show", str(order_id))
    assert isinstance(shown, dict)
    assert shown["state"] == "accepted"
    assert shown["hub_word"]["envelope_sha256"] == shown["envelope_sha256"]
    shop("show", "SS3-0009", status=2)
    assert shop.err.startswith("E-CFG-02 ")


def test_a_refused_order_is_sent_again_on_request(shop: Shop) -> None:
    for _ in range(2):
        shop.submit({"item": "consultation", "fields": FIELDS})
    shop("retry", "SS3-0001", status=2)
    for seq in (1, 2):
        shop.settle(seq, Parked("conflict", shop.county.refusal(shop.envelope(seq), "conflict", 0).decode()))
    assert shop("retry", "SS3-0002") == {"seq": [2]}
    assert shop("retry") == {"seq": [1, 2]}
    with closing(open_database(store_path(shop.state))) as connection:
        queue = DeliveryTable(connection, SystemClock(), Space(shop.state, 1, 0))
        assert queue.due(10) == [1, 2]


def test_an_export_is_sealed_and_ends_nothing(shop: Shop, tmp_path: Path) -> None:
    for _ in range(2):
        shop.submit({"item": "consultation", "fields": FIELDS})
    shop.settle(1, Delivered(shop.county.receipt(shop.envelope(1)).decode()))
    out = tmp_path / "stick" / "orders.jsonl"
    shop("export", "--out", str(out), status=2)
    assert not out.parent.exists()
    out.parent.mkdir()
    assert shop("export", "--out", str(out)) == {"out": str(out), "envelopes": 1, "unreadable": 0}
    assert out.stat().st_mode & 0o777 == 0o600
    row = json.loads(out.read_text())
    assert row["envelope"].encode() == shop.envelope(2)
    assert "老板" not in out.read_text()
    assert [r["state"] for r in shop.rows()] == ["accepted", "queued"]
    assert shop("export", "--out", str(out), "--all") == {"out": str(out), "envelopes": 2, "unreadable": 0}
    shop("export", "--out", "/proc/nothing/x", status=2)


@pytest.mark.parametrize("damage", ["bytes", "page", "delivery"])
def test_an_export_brings_what_a_damaged_disk_still_gives(shop: Shop, tmp_path: Path, damage: str) -> None:
    count = 30
    with closing(open_database(store_path(shop.state))) as connection:
        orders = OrderStore(
            connection,
            shop.county.sealer,
            SystemClock(),
            Space(shop.state, 1, 0),
            os.urandom,
            NumberBlocks(shop.state),
        )
        for _ in range(count):
            orders.commit(submission())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        [root] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'delivery'").fetchone()
    store, row = store_path(shop.state), shop.envelope(10)
    data = bytearray(store.read_bytes())
    at = data.index(row[:200])
    begin, size = {
        "bytes": (at + 50, 100),
        "page": (at // 4096 * 4096, 4096),
        "delivery": (4096 * (root - 1), 4096),
    }[damage]
    data[begin : begin + size] = b"\xff" * size
    store.write_bytes(data)
    out = tmp_path / "orders.jsonl"
    said = shop("export", "--out", str(out), status=0 if damage == "delivery" else 1)
    assert isinstance(said, dict)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    whole = [row for row in rows if envelope_sha256(row["envelope"].encode()) == row["sha256"]]
    assert len(whole) == len(rows) == said["envelopes"] == count - said["unreadable"]
    assert said["unreadable"] < 10
    assert 10 in [row["seq"] for row in rows] or shop.err.startswith("E-STO-03 ")


def test_an_export_comes_from_a_disk_that_has_turned_read_only(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plug was pulled, so that the newest order is in the write-ahead log alone; then the card failed."""
    store = store_path(shop.state)
    with closing(open_database(store)):
        shop.submit({"item": "consultation", "fields": FIELDS})
        assert store.with_name(f"{store.name}-wal").stat().st_size > 0
        pulled = tmp_path / "pulled"
        shutil.copytree(shop.state, pulled)
    shop.state, store = pulled, store_path(pulled)
    before = {file.name: file.read_bytes() for file in store.parent.iterdir()}
    monkeypatch.setattr("os.statvfs", lambda path: read_only(statvfs(path)))
    monkeypatch.setattr(
        "os.open", lambda path, flags, *rest, **more: no_write(pulled, path, flags, *rest, **more)
    )
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    out = tmp_path / "orders.jsonl"
    assert shop("export", "--out", str(out)) == {"out": str(out), "envelopes": 1, "unreadable": 0}
    assert [row["order_no"] for row in shop.rows()] == ["SS3-0001"]
    assert isinstance(shop("show", "SS3-0001"), dict)
    assert {file.name: file.read_bytes() for file in store.parent.iterdir()} == before
    assert list(room.iterdir()) == []


statvfs, plainly = os.statvfs, os.open


def read_only(status: os.statvfs_result) -> os.statvfs_result:
    fields = list(status)
    fields[8] |= os.ST_RDONLY
    return os.statvfs_result(fields)


def no_write(below: Path, path: object, flags: int, *rest: Any, **more: Any) -> int:
    if str(path).startswith(str(below)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
    return plainly(cast("str", path), flags, *rest, **more)


def test_a_person_reads_lines(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.submit({"item": "consultation", "fields": FIELDS})
    capsys.readouterr()
    root = ["--set", f"state_dir={shop.state}"]
    waiting = "排队，还没有送到中心"
    for argv, word in ((["list"], waiting), (["show", "SS3-0001"], waiting), (["retry"], "0 单")):
        assert main([*root, "orders", *argv]) == 0
        assert word in capsys.readouterr().out


def test_a_person_reads_the_countrys_time(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 22, 16, 5, 9, tzinfo=UTC)
    monkeypatch.setattr("kiosk.commands.orders.SystemClock", lambda: ManualClock(now))
    shop.submit({"item": "consultation", "fields": FIELDS})
    shop.settle(1, Delayed(60.0, "quota", shop.county.refusal(shop.envelope(1), "quota", 60).decode()))
    root = ["--set", f"state_dir={shop.state}", "orders"]
    capsys.readouterr()
    assert main([*root, "list"]) == 0
    assert "11月23日 00:05" in capsys.readouterr().out
    assert main([*root, "show", "SS3-0001"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^提交 +11月23日 00:05$", said, re.MULTILINE)
    assert re.search(r"^下次 +(\d{4}年)?\d+月\d+日 \d\d:\d\d 以后再送$", said, re.MULTILINE)
    assert shop.rows()[0]["committed_at"] == "2026-11-22T16:05:09.000+00:00"
