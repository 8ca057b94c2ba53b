"""What the control panel's buttons tell the simulators, and how."""

import json
import socket
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_ANSWER_S: Final = 6.0
_LONGEST: Final = 65_536


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
    (
        "扫码器",
        (
            (
                Button("扫刚打的回执", "scanner", "slip"),
                Button("扫别的码", "scanner", "scan", {"text": "https://weixin.example/q/8f3a"}),
                Button("拿走", "scanner", "take"),
            ),
            _cable("scanner"),
        ),
    ),
    (
        "话筒",
        (
            (
                Button("有人说话", "microphone", "sound", {"kind": "speech"}),
                Button("没声音", "microphone", "sound", {"kind": "silence"}),
                Button("太吵", "microphone", "sound", {"kind": "noise"}),
            ),
            _cable("microphone"),
        ),
    ),
    (
        "摄像头",
        (
            (
                Button("放一页纸", "camera", "show", {"kind": "letter"}),
                Button("太暗", "camera", "show", {"kind": "dark"}),
                Button("放不平", "camera", "show", {"kind": "blurred"}),
                Button("拿开", "camera", "show", {"kind": "nothing"}),
            ),
            _cable("camera"),
        ),
    ),
    (
        "按键盘",
        (
            tuple(
                Button(label, "keypad", "press", {"key": key})
                for label, key in (
                    ("上一个", "previous"),
                    ("下一个", "next"),
                    ("按下", "press"),
                    ("再念", "repeat"),
                    ("删", "delete"),
                )
            ),
            *(
                tuple(Button(digit, "keypad", "press", {"key": digit}) for digit in digits)
                for digits in ("12345", "67890")
            ),
            _cable("keypad"),
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
