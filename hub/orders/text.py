"""One opened order as lines a lawyer can read on a terminal of 80 columns."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hub.county_time import shown
from hub.orders.answers import SIGNED, UNREADABLE, UNSIGNED
from hub.orders.own_words import NO_CALLS, TEXT_ONLY
from hub.orders.worked import worked_rows
from kiosk.wire.evaluation import LABELS, REASONS
from kiosk.wire.limits import PAGE, RECORDING, Kind

WIDTH: Final = 80
_STEM: Final = 10  # columns of a label
_DEEP: Final = 14  # columns of a field's label: the longest there is, and a gap
_BEWARE: Final = "【注意】"
_ATTACHED: Final[Mapping[Kind, str]] = {RECORDING: "录音", PAGE: "材料照片"}
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
    item = order["item_title"]
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
    if order["form_note"]:
        heads["表单"] = order["form_note"]
    lines = _warnings(order["attention"])
    lines += [line for label, text in heads.items() for line in _labelled(label, text, _STEM)]
    lines += ["", "居民写的", *_answers(order), *_spoken(order), *_photographed(order), *_along(order)]
    lines += ["", "经过"]
    for step in order["events"]:
        lines += _step(step)
    replies = [step for step in order["events"] if step["reply"]]
    lines += ["", *([] if replies else ["答复      还没有"])]
    for step in replies:
        lines += _labelled("答复", f"{shown(step['at'])}，{step['actor']}\n{step['reply']}", _STEM)
    return lines + _labelled("评价", _rating(order["evaluation"]), _STEM)


def _warnings(attention: Sequence[str]) -> list[str]:
    """Above everything: who calls a number that is not to be called may bring somebody to harm."""
    lines = [line for text in attention for line in _labelled(_BEWARE, text, _STEM)]
    return [*lines, ""] if lines else []


def _answers(order: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    if order["unwritten"]:
        lines += _labelled(f"  {order['unwritten']}", _unwritten(order), 2 + _DEEP)
    for answer in order["answers"]:
        lines += _labelled(f"  {answer['label']}", _said(order, answer), 2 + _DEEP)
    if order["more_answers"]:
        lines.append(f"  还有 {order['more_answers']} 项没有显示，用 --json 看")
    return lines


def _said(order: Mapping[str, Any], answer: Mapping[str, str]) -> str:
    """A picture cannot stand here: how to get at it does."""
    if answer["kind"] != SIGNED or answer["text"] in (UNREADABLE, UNSIGNED):
        return answer["text"]
    signed = [one for one in order["answers"] if one["kind"] == SIGNED and one["text"] != UNSIGNED]
    which = f" --field {answer['id']}" if len(signed) > 1 else ""
    return f"{answer['text']}。看图：\nkiosk-hub orders signature {order['order_no']}{which} --out 签名.png"


def _unwritten(order: Mapping[str, Any]) -> str:
    """An order without a word is one all the same: he was asked once, and went on (docs/adr/0107)."""
    if order["recordings"]:
        return "没有写，是说的，请听录音"
    if order["reach"] == NO_CALLS:
        return "没有写事情，也不要打电话：用 reply 问，他凭回执看"
    if order["fields"].get("phone"):
        return f"没有写事情，请{'发短信' if order['reach'] == TEXT_ONLY else '联系他'}问一问"
    return "没有写事情，也没留电话：他拿回执来时再问"


def _along(order: Mapping[str, Any]) -> list[str]:
    """What he had worked out before, and let go along."""
    if not order.get("worked"):
        return []
    rows = worked_rows(order["worked"])
    return [
        "",
        "一起交来的",
        *(line for label, text in rows for line in _labelled(f"  {label}", text, 2 + _DEEP)),
    ]


def _spoken(order: Mapping[str, Any]) -> list[str]:
    """How long each recording is, and whether it can be listened to yet."""
    if not order["recordings"]:
        return []
    lengths = [
        f"第 {number} 段 {_seconds(note['ms'])} 秒"
        for number, note in enumerate(order["recordings"], start=1)
    ]
    said = f"{'，'.join(lengths)}\n{arrival(RECORDING, order['recording'])}"
    return _labelled("  录音", said, 2 + _DEEP)


def _photographed(order: Mapping[str, Any]) -> list[str]:
    """How many pages there are, for which question, whether they are here, and how to get at them."""
    pages = order["pages"]
    if not pages:
        return []
    labels = {answer["id"]: answer["label"] for answer in order["answers"]}
    asked = Counter(note["field"] for note in pages)
    said = "，".join(f"{labels.get(name, name)} {count} 页" for name, count in asked.items())
    how = f"看图：kiosk-hub orders pages {order['order_no']} --out 文件夹"
    return _labelled("  材料照片", f"{said}\n{arrival(PAGE, order['page'])}\n{how}", 2 + _DEEP)


def arrival(kind: Kind, coming: Mapping[str, int]) -> str:
    """Whether an order's recordings or pages are here. ``coming``: as ``hub.orders.arriving`` gives it."""
    here, parts, what = coming["here"], coming["parts"], _ATTACHED[kind]
    return f"{what}到齐了" if here == parts else f"{what}还在路上，到了 {here} 份，一共 {parts} 份"


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
