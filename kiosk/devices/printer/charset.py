"""Which characters a printer's own font holds, and the bytes that name them.

Every printer sold here has the national set in one of three sizes; none is safe beyond its two-byte zones:
a four-byte GB18030 code (𠮷 is 95 34 B2 35) prints junk (spec/devices.md 2.2). python-escpos is not used for
text: it loses ``，。：；（）`` in a string without ideographs (same page, 2.1).
"""

import re
import unicodedata
from enum import Enum
from typing import Final

_PRIVATE_USE = range(0xE000, 0xF900)
# Same look, one of the two is in the national set.
_SAME: Final = {"\u00a5": "\uffe5", "\u00a0": " ", "\u2022": "·", "\u2027": "·", "\u30fb": "·", "\u02d9": "·"}
# On paper ’ is two columns wide: too much within an English word.
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])’")
# Rare characters of names: Unicode goes on filling these planes, this Python's tables know them as they were.
_HAN_PLANES: Final = range(0x20000, 0x40000)
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class Charset(Enum):
    """The character set of a printer's font ROM."""

    GB2312 = "gb2312"  # levels I and II only
    GBK = "gbk"
    GB18030 = "gb18030"  # its two-byte zones only


def clean(text: str) -> str:
    """``text`` as one line that cannot steer the printer: no control, format or surrogate characters.

    Canonically composed; every white space becomes one plain space (an ideographic space stays).
    """
    kept = []
    for char in unicodedata.normalize("NFC", text):
        plain = _SAME.get(char, char)
        category = unicodedata.category(plain)
        if plain == "\u3000":
            kept.append(plain)
        elif category[0] == "Z" or plain in "\t\n\r\v\f":
            kept.append(" ")
        elif category == "Cn" and ord(plain) in _HAN_PLANES:
            kept.append(plain)
        elif category in ("Cc", "Cf", "Cs", "Cn") or any(ord(plain) in some for some in _VARIATION_SELECTORS):
            continue
        else:
            kept.append(plain)
    return _APOSTROPHE.sub("'", "".join(kept))


def encode_char(char: str, charset: Charset) -> bytes | None:
    """One byte for ASCII, two for what the font holds, None for the rest."""
    if " " <= char <= "~":
        return char.encode("ascii")
    if ord(char) in _PRIVATE_USE:
        return None  # has a code, but a blank or another glyph in every font
    try:
        data = char.encode("gb18030" if charset is Charset.GB18030 else "gbk")
        if charset is Charset.GB2312:
            # Not encode("gb2312"): Python's table knows — and · by other code points than people type.
            data.decode("gb2312")
    except UnicodeError:
        return None
    return data if len(data) == 2 else None


def encode_text(text: str, charset: Charset) -> bytes | None:
    """All of ``text``, or None when one character must be drawn instead."""
    parts = []
    for char in text:
        data = encode_char(char, charset)
        if data is None:
            return None
        parts.append(data)
    return b"".join(parts)
