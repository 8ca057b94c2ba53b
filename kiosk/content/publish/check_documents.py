"""Papers with blanks: every blank is a field of the form, every condition can be met."""

import re
from typing import Final

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import EditorField
from kiosk.content.publish.kinds.services import EditorBlock, EditorDocument
from kiosk.domain.forms import CARD_FIELDS, REQUEST
from kiosk.domain.forms_kinds import NO, YES

# What needs somebody at the other end: nobody answers a paper, and no card is read for one.
_OF_ORDERS: Final = {
    "contact": "{} 是怎么联系，提交才用，文书里不要问",
    "pages": "{} 是拍材料，提交才用，文书里不要问",
    "slot": "{} 是约时间，提交才用，文书里不要问",
    "idcard": "{} 要刷身份证，文书里用 identity 写号码、name 写姓名",
}
_SPOKEN: Final = "{} 是留言的名字，能用嘴说；文书里换一个名字"
_BLANK: Final = re.compile(r"\{([^{}]*)\}")
_ODD: Final = re.compile(r"[{}]")
# Besides its fields, what every paper knows.
ALWAYS: Final = frozenset({"today"})


def check(draft: Draft) -> None:
    """Reports blanks and conditions that name no field, and fields that no blank shows."""
    for row in draft.of(EditorDocument):
        fields = {field.id: field for step in row.value.steps for field in step.fields}
        filled = {name for field in fields.values() for name in _fills(field)}
        used: set[str] = set()
        for number, block in enumerate(row.value.blocks):
            used |= _block(row, number, block, fields, filled)
        for step_number, step in enumerate(row.value.steps):
            for number, field in enumerate(step.fields):
                place = ("steps", step_number, "fields", number)
                if field.kind in _OF_ORDERS or field.id == REQUEST:
                    row.report(place, _OF_ORDERS.get(field.kind, _SPOKEN).format(field.id))
                elif not used & set(_fills(field)):
                    row.report(place, f"填了 {field.id}，文书里没有用到")


def _choices(field: EditorField | None) -> frozenset[str]:
    if field is None:
        return frozenset()
    return frozenset({YES, NO}) if field.kind == "yesno" else frozenset(one.id for one in field.choices)


def _fills(field: EditorField) -> tuple[str, ...]:
    """Names under which the answers of ``field`` are known."""
    return tuple(CARD_FIELDS[name] for name in field.reads) or (field.id,)


def _block(
    row: Read[EditorDocument],
    number: int,
    block: EditorBlock,
    fields: dict[str, EditorField],
    filled: set[str],
) -> set[str]:
    """The fields ``block`` uses, its blanks and its condition judged."""
    used: set[str] = set()
    for text in (block.text, *(text for pair in block.rows for text in pair)):
        if _ODD.search(_BLANK.sub("", text)):
            row.report(("blocks", number), "空格要写成 {名字}，一边的括号少了")
        for name in _BLANK.findall(text):
            if name not in filled | ALWAYS:
                row.report(("blocks", number), f"没有这一项：{{{name}}}")
            used.add(name)
    name, _, choice = block.when.partition("=")
    if name:
        used.add(name)
        field = fields.get(name)
        if name not in filled:
            row.report(("blocks", number, "when"), f"when 写的 {name} 没有问过")
        elif choice and choice not in _choices(field):
            row.report(("blocks", number, "when"), f"{name} 没有选项 {choice}")
    return used
