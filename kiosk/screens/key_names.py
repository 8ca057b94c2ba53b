"""How a key on the screen is called in ids. Without Kivy: who touches from outside has to know it too."""

from typing import Final

# A character that cannot stand in an id, and its name there.
_NAMES: Final = {
    "，": "comma",
    "。": "stop",
    "？": "question",
    "！": "exclamation",
    "、": "pause",
    ",": "latin-comma",
    "?": "latin-question",
    "'": "apostrophe",
}


def key_name(char: str) -> str:
    """The digit or small letter itself, ``x``, ``dot`` or the mark's English name."""
    return {"X": "x", ".": "dot", **_NAMES}.get(char, char)
