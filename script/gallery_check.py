"""What can be judged of a shown screen without eyes: cut-off text, broken words, things that lie over each
other or hang out of their card, crowded or small targets."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any, Final, NamedTuple

from kiosk.glyphs import UiFont
from kiosk.screens.manager import Frame
from kiosk.screens.theme import PRIMARY_MM, Theme
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.latin import latin_marks
from kiosk.screens.widgets.picture import Icon, QrImage
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable, touchables
from script.gallery_contrast import faint

_SLACK: Final = 1.5  # pixels, for rounding
_MARKS: Final = frozenset("，。、？！")  # drawn in the left half of their square, on a key in its middle
_EMPTY_ABOVE: Final = 0.25  # of a line, in sizes of its letters
_EMPTY_BELOW: Final = 0.1
_LATIN_WORD: Final = re.compile(r"[A-Za-z0-9]")


class Rect(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def rect(block: Any) -> Rect:
    return Rect(block.x, block.y, block.right, block.top)


def problems(frame: Frame, fonts: tuple[UiFont, ...]) -> Iterator[str]:
    """Each fault of what ``frame`` shows now, in one line."""
    texts = [block for block in seen(frame.root) if isinstance(block, Text) and block.text]
    yield from _texts(texts, fonts)
    yield from _places(frame)
    yield from _covered(frame, texts)
    yield from _numbers(frame)
    yield from faint(frame)
    yield from _targets(frame, frame.theme)


def seen(block: Block) -> Iterator[Block]:
    """Everything below ``block`` that is not made invisible."""
    for child in block.blocks:
        if child.opacity > 0:
            yield child
            yield from seen(child)


# ---- text


def _numbers(frame: Frame) -> Iterator[str]:
    for block in seen(frame.root):
        if isinstance(block, DigitsText) and block.overflows():
            yield f"a typed number is cut off: {len(block.text)} characters in {block.width:.0f}"


def _texts(texts: list[Text], fonts: tuple[UiFont, ...]) -> Iterator[str]:
    for text in texts:
        if text.overflows():
            yield f"text is cut off: {text.text!r} in {text.width:.0f}x{text.height:.0f}"
        for font in fonts if not text.private else ():  # what people are called goes beyond the first font
            if missing := font.missing(text.text):
                yield f"no glyph in {font.path.name}: {''.join(missing)}"
        for word in _broken_words(text):
            yield f"a word is broken: {word!r} of {text.text!r} in {text.width:.0f}"


def _broken_words(text: Text) -> Iterator[str]:
    """Latin words that a line's end goes through. What people write or paste may have no end."""
    whole = latin_marks(text.text)
    for line, following in pairwise(() if text.private else text.lines(text.width)):
        if not (_LATIN_WORD.match(line[-1:]) and _LATIN_WORD.match(following[:1])):
            continue
        begun, ended = line.split(" ")[-1], following.split(" ")[0]
        if begun + ended in whole:
            yield begun + "|" + ended


# ---- what lies where


def _places(frame: Frame) -> Iterator[str]:
    """What hangs out of the screen, or out of the card it belongs to."""
    screen = frame.current
    if screen is None:
        yield "no screen is shown"
        return
    room = rect(screen)
    for block in seen(screen):
        if (isinstance(block, Text) and block.text) or isinstance(block, Touchable):
            own = rect(block)
            if not _inside(own, room):
                yield f"outside its screen: {_name(block)} {_words(own)}, screen {_words(room)}"
            card = None if getattr(block, "text", "") in _MARKS else _card_of(block, screen)
            if card is not None and not _inside(_inked(block), rect(card)):
                yield f"outside its card: {_name(block)} {_words(own)}, card {_words(rect(card))}"


def _inked(block: Block) -> Rect:
    """Where it is drawn: above the letters of a line there is room that nothing is drawn in."""
    own = rect(block)
    if not isinstance(block, Text):
        return own
    size = block.theme.type(block.role).size
    return own._replace(top=own.top - size * _EMPTY_ABOVE, bottom=own.bottom + size * _EMPTY_BELOW)


def _card_of(block: Block, screen: Block) -> Block | None:
    """The nearest block around this one that has drawn a surface."""
    around = block.parent
    while isinstance(around, Block) and around is not screen:
        if around.surface_drawn:
            return around
        around = around.parent
    return None


def _covered(frame: Frame, texts: list[Text]) -> Iterator[str]:
    """Text over text, over a drawing, or over something to tap that it is no part of."""
    for one, other in combinations(texts, 2):
        if _over(one, other):
            yield f"texts overlap: {one.text!r} and {other.text!r}"
    drawings = [block for block in seen(frame.root) if isinstance(block, Icon | QrImage)]
    for text in texts:
        for drawing in drawings:
            if _over(text, drawing):
                yield f"text over a drawing: {text.text!r} and {_name(drawing)}"
        for target in touchables(frame.root):
            if target.draws or target.over or text.text in _MARKS or _within(text, target):
                continue
            if _apart(_inked(text), rect(target)) < -_SLACK * 2:
                yield f"text over a target: {text.text!r} and {_name(target)}"


def _within(block: Any, around: Block) -> bool:
    while isinstance(block, Block):
        if block is around:
            return True
        block = block.parent
    return False


def _over(one: Block, other: Block) -> bool:
    return _apart(rect(one), rect(other)) < -_SLACK * 2


# ---- what can be tapped


def _targets(frame: Frame, theme: Theme) -> Iterator[str]:
    targets = list(touchables(frame.root))
    for target in targets:
        if min(target.width, target.height) < theme.min_target - _SLACK:
            yield f"target below 12.7 mm: {_name(target)} {target.width:.0f}x{target.height:.0f}"
        if target.top > theme.reach + _SLACK:
            yield f"out of reach: {_name(target)} {target.top:.0f} of {theme.reach} from below"
        if not target.touch_id:
            yield f"target without an id: {_name(target)}"
        if isinstance(target, PrimaryButton) and target.height < PRIMARY_MM * theme.px_mm - _SLACK:
            yield f"primary below 20 mm: {_name(target)} {target.height:.0f}"
        if not target.draws and not target.over and not any(_says(block) for block in seen(target)):
            yield f"target with neither words nor a drawing: {_name(target)}"
    ids = [target.touch_id for target in targets]
    yield from (f"two targets are named {name}" for name in {name for name in ids if ids.count(name) > 1})
    for one, other in combinations(targets, 2):
        gap = _apart(rect(one), rect(other))
        if gap < theme.min_gap - _SLACK:
            yield f"targets {gap:.0f} px apart: {_name(one)} and {_name(other)}"


def _says(block: Block) -> bool:
    return isinstance(block, Icon) or (isinstance(block, Text) and bool(block.text.strip()))


def _apart(one: Rect, other: Rect) -> float:
    """Distance of two rectangles along the axis that separates them best; negative: they overlap."""
    across = max(other.left - one.right, one.left - other.right)
    up = max(other.bottom - one.top, one.bottom - other.top)
    return max(across, up)


def _inside(own: Rect, room: Rect) -> bool:
    return (
        own.left >= room.left - _SLACK
        and own.bottom >= room.bottom - _SLACK
        and own.right <= room.right + _SLACK
        and own.top <= room.top + _SLACK
    )


def _name(block: Block) -> str:
    words = block.touch_id if isinstance(block, Touchable) else getattr(block, "text", "")
    return f"{type(block).__name__} {words or getattr(block, 'name', '')}"


def _words(own: Rect) -> str:
    return f"{own.left:.0f},{own.bottom:.0f}–{own.right:.0f},{own.top:.0f}"
