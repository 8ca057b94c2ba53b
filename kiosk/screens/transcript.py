"""What is heard of a screen: its heading, then what it says and what can be done there, as it stands there.
Nothing it does not show.

Everything is made of what the blocks say of themselves (``Block.spoken``), so that what is heard and what is
seen cannot drift apart; what of it may be heard by others stands in the types of ``domain/speech.py``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.speech import LONGEST_TEXT, OrderNumber, Part, Personal, PhoneNumber, Public, Tone
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.node import Node
from kiosk.screens.widgets.reading_order import reading_order
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

_HEADINGS: Final = ("display", "question", "title")
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing of the content. ``lively``: it changes by itself all the time."""

    parts: Parts
    lively: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """Something to touch: its name, what its drawing shows besides. ``listed``: named with the page."""

    touch_id: str
    name: Parts
    state: Parts
    enabled: bool
    listed: bool

    @property
    def brief(self) -> Parts:
        """The name without what explains it."""
        return self.name[:1]


@dataclass(frozen=True, slots=True)
class Transcript:
    """``order``: what stands below the heading, as it is read: what is said, and what can be done where it
    stands.
    """

    heading: Parts
    order: tuple[Said | Action, ...]

    @property
    def content(self) -> tuple[Said, ...]:
        return tuple(one for one in self.order if isinstance(one, Said))

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(one for one in self.order if isinstance(one, Action))

    def parts(self, brief: bool = False) -> Parts:
        """All of it in the order it is read; what cannot be touched now is left out. ``brief``: for whoever
        comes to each thing afterwards, and hears then what explains it.
        """
        found = list(self.heading)
        for one in self.order:
            if isinstance(one, Said):
                found += one.parts
            elif one.listed and one.enabled:
                found += (*(one.brief if brief else one.name), *one.state)
        return _flowing(found)

    def told(self) -> Parts:
        """Without what can be done."""
        return _flowing((*self.heading, *(part for said in self.content for part in said.parts)))


def _flowing(parts: Iterable[Part]) -> Parts:
    """What is personal in one piece, so that of an answer in five paragraphs it is said once that it is not
    read aloud.
    """
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Personal) and isinstance(last, Personal) and part.instead == last.instead:
            found[-1] = Personal(f"{last.text}\n{part.text}"[:LONGEST_TEXT], part.instead)
        else:
            found.append(part)
    return tuple(found)


def transcript(root: Block) -> Transcript:
    """Of a screen, or of any block that is below one."""
    heading: Parts = ()
    order: list[Said | Action] = []
    for block in reading_order(root):
        if isinstance(block, Touchable):
            order.append(action_of(block))
        if _touchable_of(block) is not None:
            continue
        parts = block.spoken()
        if not parts:
            continue
        if not heading and isinstance(block, Text) and block.role in _HEADINGS:
            heading = parts
        else:
            order.append(Said(parts, bool(block.lively)))
    return Transcript(heading, tuple(order))


def parts_of(block: Block) -> Parts:
    """All that a row, an answer or a card says, with what can be touched in it."""
    return transcript(block).parts() if not isinstance(block, Touchable) else named(block)


def named(touchable: Touchable) -> Parts:
    """What is heard when the keys come to it: its words, its state, and whether it can be touched now."""
    action = action_of(touchable)
    dimmed = () if touchable.enabled else (Public(touchable.texts.speech.dimmed),)
    return (*action.name, *action.state, *dimmed)


def action_of(touchable: Touchable) -> Action:
    """What is to be said of it."""
    name = tuple(
        part
        for block in reading_order(touchable)
        if _touchable_of(block) is touchable
        for part in block.spoken()
    )
    if touchable.about and name and isinstance(name[0], Public):
        joined = touchable.texts.speech.joint.join((name[0].text, touchable.about))
        name = (Public(joined), *name[1:])
    state = touchable.state_said()
    return Action(touchable.touch_id, name, state, touchable.enabled, touchable.listed)


def _touchable_of(block: Block) -> Touchable | None:
    """What is touched where this block is: itself, or what it is a part of."""
    node: Node | None = block
    while node is not None:
        if isinstance(node, Touchable):
            return node
        node = node.parent
    return None


# ---- written down


def written(seen: Transcript) -> str:
    """As lines to be compared with an expected file. What is personal stands there only as what is said aloud
    in its place.
    """
    return "".join(f"{line}\n" for line in _lines(seen))


def _lines(seen: Transcript) -> Iterator[str]:
    yield f"# {_text(seen.heading)}"
    for one in seen.order:
        if isinstance(one, Said):
            yield _text(one.parts)
            continue
        words = _text((*one.name, *one.state))
        marks = "" if one.enabled else " -"
        yield f"[{one.touch_id}]{marks} {words}".rstrip()


def _text(parts: Parts) -> str:
    return " | ".join(filter(None, map(_one, parts)))


def _one(part: Part) -> str:
    match part:
        case Personal():
            return f"({part.instead})" if part.instead else "(…)"
        case OrderNumber():
            return f"{part.text} ×2"
        case Public() | PhoneNumber():
            return part.text
        case Tone():
            return ""
