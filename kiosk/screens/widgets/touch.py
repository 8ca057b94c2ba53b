"""What a touch does, decided in one place.

A touchable has a stable ``touch_id`` (``home.tile.ask``); a tap is a touch-down and a touch-up on the same
id, so a screen drawn anew in between loses no tap. Nothing acts on touch-down; there is no long press.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, Protocol

from kiosk.domain.focus import STRIKE_S
from kiosk.domain.speech import Part
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.node import Field, Node

WAKE_S: Final = 0.25  # after the touch that woke the screen, nothing is pressed for this long
_SAME_SPOT_MM: Final = 9.0
_FRAME_S: Final = 0.1  # a frame that took longer kept fingers waiting


class Touchable(Block):
    """Something that can be tapped. ``on_tap`` is called without arguments.

    ``draws``: takes the whole touch itself (a writing pad); only its id is used here. ``pause``: seconds
    after a tap in which another one here does not count. ``listed``: named when the whole page is read; not
    what there are dozens of, and not what only reads to others. ``about``: words beside it that tell it from
    others of the same name, said after its own. For the keys: ``instead_of``, the id of what it takes the
    place of; ``begins``, whether they may stand on it when a page is new; ``reads``, whether it only reads
    out what is heard anyhow by whoever goes on by keys and ear. ``over``: lies over words that another block
    draws, and has none of its own; ``holds``: a press takes hold of it (:meth:`step`), or
    lets it go, and is told.
    """

    pause = STRIKE_S
    draws = False
    tappable = True
    listed = True
    begins = True
    reads = False
    over = False
    holds = False
    about = Field("")
    instead_of = Field("")
    touch_id = Field("")
    enabled = Field(True)
    pressed = Field(False)

    def __init__(self, *children: Node, on_tap: Callable[[], None] | None = None, **kwargs: Any) -> None:
        # Not a property and not handed on: Kivy takes every keyword in on_… for a handler to bind.
        self.on_tap = on_tap
        super().__init__(*children, **kwargs)
        self.fbind("pressed", self.again)
        self.fbind("enabled", self.again)

    def state_said(self) -> tuple[Part, ...]:
        """What its drawing shows besides its words; said after them."""
        return ()

    def tap(self) -> None:
        if self.enabled and self.on_tap is not None:
            self.on_tap()

    def touched(self, x: float, y: float) -> None:
        """A tap by a finger, which was lifted here."""
        self.tap()

    def step(self, by: int) -> tuple[Part, ...]:
        """A key went on (1) or back (-1) while it stands here: what is to be said of what that did inside;
        nothing when the key is to lead to the next thing.
        """
        return ()


class Tree(Protocol):
    """A node, or the frame that holds the tree."""

    @property
    def children(self) -> list[Node]: ...


def touchables(root: Tree) -> Iterator[Touchable]:
    """Every touchable below ``root``, the ones on top first."""
    for child in root.children:
        yield from touchables(child)
    if isinstance(root, Touchable):
        yield root


def find_uid(root: Tree, touch_id: str) -> Touchable | None:
    """The touchable of this id that is on the screen now."""
    return next((found for found in touchables(root) if found.touch_id == touch_id), None)


def visible_uids(root: Tree) -> list[str]:
    """Ids of all touchables on the screen, sorted."""
    return sorted(found.touch_id for found in touchables(root) if found.touch_id)


class TouchRouter:
    """One finger at a time: presses, taps, ignores the second tap of a trembling hand."""

    def __init__(self, root: Tree, monotonic: Callable[[], float], px_mm: float) -> None:
        self._root = root
        self._now = monotonic
        self._near = _SAME_SPOT_MM * px_mm
        self._pressed_id = ""
        self._last_tap: tuple[str, float, float, float] | None = None  # id, time, x, y
        self._last_near = 0.0  # when a finger was last seen where that tap was
        self._quiet_until = 0.0
        self._swallowing = False
        self._frame_at = monotonic()

    def frame(self, waited: float = 0.0) -> None:
        """Call once a frame, before its touches. In a long one nobody looked: the touches that queued up in
        it come all at once and late, and no finger has rested meanwhile. ``waited``: seconds of it in which a
        touch would have been taken at once."""
        now = self._now()
        missed = now - self._frame_at - waited - _FRAME_S
        self._frame_at = now
        if missed <= 0:
            return
        self._quiet_until += missed
        self._last_near += missed
        if self._last_tap is not None:
            touch_id, when, x, y = self._last_tap
            self._last_tap = (touch_id, when + missed, x, y)

    def swallow(self) -> None:
        """Let nothing come of the touch that is down, nor of any other for ``WAKE_S``."""
        self._swallowing = True
        self._quiet_until = self._now() + WAKE_S

    def still_drumming(self, x: float, y: float) -> bool:
        """Whether this touch belongs to a row of quick ones on a button that has gone, 结束 for example."""
        if not self._near_last_tap(x, y) or self._now() - self._last_near >= STRIKE_S:
            return False
        self._last_near = self._now()
        self._swallowing = True
        return True

    def rested(self, x: float, y: float) -> bool:
        """Whether a finger that comes down here now has chosen what it touches: it is not drumming.

        What is missed in the frame that goes on is not counted by anybody yet, and will be before a touch.
        """
        now = min(self._now(), self._frame_at + _FRAME_S)
        near = self._near_last_tap(x, y) and now - self._last_near < STRIKE_S
        return now >= self._quiet_until and not near

    def down(self, x: float, y: float) -> bool:
        """True when a touchable took the touch; False: the screen itself may have it."""
        if self._now() < self._quiet_until:
            self.swallow()  # who drums on the sleeping screen has not chosen what appears there
            return True
        self._swallowing = False
        found = self._at(x, y)
        self._press("")
        too_soon = found is not None and self._too_soon(found, x, y)
        if self._near_last_tap(x, y):
            self._last_near = self._now()
        if found is None:
            return False
        if found.enabled and not too_soon:
            self._press(found.touch_id)
        return True

    def move(self, x: float, y: float) -> bool:
        if self._swallowing:
            return True
        if not self._pressed_id:
            return False
        found = self._at(x, y)
        target = find_uid(self._root, self._pressed_id)
        if target is not None:
            target.pressed = found is target
        return True

    def up(self, x: float, y: float) -> bool:
        if self._swallowing:
            self._swallowing = False
            return True
        if not self._pressed_id:
            return False
        touch_id = self._pressed_id
        self._press("")
        found = self._at(x, y)
        if found is not None and found.touch_id == touch_id and found.enabled:
            self._last_tap = (touch_id, self._now(), x, y)
            self._last_near = self._now()
            found.touched(x, y)
        return True

    def _too_soon(self, found: Touchable, x: float, y: float) -> bool:
        """The same target again, or what has meanwhile come to lie under the finger.

        The latter counts only once the finger has rested: somebody who taps 提交 ten times means 提交, not
        the buttons of the pages that come after it at the same place.
        """
        if self._last_tap is None:
            return False
        last_id, when, _, _ = self._last_tap
        if found.touch_id == last_id:
            return self._now() - when < found.pause
        return self._near_last_tap(x, y) and self._now() - self._last_near < found.pause

    def _near_last_tap(self, x: float, y: float) -> bool:
        if self._last_tap is None:
            return False
        _, _, last_x, last_y = self._last_tap
        return abs(x - last_x) < self._near and abs(y - last_y) < self._near

    def _at(self, x: float, y: float) -> Touchable | None:
        found = next((found for found in touchables(self._root) if found.collide_point(x, y)), None)
        return None if found is None or found.draws else found

    def _press(self, touch_id: str) -> None:
        for wanted, state in ((self._pressed_id, False), (touch_id, True)):
            target = find_uid(self._root, wanted) if wanted else None
            if target is not None:
                target.pressed = state
        self._pressed_id = touch_id
