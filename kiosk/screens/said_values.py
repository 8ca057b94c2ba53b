"""Typed answers as a person reads them: 1,200 元; 2026年3月5日; 浙嵊渔 12345. (field, answer) → text."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from kiosk.domain import forms, identity, slots
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.library import FormField
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.wire import money
from kiosk.words.texts import Texts

_BOAT: Final = re.compile(r"([^0-9]+)([0-9]+)")
_AMOUNTS: Final = ("money", "number")
_LEAST_MONEY: Final = "0.01"


def value_said(field: FormField, value: str, bare: bool, texts: Texts) -> str | None:
    """What the check page shows of it; masked where it is personal, unless ``bare``; the number always.

    None: no typed kind, or nothing was answered.
    """
    kept = forms.normalise(field, value)
    say = _SAYS.get(field.kind)
    if say is None or not kept:
        return None
    if field.kind == "identity":
        return identity.mask(kept)
    if bare or not forms.is_personal(field):
        return say(field, kept, texts)
    return _masked_boat(kept) if field.kind == "boat" else identity.mask_name(say(field, kept, texts))


def amount_said(field: FormField | None, text: str, texts: Texts) -> str:
    """A sum being typed, to be heard as one number; empty for what is heard digit by digit."""
    if field is None or field.kind not in _AMOUNTS or not text:
        return ""
    return _with_unit(field, text.rstrip("."), texts)


def day_said(text: str, texts: Texts) -> str:
    """A day of ISO 8601 in words; anything else as it is."""
    try:
        return texts.times.day_words(date.fromisoformat(text), year=True)
    except ValueError:
        return text


def bounds_said(field: FormField, today: date, texts: Texts) -> str:
    """Between which bounds an answer may lie; empty when there are none."""
    if field.kind in _AMOUNTS:
        unsaid = field.kind == "money" and field.least == _LEAST_MONEY  # a fen: that goes without saying
        low, high = (_bound(field, bound, texts) for bound in ("" if unsaid else field.least, field.most))
        return texts.typed.range(low, high)
    if field.kind != "date":
        return ""
    first, last = (kinds.day_bound(bound, today) for bound in (field.least, field.most))
    words = texts.typed
    return words.both(
        _day_bound(first, today, words.first_today, words.first_day, texts),
        _day_bound(last, today, words.last_today, words.last_day, texts),
    )


def worded(problem: Problem, field: FormField | None, texts: Texts) -> Problem:
    """The same about a day or an amount as people say them."""
    value = str(problem.value)
    match problem.kind:
        case ProblemKind.TOO_EARLY | ProblemKind.TOO_LATE:
            return replace(problem, value=day_said(value, texts))
        case ProblemKind.TOO_SMALL | ProblemKind.TOO_BIG if field is not None:
            return replace(problem, value=_bound(field, value, texts))
        case _:
            return problem


def _day_bound(day: date | None, today: date, near: str, form: str, texts: Texts) -> str:
    if day is None:
        return ""
    return near if day == today else form.format(texts.times.day_words(day, year=True))


def _bound(field: FormField, bound: str, texts: Texts) -> str:
    """``10000`` → 10,000 元; empty when there is none."""
    if not bound:
        return ""
    try:
        amount = Decimal(bound)
    except InvalidOperation:
        return bound
    plain = money.yuan(amount) if field.kind == "money" else f"{amount:f}"
    return _with_unit(field, plain, texts)


def _unit(field: FormField, texts: Texts) -> str:
    return texts.typed.yuan if field.kind == "money" else field.unit


def _with_unit(field: FormField, amount: str, texts: Texts) -> str:
    unit = _unit(field, texts)
    return texts.typed.with_unit.format(amount, unit) if unit else amount


def _amount(field: FormField, value: str, texts: Texts) -> str:
    return _with_unit(field, _yuan(value) if field.kind == "money" else value, texts)


def _yuan(value: str) -> str:
    """``12000.00`` → 12,000; what is no sum as it was typed."""
    return money.yuan(Decimal(value)) if kinds.MONEY.fullmatch(value) else value


def _day(_field: FormField, value: str, texts: Texts) -> str:
    return day_said(value, texts)


def _office(field: FormField, value: str, _texts: Texts) -> str:
    return next((choice.label for choice in field.choices if choice.id == value), value)


def _slot(_field: FormField, value: str, texts: Texts) -> str:
    if value == slots.ANY:
        return texts.typed.slot_any
    slot = slots.read(value)
    return texts.typed.slot(slot, texts.duty, texts.times) if slot is not None else value


def boat_said(value: str) -> str:
    """浙嵊渔12345 → 浙嵊渔 12345."""
    found = _BOAT.fullmatch(value)
    return f"{found[1]} {found[2]}" if found else value


def _boat(_field: FormField, value: str, _texts: Texts) -> str:
    return boat_said(value)


def _masked_boat(value: str) -> str:
    """浙嵊渔 ****5: enough to know one's own again."""
    found = _BOAT.fullmatch(value)
    if found is None:
        return identity.mask_name(value)
    return f"{found[1]} {'*' * (len(found[2]) - 1)}{found[2][-1]}"


_SAYS: Final[dict[str, Callable[[FormField, str, Texts], str]]] = {
    "money": _amount,
    "office": _office,
    "slot": _slot,
    "number": _amount,
    "date": _day,
    "boat": _boat,
    "identity": _boat,
}
