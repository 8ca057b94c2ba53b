"""Marks of Latin text as Latin text has them.

In the Chinese font ’ “ ” and … are as wide as a character and stand in its middle: "A relative’ s number".
Between Latin letters they are drawn as ' " and ... ; beside Chinese they stay.
"""

import re
from typing import Final

_ANY: Final = re.compile("[‘’“”…]")
_APOSTROPHE: Final = re.compile("(?<=[!-~])[‘’]|[‘’](?=[!-~])")
_QUOTE: Final = re.compile("[“”](?=[!-~])|(?<=[!-~])[“”]")
_DOTS: Final = re.compile("(?<=[!-~ ])…+")


def latin_marks(text: str) -> str:
    """``text`` as it is drawn. A quotation is judged by its ends: one around Chinese keeps its marks."""
    if not _ANY.search(text):
        return text
    return _DOTS.sub("...", _QUOTE.sub('"', _APOSTROPHE.sub("'", text)))
