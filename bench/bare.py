"""A bare Kivy window with one label: what a start and the memory of the terminal are measured against.

The same window: size, fonts, settings and GL; nothing else.
"""

import sys
from pathlib import Path

from kiosk.screens.environment import Surface, prepare


def main(width: int, height: int, fonts: Path) -> None:
    prepare(Surface(width, height, False, fonts))
    from kivy.base import runTouchApp
    from kivy.uix.label import Label

    runTouchApp(Label(text="24小时公共法律服务", font_size=84))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
