"""Draws the gallery of one panel size. A process of its own: Kivy knows one window."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain import flow
from kiosk.domain.comfort import Language
from kiosk.domain.state import AppState
from kiosk.glyphs import UiFont, ui_fonts
from kiosk.screens import environment
from kiosk.services import Services
from script.gallery_modes import MODES, WHOLE, differs, in_mode, picked, reached
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
    """What the index shows: file name, mode, screen, problems found."""

    file: str
    name: str
    mode: str
    screen: str
    problems: tuple[str, ...]


def render(
    panel: Panel,
    shots: Sequence[Shot],
    modes: Sequence[str],
    fonts: Path,
    out: Path,
    style: bool = True,
    seed: int = 0,
) -> list[Picture]:
    """Save one PNG a shot and mode into ``out``; pages that look like the one before are left out.

    ``style``: the style page too, in Chinese modes. ``seed``: picks what is shown of the sampled modes.
    """
    environment.prepare(environment.Surface(panel.width, panel.height, fullscreen=False, fonts=fonts))
    from kivy.base import EventLoop
    from kivy.core.window import Window

    from kiosk.screens.looks import Looks
    from kiosk.screens.manager import Frame
    from kiosk.screens.registry import SCREENS
    from kiosk.screens.window import close_surface
    from kiosk.words.texts import load

    EventLoop.ensure_window()
    close_surface()
    sent: list[object] = []
    services = Services(send=sent.append, new_id=lambda: "id", now_iso=lambda: "2026-11-21T14:05:00+08:00")
    looks = Looks(panel.width, panel.height, panel.diagonal, lambda: 0.0, load(), say=services.say)
    frame = Frame(services, looks, SCREENS, _raise)
    EventLoop.start()
    Window.add_widget(frame)
    out.mkdir(parents=True, exist_ok=True)
    faces = ui_fonts(fonts)
    pictures: list[Picture] = []
    for mode in modes:
        if differs(mode, standing=not frame.theme.compact):
            chosen = [(at + 1, shots[at]) for at in picked(mode, panel.name, len(shots), seed)]
            pictures += _one_mode(frame, panel, chosen, mode, sent, faces, out)
            if (
                style and mode in WHOLE and MODES[mode].language is Language.ZH
            ):  # its sample words are Chinese
                pictures += _style(frame, panel, shots[0].state, mode, faces, out)
    return pictures


def _style(
    frame: "Frame", panel: Panel, state: AppState, mode: str, faces: tuple[UiFont, ...], out: Path
) -> list[Picture]:
    """The style page's pages."""
    from script.gallery_style import StyleScreen

    services = Services(send=lambda _: None, new_id=lambda: "id", now_iso=lambda: "")
    state = in_mode(state, mode)
    frame.show(state)
    pictures: list[Picture] = []
    number = count = 0
    while number <= count:
        page = StyleScreen(services, frame.look, number)
        count = page.count - 1
        frame.put(page)
        page.show(state)
        file = f"style-{number + 1:02}-{mode}-{panel.name}.png"
        pictures.append(_taken(frame, file, f"style-{number + 1}", mode, "style", faces, out))
        number += 1
    return pictures


def _one_mode(
    frame: "Frame",
    panel: Panel,
    shots: Sequence[tuple[int, Shot]],
    mode: str,
    sent: list[object],
    faces: tuple[UiFont, ...],
    out: Path,
) -> list[Picture]:
    """``shots`` with the numbers their files begin with."""
    pictures: list[Picture] = []
    last: dict[str, bytes] = {}  # by series; of what is a page of nothing, the one before
    over: set[str] = set()
    for number, shot in shots:
        if not reached(shot.state, mode) or shot.series in over:
            continue
        route = flow.route(shot.state)
        try:
            pose(frame, replace(shot, state=in_mode(shot.state, mode)), sent)
        except LookupError:
            if not shot.series:
                raise
            over.add(shot.series)  # it has no further page
            continue
        file = f"{number:03}-{shot.name}-{mode}-{panel.name}.png"
        picture = _taken(frame, file, shot.name, mode, route.screen.value, faces, out)
        image = (out / file).read_bytes()
        if image == last.get(shot.series):
            (out / file).unlink()
            over.update({shot.series} - {""})
            continue
        last[shot.series] = image
        pictures.append(picture)
        if shot.found or shot.taps:
            forget(frame)  # what was drawn and tapped belongs to this picture only
    return pictures


def _taken(
    frame: "Frame", file: str, name: str, mode: str, screen: str, faces: tuple[UiFont, ...], out: Path
) -> Picture:
    """What is on the window now, saved and judged."""
    from kivy.base import EventLoop

    from kiosk.screens.window import capture
    from script.gallery_check import problems

    for _ in range(_FRAMES):
        EventLoop.idle()
    capture().save(out / file, compress_level=1)
    return Picture(file, name, mode, screen, tuple(problems(frame, faces)))


def pose(frame: "Frame", shot: Shot, sent: list[object]) -> None:
    """Show the shot's state, with what is drawn and tapped in it."""
    from script import gallery_ink as ink

    sent.clear()
    frame.show(shot.state)
    if shot.found:
        if ink.pad_of(frame) is None:
            tap(frame, "write.hand")  # letters stand there: the pen comes with a tap
        ink.draw(frame, ink.ZI)
        state = ink.read(shot.state, sent, shot.found)
        frame.show(state)
        if shot.more:
            tap(frame, "write.candidates.more")
            frame.show(ink.read(state, sent[-1:], shot.more))
    for touch_id in shot.taps:
        if touch_id != "write.symbols" or not ink.keys_shown(frame):
            tap(frame, touch_id)


def tap(frame: "Frame", touch_id: str) -> None:
    """What a touch on this id does."""
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(frame.root, touch_id)
    if found is None:
        raise LookupError(f"{touch_id} is not shown")
    found.tap()


def forget(frame: "Frame") -> None:
    if frame.current is not None:
        frame.current.forget()


def _raise(error: Exception) -> None:
    raise error


def write(pictures: list[Picture], path: Path) -> None:
    path.write_text(json.dumps([asdict(p) for p in pictures], ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> list[Picture]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Picture(r["file"], r["name"], r["mode"], r["screen"], tuple(r["problems"])) for r in rows]
