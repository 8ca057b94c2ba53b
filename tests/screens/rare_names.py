"""Played on a window: names with characters that the first font lacks, and with some that no font has."""

from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.device import CardDocument, CardRead, CardSeen
from kiosk.glyphs import PLACEHOLDER
from kiosk.screens.widgets.painter import Painter
from kiosk.screens.widgets.text import Text
from tests.screens.filling import AGREED, legal_aid
from tests.screens.stage import Stage
from tests.support.states import MAN

RARE = "\U0002e9f5"  # of the second font
OTHER = "\U00031350"
PRIVATE = "\ue123"
ROLES = ("title", "body", "strong", "small", "tiny_bold")


def _ink(paint: Painter, text: str, role: str) -> tuple[bytes, int]:
    """The letters' opacity, and how light the lightest and the darkest of what is opaque are together."""
    pixels = paint.line(text, role, private=True).pixels
    light = {pixels[at] for at in range(0, len(pixels), 4) if pixels[at + 3] == 255}
    return pixels[3::4], min(light, default=0)


def drawn(stage: Stage) -> dict[str, Any]:
    """Of each role: whether rare characters are drawn, all white, and as wide as they were measured."""
    paint = stage.painter
    found: dict[str, Any] = {}
    for role in ROLES:
        line = f"王{RARE}嘉{PRIVATE}{OTHER}gy"
        width = paint.line(line, role, private=True).width
        found[role] = {
            "differ": len({_ink(paint, char, role)[0] for char in (RARE, OTHER, PLACEHOLDER, PRIVATE)}),
            "empty": any(not any(_ink(paint, char, role)[0]) for char in (RARE, OTHER, PRIVATE)),
            "white": _ink(paint, RARE, role)[1],
            "placeholder": _ink(paint, PRIVATE, role) == _ink(paint, PLACEHOLDER, role),
            "off": abs(width - paint.width(line, role)),
            "height": paint.line(line, role).height - paint.line("王嘉gy", role).height,
        }
    return found


def wrapped(stage: Stage) -> dict[str, Any]:
    """A name of rare characters in a narrow place."""
    paint, text = stage.painter, RARE * 7 + "王" * 4
    width = paint.width(RARE, "body") * 3.5
    lines = paint.wrap(text, width, "body", private=True)
    return {
        "whole": "".join(lines) == text,
        "widest": max(paint.width(line, "body") for line in lines) <= width,
        "lines": len(lines),
        "undrawn": list(paint.undrawn(text + PRIVATE)),
    }


def checked(stage: Stage) -> dict[str, Any]:
    """A card whose name holds what no font has: said, written by hand, and the card's name kept."""
    name = f"王{RARE}{PRIVATE}"
    legal_aid(stage, AGREED, CardSeen(), CardRead(CardDocument("resident", name, MAN), 420.0))
    asked = _texts(stage)
    stage.tap("identity.write")
    writing = stage.shown
    stage.dispatch(m.Answer("name_written", "王小鱼"))
    stage.tap("write.done")
    after = _texts(stage)
    stage.tap("identity.shield")
    shown = _texts(stage)
    form = stage.state.visit.form if stage.state.visit is not None else None
    return {
        "asked": asked,
        "writing": writing,
        "back": stage.shown,
        "after": after,
        "shown": shown,
        "kept": form is not None and form.draft.answers["name"] == name,
        "source": form.draft.identity_source if form is not None else "",
    }


def usual(stage: Stage) -> list[str]:
    """A name of the second font is a name like any other."""
    legal_aid(stage, AGREED, CardSeen(), CardRead(CardDocument("resident", f"王{RARE}", MAN), 420.0))
    return _texts(stage)


def _texts(stage: Stage) -> list[str]:
    return [block.text for block in stage.frame.root.walk() if isinstance(block, Text) and block.text]
