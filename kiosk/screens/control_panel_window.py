"""The control panel's widgets: rows of plain buttons and a line that says what was answered."""

from concurrent.futures import Future
from functools import partial
from typing import Any, Final

from kivy.app import App
from kivy.clock import Clock as KivyClock
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.button import Button as KivyButton
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk.screens.control_panel_buttons import PANEL, Button, Talker

_INK: Final = (0.11, 0.14, 0.19, 1)
_PAPER: Final = (0.96, 0.95, 0.92, 1)
_KEY: Final = (1, 1, 1, 1)
_KEY_DOWN: Final = (0.73, 0.82, 0.92, 1)
_ROW: Final = 48


class PanelApp(App):
    """Ends like any window: by its cross, or by SIGTERM from whoever started it."""

    title = "模拟设备"
    use_kivy_settings = False

    def __init__(self, talker: Talker) -> None:
        super().__init__()
        self._talker = talker
        self._status = Label(text="", color=_INK, font_size=18, size_hint_y=None, height=_ROW)

    def load_config(self) -> None:
        return None

    def open_settings(self, *_args: object) -> bool:
        return False

    def build(self) -> Widget:
        Window.clearcolor = _PAPER
        root = BoxLayout(orientation="vertical", padding=14, spacing=8)
        for title, rows in PANEL:
            heading = Label(
                text=title, bold=True, color=_INK, font_size=22, size_hint_y=None, height=_ROW * 0.8
            )
            heading.bind(size=lambda label, size: setattr(label, "text_size", size))
            root.add_widget(heading)
            for row in rows:
                line = BoxLayout(spacing=6, size_hint_y=None, height=_ROW)
                for button in row:
                    line.add_widget(self._key(button))
                root.add_widget(line)
        root.add_widget(Widget())
        root.add_widget(self._status)
        return root

    def _key(self, button: Button) -> Widget:
        key = KivyButton(
            text=button.label,
            font_size=17,
            color=_INK,
            background_normal="",
            background_down="",
            background_color=_KEY,
        )
        key.bind(
            state=lambda own, state: setattr(own, "background_color", _KEY_DOWN if state == "down" else _KEY)
        )
        key.bind(on_release=partial(self._told, button))
        return key

    def _told(self, button: Button, *_args: Any) -> None:
        self._status.text = f"{button.label}……"
        self._talker.tell(button).add_done_callback(self._answered)

    def _answered(self, answer: "Future[str]") -> None:
        """On the talker's thread: only hands over."""
        KivyClock.schedule_once(lambda _dt: setattr(self._status, "text", answer.result()), 0)
