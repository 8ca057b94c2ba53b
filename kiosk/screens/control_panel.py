"""The small window beside a simulated terminal: lay a card down, take the paper out, pull a cable.

A program of its own, started by ``kiosk run --simulate``; it speaks to the simulators' control socket and to
nothing else, so it can steer simulators started any other way too::

    python -m kiosk.screens.control_panel --socket PATH --fonts DIR
"""

import argparse
import json
import socket
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_ANSWER_S: Final = 6.0
_LONGEST: Final = 65_536
WIDTH: Final = 420
HEIGHT: Final = 590


@dataclass(frozen=True, slots=True)
class Button:
    """What one touch tells one simulator."""

    label: str
    device: str
    verb: str
    args: Mapping[str, str] = field(default_factory=dict)


def _cable(device: str) -> tuple[Button, ...]:
    return (
        Button("拔线", device, "unplug"),
        Button("插线", device, "plug"),
        Button("乱码", device, "garbage", {"bytes": "64"}),
        Button("卡住", device, "stall"),
        Button("恢复", device, "resume"),
    )


PANEL: Final[tuple[tuple[str, tuple[tuple[Button, ...], ...]], ...]] = (
    (
        "身份证",
        (
            (
                Button("放上：测试甲", "idcard", "present", {"person": "resident"}),
                Button("放上：长名字", "idcard", "present", {"person": "full_width"}),
                Button("拿走", "idcard", "remove"),
            ),
            _cable("idcard"),
        ),
    ),
    (
        "打印机",
        (
            (
                Button("没纸", "printer", "paper", {"state": "out"}),
                Button("快没纸", "printer", "paper", {"state": "near"}),
                Button("有纸", "printer", "paper", {"state": "ok"}),
                Button("开盖", "printer", "cover", {"state": "open"}),
                Button("合盖", "printer", "cover", {"state": "closed"}),
            ),
            _cable("printer"),
        ),
    ),
    (
        "评价器",
        (
            tuple(
                Button(label, "evaluator", "press", {"level": str(level)})
                for level, label in ((5, "按 5"), (4, "按 4"), (3, "按 3"), (2, "按 2"), (1, "按 1"))
            ),
            _cable("evaluator"),
        ),
    ),
)


class Talker:
    """Asks one thing after the other on a thread of its own: a stalled device must not freeze the panel."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, "control-panel")

    def tell(self, button: Button) -> "Future[str]":
        """What was answered, in a few words for the status line."""
        return self._worker.submit(self._ask, button)

    def _ask(self, button: Button) -> str:
        command = {"device": button.device, "verb": button.verb, "args": dict(button.args)}
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(_ANSWER_S)
                line.connect(str(self._path))
                line.sendall(json.dumps(command).encode() + b"\n")
                with line.makefile("rb") as answers:
                    answer = json.loads(answers.readline(_LONGEST))
        except (OSError, ValueError) as error:
            return f"{button.label}：没有回答（{type(error).__name__}）"
        return f"{button.label}：好了" if answer.get("ok") else f"{button.label}：{answer.get('error')}"


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
    from kiosk.screens.control_panel_window import PanelApp

    PanelApp(Talker(options.socket)).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
