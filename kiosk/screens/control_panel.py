"""The small window beside a simulated terminal: lay a card down, take the paper out, pull a cable.

A program of its own, started by ``kiosk run --simulate``; it speaks to the simulators' control socket and to
nothing else, so it can steer simulators started any other way too::

    python -m kiosk.screens.control_panel --socket PATH --fonts DIR
"""

import argparse
from pathlib import Path
from typing import Final

WIDTH: Final = 420
HEIGHT: Final = 750


def main() -> int:
    parser = argparse.ArgumentParser(description="模拟设备的控制面板")
    parser.add_argument("--socket", type=Path, required=True, help="模拟设备的控制套接字")
    parser.add_argument("--fonts", type=Path, required=True, help="NotoSansCJKsc-*.otf 所在目录")
    parser.add_argument("--left", type=int, default=0, help="窗口左边，像素")
    parser.add_argument("--top", type=int, default=40, help="窗口上边，像素")
    options = parser.parse_args()
    from kiosk.screens.environment import Surface, prepare

    prepare(Surface(WIDTH, HEIGHT, False, options.fonts))
    from kivy.config import Config

    for name, value in (("borderless", 0), ("left", options.left), ("top", options.top), ("maxfps", 20)):
        Config.set("graphics", name, str(value))
    from kiosk.screens.control_panel_buttons import Talker
    from kiosk.screens.control_panel_window import PanelApp

    PanelApp(Talker(options.socket)).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
