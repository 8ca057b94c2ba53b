"""``kiosk calc``: one calculation, or the list of calculators. The answer is always one JSON document."""

import argparse
import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from kiosk.calculators.fields import Field, InputError
from kiosk.calculators.model import Facts
from kiosk.calculators.parameters import NO_BOOK
from kiosk.calculators.registry import CALCULATORS, calculate
from kiosk.cli_output import GOOD, USAGE, complain, emit
from kiosk.clock import Clock, SystemClock
from kiosk.config import Config
from kiosk.content.parameters import load_book
from kiosk.domain.instants import CHINA
from kiosk.errors import KioskError

BAD_INPUT: Final = "E-CFG-02"


def register(commands: Any) -> None:
    parser = commands.add_parser("calc", help="算一算：诉讼费、补偿、赔偿、利息、期限")
    parser.add_argument("name", nargs="?", metavar="NAME", help="哪个计算器")
    parser.add_argument("--json", dest="given", metavar="JSON", help="输入，如 '{\"claim\": 350000}'")
    parser.add_argument("--list", action="store_true", help="列出名字；带 NAME 时列出它要填什么")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace, config: Config) -> int:
    """A result as kiosk/calculators/result.py writes it; ``--list`` names, or the questions of one.

    Bad input is exit 2 and ``{"error": {"field", "message"}}``.
    """
    try:
        if args.list:
            emit(list(CALCULATORS) if args.name is None else _described(args.name))
            return GOOD
        emit(answered(args.name, args.given, config, SystemClock()))
        return GOOD
    except InputError as error:
        field, message = (_writable(text) for text in (error.field, error.message))
        emit({"error": {"field": field, "message": message}})
        complain(BAD_INPUT, message)
        return USAGE


def _writable(text: str) -> str:
    """Half a surrogate pair, which JSON can name, is no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def answered(name: str | None, given: str | None, config: Config, clock: Clock) -> dict[str, object]:
    """The document of one calculation. Without content it still reckons what needs no figure of a place."""
    if name is None:
        raise InputError("name", "没有写哪个计算器，kiosk calc --list 看有哪些")
    values = read_input(given)
    try:
        book, region = load_book(config.content_path, config.factory_content_path)
    except KioskError as error:
        complain(error.code, error.detail)
        book, region = NO_BOOK, ""
    today = clock.now().astimezone(CHINA).date()
    return calculate(name, values, Facts(today, book, region)).as_json()


def read_input(text: str | None) -> dict[str, object]:
    """The object in ``text``, its numbers exactly as written. Raises InputError."""
    if text is None:
        raise InputError("json", "没有写 --json '{…}'")
    try:
        given = json.loads(
            text,
            parse_float=_exactly,
            parse_int=_exactly,
            parse_constant=str,
            object_pairs_hook=_without_doubles,
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("json", "--json 后面不是写得对的 JSON") from None
    if not isinstance(given, dict):
        raise InputError("json", '--json 要写成 {"名字": 值, …}')
    return given


def _exactly(text: str) -> Decimal | str:
    """The number as written: 0.1 is a tenth. What no Decimal holds stays text, which its field refuses."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _without_doubles(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise InputError(key[:60], f"“{key[:20]}”写了两遍")
        found[key] = value
    return found


def _described(name: str) -> dict[str, object]:
    calculator = CALCULATORS.get(name)
    if calculator is None:
        raise InputError("name", f"没有“{name[:40]}”这个计算器，kiosk calc --list 看有哪些")
    return {
        "name": calculator.name,
        "title": calculator.title,
        "about": calculator.about,
        "law": [str(article) for article in calculator.law],
        "fields": [_question(one) for one in calculator.fields],
    }


def _question(one: Field) -> dict[str, object]:
    asked: dict[str, object] = {
        "key": one.key,
        "label": one.label,
        "kind": one.kind,
        "required": one.required,
        "help": one.help,
        "example": one.example,
        "unit": one.unit,
    }
    if one.kind in ("money", "rate", "number", "integer"):
        asked |= {"minimum": f"{one.minimum:f}", "maximum": f"{one.maximum:f}"}
    if one.choices:
        asked["choices"] = [{"id": choice.id, "label": choice.label} for choice in one.choices]
    if one.figure:
        asked["figure"] = one.figure
    return asked
