"""What each kind of field stores, and what is wrong with an answer of it. Pure.

Every answer is one text. ``normalise`` gives the form in which it is stored; doing it twice changes nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kiosk.domain import forms_signature as signature
from kiosk.domain import identity, sheets, slots
from kiosk.domain.forms_conditions import bound
from kiosk.domain.library import FieldKind, FormField
from kiosk.domain.problems import Problem, ProblemKind

YES: Final = "yes"
NO: Final = "no"
# 绿色通道: who is served first (the ids of ``choices`` of kind ``green``; stable, the desk reads them).
GREEN: Final = ("military", "elder", "disabled", "migrant")
# How somebody wants to be reached: ids of kind ``contact``, the same as those of the older choice
# ``contact``.
VISIT: Final = "visit"
CALLED: Final = ("phone", "sms")  # these need a number
WISHES: Final = (VISIT, *CALLED, "none")
TIMES: Final = ("any", "morning", "afternoon", "evening", "weekend")
_PERSONAL: Final = frozenset(
    {"name", "phone", "idcard", "identity", "boat", "signature", "contact", "green", "pages"}
)
# Kinds a screen of the terminal shows as what they are; the others wait for theirs and may only be published.
SHOWN: Final[frozenset[FieldKind]] = frozenset(
    {
        *("text", "name", "phone", "number", "choice", "idcard"),
        *("money", "date", "identity", "boat", "place"),
        *("choices", "yesno", "contact", "green", "signature", "pages", "office", "slot"),
    }
)
CHOSEN: Final = frozenset({"choice", "choices", "yesno", "contact", "green", "office", "slot"})

# Spelt out instead of \d, which matches the digits of every script.
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"0[0-9]{9,11}")  # normalised: no dash left
_OVERSEAS: Final = re.compile(r"(\+|00)?(852|853|886)[0-9]{8,10}")
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
MONEY: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CHINA_PREFIX: Final = re.compile(r"\+?86(?=1[3-9][0-9]{9}$)")
_DAY: Final = re.compile(
    r"([0-9]{4})(?:[-./年])([0-9]{1,2})(?:[-./月])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
# Characters, then figures: 浙嵊渔 12345. What each character stands for is the registrar's business.
_BOAT_BEGINS: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")
_BOAT: Final = re.compile(_BOAT_BEGINS.pattern + r"[0-9]{1,6}")
_PAGE_DIGITS: Final = 3
_RELATIVE: Final = re.compile(r"today([+-][0-9]{1,5})?")
# Marks that turn the direction of writing: what staff read would not be what was checked.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINES: Final = frozenset({"text"})


def is_chosen(form_field: FormField) -> bool:
    """Whether it is answered by touching. Where no office is known its name is written."""
    return form_field.kind in CHOSEN and (form_field.kind != "office" or bool(form_field.choices))


def is_personal(form_field: FormField) -> bool:
    return form_field.personal or form_field.kind in _PERSONAL


def contact_ids(form_field: FormField) -> tuple[str, str, str]:
    """The ids of a contact block: how, when, and where to come."""
    return form_field.id, f"{form_field.id}_when", f"{form_field.id}_where"


def counted(form_field: FormField, answers: dict[str, str]) -> dict[str, str]:
    """Of this field's answers those its form still wants: whoever is not visited has no address to send."""
    if form_field.kind != "contact":
        return answers
    how, when, where = contact_ids(form_field)
    wish = answers.get(how, "")
    idle = {when, where} if wish not in (VISIT, *CALLED) else {where} if wish != VISIT else set()
    return {name: value for name, value in answers.items() if name not in idle}


def has_invisible(value: str, *, lines: bool = False) -> bool:
    """Whether ``value`` holds what no screen can show and no person can have meant.

    ``lines``: line breaks are let through. Lone surrogates count: they could not even be encoded.
    """
    return any(
        ch in _TURNING or (unicodedata.category(ch) in ("Cc", "Cs") and not (lines and ch == "\n"))
        for ch in value
    )


# ---- the one form of an answer -------------------------------------------------------------------


def normalise(form_field: FormField, value: str) -> str:
    """The one form in which an answer is stored. What cannot be understood stays as it was typed."""
    match form_field.kind:
        case "phone":
            return _CHINA_PREFIX.sub("", re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", value)))
        case "number":
            return re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
        case "money":
            return _money(value)
        case "date":
            return _date(value)
        case "choices" | "green":
            return _several(form_field, value)
        case "identity":
            return identity.normalise(value)
        case "boat":
            return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).rstrip("号").upper()
        case _:
            return value.strip()


