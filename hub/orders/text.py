"""One opened order as lines a lawyer can read on a terminal of 80 columns."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hub.county_time import shown
from kiosk.wire.evaluation import LABELS, REASONS

WIDTH: Final = 80
_STEM: Final = 10  # columns of a label
_DEEP: Final = 14  # columns of a field's label: the longest there is, and a gap
# What the terminals' library calls them (a test compares): orders carry the ids alone. Others show as ids.
ITEMS: Final = {"consultation": "留言问法律", "legal-aid": "申请法律援助"}
FIELDS: Final = {
    "request": "您的事",
    "name": "怎么称呼您",
    "phone": "电话",
    "matter": "是哪一类事",
    "id_number": "身份证",
    "contact": "方便怎么联系",
    "represented_relation": "他是您的",
    "represented_name": "替谁办",
}
# Of no library: what the terminal itself asks where a card's name has a character it cannot show.
ADDED: Final = {"name_written": "本人写的姓名"}
CHOICES: Final = {
    "matter": {
        "wages": "讨薪",
        "work-injury": "工伤",
        "family": "离婚、赡养",
        "violence": "家里挨打",
        "traffic": "交通事故",
        "criminal": "家里人被抓",
        "other": "别的事",
        "unsure": "说不清",
    },
    "contact": {"phone": "打电话", "sms": "发短信", "none": "不要打电话，我凭回执看"},
    "represented_relation": {
        "parent": "父母",
        "child": "孩子",
        "spouse": "丈夫或妻子",
        "family": "别的亲人",
        "neighbour": "邻居、朋友",
        "official": "村里、单位派我帮的",
    },
}

FLOODS: Final = {
    "person": "同一个人一小时里交了很多件",
    "visit": "同一次使用里交了很多件",
    "words": "一字不差的一小时里来了很多件",
    "terminal": "这台终端一小时里来得太多",
}


def flooded(why: str) -> str:
    """What to think of an order that the terminal has marked. ``why``: perhaps of a newer one."""
    return f"可能不是真事：{FLOODS.get(why, plain(why))}"


def order_lines(order: Mapping[str, Any]) -> list[str]:
    """``order``: as ``hub.orders.desk.show_order`` gives it."""
    item = ITEMS.get(order["item"])
    sure = "" if order["clock"]["clock_trusted"] else "（终端的时钟没有核对过）"
    heads = {
        "工单号": order["order_no"],
        "编号": order["order_id"],
        "状态": order["state"],
        "提交时间": f"{shown(order['submitted_at'])}{sure}",
        "收到时间": shown(order["received_at"]),
        "终端": f"{order['terminal_code']}（{order['terminal_id']}，第 {order['seq']} 件）",
        "地点": order["site"],
        "事项": f"{item}（{order['item']}）" if item else order["item"],
    }
    if order["flood"]:
        heads["留意"] = flooded(order["flood"])
    lines = [line for label, text in heads.items() for line in _labelled(label, text, _STEM)]
    lines += ["", "居民写的"]
    if order["item"] in ITEMS and not order["fields"].get("request"):
        lines += _labelled(f"  {FIELDS['request']}", _unwritten(order), 2 + _DEEP)
    for name, value in order["fields"].items():
        said = CHOICES.get(name, {}).get(value, value)
        lines += _labelled(f"  {FIELDS.get(name) or ADDED.get(name, name)}", said, 2 + _DEEP)
    lines += _spoken(order)
    lines += ["", "经过"]
    for step in order["events"]:
        lines += _step(step)
    replies = [step for step in order["events"] if step["reply"]]
    lines += ["", *([] if replies else ["答复      还没有"])]
    for step in replies:
        lines += _labelled("答复", f"{shown(step['at'])}，{step['actor']}\n{step['reply']}", _STEM)
    return lines + _labelled("评价", _rating(order["evaluation"]), _STEM)


def _unwritten(order: Mapping[str, Any]) -> str:
    """An order without a word is one all the same: he was asked once, and went on (docs/adr/0107)."""
    if order["recordings"]:
        return "没有写，是说的，请听录音"
    if order["fields"].get("phone"):
        return "没有写事情，请联系他问一问"
    return "没有写事情，也没留电话：他拿回执来时再问"


def _spoken(order: Mapping[str, Any]) -> list[str]:
    """How long each recording is, and whether it can be listened to yet."""
    if not order["recordings"]:
        return []
    lengths = [
        f"第 {number} 段 {_seconds(note['ms'])} 秒"
        for number, note in enumerate(order["recordings"], start=1)
    ]
    said = f"{'，'.join(lengths)}\n{arrival(order['recording'])}"
    return _labelled("  录音", said, 2 + _DEEP)


def arrival(spoken: Mapping[str, int]) -> str:
    """Whether the recordings of an order are here. ``spoken``: as ``hub.orders.spoken.arrivals`` gives it."""
    here, parts = spoken["here"], spoken["parts"]
    return "录音到齐了" if here == parts else f"录音还在路上，到了 {here} 份，一共 {parts} 份"


def _seconds(ms: int) -> int:
    return max(1, round(ms / 1000))


def _step(step: Mapping[str, Any]) -> list[str]:
    reason = f"，{step['reason']}" if step["reason"] else ""
    answered = "，答复了" if step["reply"] else ""
    return _labelled(f"  {shown(step['at'])}", f"{step['state']}，{step['actor']}{answered}{reason}", 20)


def _rating(rating: Mapping[str, Any] | None) -> str:
    if rating is None:
        return "还没有"
    reasons = [REASONS.get(name, name) for name in rating["reasons"].split()]
    why = f"：{'；'.join(reasons)}" if reasons else ""
    return f"{LABELS[rating['level']]}（{shown(rating['rated_at'])}）{why}"


def _labelled(label: str, text: str, stem: int) -> list[str]:
    """``label``, and ``text`` from column ``stem`` on, as many lines as it takes."""
    head, gap = plain(label), " " * stem
    first = head + " " * max(2, stem - width(head))
    pieces = [
        piece
        for line in text.replace("\r\n", "\n").split("\n")
        for piece in _wrapped(plain(line), WIDTH - stem)
    ]
    if width(first) > stem:  # a label of an item that is not known here
        return [*_wrapped(head, WIDTH), *(gap + piece for piece in pieces)]
    return [(first if not at else gap) + piece for at, piece in enumerate(pieces)]


def _wrapped(line: str, room: int) -> Iterator[str]:
    piece, used = "", 0
    for letter in line:
        columns = width(letter)
        if used + columns > room:
            yield piece
            piece, used = "", 0
        piece, used = piece + letter, used + columns
    yield piece


def plain(text: str) -> str:
    """Nothing that steers the terminal it is read on, or turns the direction of writing."""
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    return "".join("\ufffd" if kind[0] == "C" or kind in ("Zl", "Zp") else letter for letter, kind in kinds)


def width(text: str) -> int:
    """Columns; a Han character has two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
