"""A journey on a terminal that runs already: seen through its socket, touched through its X server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image

from kiosk.commands.run import CONTROL_SOCKET
from kiosk.config import CHECKOUT
from kiosk.config_load import load
from kiosk.control.client import ask
from kiosk.play.xserver import PrivateDisplay
from tests.support.county import County
from tests.support.wait import until
from tests.system.playing import JOURNEYS

pytestmark = pytest.mark.timeout(180)
WINDOW: Final = (1280, 800)


@dataclass(frozen=True)
class Shown:
    """A terminal that runs on a display of its own."""

    state: Path
    display: str

    @property
    def run_path(self) -> Path:
        return load(None, [f"state_dir={self.state}"]).run_path

    def kiosk(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "kiosk", "--set", f"state_dir={self.state}", *words],
            cwd=CHECKOUT,
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=150,
        )

    def attach(self, journey: Path, *options: str) -> "subprocess.CompletedProcess[str]":
        return self.kiosk("play", str(journey), "--attach", *options)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    state = tmp_path_factory.mktemp("shown")
    County().install(state)
    display = PrivateDisplay(*WINDOW)
    root = [sys.executable, "-m", "kiosk", "--set", f"state_dir={state}"]
    terminal = subprocess.Popen(
        [*root, "run", "--simulate", "--no-panel", "--window", f"{WINDOW[0]}x{WINDOW[1]}"],
        cwd=CHECKOUT,
        env={**os.environ, "DISPLAY": display.name, "LIBGL_ALWAYS_SOFTWARE": "1"},
    )
    made = Shown(state, display.name)
    try:
        assert until(lambda: ask(made.run_path, "screen") is not None, 60)
        yield made
    finally:
        terminal.terminate()
        status = terminal.wait(30)
        display.close()
    assert status == 0
    assert ask(made.run_path, "status") is None


def screen(shown: Shown) -> dict[str, Any]:
    answer = ask(shown.run_path, "screen")
    assert answer is not None
    return answer


def test_a_whole_visit_is_played_from_outside(shown: Shown, tmp_path: Path) -> None:
    out = tmp_path / "out"
    control = str(shown.run_path / CONTROL_SOCKET)
    done = shown.attach(JOURNEYS / "attached.yaml", "--out", str(out), "--control", control)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads((out / "journey.json").read_text(encoding="utf-8"))
    assert report["result"] == "ok"
    assert {step["result"] for step in report["steps"]} == {"ok"}
    pictures = sorted(out.glob("[0-9]*.png"))
    assert len(pictures) == len(report["steps"])
    seen = set()
    for picture in pictures:
        with Image.open(picture) as image:
            assert image.size == WINDOW
            seen.add(image.tobytes())
    assert len(seen) > 10, "one page after the other"
    assert report["papers"] == ["receipt.bin"]
    assert (out / "receipt.png").is_file()
    orders = json.loads(shown.kiosk("orders", "list", "--json").stdout)
    assert [row["state"] for row in orders] == ["queued"]
    heard = json.dumps(report, ensure_ascii=False)
    assert "测试甲" not in heard
    assert orders[0]["order_no"] not in heard


def test_without_a_folder_nothing_is_kept(shown: Shown, tmp_path: Path) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text("name: j\nsteps:\n - expect: {screen: idle}\n", encoding="utf-8")
    done = shown.attach(journey, "--json")
    assert (done.returncode, json.loads(done.stdout)["result"]) == (0, "ok")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["j.yaml"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("touch: home.nosuch", "第 1 步（touch）没有成：idle 屏上没有 home.nosuch"),
        ("expect: {screen: home, within: 0.3}", "等了 0.3 秒：应是 home 屏，现在是 idle"),
        ("expect: {waiting: 99, within: 0.3}", "waiting 应是 99"),
        ("expect: {device: {printer: absent}, within: 0.3}", "printer 应是 absent，现在是 ready"),
        ("expect: {no_uid: idle.start, within: 0.3}", "屏幕上不该有 idle.start"),
        ("card: nobody", "模拟设备 idcard 不接受"),
    ],
)
def test_a_step_that_does_not_happen_is_told(shown: Shown, tmp_path: Path, step: str, words: str) -> None:
    journey = tmp_path / "j.yaml"
    journey.write_text(f"name: j\nsteps:\n - {step}\n", encoding="utf-8")
    out = tmp_path / "out"
    control = str(shown.run_path / CONTROL_SOCKET)
    done = shown.attach(journey, "--out", str(out), "--control", control)
    assert done.returncode == 1
    assert done.stderr.startswith("E-APP-02 ")
    assert words in done.stderr
    assert [path.name for path in out.glob("*.png")] == ["01-failed.png"]


def test_the_screen_tells_where_things_are_and_not_what_they_say(shown: Shown) -> None:
    told = screen(shown)
    assert (told["screen"], told["window"]["width"], told["window"]["height"]) == ("idle", *WINDOW)
    by_id = {one["id"]: one for one in told["touchables"]}
    left, top, width, height = by_id["idle.start"]["rectangle"]
    assert by_id["idle.start"]["enabled"]
    assert 0 <= left < left + width <= WINDOW[0]
    assert 0 <= top < top + height <= WINDOW[1]
    for one in told["touchables"]:
        assert set(one) == {"id", "rectangle", "enabled"}
        assert one["id"].isascii(), "ids are names, never words of the screen"


def test_the_doctor_speaks_of_the_running_screen(shown: Shown) -> None:
    rows = {row["check"]: row for row in json.loads(shown.kiosk("doctor", "--json").stdout)["findings"]}
    assert rows["界面"]["text"].startswith("正在运行，在 idle 屏")
    assert rows["身份证阅读器"]["text"] == "已连接"
    assert rows["打印机"]["ok"]
