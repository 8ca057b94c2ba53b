"""Plays a step on a terminal that is running already.

Touches go through the X server; what is there is told by its control socket: places, never words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from PIL import Image

from kiosk.clock import Clock, pause
from kiosk.errors import KioskError
from kiosk.play.hands import NEAR_PX, PACE_S, Tapped, key_symbols
from kiosk.play.player import Player, Sight, device_verb
from kiosk.play.record import Record
from kiosk.play.remote import StepFailed
from kiosk.play.schema import Click, DeviceVerb, Expect, Step
from kiosk.play.xserver import XServer
from kiosk.screens.key_names import key_name

T = TypeVar("T")
_FIND_S: Final = 5.0
_SETTLE_S: Final = 20.0
_LOOK_S: Final = 0.05
# A finger stays for two frames of the idle screen (15 a second): each must have seen it.
_FINGER_S: Final = 0.15
# What the server has taken is with the window a frame later and drawn in the next.
_FRAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer to ``screen``. ``spots``: the middle of each touchable, pixels of the window."""

    sight: Sight
    still: bool
    window: int
    size: tuple[int, int]
    spots: Mapping[str, tuple[float, float]]
    enabled: frozenset[str]


class Far(Protocol):
    """Who tells of the terminal, and who steers its simulators. Both raise KioskError or StepFailed."""

    def ask(self, verb: str) -> Mapping[str, Any]: ...

    def steer(self, wanted: DeviceVerb) -> Mapping[str, Any]: ...


def read_shown(answer: Mapping[str, Any]) -> Shown:
    """Raises KioskError E-APP-03 for what no screen of this version says."""
    try:
        rows = [(row["id"], row["rectangle"], row["enabled"]) for row in answer["touchables"]]
        window = answer["window"]
        return Shown(
            Sight(str(answer["screen"]), str(answer["key"]), tuple(sorted(row[0] for row in rows))),
            bool(answer["still"]),
            int(window["id"]),
            (int(window["width"]), int(window["height"])),
            {uid: (left + width / 2, top + height / 2) for uid, (left, top, width, height), _ in rows},
            frozenset(uid for uid, _, enabled in rows if enabled),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KioskError("E-APP-03", "界面说的是别的版本的话") from error


class FarPlayer(Player):
    """One journey's player; all of it on one thread."""

    def __init__(self, name: str, far: Far, server: XServer, clock: Clock, record: Record) -> None:
        super().__init__(name, clock, record)
        self._far = far
        self._server = server
        self._last_tap = clock.monotonic()
        self._last_place: tuple[float, float] | None = None

    # ---- looking

    def shown(self) -> Shown:
        return read_shown(self._far.ask("screen"))

    def look(self) -> Sight:
        return self.shown().sight

    def settle(self) -> None:
        for _ in range(_FRAMES):
            self.shown()
        self._until(lambda: self.shown().still or None, _SETTLE_S, lambda: "画面一直没有画完")

    def grab(self) -> Image.Image:
        shown = self.shown()
        return self._server.grab(*self._server.origin(shown.window), *shown.size)

    def _until(self, check: Callable[[], T | None], within: float, why: Callable[[], str]) -> T:
        end = self._clock.monotonic() + within
        while (found := check()) is None:
            if self._clock.monotonic() >= end:
                raise StepFailed(why())
            pause(self._clock, _LOOK_S)
        return found

    # ---- doing

    def act(self, step: Step) -> Tapped | None:
        """Nothing is timed from here: which frame showed it first, only the terminal itself can know."""
        match step.action:
            case "touch":
                self._tap(*self._spot(step.touch or ""))
            case "touch_at":
                assert step.touch_at is not None
                self._tap(*step.touch_at)
                self._last_place = None
            case "keys":
                screen = self.look().screen
                for character in step.keys or "":
                    self._tap(*self._spot(f"{screen}.key.{key_name(character)}"))
            case "key":
                self._server.focus(self.shown().window)
                self._server.keys(key_symbols(step.key or ""))
            case "click":
                assert step.click is not None
                self._click(step.click)
            case _:
                if (wanted := device_verb(step)) is not None:
                    self.steer(wanted, self._far.steer)
        return None

    def _spot(self, uid: str) -> tuple[float, float]:
        """The middle of the widget, once a finger would reach it."""
        reason = [""]

        def find() -> tuple[float, float] | None:
            shown = self.shown()
            there = uid in shown.spots
            reason[0] = f"{uid} 点不到" if there else f"{shown.sight.screen} 屏上没有 {uid}"
            return shown.spots[uid] if uid in shown.enabled else None

        return self._until(find, _FIND_S, lambda: reason[0])

    def _tap(self, x: float, y: float) -> None:
        last = self._last_place
        if last is None or max(abs(x - last[0]), abs(y - last[1])) < NEAR_PX:
            pause(self._clock, self._last_tap + PACE_S - self._clock.monotonic())
        self._move(x, y)
        self._finger(lambda: None)
        # The pace counts from when the window has heard of it: a slow frame would make two taps one.
        for _ in range(_FRAMES - 1):
            self.shown()
        self._last_tap = self._clock.monotonic()
        self._last_place = (x, y)

    def _finger(self, meanwhile: Callable[[], None]) -> None:
        """Down, and up again whatever happens."""
        self._server.button("left", True)
        try:
            pause(self._clock, _FINGER_S)
            meanwhile()
        finally:
            self._server.button("left", False)

    def _click(self, wanted: Click) -> None:
        at = self._spot(wanted.at)
        if not wanted.holding:
            self._other(wanted.button, at)
            return
        self._move(*self._spot(wanted.holding))
        self._finger(lambda: self._other(wanted.button, at))

    def _other(self, button: str, at: tuple[float, float]) -> None:
        self._move(*at)
        self._server.button(button, True)
        self._server.button(button, False)

    def _move(self, x: float, y: float) -> None:
        left, top = self._server.origin(self.shown().window)
        self._server.move(left + x, top + y)

    # ---- expecting

    def expect(self, expected: Expect) -> None:
        reason = [""]

        def check() -> bool | None:
            reason[0] = _unseen(expected, self.look()) or self._unsaid(expected)
            return None if reason[0] else True

        self._until(check, expected.within, lambda: f"等了 {expected.within:g} 秒：{reason[0]}")

    def _unsaid(self, expected: Expect) -> str:
        """What only ``status`` tells; it is asked for only when somebody wants to know."""
        wanted: dict[str, object] = {
            name: getattr(expected, name)
            for name in ("online", "can_submit", "handwriting", "pinyin", "waiting")
            if getattr(expected, name) is not None
        }
        if expected.printing is not None:
            wanted["printing"] = expected.printing.value
        if not wanted and not expected.device:
            return ""
        status = self._far.ask("status")
        for name, value in wanted.items():
            if status.get(name) != value:
                return f"{name} 应是 {value}，现在是 {status.get(name)}"
        for name, state in expected.device.items():
            now = status.get("devices", {}).get(name)
            if now != state.value:
                return f"{name} 应是 {state.value}，现在是 {now}"
        return ""


def _unseen(expected: Expect, sight: Sight) -> str:
    if expected.screen is not None and sight.screen != expected.screen.value:
        return f"应是 {expected.screen.value} 屏，现在是 {sight.screen}"
    if expected.key is not None and sight.key != expected.key:
        return f"{sight.screen} 屏应在 {expected.key}，现在在 {sight.key or '（空）'}"
    for uid in expected.uid:
        if uid not in sight.uids:
            return f"屏幕上没有 {uid}"
    for uid in expected.no_uid:
        if uid in sight.uids:
            return f"屏幕上不该有 {uid}"
    return ""
