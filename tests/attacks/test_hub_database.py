"""The hub's database is stolen, or a backup of it: nothing a resident or the desk wrote can be read there."""

from pathlib import Path

import pytest

from hub.orders.casework import close, reply, set_state
from hub.orders.opening import open_pending
from kiosk.wire.ids import slip_secret
from script.leaks import search
from tests.hub.asking import caller
from tests.hub.conftest import County, county, made, settings

__all__ = ["county", "made", "settings"]
SECRET = slip_secret(bytes(range(16)))
FIELDS = {
    "request": "丈夫昨晚又动手打我和孩子，想申请人身安全保护令",
    "name": "欧阳测试娜",
    "phone": "13900001234",
    "id_number": "330922190001010010",
}
REPLY = "可以向户籍地法院申请，周二上午到司法所找值班律师"
REASON = "材料里缺报警回执"


@pytest.fixture
def written(county: County) -> County:
    """An order of violence at home: returned, taken, answered, closed, rated."""
    asking = caller(county)
    changes = {"fields": FIELDS, "item": "domestic_violence", "site": "某某镇码头", "slip_secret": SECRET}
    order = "01938000-0000-7000-8000-000000000001"
    asking.send(asking.terminal.order(order, changes=changes))
    set_state(county.house, order, "退回补正", REASON, "王律师")
    set_state(county.house, order, "待受理", "", "王律师")
    reply(county.house, order, REPLY, "王律师")
    close(county.house, order, REASON, "王律师")
    asking.send(asking.terminal.evaluation(order, 2))
    asking.ask("SS3-0001", typed=SECRET[:10])
    asking.ask("欧阳测试娜", typed="0" * 10)
    open_pending(county.house)
    return county


WORDS = [*FIELDS.values(), REPLY, REPLY[:8], REASON, "domestic_violence", "某某镇码头", SECRET, SECRET[:10]]


def test_nothing_a_resident_wrote_is_plain_in_the_database(written: County, tmp_path: Path) -> None:
    from hub.care.backup import back_up

    data = written.house.settings.data
    back_up(written.house, tmp_path / "backup")
    found = search([data, tmp_path / "backup"], WORDS)
    assert found.files >= 4
    assert found.leaks == ()
    # The search itself finds what is there: the actor's name is kept plain, on purpose.
    assert {leak.word for leak in search([data], ["王律师"]).leaks} == {"王律师"}


def test_the_keys_open_it_so_they_are_kept_apart(written: County) -> None:
    from hub.orders.desk import show_order

    shown = show_order(written.house, "SS3-0001")
    assert shown["fields"] == FIELDS
    assert shown["reply"] == REPLY
    assert {event["reason"] for event in shown["events"]} == {"", REASON}
