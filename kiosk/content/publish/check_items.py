"""Service items: their forms can be filled in, and those that other programs call are there."""

from collections.abc import Mapping
from typing import Final

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import EditorField, EditorItem
from kiosk.content.publish.kinds.known import ICONS, no_doubles
from kiosk.content.publish.source import Problem, Source
from kiosk.domain.forms import CARD_FIELDS

# Other programs call these two by name.
STABLE_ITEMS: Final = ("consultation", "legal-aid")


def check(draft: Draft) -> None:
    """Reports what is wrong in each item, and which of the stable ones is missing."""
    for item in draft.items:
        _item(item)
    for name in STABLE_ITEMS:
        if name not in draft.item_ids:
            draft.sources.append(Source("items", problems=[Problem("items", 1, f"缺少 {name}.yaml")]))


def _item(row: Read[EditorItem]) -> None:
    item = row.value
    if item.icon not in ICONS:
        row.report(("icon",), f"没有图标 {item.icon}")
    filled: set[str] = set()
    before: dict[str, EditorField] = {}
    for step_number, step in enumerate(item.steps):
        for number, field in enumerate(step.fields):
            place = ("steps", step_number, "fields", number)
            ids = tuple(CARD_FIELDS[name] for name in field.reads) or (field.id,)
            for twice in sorted(filled.intersection(ids)):
                row.report(place, f"{twice} 在前面已经填过了（刷证会填 name、id_number 这些）")
            filled.update(ids)
            if reason := _hangs_wrong(field, before):
                row.report((*place, "asked_when"), reason)
            before[field.id] = field
    no_doubles(row, "asks", item.asks)
    no_doubles(row, "promise", item.promise)
    no_doubles(row, "materials", item.materials)


def _hangs_wrong(field: EditorField, before: Mapping[str, EditorField]) -> str:
    """Why what ``asked_when`` names cannot be waited for; empty when it can. ``before``: asked earlier."""
    if not field.asked_when:
        return ""
    found = before.get(field.asked_when)
    if found is None:
        return f"asked_when 写的 {field.asked_when} 前面没有问过"
    if found.kind == "idcard" or found.asked_when:
        return "asked_when 不能写刷证的那一项，也不能写自己也有 asked_when 的那一项"
    if found.represented and not field.represented:
        return "asked_when 写的那一项只在替别人办时才问，这一项也要写 represented"
    return ""
