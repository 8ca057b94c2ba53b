"""What an editor may name that is no content: pictures of the screen, national numbers."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from kiosk.content.publish.draft import Read

# What every guide may say without a look into the directory: national numbers that do not change.
HOTLINES: Final = frozenset({"110", "119", "120", "122", "12333", "12345", "12348", "12395", "96110"})
ICONS: Final = frozenset(
    {
        "bag",
        "bandage",
        "boat",
        "book",
        "box",
        "briefcase",
        "car",
        "chat",
        "check",
        "clock",
        "coin",
        "document",
        "elder",
        "heart",
        "home",
        "house",
        "idcard",
        "info",
        "megaphone",
        "pen",
        "people",
        "person",
        "phone",
        "pin",
        "printer",
        "search",
        "shield",
        "slip",
        "warning",
        "wrench",
    }
)


def no_doubles(row: Read[Any], name: str, lines: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if plain(line) in seen:
            row.report((name, number), f"{name} 里有两条一样的")
        seen.add(plain(line))


def plain(text: str) -> str:
    """Letters and characters only: what is left when punctuation and spaces do not count."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isalnum())
