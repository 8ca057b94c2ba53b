"""What can be judged of a shown screen without eyes: cut-off text, crowded or small targets, empty boxes."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

from kiosk.glyphs import UiFont
from kiosk.screens.manager import Frame
from kiosk.screens.theme import PRIMARY_MM, Theme
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable, touchables
from script.gallery_contrast import faint

_SLACK: Final = 1.5  # pixels, for rounding


class Rect(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


def rect(block: Any) -> Rect:
    return Rect(block.x, block.y, block.right, block.top)


def problems(frame: Frame, fonts: tuple[UiFont, ...]) -> Iterator[str]:
    """Each fault of what ``frame`` shows now, in one line."""
    texts = [
        block for block in _below(frame.root) if isinstance(block, Text) and block.text and block.opacity
    ]
    yield from _texts(frame, texts, fonts)
    yield from _numbers(frame)
    yield from faint(frame)
    yield from _targets(frame, frame.theme)


def _numbers(frame: Frame) -> Iterator[str]:
    for block in _below(frame.root):
        if isinstance(block, DigitsText) and block.overflows():
            yield f"a typed number is cut off: {len(block.text)} characters in {block.width:.0f}"


def _texts(frame: Frame, texts: list[Text], fonts: tuple[UiFont, ...]) -> Iterator[str]:
    for text in texts:
        if text.overflows():
            yield f"text is cut off: {text.text!r} in {text.width:.0f}x{text.height:.0f}"
        for font in fonts:
            if missing := font.missing(text.text):
                yield f"no glyph in {font.path.name}: {''.join(missing)}"
    screen = frame.current
    if screen is None:
        yield "no screen is shown"
        return
    room = rect(screen)
    for block in _below(screen):
        if (isinstance(block, Text) and block.text) or isinstance(block, Touchable):
            own = rect(block)
            if not _inside(own, room):
                yield f"outside its screen: {_name(block)} {_words(own)}, screen {_words(room)}"
    for one, other in combinations(texts, 2):
        if _apart(rect(one), rect(other)) < -_SLACK * 2:
            yield f"texts overlap: {one.text!r} and {other.text!r}"


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
    ids = [target.touch_id for target in targets]
    yield from (f"two targets are named {name}" for name in {name for name in ids if ids.count(name) > 1})
    for one, other in combinations(targets, 2):
        gap = _apart(rect(one), rect(other))
        if gap < theme.min_gap - _SLACK:
            yield f"targets {gap:.0f} px apart: {_name(one)} and {_name(other)}"


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


def _below(block: Block) -> Iterator[Block]:
    for child in block.blocks:
        yield child
        yield from _below(child)


def _name(block: Block) -> str:
    words = block.touch_id if isinstance(block, Touchable) else getattr(block, "text", "")
    return f"{type(block).__name__} {words}"


def _words(own: Rect) -> str:
    return f"{own.left:.0f},{own.bottom:.0f}–{own.right:.0f},{own.top:.0f}"