def _money(value: str) -> str:
    """Yuan with two decimals: ``1,200 元`` is 1200.00."""
    plain = re.sub(r"[\s,¥]", "", unicodedata.normalize("NFKC", value)).rstrip("元")
    return f"{Decimal(plain):.2f}" if MONEY.fullmatch(plain) else plain


def _date(value: str) -> str:
    """ISO 8601 of a day in the calendar, written as people write it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
    found = _DAY.fullmatch(plain)
    if found is None:
        return plain
    parts = [int(part) for part in found.groups() if part]
    try:
        return date(*parts).isoformat()
    except ValueError:
        return plain


def _several(form_field: FormField, value: str) -> str:
    """Ids in the order of the form, each once; what the form does not have behind them."""
    given = dict.fromkeys(part.strip() for part in value.split(",") if part.strip())
    known = [choice.id for choice in form_field.choices]
    return ",".join([*(one for one in known if one in given), *(one for one in given if one not in known)])


def toggled(form_field: FormField, value: str, choice_id: str) -> str:
    """The answer of several choices after one of them was touched: chosen, or not any more."""
    chosen = [one for one in _several(form_field, value).split(",") if one]
    left = [one for one in chosen if one != choice_id]
    return _several(form_field, ",".join(left if len(left) < len(chosen) else [*chosen, choice_id]))


def boat_begins(text: str) -> bool:
    """Whether a boat's number can begin so."""
    return _BOAT_BEGINS.fullmatch(text) is not None


# ---- what is wrong -------------------------------------------------------------------------------


def missing(form_field: FormField) -> Problem:
    """What is said where an answer is required and there is none."""
    if is_chosen(form_field):
        return Problem(ProblemKind.CHOOSE)
    if form_field.kind == "signature":
        return Problem(ProblemKind.SIGN)
    if form_field.kind == "pages":
        return Problem(ProblemKind.PHOTOGRAPH)
    return Problem(ProblemKind.MISSING, form_field.id)


def problem(form_field: FormField, answers: Mapping[str, str], today: date) -> Problem | None:
    """Why this answer cannot stand; None when it can. Of every kind but ``idcard``."""
    value = normalise(form_field, answers.get(form_field.id, ""))
    if form_field.kind == "contact":
        return _contact(form_field, answers, value)
    if not value:
        return missing(form_field) if form_field.required else None
    if form_field.kind == "signature":
        if value == signature.LATER:
            return None
        strokes = signature.decode(value)
        return None if strokes is not None and signature.signed(strokes) else Problem(ProblemKind.SIGN)
    if not is_chosen(form_field) and len(value) > form_field.max_length:
        return Problem(ProblemKind.TOO_LONG, form_field.max_length)
    if has_invisible(value, lines=form_field.kind in _LINES):
        return Problem(ProblemKind.INVISIBLE)
    judge = _JUDGES.get(form_field.kind)
    return judge(form_field, value, today) if judge is not None else None


def _phone(_field: FormField, value: str, _today: date) -> Problem | None:
    known = any(pattern.fullmatch(value) for pattern in (_MOBILE, _LANDLINE, _OVERSEAS))
    return None if known else Problem(ProblemKind.PHONE)


def _number(form_field: FormField, value: str, _today: date) -> Problem | None:
    return _bounded(form_field, value) if _NUMBER.fullmatch(value) else Problem(ProblemKind.NOT_NUMBER)


def _amount(form_field: FormField, value: str, _today: date) -> Problem | None:
    return _bounded(form_field, value) if MONEY.fullmatch(value) else Problem(ProblemKind.NOT_MONEY)


def _bounded(form_field: FormField, value: str) -> Problem | None:
    amount = Decimal(value)
    if form_field.least and amount < Decimal(form_field.least):
        return Problem(ProblemKind.TOO_SMALL, form_field.least)
    if form_field.most and amount > Decimal(form_field.most):
        return Problem(ProblemKind.TOO_BIG, form_field.most)
    return None


