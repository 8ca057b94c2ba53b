"""What the writing screen does when its board is touched."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.writing import Method

Nothing = Callable[[], None]
One = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Touches:
    """``ink``: the ink changed. ``choose``: a candidate; ``ask``: for others than are offered. ``letter``,
    ``erase``, ``part``: of pinyin; ``symbol``: a mark or digit; ``delete``: a character; ``caret``: placed
    behind so many characters; ``found``: a result, by kind and id.
    """

    ink: Nothing
    choose: One
    ask: Nothing
    sentence: One
    symbol: One
    delete: Nothing
    caret: Callable[[int], None]
    letter: One
    erase: Nothing
    part: Nothing
    write_by: Callable[[Method], None]
    done: Nothing
    card: Nothing
    speak: Nothing
    found: Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class FaceTouches:
    """What changes the board itself. ``marks``: digits and marks wanted; ``write_by``: another way to write;
    ``turned``: the candidates show another page.
    """

    marks: Nothing
    write_by: Callable[[Method], None]
    turned: Nothing
