"""A terminal is carried off with its disk: not a byte of it tells who was there, or of what they spoke.

A whole terminal and its hub as real processes: orders of people in different kinds of trouble, one of them of
violence at home; answers that came back; then the plug is pulled, with everything as it lies.
"""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pytest

from kiosk.config import CHECKOUT
from kiosk.store.db import store_path
from script.county import County
from script.leaks import search

VIOLENCE: Final = {
    "request": "丈夫昨晚又动手打我和孩子，想申请人身安全保护令",
    "name": "欧阳测试娜",
    "phone": "13900001234",
}
WAGES: Final = {"request": "船东欠我三个月工资一万八千元", "name": "测试甲", "phone": "13800005678"}
REPLY: Final = "可以向户籍地法院申请人身安全保护令，周二上午到司法所找值班律师"
# What else would tell of what the matter was.
KIND: Final = ("家暴", "家庭暴力", "保护令", "工资", "consultation", "domestic")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One for both tests: founding it takes longer than either."""
    made = County(tmp_path_factory.mktemp("stolen") / "county")
    try:
        made.found()
        yield made
    finally:
        made.close()


def submit(county: County, fields: dict[str, str]) -> dict[str, Any]:
    file = county.folder / "order.json"
    file.write_text(json.dumps({"item": "consultation", "fields": fields}), encoding="utf-8")
    command = county.kiosk("orders", "submit", str(file), "--json")
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60)
    file.unlink()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def sync(county: County) -> None:
    command = county.kiosk("sync", "--once", "--json")
    subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60)


def answers_on(county: County) -> int:
    with closing(sqlite3.connect(store_path(county.state))) as connection:
        return int(connection.execute("SELECT count(*) FROM progress").fetchone()[0])


def test_the_disk_of_a_stolen_terminal_tells_nothing(county: County) -> None:
    orders = [submit(county, fields) for fields in (VIOLENCE, WAGES)]
    sync(county)
    county.answer(orders[0]["order_no"], REPLY)
    sync(county)  # the answer is on the terminal now
    assert answers_on(county) > 0
    waiting = submit(county, VIOLENCE)  # and one has not left yet

    words = [*VIOLENCE.values(), *WAGES.values(), REPLY, *KIND]
    words += [order["secret"] for order in (*orders, waiting)]
    words += [order["secret"][:10] for order in (*orders, waiting)]
    found = search([county.state, county.config.run_path], words)
    assert found.files > 5
    assert found.leaks == ()
    names = [path.name for path in county.state.rglob("*")]
    assert not [name for name in names for word in words if word in name]


def test_the_search_finds_what_is_there(county: County) -> None:
    """The test above would be worth nothing if it could not fail: the hub's own view holds all of it."""
    order = submit(county, VIOLENCE)
    sync(county)
    shown = county.folder / "shown.json"
    shown.write_text(json.dumps(county.open_orders(), ensure_ascii=False), encoding="utf-8")
    found = search([shown], [*VIOLENCE.values(), "保护令"])
    assert {leak.word for leak in found.leaks} == {*VIOLENCE.values(), "保护令"}
    assert order["durable"] is True
