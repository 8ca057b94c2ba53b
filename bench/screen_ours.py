"""The terminal's own screens in their window, changed on request: the child process of ``bench.screen``.

Real are the state, ``update``, the route, every screen, the loop and the window; the rooms behind do nothing.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.engines import engines
from bench.settings import window
from bench.stage import Flips, Stage, Words
from bench.walk import Change, facts, look, visit
from kiosk.clock import SystemClock
from kiosk.config import Config, ScreenSettings
from kiosk.content.library import load
from kiosk.domain import messages as m
from kiosk.domain.effects import Effect
from kiosk.domain.levels import Levels
from kiosk.domain.state import AppState
from kiosk.events import EventQueue
from kiosk.runtime import Runtime
from kiosk.runtime_watch import Watches
from kiosk.screens.environment import prepare
from kiosk.services import Services
from kiosk.systemd_notify import Notifier

if TYPE_CHECKING:
    from kiosk.screens.manager import Frame


class NoRooms:
    """Nothing behind the screens: what they ask for is not what is measured here."""

    def perform(self, effect: Effect) -> None: ...

    def read_card(self, wanted: tuple[str, ...]) -> None: ...

    def ask_evaluation(self, wanted: bool) -> None: ...

    def record(self, recording_id: str) -> None:
        """Nobody speaks here."""

    def replay(self, recording_id: str) -> None:
        """Nobody listens here."""

    def set_levels(self, levels: Levels) -> None:
        """Nothing is dimmed here."""

    def scan(self, wanted: bool, fresh: bool = False) -> None: ...


WALKS: Final = {"visit": visit, "look": look, "engines": engines}


def main(state_dir: Path, walk: str) -> None:
    config = Config(state_dir=state_dir)
    prepare(window(config))
    library = load(config.content_path, config.factory_content_path)
    runtime = Runtime(AppState(), EventQueue(), NoRooms())
    for fact in facts(library):
        runtime.dispatch(fact)
    play(runtime, config.screen, WALKS[walk](library))


def play(runtime: Runtime, screen: ScreenSettings, changes: Sequence[Change]) -> None:
    """Until the parent closes the line. Importing what is imported here opens the window."""
    from kivy.clock import Clock as KivyClock
    from kivy.core.window import Window

    from kiosk.screens.looks import Looks
    from kiosk.screens.manager import Frame
    from kiosk.screens.registry import SCREENS
    from kiosk.ui_loop import UiLoop
    from kiosk.words.texts import load

    clock = SystemClock()
    panel = (screen.width, screen.height, screen.diagonal_inch)
    looks = Looks(*panel, clock.monotonic, load(), screen.viewing_mm)
    services = Services(runtime.dispatch, lambda: "order", lambda: "2026-11-21T14:05:00+08:00")
    frame = Frame(services, looks, SCREENS, _broken)
    stage = Stage(
        Flips(Window),
        prepare=lambda asked: _dispatch(runtime, (m.Touched(), *changes[asked["change"]].before)),
        change=lambda asked: runtime.dispatch(changes[asked["change"]].message),
        after=lambda asked: _after(frame, changes[asked["change"]], asked),
        end=lambda: loop.stop(),  # noqa: PLW0108 - it is not there yet
    )

    def begin(_dt: float) -> bool:
        """When every screen is built, as on a terminal before anybody touches it."""
        if frame.prebuild():
            return True
        KivyClock.schedule_interval(stage.frame, 0)
        stage.say({"changes": [change.name for change in changes]})
        return False

    def started() -> None:
        KivyClock.schedule_interval(begin, 0)

    loop = UiLoop(
        runtime,
        frame,
        clock,
        Notifier({}),
        started=started,
        ended=lambda: None,
        healthy=lambda: True,
        watches=Watches(),
    )
    loop.run()


def _dispatch(runtime: Runtime, messages: Sequence[object]) -> None:
    for message in messages:
        runtime.dispatch(message)


def _broken(error: Exception) -> None:
    """A screen that cannot be shown is nothing to measure."""
    sys.stderr.write(f"{type(error).__name__}: {error}\n")
    sys.stderr.flush()
    os._exit(1)


def _after(frame: "Frame", change: Change, asked: Words) -> Words:
    if frame.route != change.to:
        _broken(RuntimeError(f"{frame.route} is shown instead of {change.to}"))
    return {"texts": texts(frame.root), "touches": touches(frame)} if asked.get("texts") else {}


def texts(root: Any) -> list[dict[str, object]]:
    """Every text that is shown: broken into the lines it has, the rectangle it fills, its size."""
    from kiosk.screens.widgets.text import Text

    if root.opacity <= 0:
        return []
    found = [_described(root)] if isinstance(root, Text) and root.lines(root.width) else []
    for child in root.children:
        found += texts(child)
    return found


def touches(frame: "Frame") -> list[dict[str, object]]:
    """Everything that can be tapped: its id, and its rectangle like a text's."""
    from kiosk.screens.widgets.touch import touchables

    found = [one for one in touchables(frame.root) if one.touch_id]
    return [{"id": one.touch_id, "pos": tuple(one.pos), "area": tuple(one.size)} for one in found]


def _described(text: Any) -> dict[str, object]:
    lines = text.lines(text.width)
    style = text.theme.type(text.role)
    wide = max(text.look.paint.width(line, text.role) for line in lines)
    tall = len(lines) * text.pitch
    spare = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * (text.width - wide)
    below = (text.height - tall) / (2 if text.valign == "middle" else 1)
    return {
        "text": "\n".join(lines),
        "pos": (text.x + spare, text.y + below),
        "area": (wide, tall),
        "size": style.size,
        "bold": style.bold,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:] or ["visit"]))
