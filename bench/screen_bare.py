"""The same strings on plain Kivy labels in a bare window: the other child process of ``bench.screen``.

Each page's labels are made, placed and styled beforehand; a change hangs them into the window and sets their
texts. That is the least plain Kivy does to show these words: no shapes, no icons, no wrapping, no state.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from bench.settings import window
from bench.stage import Flips, Stage, Words
from kiosk.config import Config
from kiosk.screens.environment import prepare

_DARK: Final = 128  # of 255


def main(state_dir: Path, pages: Path) -> None:
    prepare(window(Config(state_dir=state_dir)))
    play([Page(texts) for texts in json.loads(pages.read_text(encoding="utf-8"))])


class Page:
    """The labels of one screen, and the strings they are to show."""

    def __init__(self, texts: list[dict[str, Any]]) -> None:
        from kivy.uix.widget import Widget

        self.texts = [str(text["text"]) for text in texts]
        self.root = Widget(size_hint=(None, None))
        self.labels = [_label(text) for text in texts]
        for label in self.labels:
            self.root.add_widget(label)

    def clear(self) -> None:
        for label in self.labels:
            label.text = ""

    def show(self) -> None:
        for label, text in zip(self.labels, self.texts, strict=True):
            label.text = text


def _label(text: dict[str, Any]) -> Any:
    from kivy.uix.label import Label

    return Label(
        font_size=text["size"],
        bold=text["bold"],
        color=(0.1, 0.14, 0.19, 1),
        size_hint=(None, None),
        size=text["area"],
        pos=text["pos"],
    )


def play(pages: list[Page]) -> None:
    """Until the parent closes the line."""
    from kivy.base import runTouchApp, stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window

    Window.clearcolor = (0.96, 0.95, 0.93, 1)

    def prepare_(asked: Words) -> None:
        pages[asked["change"]].clear()

    def change(asked: Words) -> None:
        page = pages[asked["change"]]
        for child in list(Window.children):
            Window.remove_widget(child)
        Window.add_widget(page.root)
        page.show()

    stage = Stage(Flips(Window), prepare_, change, _after, stopTouchApp)

    def begin(_dt: float) -> None:
        Clock.schedule_interval(stage.frame, 0)
        stage.say({"pages": len(pages)})

    Clock.schedule_once(begin, 0)
    runTouchApp(pages[0].root)


def _after(asked: Words) -> Words:
    """``ink``: how many dark pixels the window has."""
    if not asked.get("ink"):
        return {}
    from kiosk.screens.window import capture

    return {"ink": sum(capture().convert("L").histogram()[:_DARK])}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
