"""A real Kivy window in a process of its own, that scenarios are played on.

Kivy knows one window, one clock and one configuration a process, so no test opens a window in pytest's
own process. ``conftest`` starts this module as a child for each panel size, on the display there is or on
a private one; a test names a function of ``tests.screens.scenarios`` (or ``module.function`` of another
module here) and gets its JSON answer, or its traceback.

    python -m tests.screens.stage WIDTH HEIGHT DIAGONAL FONTS

One line of JSON in: ``{"scenario": name, "arguments": {…}}``; one line out: ``{"result": …}`` or
``{"error": traceback}``.
"""

import importlib
import json
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.effects import Effect
from kiosk.domain.focus import Key, KeyPressed
from kiosk.domain.levels import Levels
from kiosk.domain.speech import Part
from kiosk.domain.spoken import Say
from kiosk.domain.state import AppState
from kiosk.events import EventQueue
from kiosk.runtime import Runtime
from kiosk.screens import environment
from kiosk.services import Services
from tests.support.clock import ManualClock
from tests.support.states import ready_state

ISO = "2026-11-21T14:05:00+08:00"


class SilentRooms:
    """Rooms that do nothing and remember what they were asked."""

    def __init__(self) -> None:
        self.effects: list[Effect] = []

    def perform(self, effect: Effect) -> None:
        self.effects.append(effect)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        """Nobody reads here."""

    def ask_evaluation(self, wanted: bool) -> None:
        """Nobody rates here."""

    def record(self, recording_id: str) -> None:
        """Nobody speaks here."""

    def replay(self, recording_id: str) -> None:
        """Nobody listens here."""

    def set_levels(self, levels: Levels) -> None:
        """Nothing is dimmed here."""

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        """Nobody holds a code here."""


