"""A person's hands: real events of the X server, at the places the screen shows, at a person's pace."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from kiosk.clock import Clock, pause
from kiosk.display.connection import DisplayError
from kiosk.domain.focus import STRIKE_S
from kiosk.play.remote import Remote, StepFailed
from kiosk.play.schema import Click, Write
from kiosk.play.strokes import Drawn, onto
from kiosk.play.xserver import XServer

if TYPE_CHECKING:
    from kiosk.screens.probe import Seen, Spot

PAD: Final = "write.pad"
CANDIDATE: Final = "write.candidate."
# Two taps of one hand at one place: the screen takes quicker ones for a trembling finger (EN 301 549, 5.8).
PACE_S: Final = STRIKE_S + 0.02
NEAR_PX: Final = 100.0
_FIND_S: Final = 5.0
_REST_S: Final = 5.0
_NOTICE_S: Final = 5.0
_RECOGNISE_S: Final = 20.0
_MODIFIERS: Final = {"alt": "Alt_L", "ctrl": "Control_L", "shift": "Shift_L", "super": "Super_L"}


@dataclass(frozen=True, slots=True)
class Tapped:
    """Milliseconds from the finger going down, and up, to the first changed frame; None: nothing changed."""

    press_ms: float | None
    frame_ms: float | None


class Hands:
    """``window``: the X window. All of it is called on the driver's thread."""

    def __init__(self, remote: Remote, server: XServer, window: int, clock: Clock) -> None:
        self._remote = remote
        self._probe = remote.probe
        self._server = server
        self._window = window
        self._clock = clock
        self._last_tap = clock.monotonic()
        self._last_place: tuple[float, float] | None = None  # None: anywhere, as after a touch that woke
        self._known = remote.ask(self._probe.seen)

    # ---- touches

    def tap(self, uid: str) -> Tapped:
        """Touch the middle of the widget, once it can be touched."""
        x, y = self._spot(uid).middle
        tapped = self._tap(x, y)
        self._last_place = (x, y)
        return tapped

    def tap_at(self, x: float, y: float) -> Tapped:
        """Pixels from the window's top left corner."""
        tapped = self._tap(x, y)
        self._last_place = None
        return tapped

    def _tap(self, x: float, y: float) -> Tapped:
        last = self._last_place
        if last is None or max(abs(x - last[0]), abs(y - last[1])) < NEAR_PX:
            pause(self._clock, self._last_tap + PACE_S - self._clock.monotonic())
        self._remote.until(partial(self._rested, x, y), _REST_S, lambda: "屏幕一直当手指在发抖")
        self._move(x, y)
        with self._finger() as went_down:
            self._remote.ask(lambda: None)  # a finger stays for a frame at least
            went_up = self._clock.monotonic()
        drawn = self._remote.ask(self._probe.drawn)
        # From when what came of it was drawn: a finger rests only while the screen looks.
        self._last_tap = self._clock.monotonic()
        return Tapped(_ms(went_down, drawn.after_down), _ms(went_up, drawn.after_up))

    def _rested(self, x: float, y: float) -> bool | None:
        return True if self._probe.rested(x, y) else None

    def write(self, wanted: Write, drawn: Drawn) -> None:
        """One character after the other: its strokes on the pad, then the candidate that says it."""
        for character in wanted.text:
            strokes = wanted.strokes or drawn.get(character)
            if strokes is None:
                raise StepFailed(f"笔画文件里没有“{character}”")
            pad = self._spot(PAD)
            for points in onto(strokes, pad.left, pad.top, pad.width, pad.height):
                self._draw(points)
            self.tap(self._candidate(character))

    def _draw(self, points: Sequence[tuple[float, float]]) -> None:
        """One stroke. Kivy tells of one place a frame: each must be seen, or the corners are cut."""
        self._move(*points[0])
        with self._finger():
            for point in points[1:]:
                before = self._known
                self._move(*point)
                self._notice(partial(_moved, before))

    def _candidate(self, character: str) -> str:
        offered = self._remote.until(self._offered, _RECOGNISE_S, lambda: "手写没有认出任何字")
        for uid, text in offered.items():
            if text == character:
                return uid
        raise StepFailed(f"候选里没有“{character}”，只有 {'、'.join(offered.values())}")

    def _offered(self) -> dict[str, str] | None:
        """What is offered for all the ink there is, not for its first strokes."""
        visit = self._remote.runtime.state.visit
        if visit is None or visit.ink.asked is not None or not visit.ink.items:
            return None
        return self._probe.saying(CANDIDATE) or None

    def keys(self, characters: str, name: Callable[[str], str]) -> None:
        """On the keys the screen shows; ``name``: how a key is called in ids."""
        screen = self._remote.ask(self._probe.screen)[0]
        for character in characters:
            self.tap(f"{screen}.key.{name(character)}")

    # ---- what must do nothing

    def key(self, names: str) -> None:
        """A keyboard's: ``Escape``, ``F1``, ``alt+F4``."""
        before = self._known
        try:
            self._server.keys(key_symbols(names))
        except DisplayError as error:
            raise StepFailed(f"没有 {names} 这个键") from error
        self._notice(lambda now: now.keys > before.keys)
        if names.lower() == "alt+f4":
            # A private display has no window manager that would turn the keys into this.
            self._server.ask_to_close(self._window)
            self._notice(lambda now: now.closes > before.closes)

    def click(self, wanted: Click) -> None:
        """Another button; with ``holding``, while a finger stays down elsewhere and goes up on the target."""
        at = self._spot(wanted.at).middle
        if not wanted.holding:
            self._other(wanted.button, at)
            return
        self._move(*self._spot(wanted.holding).middle)
        with self._finger():
            self._other(wanted.button, at)

    def _other(self, button: str, at: tuple[float, float]) -> None:
        self._move(*at)
        before = self._known
        self._server.button(button, True)
        self._server.button(button, False)
        self._notice(lambda now: now.ups > before.ups)

    # ---- parts

    def _spot(self, uid: str) -> "Spot":
        from kiosk.screens.probe import NotTouchable

        reason = [""]

        def find() -> "Spot | None":
            try:
                return self._probe.spot(uid)
            except NotTouchable as error:
                reason[0] = str(error)
                return None

        return self._remote.until(find, _FIND_S, lambda: reason[0] or f"找不到 {uid}")

    def _move(self, x: float, y: float) -> None:
        left, top = self._server.origin(self._window)
        self._server.move(left + x, top + y)

    @contextmanager
    def _finger(self) -> Iterator[float]:
        """Down, and up again whatever happens; yields when it went down. Both have reached the window."""
        before = self._known
        went_down = self._clock.monotonic()
        self._server.button("left", True)
        try:
            self._notice(lambda now: now.downs > before.downs)
            yield went_down
        finally:
            self._server.button("left", False)
        self._notice(lambda now: now.ups > before.ups)

    def _notice(self, enough: "Callable[[Seen], bool]") -> None:
        """Wait for the window to be told what the X server has already taken."""

        def told() -> "Seen | None":
            seen = self._probe.seen()
            return seen if enough(seen) else None

        self._known = self._remote.until(told, _NOTICE_S, lambda: "窗口没有收到这一下")


def key_symbols(names: str) -> list[str]:
    """X's names: ``alt+F4`` is Alt_L, F4."""
    return [_MODIFIERS.get(part.lower(), part) for part in names.split("+")]


def _moved(before: "Seen", now: "Seen") -> bool:
    return now.moves > before.moves


def _ms(begun: float, ended: float | None) -> float | None:
    return None if ended is None else round((ended - begun) * 1000, 1)
