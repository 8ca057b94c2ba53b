"""What a name in a list is read as, so that terminals find it by pinyin: a syllable a character.

Names are read otherwise than words (单 is Shan, not dan): every reading a character has is taken, the
commonest first.
"""

from typing import Final

from pypinyin import Style, pinyin

from kiosk.domain.places_find import plain
from kiosk.domain.syllables import TYPED

_MOST: Final = 3  # readings of one character
NONE: Final = "-"  # of a character that is not read: a letter, a digit


def sound(name: str) -> str:
    """``shan/dan yang li`` for 单样例, as long as what counts of the name (``places_find.plain``)."""
    return " ".join(_readings(character) for character in plain(name))


def _readings(character: str) -> str:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    syllables = dict.fromkeys(one for one in found[0] if one in TYPED) if found else {}
    return "/".join(list(syllables)[:_MOST]) or NONE
