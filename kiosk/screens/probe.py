"""What another program may know of the window: where a touchable lies, what stands there, when it was drawn.

For ``kiosk play``. It only looks; touches come through the X server like everybody's. All of it is called
on the Kivy thread (``runtime_watch.Watches``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kivy.core.window import Window

from kiosk.screens.manager import Frame
from kiosk.screens.widgets.node import Node
from kiosk.screens.widgets.touch import Touchable, find_uid, touchables, visible_uids


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle of the window, pixels from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window has been told so far, in counts; a refused key or button counts too."""

    downs: int
    moves: int
    ups: int
    keys: int
    closes: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """When the first frame after the last touch-down and the last touch-up was on the screen; None: none was.

    ``monotonic`` seconds. Kivy draws a frame only when something shown has changed.
    """

    after_down: float | None
    after_up: float | None


class NotTouchable(LookupError):
    """The text says in one Chinese sentence why this cannot be touched now."""


class Probe:
    """Looks at ``frame`` in ``window``. ``attach`` once the window is closed to everybody else."""

    def __init__(self, frame: Frame, monotonic: Callable[[], float], window: Any = Window) -> None:
        self._frame = frame
        self._now = monotonic
        self._window = window
        self._downs = self._moves = self._ups = self._keys = self._closes = 0
        self._since = ""  # which event waits for its frame
        self._drawn: dict[str, float] = {}

    def attach(self) -> None:
        """Listens before everybody else and takes nothing."""
        self._window.bind(
            on_touch_down=self._down,
            on_touch_move=self._move,
            on_touch_up=self._up,
            on_key_down=self._key,
            on_request_close=self._close,
            on_flip=self._flip,
        )

    def _down(self, *_args: object) -> bool:
        self._downs += 1
        self._since = "down"
        self._drawn.clear()
        return False

    def _move(self, *_args: object) -> bool:
        self._moves += 1
        return False

    def _up(self, *_args: object) -> bool:
        self._ups += 1
        self._since = "up"
        return False

    def _key(self, *_args: object) -> bool:
        self._keys += 1
        return False

    def _close(self, *_args: object, **_kwargs: object) -> bool:
        self._closes += 1
        return False

    def _flip(self, *_args: object) -> bool:
        if self._since:
            self._drawn[self._since] = self._now()
            self._since = ""
        return False

    # ---- what is there

    def seen(self) -> Seen:
        return Seen(self._downs, self._moves, self._ups, self._keys, self._closes)

    def drawn(self) -> Drawn:
        return Drawn(self._drawn.get("down"), self._drawn.get("up"))

    def still(self) -> bool:
        """Whether all that has changed has also been drawn."""
        return not self._window.canvas.needs_redraw

    def handles(self) -> tuple[int, int]:
        """The X window, and the address of the connection that draws into it."""
        info = self._window.get_window_info()
        return int(info.window), int(info.display)

    def screen(self) -> tuple[str, str]:
        """Name and key of the route shown."""
        route = self._frame.route
        return (route.screen.value, route.key) if route is not None else ("", "")

    def rested(self, left: float, top: float) -> bool:
        """Whether a finger that comes down there now is taken for a choice: a busy machine takes longer to
        believe that it has rested."""
        return self._frame.rested(left, self._window.height - top)

    def focus(self) -> str:
        """Id of what the keypad would press; empty: no ring is shown."""
        return self._frame.focus.at

    def keypresses(self) -> int:
        """How many keys of the keypad the page was told of."""
        return self._frame.keypresses

    def uids(self) -> list[str]:
        return visible_uids(self._frame.root)

    def texts(self) -> list[str]:
        """Everything to read, in no order."""
        return list(_texts(self._frame.root))

    def spot(self, uid: str) -> Spot:
        """Where a finger finds it. NotTouchable when it is not there, dimmed, or below something else."""
        found = find_uid(self._frame.root, uid)
        if found is None:
            raise NotTouchable(f"{self.screen()[0]} 屏上没有 {uid}")
        if not found.enabled:
            raise NotTouchable(f"{uid} 现在是灰的")
        spot = self._spot(found)
        above = _above(found, touchables(self._frame.root))
        if above is not found:
            raise NotTouchable(f"{uid} 被 {above.touch_id or type(above).__name__} 盖住了")
        left, top = spot.middle
        if not (0 <= left < self._window.width and 0 <= top < self._window.height):
            raise NotTouchable(f"{uid} 在窗口外面")
        return spot

    def touches(self) -> list[tuple[str, tuple[float, float, float, float], bool]]:
        """Id, left, top, width and height, and whether a finger at its middle would reach it, of all that has
        an id; the ones on top first.
        """
        found = list(touchables(self._frame.root))
        return [
            (one.touch_id, self._rectangle(one), self._in_reach(one, found)) for one in found if one.touch_id
        ]

    def _in_reach(self, found: Touchable, on_top: Sequence[Touchable]) -> bool:
        left, top = self._spot(found).middle
        inside = 0 <= left < self._window.width and 0 <= top < self._window.height
        return inside and found.enabled and _above(found, on_top) is found

    def _rectangle(self, found: Touchable) -> tuple[float, float, float, float]:
        spot = self._spot(found)
        return spot.left, spot.top, spot.width, spot.height

    def window(self) -> tuple[int, int, int]:
        """The X window, its width and height."""
        return self.handles()[0], int(self._window.width), int(self._window.height)

    def saying(self, prefix: str) -> dict[str, str]:
        """Id to words of every touchable whose id begins with ``prefix``: what the recogniser offers."""
        return {
            found.touch_id: "".join(dict.fromkeys(_texts(found)))
            for found in touchables(self._frame.root)
            if found.touch_id.startswith(prefix) and found.enabled
        }

    def _spot(self, found: Touchable) -> Spot:
        return Spot(found.x, self._window.height - found.top, found.width, found.height)


def _above(found: Touchable, on_top: Iterable[Touchable]) -> Touchable:
    """What a finger in its middle touches."""
    x, y = found.center
    return next(one for one in on_top if one.collide_point(x, y))


def _texts(root: Node) -> Iterator[str]:
    """What can be read of it: nothing below an invisible block."""
    for child in (*reversed(root.children), root):
        if child.opacity <= 0:
            continue
        if child is not root:
            yield from _texts(child)
        elif words := getattr(root, "text", ""):
            yield str(words)
