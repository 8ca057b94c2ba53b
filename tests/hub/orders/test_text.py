"""An order as a lawyer reads it: whole, labelled, within 80 columns; nothing in it steers the terminal."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hub.orders.answers import read_answers
from hub.orders.casework import close, reply
from hub.orders.desk import show_order
from hub.orders.own_words import CHOICES, FIELDS, ITEMS
from hub.orders.text import FLOODS, WIDTH, order_lines, width
from hub.uplink.intake import accept
from kiosk.domain.flood import Flood
from tests.hub.conftest import County
from tests.support.county import new_id

LIBRARY = Path(__file__).resolve().parents[3] / "library" / "items"
ORDER: dict[str, Any] = {
    "order_no": "SS3-0147",
    "order_id": "0193b0c5-0000-7000-8000-000000000001",
    "state": "办理中",
    "submitted_at": "2026-11-22T14:05:09+08:00",
    "clock": {"clock_trusted": True},
    "received_at": "2026-11-22T06:06:00.123+00:00",
    "terminal_code": "SS3",
    "terminal_id": "0193b0c5-0000-7000-8000-000000000002",
    "seq": 147,
    "site": "示例镇司法所",
    "item": "legal-aid",
    "recordings": [],
    "pages": [],
    "flood": "",
    "fields": {"request": "救命", "matter": "violence", "contact": "none", "new-field": "别的"},
    "events": [
        {"state": "待受理", "at": "2026-11-22T06:06:01+00:00", "actor": "自动", "reason": "", "reply": ""},
        {
            "state": "退回补正",
            "at": "2026-11-22T07:00:00+00:00",
            "actor": "王律师",
            "reason": "缺工资条",
            "reply": "",
        },
    ],
    "reply": None,
    "evaluation": None,
}


def lines_of(**changes: Any) -> list[str]:
    order = {**ORDER, **changes}
    return order_lines({**order, **read_answers(order["item"], order["fields"], 1, None)})


def text(**changes: Any) -> str:
    return "\n".join(lines_of(**changes))


def test_every_line_says_what_it_is() -> None:
    assert text().splitlines() == [
        "【注意】  不要打电话：答复用 reply 写，他凭回执看",
        "",
        "工单号    SS3-0147",
        "编号      0193b0c5-0000-7000-8000-000000000001",
        "状态      办理中",
        "提交时间  2026-11-22 14:05",
        "收到时间  2026-11-22 14:06",
        "终端      SS3（0193b0c5-0000-7000-8000-000000000002，第 147 件）",
        "地点      示例镇司法所",
        "事项      申请法律援助（legal-aid）",
        "表单      中心没有这个事项的表单（内容第 1 版），认不得的照编号写",
        "          收下那一版：kiosk-hub content import 目录",
        "",
        "居民写的",
        "  您的事        救命",
        "  是哪一类事    家里挨打",
        "  方便怎么联系  不要打电话，我凭回执看",
        "  new-field     别的",
        "",
        "经过",
        "  2026-11-22 14:06  待受理，自动",
        "  2026-11-22 15:00  退回补正，王律师，缺工资条",
        "",
        "答复      还没有",
        "评价      还没有",
    ]


def test_a_clock_nobody_vouched_for_is_told() -> None:
    assert "14:05（终端的时钟没有核对过）" in text(clock={"clock_trusted": False})


@pytest.mark.parametrize("why", [why for why in Flood if why is not Flood.NONE])
def test_why_an_order_looks_like_one_of_a_flood_is_told_in_words(why: Flood) -> None:
    assert f"\n留意      可能不是真事：{FLOODS[why.value]}\n" in text(flood=why.value)


def test_a_reason_of_a_newer_terminal_is_shown_as_it_came_and_steers_nothing() -> None:
    said = text(flood="tide\x1b[2J")
    assert "可能不是真事：tide" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("moment", ["", "昨天", "9999-12-31T23:59:59+00:00"])
def test_what_a_terminal_calls_a_time_ends_nothing(moment: str) -> None:
    assert f"提交时间  {moment}" in text(submitted_at=moment)


def test_an_answered_and_rated_order_of_a_real_hub(county: County) -> None:
    terminal, order_id = county.terminal(), new_id()
    accept(county.house, terminal.order(order_id))
    reply(county.house, order_id, "先去仲裁。\n带身份证。", "王律师")
    reply(county.house, order_id, "地址在二楼。", "李律师")
    close(county.house, order_id, "已告知", "王律师")
    accept(county.house, terminal.evaluation(order_id, 2))
    lines = order_lines(show_order(county.house, order_id))
    said = "\n".join(lines)
    assert "您的事        船东拖欠工资" in said
    assert "留言问法律" in said
    first, second = (i for i, line in enumerate(lines) if line.startswith("答复"))
    assert lines[first].endswith("，王律师")
    assert lines[first + 1 : first + 3] == ["          先去仲裁。", "          带身份证。"]
    assert lines[second].endswith("，李律师")
    assert any(line.startswith("评价      不满意（") and line.endswith("太慢，等太久") for line in lines)
    assert "已办结，王律师，已告知" in said
    assert "{" not in said


@given(st.text(max_size=300), st.text(max_size=90))
def test_it_stays_within_80_columns_and_steers_nothing(words: str, name: str) -> None:
    lines = lines_of(fields={"request": words, name: "答"}, site=name)
    assert all(width(line) <= WIDTH for line in lines)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in "".join(lines))


def test_nothing_a_resident_wrote_is_left_out() -> None:
    words = "船东拖欠工资三个月，" * 40
    assert words in "".join(line.strip() for line in text(fields={"request": words}).splitlines())


def test_an_id_too_long_for_a_label_has_a_line_of_its_own() -> None:
    assert "  very-long-field-name\n" + " " * 16 + "答" in text(fields={"very-long-field-name": "答"})


def test_a_name_written_beside_the_cards_own_is_said_to_be_that() -> None:
    assert "  本人写的姓名  王小鱼" in text(fields={"name": "王\ue123", "name_written": "王小鱼"})


def test_the_names_are_those_of_the_terminals_library() -> None:
    """Of the first library; what came later is named by the forms of its release."""
    items = [yaml.safe_load((LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")) for name in ITEMS]
    assert {item["id"]: item["title"] for item in items} == ITEMS
    fields = [field for item in items for step in item["steps"] for field in step["fields"]]
    assert {field["id"]: field["label"] for field in fields} == FIELDS
    choices = {field["id"]: field["choices"] for field in fields if field["kind"] == "choice"}
    assert {
        name: {choice["id"]: choice["label"] for choice in options} for name, options in choices.items()
    } == CHOICES


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.yaml")), ids=lambda path: path.stem)
def test_whoever_leaves_a_number_can_say_that_nobody_is_to_call_it(path: Path) -> None:
    """Who cannot hear, or must not be heard: it stands in the order the hub shows."""
    item = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = {field["id"]: field for step in item["steps"] for field in step["fields"]}
    assert "phone" in fields
    contact = fields["contact"]  # its own kind always offers it; a plain choice is asked of who left a number
    assert contact["kind"] == "contact" or fields["phone"].get("required") or contact["asked_when"] == "phone"
    said = [text(fields={"contact": choice}) for choice in ("sms", "none")]
    assert [one.splitlines()[0] for one in said] == [
        "【注意】  只发短信，不要打电话",
        "【注意】  不要打电话：答复用 reply 写，他凭回执看",
    ]
    assert "方便怎么联系  发短信" in said[0]
    assert "方便怎么联系  不要打电话，我凭回执看" in said[1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fields": {"phone": "13000000000"}}, "没有写事情，请联系他问一问"),
        ({"fields": {"phone": "13000000000", "contact": "sms"}}, "没有写事情，请发短信问一问"),
        (
            {"fields": {"phone": "13000000000", "contact": "none"}},
            "没有写事情，也不要打电话：用 reply 问，他凭回执看",
        ),
        ({"fields": {}}, "没有写事情，也没留电话：他拿回执来时再问"),
        ({"fields": {}, "recordings": [{"ms": 3000}], "recording": {"here": 1, "parts": 1}}, "请听录音"),
    ],
)
def test_an_order_without_a_word_says_so(changes: dict[str, Any], said: str) -> None:
    (line,) = (line for line in text(**changes).splitlines() if line.startswith("  您的事"))
    assert said in line


def test_what_an_unknown_item_does_not_ask_is_not_missed() -> None:
    assert "没有写" not in text(item="new-item", fields={})
