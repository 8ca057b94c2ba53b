"""Answers that the fields of a form take, whatever they ask: for states that stand behind a whole form."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from kiosk.domain import flow, forms_kinds, forms_signature, slots
from kiosk.domain import messages as m
from kiosk.domain.device import CardDocument, CardRead, CardSeen
from kiosk.domain.library import FormField
from kiosk.domain.update_sheets import ShowSheets
from script.gallery_sheets import taken
from script.gallery_walk import NAME, NUMBER, Walk

AT: Final = "2026-11-21T14:05:00+08:00"
PLACE: Final = "示例码头"
_SAID: Final = "二〇二六年三月起，对方一直没有照讲好的做，我有转账和聊天记录，想请人帮我看看该怎么办。"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def answered(form: Walk, asked: FormField, turn: int = 0, given: Mapping[str, str] = _NONE) -> Walk:
    """``form`` with an answer the field takes: that of ``given`` by its id, else one of its kind; ``turn``:
    which of several.
    """
    if asked.kind == "pages":
        return taken(taken(form, 1), 2).does(ShowSheets())
    if asked.kind == "idcard":
        return form.does(
            CardSeen(), CardRead(CardDocument("resident", NAME, NUMBER, "男", "1900-01-01"), 420.0)
        )
    if asked.kind == "contact":
        how = (m.Answer(f"{asked.id}_when", "morning"), m.Answer(f"{asked.id}_where", PLACE))
        return form.does(*how, m.Answer(asked.id, ("visit", "phone")[turn % 2]))
    return form.does(m.Answer(asked.id, given.get(asked.id) or _value(form, asked, turn)))


def gone_on(form: Walk) -> Walk:
    """The page behind the one shown, which was answered. ValueError when it does not take its answer."""
    current = before = flow.current_page(form.state)
    while current is not None and before is not None and current[1] == before[1]:
        state = form.state
        form = form.does(m.NextPage())
        if form.state == state:
            raise ValueError(f"{current[1]} does not take its own answer")
        current = flow.current_page(form.state)
    return form


def _value(form: Walk, asked: FormField, turn: int) -> str:
    match asked.kind:
        case "choice" | "choices" | "green" | "office":
            return asked.choices[turn % len(asked.choices)].id
        case "yesno":
            return ("yes", "no")[turn % 2]
        case "number" | "money":
            return asked.least or asked.most or "12"
        case "date":
            return _day(form, asked)
        case kind:
            return {
                "name": NAME, "phone": "13000000000", "identity": NUMBER, "place": PLACE,
                "boat": "浙嵊渔12345", "slot": slots.ANY,
                "signature": forms_signature.LATER,
            }.get(kind, _SAID[: asked.max_length])  # fmt: skip


def _day(form: Walk, asked: FormField) -> str:
    today = form.state.local.date()
    least, most = (forms_kinds.day_bound(text, today) for text in (asked.least, asked.most))
    yesterday = today - timedelta(days=1)
    if most is not None and yesterday > most:
        return most.isoformat()
    return (least if least is not None and yesterday < least else yesterday).isoformat()
