"""One order of the queue as lines for whoever stands at the terminal: where it is, why, and what to do."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from kiosk.cli_output import table
from kiosk.domain.work_order import OrderState
from kiosk.words.times import TimeTexts

_REFUSED: Final = "E-SYN-02"
_TIMES: Final = TimeTexts()  # staff read Chinese
_STATES: Final = {
    OrderState.QUEUED.value: "排队，还没有送到中心",
    OrderState.SENDING.value: "正在送",
    OrderState.ACCEPTED.value: "中心收到了",
    OrderState.NEEDS_STAFF.value: "中心退回，要人处理",
}
# Reasons of the hub (docs/protocol/hub.md) and of sync. One of a newer hub is shown as it is.
_REASONS: Final = {
    "conflict": "中心已有同一编号的另一份",
    "bad_signature": "中心核不过这台终端的签名",
    "unknown_terminal": "中心还不认识封这一单的终端",
    "quota": "这台终端今天送得太多",
    "hub_restored": "中心恢复过数据，要再送一次",
    "damaged_here": "存在本机的这一份坏了",
    "sealed_for_another_hub": "是给以前那个中心封的",
}
_TO_DO: Final = {
    "conflict": "不要重送。导出带到中心，请中心两份对一对",
    "bad_signature": "不用动，会自己再送；一天还不行，告诉中心",
    "unknown_terminal": "不用动，会自己再送；请中心查它的注册记录",
    "quota": "不用动，过了今天会自己再送",
    "damaged_here": "先导出，再查磁盘；告诉中心这个号码",
    "sealed_for_another_hub": "导出，带到以前那个中心",
}
_AGAIN: Final = "照原因处理后 kiosk orders retry {}；处理不了，导出带到中心"
_KB: Final = 1024


def order_cells(order: Mapping[str, Any], today: datetime) -> list[str]:
    """The same in a line of the list."""
    when = _TIMES.day_and_minute(order["committed_at"], today)
    return [order["order_no"], _state(order["state"]), when, _reason(order["reason"])]


def order_lines(order: Mapping[str, Any], today: datetime) -> list[str]:
    """``order``: a row of ``kiosk.store.report.order``; times are told in the country's."""
    return table([[label, text] for label, text in _told(order, today) if text])


def _state(state: str) -> str:
    return _STATES.get(state, state)


def _reason(reason: str) -> str:
    told = _REASONS.get(reason, "")
    return f"{told}（{_plain(reason)}）" if told else _plain(reason)


def _told(order: Mapping[str, Any], today: datetime) -> Iterator[tuple[str, str]]:
    state, reason = str(order["state"]), str(order["reason"])
    yield "工单号", order["order_no"]
    yield "编号", order["order_id"]
    yield "第几件", f"本机第 {order['seq']} 件"
    yield "状态", _state(state)
    yield "提交", _TIMES.day_and_minute(order["committed_at"], today)
    if state == OrderState.ACCEPTED.value or (
        order["received_at"] and (order["recording_waiting"] or order["page_waiting"])
    ):
        yield from _received(order, today)
    else:
        yield from _waiting(order, state, reason, today)
    yield "内容", _content(order)
    for label, kind in (("录音", "recording"), ("材料照片", "page")):
        if order[f"{kind}_parts"]:
            yield label, _attached(order, kind)
    yield "答复", "封给回执的，拿回执扫码才看得到"


def _received(order: Mapping[str, Any], today: datetime) -> Iterator[tuple[str, str]]:
    if order["received_at"]:
        yield "送到", f"{_TIMES.day_and_minute(order['received_at'], today)}，中心编号 {order['hub_seq']}"
    if order["envelope_bytes"]:
        checked = _TIMES.day_and_minute(order["verified_at"] or "", today)
        yield "中心回执", f"本机 {checked} 验过" if checked else "还没有验，界面运行时会验"


def _waiting(order: Mapping[str, Any], state: str, reason: str, today: datetime) -> Iterator[tuple[str, str]]:
    if order["attempts"]:
        yield "试过", f"{order['attempts']} 次有中心的回答"
    if order["next_attempt_at"]:
        # SQLite's own way to write UTC names no zone.
        utc = f"{order['next_attempt_at'].replace(' ', 'T')}Z"
        yield "下次", f"{_TIMES.day_and_minute(utc, today)} 以后再送"
    yield "原因", _reason(reason)
    if state == OrderState.NEEDS_STAFF.value:
        yield "代码", _REFUSED
        yield "要做", _TO_DO.get(reason, _AGAIN.format(order["order_no"]))
    elif reason:
        yield "要做", _TO_DO.get(reason, "不用动，会自己再送")
    else:
        yield "要做", "不用动，连上中心会自己送；看连没连上：kiosk doctor"


def _content(order: Mapping[str, Any]) -> str:
    """What the resident wrote is sealed to the hub: there is nothing here that could show it."""
    if not order["envelope_bytes"]:
        return "已从本机删掉，要看请到中心"
    size = -(-int(order["envelope_bytes"]) // _KB)
    return f"封好了（{size} KB），只有中心打得开，本机看不了"


def _attached(order: Mapping[str, Any], kind: str) -> str:
    parts, waiting = int(order[f"{kind}_parts"]), int(order[f"{kind}_waiting"])
    return f"封成 {parts} 份，还有 {waiting} 份没送到中心" if waiting else f"封成 {parts} 份，中心都收到了"


def _plain(text: str) -> str:
    """The hub's word, but nothing that steers the console."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)[:64]
