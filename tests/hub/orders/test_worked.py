"""What came along with an order is read with the content of its release, and never stops the order."""

from pathlib import Path

from hub.orders.desk import show_order
from hub.orders.form_files import read_forms
from hub.orders.forms import beside, count_items, keep_forms, list_forms
from hub.orders.text import order_lines
from hub.uplink.intake import accept
from kiosk.domain.library_services import DocumentTemplate
from kiosk.wire import worked as w
from kiosk.wire.worked import UNREADABLE, Worked
from tests.hub.conftest import County
from tests.hub.orders import releases
from tests.support.county import new_id
from tests.support.scenarios import BUNDLE, WAGES
from tests.wire.test_worked import WHOLE

PAPER = DocumentTemplate("arbitration-application", "labour", "劳动仲裁申请书", "", (), (), (), ())


def shown(county: County, worked: Worked | None, release: int = 1) -> tuple[dict[str, object], str]:
    terminal, oid = county.terminal(), new_id()
    accept(county.house, terminal.order(oid, changes={"worked": worked, "content_release": release}))
    order = show_order(county.house, oid)
    return order, "\n".join(order_lines(order))


def take(county: County, content: Path, release: int = 1) -> None:
    releases.lay_down(content, release, releases.service_item(*releases.FIELDS), WAGES, BUNDLE, PAPER)
    for number, forms in read_forms(content).items():
        keep_forms(county.house, number, forms)


def test_an_order_without_it_says_nothing_of_it(county: County) -> None:
    order, said = shown(county, None)
    assert order["worked"] is None
    assert "一起交来的" not in said


def test_it_is_named_by_the_content_of_its_release(county: County, tmp_path: Path) -> None:
    take(county, tmp_path)
    order, said = shown(county, WHOLE)
    found = order["worked"]
    assert isinstance(found, dict)
    assert found["scenario"] == {"id": "wages", "title": "工钱没拿到，该找谁？"}
    assert found["path"] == [
        {"question": "where", "answer": 0, "ask": "您在哪里干活？", "say": "工地"},
        {"question": "note", "answer": -1, "ask": "有欠条吗？", "say": "不清楚"},
    ]
    assert found["outcome"] == {"id": "court", "title": "有办法"}
    assert found["papers"] == [{"id": "arbitration-application", "title": "劳动仲裁申请书"}]
    assert found["places"] == [{"field": "where", "label": "where", "lat": 30.7251, "lon": 122.4583}]
    assert found["note"] == ""
    for line in (
        "一起交来的",
        "  一件事        讨薪一件事",
        "  一步步问      工钱没拿到，该找谁？",
        "1. 您在哪里干活？ 工地",
        "2. 有欠条吗？ 不清楚",
        "结果：有办法",
        "  算一算        申请支付令要交多少：16.67 元",
        "欠款 9,000 元；地方 示例县",
        "用的数：收费标准（2025年1月1日起，样例）",
        "  做好的材料    劳动仲裁申请书",
        "北纬 30.72510，东经 122.45830",
    ):
        assert line in said


def test_without_its_content_ids_are_shown_and_said_to_be_ids(county: County) -> None:
    order, said = shown(county, WHOLE)
    found = order["worked"]
    assert isinstance(found, dict)
    assert "第 1 版" in found["note"]
    assert "content import" in said
    assert "1. where 第 1 个回答" in said
    assert "编号 arbitration-application" in said


def test_another_releases_words_are_said_to_be_anothers(county: County, tmp_path: Path) -> None:
    take(county, tmp_path, release=2)
    _, said = shown(county, WHOLE, release=1)
    assert "照内容第 2 版的问题" in said
    assert "您在哪里干活？ 工地" in said


def test_what_cannot_be_read_is_said_to_be_there(county: County) -> None:
    order, said = shown(county, UNREADABLE)
    assert order["fields"] == {"request": "船东拖欠工资"}
    assert "看不懂" in said


def test_a_sum_says_what_came_of_it_however_it_came(county: County) -> None:
    sums = (
        w.SumMade("a", "甲", amount="10.00", high="20.00"),
        w.SumMade("b", "乙", day="2026-03-02"),
        w.SumMade(
            "c", "丙", (w.Given("问", "yes_no", "yes"), w.Given("率", "percent", "10")), outcome="可以"
        ),
    )
    _, said = shown(county, Worked(sums=sums))
    for line in ("甲：10 到 20 元", "乙：2026年3月2日", "丙：可以", "问 是；率 10%"):
        assert line in said


def test_nothing_that_came_along_steers_the_console(county: County) -> None:
    bad = w.SumMade("a", "甲\x1b[2J", (w.Given("\u202e问", "choice", "\x07"),), outcome="好")
    _, said = shown(county, Worked(sums=(bad,)))
    assert not {"\x1b", "\u202e", "\x07"} & set(said)


def test_they_are_no_items_and_have_names_of_their_own(county: County, tmp_path: Path) -> None:
    take(county, tmp_path)
    assert [row["items"] for row in list_forms(county.house)] == [1]
    assert count_items(read_forms(tmp_path)[1]) == 1
    assert set(read_forms(tmp_path)[1]) == {
        releases.ITEM, "scenario/wages", "bundle/unpaid-wages", "document/arbitration-application",
    }  # fmt: skip
    assert beside("scenario", "x" * 100) == ""
