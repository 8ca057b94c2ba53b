"""The one window, closed: nothing but a single plain touch reaches the screens.

Use after ``environment.prepare``. Escape, F1, Alt-F4, typed keys, dropped files, the close request, every
button but the left one and a second finger end here.
"""

from collections.abc import Callable
from typing import Any, Final

from kivy.app import App
from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.uix.widget import Widget
from PIL import Image

# Events of the window that must never reach a default handler.
_SWALLOWED: Final = (
    "on_keyboard",
    "on_key_down",
    "on_key_up",
    "on_textinput",
    "on_textedit",
    "on_drop_begin",
    "on_drop_file",
    "on_drop_text",
    "on_drop_end",
)


def _yes(*_args: object) -> bool:
    return True


def _going_on() -> list[int]:
    """Uids of the touches that have begun and not ended."""
    return [touch.uid for touch in EventLoop.touches]


class TouchGate:
    """Lets one finger through at a time, and of a pointer only the left button. True = stopped here.

    A finger whose end was lost must not lock the screen: it counts only as long as Kivy knows it.
    """

    def __init__(self, going_on: Callable[[], list[int]] = _going_on) -> None:
        self._going_on = going_on
        self._active: int | None = None

    def down(self, _window: object, touch: Any) -> bool:
        # A pointer names its button; a finger on glass has none.
        if getattr(touch, "button", None) not in (None, "left"):
            return True
        if self._active is not None and self._active in self._going_on():
            return True
        self._active = touch.uid
        return False

    def move(self, _window: object, touch: Any) -> bool:
        return bool(touch.uid != self._active)

    def up(self, _window: object, touch: Any) -> bool:
        if touch.uid != self._active:
            return True
        self._active = None
        return False


def close_surface(window: Any = Window) -> TouchGate:
    """Bind the gate and the refusals to ``window``; returns the gate (kept alive by the bindings).

    What is shown in it has to cover all of it.
    """
    gate = TouchGate()
    # Not bind: it keeps methods by weak reference, and a gate that is gone lets everything through.
    for name, check in (("on_touch_down", gate.down), ("on_touch_move", gate.move), ("on_touch_up", gate.up)):
        window.fbind(name, check)
    window.bind(on_request_close=_yes)
    for name in _SWALLOWED:
        window.bind(**{name: _yes})
    # The frame covers the whole window before anything else is drawn (``fill.everything``): what Kivy clears
    # before that, depth and stencil too, is never seen, and a tenth of a picture where the processor draws.
    window.clear = _nothing
    return gate


def _nothing() -> None: ...


class ClosedApp(App):
    """Runs ``root`` with no settings panel, no ``.kv`` of its own and no configuration file."""

    use_kivy_settings = False

    def __init__(self, root: Widget, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._given = root

    def build(self) -> Widget:
        return self._given

    def load_config(self) -> None:
        return None

    def load_kv(self, filename: str | None = None) -> bool:
        return False

    def open_settings(self, *_args: object) -> bool:
        return False


def capture(window: Any = Window) -> Image.Image:
    """The window's pixels as last drawn; call after a frame (``EventLoop.idle``)."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glPixelStorei, glReadPixels

    width, height = window.system_size
    glPixelStorei(0x0D05, 1)  # GL_PACK_ALIGNMENT: rows are not padded
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    image = Image.frombytes("RGB", (width, height), bytes(pixels))
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