def day_bound(text: str, today: date) -> date | None:
    """``2026-11-21``, ``today``, ``today-30`` (days); None when it is neither, or no day of the calendar."""
    relative = _RELATIVE.fullmatch(text)
    if relative is not None:
        try:
            return today + timedelta(days=int(relative[1] or 0))
        except OverflowError:
            return None
    found = bound(text)
    return found if isinstance(found, date) else None


def _day(form_field: FormField, value: str, today: date) -> Problem | None:
    day = bound(value)
    if not isinstance(day, date) or not 1900 <= day.year < 2200:
        return Problem(ProblemKind.NOT_DATE)
    earliest, latest = day_bound(form_field.least, today), day_bound(form_field.most, today)
    if earliest is not None and day < earliest:
        return Problem(ProblemKind.TOO_EARLY, earliest.isoformat())
    if latest is not None and day > latest:
        return Problem(ProblemKind.TOO_LATE, latest.isoformat())
    return None


def _choice(form_field: FormField, value: str, _today: date) -> Problem | None:
    known = {choice.id for choice in form_field.choices}
    return None if value in known else Problem(ProblemKind.NO_CHOICE)


def _office(form_field: FormField, value: str, today: date) -> Problem | None:
    return _choice(form_field, value, today) if form_field.choices else None


def _slot(_field: FormField, value: str, today: date) -> Problem | None:
    """Whether the office is open then was seen to where it was offered; a day that is over is none."""
    if value == slots.ANY:
        return None
    slot = slots.read(value)
    if slot is None:
        return Problem(ProblemKind.NO_CHOICE)
    return Problem(ProblemKind.TOO_EARLY, today.isoformat()) if slot.day < today else None


def _choices(form_field: FormField, value: str, _today: date) -> Problem | None:
    given = value.split(",")
    if not {choice.id for choice in form_field.choices}.issuperset(given):
        return Problem(ProblemKind.NO_CHOICE)
    if form_field.most and len(given) > int(form_field.most):
        return Problem(ProblemKind.TOO_MANY, int(form_field.most))
    return None


def _yesno(_field: FormField, value: str, _today: date) -> Problem | None:
    return None if value in (YES, NO) else Problem(ProblemKind.NO_CHOICE)


def _identity(_field: FormField, value: str, today: date) -> Problem | None:
    return identity.problem(value, today)


def _boat(_field: FormField, value: str, _today: date) -> Problem | None:
    return None if _BOAT.fullmatch(value) else Problem(ProblemKind.BOAT)


def _contact(form_field: FormField, answers: Mapping[str, str], wish: str) -> Problem | None:
    _, when, where = contact_ids(form_field)
    if not wish:
        return missing(form_field) if form_field.required else None
    time, place = answers.get(when, "").strip(), answers.get(where, "").strip()
    if wish not in WISHES or time not in ("", *TIMES):
        return Problem(ProblemKind.NO_CHOICE)
    if wish in CALLED and not answers.get(form_field.phone, "").strip():
        return Problem(ProblemKind.CONTACT_PHONE)
    if wish != VISIT:
        return None
    if not place:
        return Problem(ProblemKind.CONTACT_WHERE)
    if len(place) > form_field.max_length:
        return Problem(ProblemKind.TOO_LONG, form_field.max_length)
    return Problem(ProblemKind.INVISIBLE) if has_invisible(place) else None


def _pages(form_field: FormField, value: str, _today: date) -> Problem | None:
    """How many were photographed; or that the papers are brought along, also where they are required but
    could not be photographed.
    """
    if value == sheets.NO_CAMERA or (value == sheets.BRING and not form_field.required):
        return None
    if value == sheets.BRING:
        return missing(form_field)
    if not (value.isascii() and value.isdecimal() and len(value) <= _PAGE_DIGITS):
        return Problem(ProblemKind.NO_CHOICE)
    if int(value) < sheets.least(form_field):
        return Problem(ProblemKind.MORE_PAGES, sheets.least(form_field))
    if int(value) > sheets.most(form_field):
        return Problem(ProblemKind.FEWER_PAGES, sheets.most(form_field))
    return None


_JUDGES: Final[Mapping[str, Callable[[FormField, str, date], Problem | None]]] = {
    "phone": _phone,
    "number": _number,
    "money": _amount,
    "date": _day,
    "choice": _choice,
    "office": _office,
    "slot": _slot,
    "choices": _choices,
    "green": _choices,
    "yesno": _yesno,
    "identity": _identity,
    "boat": _boat,
    "pages": _pages,
}
