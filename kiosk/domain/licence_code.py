"""The number in the code on a licence: a closed table of forms, everything else is foreign. Pure.

Nothing scanned is ever opened or fetched. An address counts only as a bearer of a number: its host must be
one of ``hosts`` to the letter, without name, port or look-alike characters, and the number one of its named
values. Whose number it says is asked of the resident before it is used: a sticker can be put over a code.
"""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

LONGEST: Final = 512  # characters of a code that are looked at
# 执业证号 has 17 digits, 统一社会信用代码 18 characters, older numbers fewer.
_NUMBER: Final = re.compile(r"(?=(?:[A-Z]*[0-9]){8})[0-9A-Z]{8,20}")
# What a number is called in an address.
NAMES: Final = frozenset({"no", "number", "licence", "license", "zjhm", "zyzh", "zyzbh", "xkzh", "tyshxydm"})
_VALUES: Final = 20


def number_in(text: str, hosts: Iterable[str]) -> str:
    """The number of a licence that ``text`` bears; empty when it is of no known form."""
    text = text.strip()
    if len(text) > LONGEST or not text.isascii() or not text.isprintable():
        return ""
    if number := _number(text):
        return number
    return _of_address(text, frozenset(hosts))


def _number(text: str) -> str:
    plain = text.upper().replace("-", "")
    return plain if _NUMBER.fullmatch(plain) else ""


def _of_address(text: str, hosts: frozenset[str]) -> str:
    try:
        parts = urlsplit(text)
        plain = parts.scheme in ("https", "http") and parts.netloc.casefold() in hosts
        values = parse_qsl(parts.query, max_num_fields=_VALUES) if plain else []
    except ValueError:
        return ""
    numbers = {_number(value) for name, value in values if name.casefold() in NAMES}
    return numbers.pop() if len(numbers) == 1 else ""
