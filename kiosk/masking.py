"""Takes out of any text what must never reach a log: identity and phone numbers, slip codes, card bytes.

It errs on the side of masking: a long number that is nobody's is a small loss, a real one in a log is not.
Names and addresses have no shape to find; code never hands them to a logger (DESIGN: identity and privacy).
"""

import math
import re
from collections.abc import Mapping
from typing import Final

MASK: Final = "***"

# Digits as people, cards and full-width keyboards write them (Python's \d knows every script's): 15 or more,
# a single space or NUL allowed between two, or 6-8-4 as on forms; perhaps with a final X.
_ID: Final = re.compile(r"\d(?:[\s\x00]?\d){14,}(?:[\s\x00]?[XxＸｘ])?|\d{6}[-－]\d{8}[-－]\d{3}[\dXxＸｘ]")
_FOREIGN: Final = re.compile(r"(?<![A-Za-z])[A-Z]{3}\d{12}(?!\d)")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_LANDLINE: Final = re.compile(r"(?<![\d.])0\d{2,3}-?\d{7,8}(?!\d)")
_UUID: Final = re.compile(
    r"(?<![0-9A-Za-z-])([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?![0-9A-Za-z-])"
)
_SLIP_CODE: Final = re.compile(r"(GL1(?:\.|%2E)[^.%\s]*(?:\.|%2E))[0-9A-Z]+", re.IGNORECASE)
# The secret of one without what stands before it (a torn reading), solid or a character at a time.
_CROCKFORD: Final = "[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]"
_SLIP_SECRET: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:{_CROCKFORD}{{20,}}|{_CROCKFORD}(?:[\s\x00]{_CROCKFORD}){{19,}})(?![0-9A-Za-z])"
)
_NOT_HEX: Final = re.compile(r"[G-Zg-z]")
# Bytes written out: escapes of a repr, hex pairs apart, or a solid run that is no known hash or id length.
_ESCAPED: Final = re.compile(r"(?:\\x[0-9a-fA-F]{2}[ -~]{0,3}?){6,}")
_PAIRS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:0x)?[0-9a-fA-F]{2}[ ,:;-]{1,2}){7,}(?:0x)?[0-9a-fA-F]{2}(?![0-9A-Za-z])"
)
_SOLID: Final = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{24,}(?![0-9A-Za-z])")
_HASH_LENGTHS: Final = frozenset({32, 40, 64})

# What a field with this name holds is personal or secret, whatever it looks like.
_SECRET_KEYS: Final = frozenset(
    {
        "address",
        "answers",
        "birth",
        "body",
        "card",
        "fields",
        "id_number",
        "number",
        "password",
        "payload",
        "phone",
        "pin",
        "qr",
        "raw",
        "request",
        "scanned",
        "secret",
        "strokes",
        "text",
        "typed",
    }
)
_DEEPEST: Final = 6


def mask_text(text: str) -> str:
    """``text`` with everything personal that has a shape replaced by ``***``."""
    # Order ids stay whole: now and then one holds what looks like a phone number. They stand at odd places.
    parts = _UUID.split(text)
    return "".join(part if place % 2 else _mask(part) for place, part in enumerate(parts))


def _mask(text: str) -> str:
    text = _SLIP_CODE.sub(rf"\1{MASK}", text)
    text = _SLIP_SECRET.sub(_keep_words, text)
    text = _ESCAPED.sub(MASK, text)
    text = _PAIRS.sub(MASK, text)
    text = _SOLID.sub(_keep_hashes, text)
    text = _FOREIGN.sub(MASK, text)
    text = _ID.sub(MASK, text)
    text = _MOBILE.sub(MASK, text)
    return _LANDLINE.sub(MASK, text)


def _keep_hashes(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) in _HASH_LENGTHS and not match[0].isdecimal() else MASK


def _keep_words(match: re.Match[str]) -> str:
    """A secret has digits, and letters a hash has not; a long word has no digits."""
    found = match[0]
    return MASK if any(c.isdigit() for c in found) and _NOT_HEX.search(found) else found


def mask_value(value: object, depth: int = 0) -> object:
    """Any value as JSON can hold it, masked. Bytes become their length, unknown objects their masked text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        text = str(value)
        return value if mask_text(text) == text else MASK
    if isinstance(value, float):
        text = f"{value:.3f}"
        return (round(value, 3) if math.isfinite(value) else text) if mask_text(text) == text else MASK
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"<{len(value)} bytes>"
    if depth >= _DEEPEST:
        return MASK
    if isinstance(value, Mapping):
        return mask_fields({str(key): item for key, item in value.items()}, depth + 1)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [mask_value(item, depth + 1) for item in value]
    return mask_text(str(value))


def mask_fields(fields: Mapping[str, object], depth: int = 0) -> dict[str, object]:
    """The same for named values: some names are reason enough."""
    return {
        mask_text(name): MASK if name.lower() in _SECRET_KEYS else mask_value(value, depth)
        for name, value in fields.items()
    }
