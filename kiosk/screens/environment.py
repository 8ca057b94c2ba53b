"""What must be true before the first Window import: Kivy's surface closed, its fonts replaced.

Call :func:`prepare` once, before anything imports ``kivy.core.window`` (every widget does). Kivy reads the
environment at its first import, so nothing here imports it at module level.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.errors import KioskError

REGULAR: Final = "NotoSansCJKsc-Regular.otf"
BOLD: Final = "NotoSansCJKsc-Bold.otf"
# Kivy would otherwise read the user's configuration, write logs into the home folder (and die where it
# cannot), take our command line for its own, and scale everything by a density it guesses.
_ENVIRONMENT: Final = {
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_NO_ARGS": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_DPI": "96",
    "KIVY_METRICS_DENSITY": "1",
    "KIVY_METRICS_FONTSCALE": "1",
    "KIVY_WINDOW": "sdl2",
    "KIVY_TEXT": "sdl2",
    # Else SDL, finding no X server, draws into nowhere, and a terminal without a picture thinks itself well.
    "SDL_VIDEODRIVER": "x11",
    "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",
}
VISIT_FPS: Final = 60


@dataclass(frozen=True, slots=True)
class Surface:
    """The window to open: pixels, whether it covers the display, and where the two font files are."""

    width: int
    height: int
    fullscreen: bool
    fonts: Path


def font_files(fonts: Path) -> tuple[Path, Path]:
    """Regular and bold single-face files; KioskError E-FNT-01 when one is missing.

    Never a collection: Kivy opens its face 0, which is the Japanese one.
    """
    files = (fonts / REGULAR, fonts / BOLD)
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise KioskError("E-FNT-01", f"{', '.join(missing)} not in {fonts}")
    return files


def prepare(surface: Surface) -> None:
    """Close Kivy's surface and make Noto Sans CJK SC its default font. No window is opened yet."""
    regular, bold = font_files(surface.fonts)
    os.environ.update(_ENVIRONMENT)
    _configure(surface)
    _quieten()
    _register(regular, bold)


def _configure(surface: Surface) -> None:
    from kivy.config import Config

    for name in list(Config.options("input")):
        Config.remove_option("input", name)
    # One provider. Multi-touch emulation would put red rings on a right click.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    settings: dict[str, dict[str, str | int]] = {
        "graphics": {
            "width": surface.width,
            "height": surface.height,
            "fullscreen": "auto" if surface.fullscreen else 0,
            "borderless": 1,
            "resizable": 0,
            # The shapes are drawn smooth beforehand; samples cost a software renderer most of its time.
            "multisamples": 0,
            "maxfps": VISIT_FPS,
            "vsync": 0,
            "show_cursor": 0 if surface.fullscreen else 1,
            "allow_screensaver": 0,
            "position": "custom",
            "left": 0,
            "top": 0,
        },
        "kivy": {
            "exit_on_escape": 0,
            "pause_on_minimize": 0,
            "log_level": "error",
            "log_enable": 0,
        },
    }
    for section, values in settings.items():
        for key, value in values.items():
            Config.set(section, key, str(value))


def _quieten() -> None:
    """Kivy speaks to our log, and only of what matters; its first import has just set its own level."""
    log = logging.getLogger("kivy")
    log.setLevel(logging.WARNING)
    # Providers that nobody asked for report the libraries they miss as errors.
    log.addFilter(lambda record: not record.getMessage().startswith("Input: "))


def _register(regular: Path, bold: Path) -> None:
    from kivy.core.text import DEFAULT_FONT, LabelBase

    LabelBase.register(DEFAULT_FONT, fn_regular=str(regular), fn_bold=str(bold))