class Stage:
    """The window with a frame on it, driven by the real runtime; time moves by ``clock.advance`` only."""

    def __init__(self, width: int, height: int, diagonal: float) -> None:
        from kivy.base import EventLoop
        from kivy.clock import Clock as KivyClock
        from kivy.core.window import Window

        from kiosk.screens.window import close_surface
        from kiosk.words.texts import load

        EventLoop.ensure_window()
        self.window: Any = Window
        self.gate = close_surface()
        self.loop: Any = EventLoop
        self._panel = (width, height, diagonal)
        self.tongues = load()
        EventLoop.start()
        KivyClock._max_fps = 0  # frames when a scenario asks for them, never a wait between
        self.reset(ready_state())

    def reset(self, state: AppState) -> None:
        """A new frame in ``state``; what earlier scenarios did is gone."""
        from kiosk.screens.looks import Looks
        from kiosk.screens.manager import Frame
        from kiosk.screens.registry import SCREENS

        self._lift()
        self.clock = ManualClock()
        self.sent: list[object] = []
        self.errors: list[Exception] = []
        self.rooms = SilentRooms()
        self.queue = EventQueue()
        start = replace(state, now=self.clock.monotonic())
        self.runtime = Runtime(start, self.queue, self.rooms)
        self.ids = iter(f"id-{number}" for number in range(1000))
        self.services = Services(self._send, lambda: next(self.ids), lambda: ISO)
        for child in list(self.window.children):
            self.window.remove_widget(child)
        looks = Looks(*self._panel, self.clock.monotonic, self.tongues, say=self.services.say)
        self.frame = Frame(self.services, looks, SCREENS, self.errors.append)
        self.theme, self.painter = self.frame.theme, self.frame.look.paint
        self.window.add_widget(self.frame)
        self.runtime.on_change(self.frame.show)
        self.runtime.on_key(self.frame.key)
        self.frame.show(self.runtime.state)
        self.draw()

    def _lift(self) -> None:
        """A finger that an earlier scenario left on the glass would keep every other away."""
        for finger in list(self.loop.touches):
            finger.touch_up()

    def _send(self, message: object) -> None:
        self.sent.append(message)
        self.runtime.dispatch(message)

    @property
    def state(self) -> AppState:
        return self.runtime.state

    @property
    def shown(self) -> str:
        """The stable name of the screen on the window."""
        return self.frame.current.screen.value if self.frame.current is not None else ""

    def dispatch(self, *messages: object) -> None:
        for message in messages:
            self.runtime.dispatch(message)
        self.draw()

    def draw(self, frames: int = 1) -> None:
        for _ in range(frames):
            self.loop.idle()

    # ---- a finger

    def finger(self, x: float, y: float, button: str | None = None) -> Any:
        """A touch that has not landed yet, in window pixels, y up."""
        from kivy.tests.common import UnitTestTouch

        touch = UnitTestTouch(x, y)
        if button is not None:
            touch.button = button
            touch.profile = ["pos", "button"]
        return touch

    def place(self, touch_id: str) -> tuple[float, float]:
        """The middle of a touchable that is on the screen. LookupError when it is not."""
        from kiosk.screens.widgets.touch import find_uid

        found = find_uid(self.frame.root, touch_id)
        if found is None:
            raise LookupError(f"{touch_id} is not on the screen: {self.ids_shown()}")
        return found.center

    def ids_shown(self) -> list[str]:
        from kiosk.screens.widgets.touch import visible_uids

        return visible_uids(self.frame.root)

    def tap(self, touch_id: str, wait: float = 1.0) -> None:
        """Down and up in the middle, ``wait`` seconds after whatever came before."""
        self.clock.advance(wait)
        self.touch(*self.place(touch_id))

    def touch(self, x: float, y: float) -> None:
        finger = self.finger(x, y)
        finger.touch_down()
        finger.touch_up()
        self.draw()

    def drum(self, x: float, y: float, *rests: float) -> Iterator[int]:
        """One touch after another at the same place, each followed by its rest (seconds).

        Yields the number of each (from 0) before the rest, for what is seen or happens meanwhile.
        """
        for number, rest in enumerate(rests):
            self.touch(x, y)
            yield number
            self.clock.advance(rest)

    @property
    def heard(self) -> list[tuple[Part, ...]]:
        """What was asked to be said, in order."""
        return [message.utterance.parts for message in self.sent if isinstance(message, Say)]

    # ---- a keypad

    def key(self, *names: str) -> None:
        """Keys of ``domain.focus.Key`` as the keypad's driver posts them; a frame after each."""
        for name in names:
            self.queue.post(KeyPressed(Key(name)))
            self.runtime.drain()
            self.draw()

    def reach(self, touch_id: str) -> int:
        """NEXT until the focus is there; how often. LookupError after a whole round."""
        from kiosk.screens.focus import focusables

        names = [one.touch_id for one in focusables(self.frame.root)]
        for presses in range(len(names) + 2):
            if self.frame.focus.at == touch_id:
                return presses
            self.key("next")
        raise LookupError(f"no way by keys to {touch_id}: {names}")

    def go(self, *touch_ids: str) -> None:
        """To each in turn by keys, and press it."""
        for touch_id in touch_ids:
            self.reach(touch_id)
            self.key("press")

    def wake(self) -> None:
        """Touch the idle screen and let the quiet time after it pass."""
        self.tap("idle.start")
        self.clock.advance(1.0)

    def texts(self) -> list[str]:
        """Everything that stands on the screen."""
        from kiosk.screens.widgets.text import Text

        return [w.text for w in self.frame.root.walk() if isinstance(w, Text) and w.text]

    def tick(self, seconds: float) -> None:
        """Let time pass, as the UI loop tells the state."""
        self.clock.advance(seconds)
        self.dispatch(m.Tick(self.clock.monotonic(), self.state.local))


def main() -> int:
    width, height, diagonal, fonts = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4])
    answers = sys.stdout
    sys.stdout = sys.stderr  # nothing else may speak on the line of answers
    environment.prepare(environment.Surface(width, height, fullscreen=False, fonts=fonts))
    stage = Stage(width, height, diagonal)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            stage.reset(ready_state())
            module, _, name = asked["scenario"].rpartition(".")
            scenarios = importlib.import_module(f"tests.screens.{module or 'scenarios'}")
            result = getattr(scenarios, name)(stage, **asked["arguments"])
            answer = {"result": result, "errors": [repr(error) for error in stage.errors]}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
