"""What an order's ids mean: each answer under the title the resident saw, in the words he touched.

From the form of the release the order was made with, else of the newest the hub has, else from the words of
the program itself (``own_words``), else the id, said to be one. How a value looks is nothing to go by, but
for two things nobody may miss (不要打电话, 绿色通道) and one nobody can read (a signature's strokes).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from hub.orders import own_words as own
from hub.orders.forms import LONGEST_ID, FormField, FoundForm
from hub.orders.strokes import LATER, MARK, read_strokes
from kiosk.wire import money

LONGEST: Final = 4_000  # characters of one answer on the screen; a form's text has at most 1,000
MOST_ANSWERS: Final = 200
SIGNED: Final = "signature"
UNREADABLE: Final = "签名看不懂，没有显示"
UNSIGNED: Final = "未签，到场补签"
_REQUEST: Final = "request"
_MONEY: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_CALLS: Final = re.compile("(不要|别|勿)(再|给我)?打电话")
_SEVERAL: Final = frozenset({"choices", "green"})
_CHOSEN: Final = frozenset({"choice", "yesno", "contact"}) | _SEVERAL
_REACH: Final = {  # the strictest first
    own.NO_CALLS: "不要打电话：答复用 reply 写，他凭回执看",
    own.TEXT_ONLY: "只发短信，不要打电话",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question behind one answer of an order. ``kind`` is empty where nobody knows it."""

    label: str
    kind: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


def read_answers(
    item: str, fields: Mapping[str, str], release: int, found: FoundForm | None
) -> dict[str, Any]:
    """What the ids of one order mean; keys as in ``hub.orders.desk.show_order``.

    ``item_title`` ("": unknown); ``answers``: ``id, label, kind, text`` each, as the order has them, and how
    many ``more_answers`` there are; ``unwritten``: the label of the question that asks what happened, when
    nothing was written there; ``reach``: ``none`` (不要打电话), ``sms`` or ""; ``attention``: what must not
    be missed, the most important first; ``form_note``: how sure the words are.

    ``found``: the form of the item, of whatever release; ``release``: the one the order was made with.
    """
    questions = _questions(found)
    asked = {name: questions.get(name) or _own(name) for name in fields}
    answers = [_answer(name, asked[name], fields[name]) for name in islice(fields, MOST_ANSWERS)]
    reach, said = _reach(asked, fields)
    unnamed = any(not one.label for one in asked.values()) or (found is None and item not in own.ITEMS)
    return {
        "item_title": found.form.title if found is not None else own.ITEMS.get(item, ""),
        "answers": answers,
        "more_answers": len(fields) - len(answers),
        "unwritten": "" if fields.get(_REQUEST) else _request(item, found, questions),
        "reach": reach,
        "attention": [*([said] if reach else []), *_served_first(asked, fields)],
        "form_note": _note(release, found, unnamed=unnamed),
    }


def signatures(fields: Mapping[str, str], found: FoundForm | None) -> list[str]:
    """The ids of the order's answers that are signatures."""
    questions = _questions(found)
    drawn = ((name, value) for name, value in fields.items() if value != LATER)
    return [name for name, value in drawn if _is_signature(questions.get(name) or _own(name), value)]


def _is_signature(one: Asked, value: str) -> bool:
    return one.kind == SIGNED or (not one.kind and value.startswith(MARK) and read_strokes(value) is not None)


# ---- the questions -------------------------------------------------------------------------------


def _questions(found: FoundForm | None) -> dict[str, Asked]:
    """By the ids under which their answers are submitted (kiosk/domain/forms.py: order_field_ids)."""
    out: dict[str, Asked] = {}
    for one in found.form.fields if found is not None else ():
        out.update(_expanded(one))
    return out


def _expanded(one: FormField) -> dict[str, Asked]:
    match one.kind:
        case "idcard":
            card = {
                name: Asked(label, "date" if part == "birth" else "name")
                for part, (name, label) in own.CARD.items()
                if part in one.reads
            }
            return {**card, **{name: Asked(label, "name") for name, label in own.ADDED.items()}}
        case "contact":
            return {
                one.id: Asked(one.label, one.kind, own.WISHES),
                f"{one.id}_when": Asked("联系时间", "choice", own.TIMES),
                f"{one.id}_where": Asked("上门地点", "place"),
            }
        case "yesno":
            return {one.id: Asked(one.label, one.kind, own.YES_NO)}
        case _:
            choices = {choice.id: choice.label for choice in one.choices}
            return {one.id: Asked(one.label, one.kind, choices, one.unit)}


def _request(item: str, found: FoundForm | None, questions: Mapping[str, Asked]) -> str:
    """What the question is called that asks what happened; empty when the item does not ask it."""
    if found is not None:
        return questions[_REQUEST].label if _REQUEST in questions else ""
    return own.FIELDS[_REQUEST] if item in own.ITEMS else ""


def _own(name: str) -> Asked:
    choices = own.CHOICES.get(name, {})
    label = own.FIELDS.get(name) or own.ADDED.get(name, "")
    return Asked(label, "choice" if choices else "", choices)


