"""Draws the gallery of one panel size. A process of its own: Kivy knows one window."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain import flow
from kiosk.glyphs import ui_fonts
from kiosk.screens import environment
from kiosk.services import Services
from script.gallery_states import Shot

if TYPE_CHECKING:
    from kiosk.screens.manager import Frame

_FRAMES: Final = 2  # the first draws, the second shows what was drawn


@dataclass(frozen=True, slots=True)
class Panel:
    """Pixels and inches."""

    width: int
    height: int
    diagonal: float

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What the index shows: file name, screen, problems found."""

    file: str
    name: str
    screen: str
    problems: tuple[str, ...]


def render(panel: Panel, shots: Iterable[Shot], fonts: Path, out: Path) -> list[Picture]:
    """Save one PNG a shot into ``out``; pages that look the same as the one before are left out."""
    environment.prepare(environment.Surface(panel.width, panel.height, fullscreen=False, fonts=fonts))
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.screens.manager import Frame
    from kiosk.screens.registry import SCREENS
    from kiosk.screens.theme import make_theme
    from kiosk.screens.widgets.painter import looks
    from kiosk.screens.window import capture, close_surface
    from kiosk.words.texts import load
    from script import gallery_ink as ink
    from script.gallery_check import problems

    EventLoop.ensure_window()
    close_surface()
    theme = make_theme(panel.width, panel.height, panel.diagonal)
    sent: list[object] = []
    services = Services(send=sent.append, new_id=lambda: "id", now_iso=lambda: "2026-11-21T14:05:00+08:00")
    frame = Frame(services, looks(theme, lambda: 0.0, load()), SCREENS, _raise)
    EventLoop.start()
    Window.add_widget(frame)
    out.mkdir(parents=True, exist_ok=True)
    faces = ui_fonts(fonts)
    pictures: list[Picture] = []
    last = b""
    for shot in shots:
        route = flow.route(shot.state)
        if route.screen not in SCREENS:
            pictures.append(Picture("", shot.name, route.screen.value, ("this screen is not built",)))
            continue
        sent.clear()
        frame.show(shot.state)
        if shot.found:
            if ink.pad_of(frame) is None:
                tap(frame, "write.symbols")  # letters stand there: the pen comes with a tap
            ink.draw(frame, ink.ZI)
            frame.show(ink.read(shot.state, sent, shot.found))
        for touch_id in shot.taps:
            tap(frame, touch_id)
        for _ in range(_FRAMES):
            EventLoop.idle()
        image = capture()
        if image.tobytes() == last:
            continue
        last = image.tobytes()
        file = f"{len(pictures) + 1:02}-{shot.name}-{panel.name}.png"
        image.save(out / file)
        pictures.append(Picture(file, shot.name, route.screen.value, tuple(problems(frame, faces))))
        if shot.found or shot.taps:
            _forget(frame)  # what was drawn and tapped belongs to this picture only
    return pictures


def tap(frame: "Frame", touch_id: str) -> None:
    """What a touch on this id does."""
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(frame.root, touch_id)
    if found is None:
        raise LookupError(f"{touch_id} is not shown")
    found.tap()


def _forget(frame: "Frame") -> None:
    if frame.current is not None:
        frame.current.forget()


def _raise(error: Exception) -> None:
    raise error


def write(pictures: list[Picture], path: Path) -> None:
    path.write_text(json.dumps([asdict(p) for p in pictures], ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> list[Picture]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Picture(r["file"], r["name"], r["screen"], tuple(r["problems"])) for r in rows]
