"""The keypad: what its keys mean, which presses count, and where the focus goes. Pure.

For whoever does not see the screen or cannot touch it (EN 301 549, 5.1.2.2, 5.7, 5.8 and 8.1.3). The focus is
the id of something touchable, or empty. A key never does what a finger on the screen could not do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, TypeVar


class Key(Enum):
    """All the keys there are. PREVIOUS, NEXT, PRESS and REPEAT are enough for everything."""

    PREVIOUS = "previous"
    NEXT = "next"
    PRESS = "press"
    REPEAT = "repeat"
    LOUDER = "louder"
    SOFTER = "softer"
    DELETE = "delete"
    DOT = "."
    D0 = "0"
    D1 = "1"
    D2 = "2"
    D3 = "3"
    D4 = "4"
    D5 = "5"
    D6 = "6"
    D7 = "7"
    D8 = "8"
    D9 = "9"

    @property
    def char(self) -> str:
        """What it types into a number; empty: nothing."""
        return self.value if len(self.value) == 1 else ""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key of the keypad went down and counts. For the page that is shown; no part of the state."""

    key: Key


# ---- which presses count -------------------------------------------------------------------------

STRIKE_S: Final = 0.5  # EN 301 549, 5.8: a trembling hand's second press of what does something
STEP_S: Final = 0.2  # digits and steps are heard or seen at once and taken back by one press
ROLL_S: Final = (
    0.03  # two keys sooner after each other than this are no finger's, but a program's or a scanner's
)
_SLOW: Final = frozenset({Key.PRESS, Key.REPEAT})


def rest(key: Key) -> float:
    """Seconds the key must not have been pressed before a press of it counts."""
    return STRIKE_S if key in _SLOW else STEP_S


class Strikes:
    """Tells meant presses from a hand that trembles. One that drums counts once, however long it drums."""

    def __init__(self) -> None:
        self._last: dict[Key, float] = {}
        self._any = float("-inf")

    def counts(self, key: Key, at: float) -> bool:
        """``at``: seconds of the key going down. A clock that was set back says nothing of what before."""
        rested = not 0 <= at - self._last.get(key, float("-inf")) < rest(key)
        alone = not 0 <= at - self._any < ROLL_S
        self._last[key] = self._any = at
        return rested and alone


# ---- where the focus goes ------------------------------------------------------------------------


def moved(ids: Sequence[str], focus: str, step: int) -> str:
    """One on (``step`` 1) or back (-1), round the end. From nowhere to the first, or back to the last."""
    if not ids:
        return ""
    if focus not in ids:
        return ids[0 if step > 0 else -1]
    return ids[(ids.index(focus) + step) % len(ids)]


def settled(before: Sequence[str], ids: Sequence[str], focus: str) -> str:
    """After the same page was built anew: where it was; else on what followed, else on what came before.

    ``before`` are the ids as they were when the focus was last there.
    """
    if not focus or focus in ids:
        return focus
    if focus not in before:
        return ids[0] if ids else ""
    at = before.index(focus)
    near = (*before[at + 1 :], *reversed(before[:at]))
    return next((one for one in near if one in ids), ids[0] if ids else "")


Page = TypeVar("Page")


class Trail(Generic[Page]):
    """The pages one came by, each with the focus it was left with. Whoever comes back finds it there."""

    def __init__(self) -> None:
        self._steps: list[tuple[Page, str]] = []

    def turn(self, page: Page, focus: str) -> str | None:
        """Go to ``page``, leaving the present one with ``focus``: what it was left with; None: a new one."""
        if self._steps:
            self._steps[-1] = (self._steps[-1][0], focus)
        for index, (known, left) in enumerate(self._steps):
            if known == page:
                del self._steps[index + 1 :]
                return left
        self._steps.append((page, ""))
        return None

    def forget(self) -> None:
        self._steps.clear()