# ---- the words of an answer ----------------------------------------------------------------------


def _answer(name: str, one: Asked, value: str) -> dict[str, str]:
    kind = SIGNED if _is_signature(one, value) else one.kind
    return {"id": name, "label": one.label or _short(name), "kind": kind, "text": _text(one, value)}


def _text(one: Asked, value: str) -> str:
    if one.kind == SIGNED and value == LATER:
        return UNSIGNED
    if _is_signature(one, value):
        strokes = read_strokes(value)
        return f"签了名，{len(strokes)} 笔" if strokes is not None else UNREADABLE
    if one.kind in _CHOSEN:
        return _cut(_chosen(one, value))
    say = _WRITTEN.get(one.kind)
    return _cut(say(one, value) if say is not None else value)


def _chosen(one: Asked, value: str) -> str:
    parts = value.split(",") if one.kind in _SEVERAL else [value]
    return "；".join(one.choices.get(part) or f"选项编号 {part}" for part in parts)


def _money(_: Asked, value: str) -> str:
    if _MONEY.fullmatch(value) is None:
        return value
    return f"{money.yuan(Decimal(value))} 元"


def _day(_: Asked, value: str) -> str:
    try:
        day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else value


def _number(one: Asked, value: str) -> str:
    return f"{value} {one.unit}" if one.unit else value


def _pages(_: Asked, value: str) -> str:
    """How many were photographed; kiosk/domain/sheets.py says why there are none."""
    none = {"bring": "没有拍，办事时带来", "no_camera": "摄像头用不了，没有拍，办事时带来"}
    return none.get(value) or (f"拍了 {value} 页" if value.isdecimal() else value)


def _half_day(_: Asked, value: str) -> str:
    """2026-11-25 上午: when somebody would like to come; nobody has booked anything for him."""
    if value == own.ANY_DAY:
        return "哪天都行"
    day, _gap, half = value.partition(" ")
    said = _day(_, day)
    return value if said == day or half not in own.HALVES else f"{said} {own.weekday(day)} {half}"


def worded(kind: str, value: str, unit: str = "") -> str:
    """A value of one of the terminal's kinds, in words."""
    if kind == "yes_no":
        return own.YES_NO.get(value, value)
    if kind == "percent":
        return f"{value}%"
    say = _WRITTEN.get("number" if kind == "integer" else kind)
    return say(Asked("", kind, unit=unit), value) if say is not None else value


_WRITTEN: Final[Mapping[str, Callable[[Asked, str], str]]] = {
    "money": _money,
    "date": _day,
    "number": _number,
    "pages": _pages,
    "slot": _half_day,
}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_ID else f"{name[:LONGEST_ID]}……"


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}……\n（一共 {len(text)} 个字，后面没有显示，全文用 --json 看）"


# ---- what must not be missed ---------------------------------------------------------------------


def _reach(asked: Mapping[str, Asked], fields: Mapping[str, str]) -> tuple[str, str]:
    """The strictest wish of how to be reached, and the sentence for it; both empty when there is none."""
    wishes: dict[str, str] = {}
    for name, one in asked.items():
        wish, doubt = _wish(one, name, fields[name]), ""
        if not one.label and fields[name] in _REACH:
            wish, doubt = fields[name], f"\n（{_short(name)} 填的是 {fields[name]}，对不上表单，先当真）"
        wishes[wish] = min(wishes.get(wish, doubt), doubt)  # what is sure is said without a doubt
    return next(
        ((wish, f"{said}{wishes[wish]}") for wish, said in _REACH.items() if wish in wishes), ("", "")
    )


def _wish(one: Asked, name: str, value: str) -> str:
    """The terminal's own id for it; also where somebody wrote a question of his own with such an answer."""
    if one.kind in _CHOSEN and _NO_CALLS.search(_chosen(one, value)):
        return own.NO_CALLS
    return value if one.kind == "contact" or name == "contact" else ""


def _served_first(asked: Mapping[str, Asked], fields: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for name, one in asked.items():
        if one.kind == "green" and fields[name]:
            found.append(f"绿色通道，先办：{_text(one, fields[name])}")
        elif not one.label and (words := _green(fields[name])):
            found.append(f"可能是绿色通道：{words}（{_short(name)}，对不上表单）")
    return found[:3]  # a form has one


def _green(value: str) -> str:
    """The groups of 绿色通道, named by the terminal's own ids; empty when it is anything else."""
    parts = value.split(",")
    return "；".join(own.GREEN[part] for part in parts) if set(parts) <= own.GREEN.keys() else ""


# ---- how sure the words are ----------------------------------------------------------------------


def _note(release: int, found: FoundForm | None, *, unnamed: bool) -> str:
    if found is None:
        lacking = f"中心没有这个事项的表单（内容第 {release} 版），认不得的照编号写"
        return f"{lacking}\n收下那一版：kiosk-hub content import 目录" if unnamed else ""
    if found.release != release:
        return f"照内容第 {found.release} 版的题目和选项；这一单是照第 {release} 版填的，可能不一样"
    return "有几项表单里没有，照编号写" if unnamed else ""
