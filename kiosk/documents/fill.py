"""From a template and a form's answers to the words of a paper. Pure.

What was not answered becomes a blank to be filled in by hand: a template without answers is the empty form.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from kiosk.documents import amounts
from kiosk.domain import forms
from kiosk.domain.forms_kinds import NO, YES
from kiosk.domain.library import FormField, Office
from kiosk.domain.library_services import Block, BlockKind, DocumentTemplate
from kiosk.wire import money

TODAY: Final = "today"
_BLANK: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LINE: Final = "＿"  # drawn as one unbroken line
_SHORT_BLANK: Final = _LINE * 6
_BLANKS: Final[Mapping[str, str]] = {
    "text": _LINE * 20,
    "place": _LINE * 14,
    "money": f"人民币{_LINE * 8}元整（¥{_LINE * 5}）",
    "date": f"{_LINE * 3}年{_LINE * 2}月{_LINE * 2}日",
    "identity": _LINE * 10,
    "idcard": _LINE * 10,
}
# What is drawn or recorded and not written: signed by hand on the paper itself.
_BY_HAND: Final = frozenset({"signature"})


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it stands on the paper; line breaks in ``text`` are kept."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """``parts``: the paper itself. ``advice``: what to do with it, on a page of its own, heading and lines.

    ``sample``: nobody has reviewed the template; every page says so.
    """

    title: str
    parts: tuple[Part, ...]
    advice: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sample: bool = True


def fields_of(template: DocumentTemplate) -> tuple[FormField, ...]:
    return tuple(field for step in template.steps for field in step.fields)


def filled(
    template: DocumentTemplate,
    answers: Mapping[str, str],
    today: date,
    offices: Mapping[str, Office] | None = None,
) -> Paper:
    """``answers``: by field id in their normalised form (``forms.submitted_fields``); what the template has
    no field for is left out. ``offices``: the directory, for where it is handed in.
    """
    fields = {name: field for field in fields_of(template) for name in forms.order_field_ids(field)}
    known = {name: answers.get(name, "").strip() for name in fields}

    def said(name: str) -> str:
        if name == TODAY:
            return chinese_date(today) if any(known.values()) else _BLANKS["date"]
        return written(fields[name], known[name]) if name in fields else _SHORT_BLANK

    def text(raw: str) -> str:
        return _BLANK.sub(lambda found: said(found[1]), raw)

    parts = tuple(
        Part(block.kind, text(block.text), tuple((text(name), text(what)) for name, what in block.rows))
        for block in template.blocks
        if stands(block, known)
    )
    return Paper(template.title, parts, _advice(template, parts, offices or {}), template.sample)


def own_parts(template: DocumentTemplate, answers: Mapping[str, str]) -> tuple[bool, ...]:
    """Of each part of the paper (``filled``): whether something a person answered stands in it."""
    known = {name: text.strip() for name, text in answers.items()}
    blocks = (block for block in template.blocks if stands(block, known))
    return tuple(any(known.get(name) for name in _named(block)) for block in blocks)


def _named(block: Block) -> frozenset[str]:
    """What this block's blanks and its condition hang on."""
    texts = (block.text, *(text for row in block.rows for text in row))
    blanks = (name for text in texts for name in _BLANK.findall(text))
    return frozenset({block.when.partition("=")[0], *blanks})


def stands(block: Block, answers: Mapping[str, str]) -> bool:
    """Whether this block is on the paper: ``when`` is empty, or its field filled, or that choice taken. On
    the empty form what hangs on being filled stands too, to be filled by hand; of choices none does.
    """
    if not block.when:
        return True
    name, _, choice = block.when.partition("=")
    value = answers.get(name, "")
    if choice:
        return choice in value.split(",")
    return bool(value) or not any(answers.values())


def written(field: FormField, value: str) -> str:
    """An answer as papers write it; a blank for none, and for what is no answer of this kind."""
    blank = _BLANKS.get(field.kind, _SHORT_BLANK)
    if not value or field.kind in _BY_HAND:
        return blank
    write = _WRITTEN.get(field.kind)
    return (write(field, value) or blank) if write is not None else value


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _money(_: FormField, value: str) -> str:
    try:
        yuan = Decimal(value)
        return f"人民币{amounts.capital(yuan)}（¥{money.yuan(yuan)}）"
    except (InvalidOperation, ValueError):
        return ""


def _date(_: FormField, value: str) -> str:
    try:
        return chinese_date(date.fromisoformat(value))
    except ValueError:
        return ""


def _chosen(field: FormField, value: str) -> str:
    labels = {choice.id: choice.label for choice in field.choices} or {YES: "是", NO: "否"}
    return "、".join(labels[one] for one in value.split(",") if one in labels)


def _number(field: FormField, value: str) -> str:
    return f"{value}{field.unit}"


_WRITTEN: Final[Mapping[str, Callable[[FormField, str], str]]] = {
    "money": _money,
    "date": _date,
    "choice": _chosen,
    "choices": _chosen,
    "green": _chosen,
    "yesno": _chosen,
    "number": _number,
}


def _advice(
    template: DocumentTemplate, parts: Sequence[Part], offices: Mapping[str, Office]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the reader does next: check, sign, bring, hand in; last the articles it rests on."""
    signed = [part.text.rstrip("：:") for part in parts if part.kind == "sign"]
    places = [offices[name] for name in template.hand_in if name in offices]
    law = tuple(f"《{ref.law}》{ref.article.chinese}：{ref.gist}。" for ref in template.law)
    sections = (
        ("先看一遍", ("姓名、号码、钱数、日期对不对。空着的横线，用黑色水笔写上。",)),
        ("在哪里签名", tuple(f"“{place}”后面，本人亲手签。" for place in signed)),
        ("要注意", template.notes),
        ("打印几份", (f"{template.copies} 份。",) if template.copies > 1 else ()),
        ("一起带上", tuple(f"{number}. {thing}" for number, thing in enumerate(template.bring, 1))),
        ("交到哪里", tuple(_place(office) for office in places)),
        ("依据的法律", law),
    )
    return tuple((heading, lines) for heading, lines in sections if lines)


def _place(office: Office) -> str:
    return f"{office.name}：{office.address}，电话 {office.phone}。"
