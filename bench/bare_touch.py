"""A bare Kivy window doing the least a touch can do: a button changes colour, and its page goes for another.

The same window: size, fonts, settings and GL. Two pages of one button and one label each.
"""

import sys
from pathlib import Path

from kiosk.screens.environment import Surface, prepare


def main(width: int, height: int, fonts: Path) -> None:
    prepare(Surface(width, height, False, fonts))
    from kivy.base import runTouchApp
    from kivy.core.window import Window
    from kivy.uix.button import Button
    from kivy.uix.floatlayout import FloatLayout
    from kivy.uix.label import Label

    pages: list[FloatLayout] = []

    def swap(page: FloatLayout) -> None:
        Window.remove_widget(page)
        Window.add_widget(pages[1 - pages.index(page)])

    for words in ("24小时公共法律服务", "您遇到了什么事？"):
        page = FloatLayout()
        # The middle of the window is where it is touched.
        button = Button(text=words, font_size=60, size_hint=(0.8, 0.2), pos_hint={"x": 0.1, "y": 0.4})
        button.bind(on_release=lambda _button, page=page: swap(page))
        page.add_widget(button)
        page.add_widget(Label(text=words, font_size=84, size_hint=(1, 0.2), pos_hint={"y": 0.75}))
        pages.append(page)
    runTouchApp(pages[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
