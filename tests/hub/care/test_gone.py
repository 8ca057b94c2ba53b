"""A restore says what no terminal can send again: the work of staff since the backup."""

import json
from pathlib import Path

import pytest

from hub.care.backup import back_up
from hub.care.restore import restore
from hub.house import open_house
from hub.orders.casework import close, reply, set_state
from hub.orders.desk import list_orders, show_order
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County


@pytest.fixture
def asking(county: County) -> Caller:
    return caller(county)


@pytest.mark.parametrize(
    ("age_s", "said"), [(59 * 60, "不到 1 小时前"), (5 * 3600, "5 小时前"), (3 * 24 * 3600 + 9, "3 天前")]
)
def test_what_staff_did_since_is_gone_and_they_are_told(
    asking: Caller, tmp_path: Path, age_s: int, said: str
) -> None:
    county = asking.county
    for _ in range(2):
        asking.receipt(asking.send(asking.terminal.order()))
    back_up(county.house, tmp_path / "b")
    reply(county.house, "SS3-0001", "带身份证来。", "王律师")
    close(county.house, "SS3-0001", "", "王律师")
    set_state(county.house, "SS3-0002", "已受理", "", "王律师")
    county.house.close()
    county.clock.advance(age_s)
    gone = restore(county.house.settings, tmp_path / "b", county.clock)["gone"]
    assert f"2026-03-02 09:00（{said}）" in gone
    assert all(word in gone for word in ("答复", "状态", "办结", "重新做"))
    county.house = open_house(county.house.settings, county.clock)
    assert [order["state"] for order in list_orders(county.house)] == ["待受理", "待受理"]
    assert show_order(county.house, "SS3-0001")["reply"] is None


@pytest.mark.parametrize("made_at", ["", "昨天", "2026-03-02T09:00:00", "2027-01-01T00:00:00.000+00:00"])
def test_a_list_of_contents_that_says_no_instant(asking: Caller, tmp_path: Path, made_at: str) -> None:
    """Or one that is to come: the clock was moved. The age is left out then, and nothing else."""
    county = asking.county
    back_up(county.house, tmp_path / "b")
    manifest = json.loads((tmp_path / "b" / "backup.json").read_text())
    (tmp_path / "b" / "backup.json").write_text(json.dumps({**manifest, "made_at": made_at}))
    county.house.close()
    gone = restore(county.house.settings, tmp_path / "b", county.clock)["gone"]
    assert "前" not in gone
    assert "答复" in gone
