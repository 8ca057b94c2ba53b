"""A caret in a text: where it may stand, what is written and taken back there. Pure.

A place is a number of code points before it, None the end. It never stands inside what is read as one
character: between the halves of a surrogate pair, before a combining mark or a variation selector, beside a
joiner. Laws (``tests/domain/test_caret.py``): what was written and is taken back leaves the text as it was.
"""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_MARKS: Final = frozenset({"Mn", "Me", "Mc"})  # variation selectors are among them
_SKINS: Final = range(0x1F3FB, 0x1F400)  # colours of what stands before
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)


def _joined(text: str, at: int) -> bool:
    """Whether the character behind ``at`` belongs to the one before it."""
    before, char = text[at - 1], text[at]
    if _JOINER in (before, char) or unicodedata.category(char) in _MARKS or ord(char) in _SKINS:
        return True
    return ord(before) in _HIGH and ord(char) in _LOW


def stand(text: str, at: int | None) -> int:
    """The nearest place at or before ``at`` where a caret may stand in ``text``."""
    if at is None or at >= len(text):
        return len(text)
    at = max(at, 0)
    while at > 0 and _joined(text, at):
        at -= 1
    return at


def kept_as(text: str, at: int) -> int | None:
    """``at`` as it is remembered: who stands at the end stays at the end."""
    at = stand(text, at)
    return None if at == len(text) else at


def insert(text: str, at: int | None, piece: str) -> str:
    """``text`` with ``piece`` before the caret."""
    at = stand(text, at)
    return text[:at] + piece + text[at:]


def erase(text: str, at: int | None) -> str:
    """``text`` without the character before the caret."""
    at = stand(text, at)
    return text[: back(text, at)] + text[at:]


def back(text: str, at: int | None) -> int:
    """One character towards the beginning."""
    return stand(text, max(stand(text, at) - 1, 0))


def on(text: str, at: int | None) -> int:
    """One character towards the end."""
    at = stand(text, at)
    return next((i for i in range(at + 1, len(text)) if stand(text, i) == i), len(text))


def followed(before: str, after: str, at: int | None) -> int | None:
    """Where a caret stands that was at ``at`` of ``before``, now that the text is ``after``: before what it
    stood before, if that is unchanged; else behind what it stood behind; else at the end of what changed.
    """
    at = stand(before, at)
    tail = before[at:]
    if not tail:
        return None
    if after.endswith(tail):
        return kept_as(after, len(after) - len(tail))
    if after.startswith(before[:at]):
        return kept_as(after, at)
    begun = _shared(before, after)
    most = min(len(before), len(after)) - begun
    same = _shared(before[::-1], after[::-1])
    return kept_as(after, len(after) - min(same, most))


def added(before: str, after: str) -> str | None:
    """The one piece that was written into ``before`` to make ``after``; None when it was something else."""
    begun = _shared(before, after)
    grown = len(after) - len(before)
    if grown < 0 or not after.endswith(before[begun:]):
        return None
    return after[begun : begun + grown]


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
