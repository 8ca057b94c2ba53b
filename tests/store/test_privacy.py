"""Whoever steals the disk learns nothing of a resident: every byte under the state directory is searched."""

import base64
import json
import logging
import os
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import LogSettings
from kiosk.domain.work_order import Rating
from kiosk.log import set_up
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import SealerSource
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from tests.support.county import County, submission

PERSONAL = {
    "name": "欧阳测试娜",
    "id_number": "330922190001010010",
    "phone": "13900001234",
    "request": "船东拖欠渔工三个月工资一万八千元",
    "birth": "1900-01-01",
}
TOPIC = "labour-dispute-wages"
SITE = "秘密渔港码头"


def forms(text: str) -> set[bytes]:
    """How a text may lie on a disk: plain, other encodings, escaped, base64 in its three alignments."""
    found = {text.encode(code) for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")}
    found.add(json.dumps(text)[1:-1].encode())
    plain = text.encode()
    for shift, begin in enumerate((0, 2, 3)):
        # Without the characters that also hold bits of what stands before and after.
        encoded = base64.b64encode(b"\0" * shift + plain)
        found.add(encoded[begin : (shift + len(plain)) * 4 // 3])
    found.add(plain.hex().encode())
    return {form for form in found if len(form) >= 6}


@pytest.fixture
def busy_terminal(tmp_path: Path) -> Path:
    """Orders, ratings, prints, a refused commit, a rolled-back one, logs at their most talkative."""
    set_up(LogSettings(level="debug"), "run", tmp_path / "log", SystemClock())
    try:
        County().install(tmp_path)
        connection = open_database(store_path(tmp_path))
        space, numbers = Space(tmp_path, floor=1, ballast=0), NumberBlocks(tmp_path)
        orders = OrderStore(connection, SealerSource(tmp_path), SystemClock(), space, os.urandom, numbers)
        orders.begin_visit("visit-1")
        for number in range(20):
            asked = submission(**PERSONAL, request2=f"{PERSONAL['request']}{number}")
            asked = type(asked)(asked.order_id, TOPIC, asked.fields, SITE, 7, identity_source="card")
            committed = orders.commit(asked)
            orders.rate(
                Rating(f"{committed.order_id}:rating", committed.order_id, 1, ("slow",), "1", "screen")
            )
            orders.print_state(f"job-{number}", committed.order_id, "receipt", "sent")
            logging.getLogger("kiosk.store.test").info("order.saved", extra={"person": PERSONAL["id_number"]})
            logging.getLogger("kiosk.store.test").info("saw %s", PERSONAL["id_number"])
        assert sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()) > 100_000
        # The write-ahead log is still there: nothing was checkpointed away for the test.
        assert (store_path(tmp_path).with_name("terminal.sqlite3-wal")).stat().st_size > 0
        return tmp_path
    finally:
        set_up(LogSettings(target="stderr"), "test", tmp_path, SystemClock())


def test_no_byte_on_the_disk_tells_of_anybody(busy_terminal: Path) -> None:
    words = [*PERSONAL.values(), TOPIC, SITE, "card"]
    for file in busy_terminal.rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        for word in words:
            for form in forms(word):
                assert form not in data, f"{word} in {file.name}"
            assert word not in file.name


def test_the_search_would_find_what_is_there(tmp_path: Path) -> None:
    """The test above is worth nothing if it could not fail."""
    for word in PERSONAL.values():
        for disguise in (
            word.encode(),
            word.encode("gb18030"),
            b"x" + base64.b64encode(b"ab" + word.encode()),
        ):
            assert any(form in disguise for form in forms(word)), (word, disguise)


def test_slips_secrets_are_not_on_the_disk_either(tmp_path: Path) -> None:
    County().install(tmp_path)
    connection = open_database(store_path(tmp_path))
    space, numbers = Space(tmp_path, floor=1, ballast=0), NumberBlocks(tmp_path)
    orders = OrderStore(connection, SealerSource(tmp_path), SystemClock(), space, os.urandom, numbers)
    secret = orders.commit(submission()).secret
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()
    connection.close()
