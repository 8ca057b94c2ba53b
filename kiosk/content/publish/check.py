"""What only shows when the files are seen together, or against the screen: links, doubles, phones, glyphs."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.content.publish import check_duty, english, search_check
from kiosk.content.publish.collect import Draft, Read, collect, texts
from kiosk.content.publish.editor import EditorField, EditorGuide, EditorItem
from kiosk.content.publish.own_words import report_words
from kiosk.content.publish.source import Problem, Source
from kiosk.domain.forms import CARD_FIELDS
from kiosk.glyphs import UiFont

# Other programs call these two by name.
STABLE_ITEMS: Final = ("consultation", "legal-aid")
# What every guide may say without a look into the directory: national numbers that do not change.
HOTLINES: Final = frozenset({"110", "119", "120", "122", "12333", "12345", "12348", "12395", "96110"})
ICONS: Final = frozenset(
    {
        "bag",
        "bandage",
        "boat",
        "book",
        "box",
        "briefcase",
        "car",
        "chat",
        "check",
        "clock",
        "coin",
        "document",
        "elder",
        "heart",
        "home",
        "house",
        "idcard",
        "info",
        "megaphone",
        "pen",
        "people",
        "person",
        "phone",
        "pin",
        "printer",
        "search",
        "shield",
        "slip",
        "warning",
        "wrench",
    }
)
_LONG_NUMBER: Final = re.compile(
    r"(?<![\d.])(?:0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9}|400[-—－]?\d{3}[-—－]?\d{4})(?!\d)"
)
_HOTLINE: Final = re.compile(r"(?<![\d.])(?:1[12]\d|12\d{3}|96\d{3}|95\d{3})(?![\d.])")
_IDENTITY: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def check(root: Path, fonts: Sequence[UiFont] = ()) -> Draft:
    """Reads and judges the folder; ``draft.problems`` is empty when it can be published.

    Characters are checked against those of ``fonts`` that are present.
    """
    draft = collect(root)
    for rows in (draft.topics, draft.offices, draft.notices):
        _unique("id", rows)
    _topics(draft)
    _links(draft)
    for guide in draft.guides:
        _guide(guide)
    for item in draft.items:
        _item(item)
    english.check(draft)
    check_duty.check(draft)
    _stable(draft)
    report_words(draft)
    search_check.check(draft)
    for source in draft.sources:
        _characters(source, [font for font in fonts if font.present])
    return draft


def _unique(part: str, rows: Iterable[Read[object]]) -> None:
    first: dict[object, Source] = {}
    for row in rows:
        value = getattr(row.value, part)
        if value in first:
            row.report((part,), f"{value} 和 {first[value].file} 里的重复")
        first.setdefault(value, row.source)


def _topics(draft: Draft) -> None:
    topics = {topic.value.id for topic in draft.topics}
    for guide in draft.guides:
        topic = guide.value.id.partition("/")[0]
        if topic not in topics:
            guide.report(("id",), f"topics.yaml 里没有栏目 {topic}")
    for row in draft.topics:
        if row.value.icon not in ICONS:
            row.report(("icon",), f"没有图标 {row.value.icon}")
        if not any(guide.startswith(f"{row.value.id}/") for guide in draft.guide_ids):
            row.report(("id",), f"栏目 {row.value.id} 里一篇指南也没有")
        for number, name in enumerate(row.value.guides):
            if f"{row.value.id}/{name}" not in draft.guide_ids:
                row.report(("guides", number), f"没有指南 {row.value.id}/{name}")


def _links(draft: Draft) -> None:
    offices = {row.value.id for row in draft.offices}
    for row in draft.guides:
        for number, office in enumerate(row.value.where):
            if office not in offices:
                row.report(("where", number), f"directory.yaml 里没有 {office}")
        for number, other in enumerate(row.value.related):
            if other not in draft.guide_ids:
                row.report(("related", number), f"没有指南 {other}")
            elif other == row.value.id:
                row.report(("related", number), "related 写了自己")
        if row.value.form not in draft.item_ids:
            row.report(("form",), f"items 里没有 {row.value.form}")


def _guide(row: Read[EditorGuide]) -> None:
    guide = row.value
    if not guide.title.endswith("？"):
        row.report(("title",), "title 要是一句问话，用 ？ 结尾")
    for name in ("answer", "steps", "bring", "where", "asks", "related"):
        _no_doubles(row, name, getattr(guide, name))
    if _plain(guide.title) in {_plain(ask) for ask in guide.asks}:
        row.report(("asks",), "asks 里不要抄标题")
    for place, text in texts(row.source.data):
        if place[:1] == ("asks",):
            continue
        for found in _LONG_NUMBER.findall(text):
            row.report(place, f"电话 {found} 请放进 directory.yaml")
        for found in set(_HOTLINE.findall(text)) - HOTLINES:
            row.report(place, f"{found} 不是可以直接写的热线")


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
    _no_doubles(row, "promise", item.promise)
    _no_doubles(row, "materials", item.materials)


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


def _no_doubles(row: Read[EditorGuide] | Read[EditorItem], name: str, lines: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if _plain(line) in seen:
            row.report((name, number), f"{name} 里有两条一样的")
        seen.add(_plain(line))


def _plain(text: str) -> str:
    """Letters and characters only: what is left when punctuation and spaces do not count."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isalnum())


def _stable(draft: Draft) -> None:
    for name in STABLE_ITEMS:
        if name not in draft.item_ids:
            draft.sources.append(Source("items", problems=[Problem("items", 1, f"缺少 {name}.yaml")]))


def _characters(source: Source, fonts: Sequence[UiFont]) -> None:
    for place, text in texts(source.data):
        if text != text.strip():
            source.report(place, "前后有多余的空格")
        if _IDENTITY.search(text):
            source.report(place, "不要写身份证号码")
        hidden = sorted(
            {f"U+{ord(ch):04X}" for ch in text if unicodedata.category(ch) in ("Cc", "Cf", "Co", "Cs", "Cn")}
        )
        if hidden:
            source.report(place, f"有看不见的字符：{'、'.join(hidden)}")
        missing = dict.fromkeys(ch for font in fonts for ch in font.missing(text) if ch.isprintable())
        if missing:
            source.report(place, f"屏幕的字体里没有：{''.join(missing)}")
