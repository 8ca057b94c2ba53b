"""Dividing a width among buttons. Pure."""

from collections.abc import Sequence


def divided(width: float, parts: Sequence[float], least: Sequence[float]) -> list[float]:
    """``width`` by ``parts`` (together 1), none below its ``least`` when there is enough for all."""
    given = [width * part for part in parts]
    if sum(least) > width:
        return given
    held: set[int] = set()
    while short := {i for i, own in enumerate(given) if i not in held and own < least[i]}:
        held |= short
        rest = width - sum(least[i] for i in held)
        free = sum(part for i, part in enumerate(parts) if i not in held)
        given = [least[i] if i in held else rest * part / free for i, part in enumerate(parts)]
    return given
