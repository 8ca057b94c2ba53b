"""An order of the queue as a technician reads it."""

from datetime import datetime
from typing import Any

import pytest

from kiosk.cli_output import width
from kiosk.commands.order_text import order_cells, order_lines
from kiosk.domain.instants import CHINA
from kiosk.domain.work_order import OrderState
from kiosk.store.hub_state import RESTORED
from kiosk.sync.client import DAMAGED, FOREIGN

TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
ORDER: dict[str, Any] = {
    "order_id": "019ae2f0-0000-7000-8000-000000000001",
    "order_no": "SS3-0147",
    "seq": 12,
    "state": "queued",
    "committed_at": "2026-11-22T16:05:09.000+00:00",
    "attempts": 0,
    "reason": "",
    "next_attempt_at": None,
    "verified_at": None,
    "hub_seq": None,
    "incarnation": "",
    "received_at": "",
    "envelope_bytes": 6010,
    "envelope_sha256": "ab" * 32,
    "hub_word": None,
    "recording_parts": 0,
    "page_parts": 0,
    "page_waiting": 0,
    "recording_waiting": 0,
}
REASONS = ["", "conflict", "bad_signature", "unknown_terminal", "quota", DAMAGED, FOREIGN, RESTORED]


def shown(**changes: object) -> dict[str, str]:
    lines = order_lines({**ORDER, **changes}, TODAY)
    stems = {width(line) - width(line.split(maxsplit=1)[1]) for line in lines}
    assert len(stems) == 1, "one column of labels"
    return dict(line.split(maxsplit=1) for line in lines)


def test_a_waiting_order_says_that_there_is_nothing_to_do() -> None:
    assert shown() == {
        "工单号": "SS3-0147",
        "编号": ORDER["order_id"],
        "第几件": "本机第 12 件",
        "状态": "排队，还没有送到中心",
        "提交": "11月23日 00:05",
        "要做": "不用动，连上中心会自己送；看连没连上：kiosk doctor",
        "内容": "封好了（6 KB），只有中心打得开，本机看不了",
        "答复": "封给回执的，拿回执扫码才看得到",
    }


def test_one_held_back_says_why_and_until_when() -> None:
    said = shown(attempts=2, reason="quota", next_attempt_at="2026-11-23 16:00:00")
    assert said["试过"] == "2 次有中心的回答"
    assert said["原因"] == "这台终端今天送得太多（quota）"
    assert said["下次"] == "11月24日 00:00 以后再送"
    assert "自己再送" in said["要做"]


def test_a_refused_one_has_its_code_and_what_to_do() -> None:
    said = shown(state="needs_staff", reason="conflict", attempts=1)
    assert said["状态"] == "中心退回，要人处理"
    assert said["代码"] == "E-SYN-02"
    assert said["原因"] == "中心已有同一编号的另一份（conflict）"
    assert "导出" in said["要做"]
    other = shown(state="needs_staff", reason="a newer hub's \x1b[2J reason", attempts=1)
    assert other["原因"] == "a newer hub's \ufffd[2J reason"
    assert "kiosk orders retry SS3-0147" in other["要做"]


def test_a_delivered_one_says_when_and_that_the_receipt_was_checked() -> None:
    told = {"state": "accepted", "received_at": "2026-11-22T16:06:00.000+00:00", "hub_seq": 31}
    said = shown(**told, verified_at="2026-11-22T16:06:30.000+00:00")
    assert said["送到"] == "11月23日 00:06，中心编号 31"
    assert said["中心回执"] == "本机 11月23日 00:06 验过"
    assert "要做" not in said
    assert "还没有验" in shown(state="accepted")["中心回执"]
    gone = shown(state="accepted", envelope_bytes=0)
    assert (gone["状态"], gone["内容"]) == ("中心收到了", "已从本机删掉，要看请到中心")


@pytest.mark.parametrize("state", [state.value for state in OrderState if state is not OrderState.DRAFT])
@pytest.mark.parametrize("reason", REASONS)
def test_every_state_and_reason_is_in_words(state: str, reason: str) -> None:
    said = shown(state=state, reason=reason)
    assert state not in said["状态"]
    assert order_cells({**ORDER, "state": state, "reason": reason}, TODAY)[1] == said["状态"]
    if reason and state != "accepted":
        assert said["原因"].endswith(f"（{reason}）")
