"""Fixtures: one window a panel size, opened when the first test wants it and used by all of them.

To open one takes longer than most scenarios; the stage makes a new frame for each.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import CHECKOUT, Config
from kiosk.play.xserver import PrivateDisplay
from tests.support.coverage import TRACED

PANELS = {"standing": (1080, 1920, 21.5), "desk": (1280, 800, 10.1)}


class Window:
    """The child process that has the window; see ``tests.screens.stage``. One that ended is started anew."""

    def __init__(self, panel: tuple[int, int, float], environment: dict[str, str]) -> None:
        width, height, diagonal = map(str, panel)
        self._command = [
            *(sys.executable, "-m", "tests.screens.stage"),
            *(width, height, diagonal, str(fonts())),
        ]
        self._environment = environment
        self._child = self._start()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=CHECKOUT,
            env=self._environment,
            text=True,
        )

    def play(self, scenario: str, **arguments: Any) -> Any:
        """The scenario's answer; its traceback as an AssertionError."""
        if self._child.poll() is not None:
            self._child = self._start()
        try:
            line = self._ask(json.dumps({"scenario": scenario, "arguments": arguments}))
        except BaseException:
            self._child.kill()  # its answer, when it comes, must not be taken for that to another question
            self._child.wait()
            raise
        assert line, "the window's process ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        assert answer["errors"] == [] or scenario.startswith("failing_"), answer["errors"]
        return answer["result"]

    def _ask(self, question: str) -> str:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(question + "\n")
        self._child.stdin.flush()
        return self._child.stdout.readline()

    def close(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(timeout=20)
        self._child.stdout.close()


def fonts() -> Path:
    return Config().fonts_path


@pytest.fixture(scope="session")
def display_environment() -> Iterator[dict[str, str]]:
    """The environment of a process that opens a window: the display there is, or one of our own."""
    environment = {**os.environ, "LIBGL_ALWAYS_SOFTWARE": "1"}
    environment.pop("WAYLAND_DISPLAY", None)
    environment.pop(TRACED, None)
    if environment.get("DISPLAY"):
        yield environment
        return
    display = PrivateDisplay(1920, 1920)
    yield {**environment, "DISPLAY": display.name}
    display.close()


class Windows:
    """Those that are open, by the panel's name."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._open: dict[str, Window] = {}

    def of(self, panel: str) -> Window:
        if panel not in self._open:
            self._open[panel] = Window(PANELS[panel], self._environment)
        return self._open[panel]

    def close(self) -> None:
        for window in self._open.values():
            window.close()


@pytest.fixture(scope="session")
def windows(display_environment: dict[str, str]) -> Iterator[Windows]:
    opened = Windows(display_environment)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def window(windows: Windows) -> Window:
    """The standing panel's window."""
    return windows.of("standing")


@pytest.fixture(scope="module", params=sorted(PANELS))
def each_window(request: pytest.FixtureRequest, windows: Windows) -> Window:
    """Both panels' windows, one after the other."""
    return windows.of(request.param)


@pytest.fixture(scope="module")
def desk(windows: Windows) -> Window:
    """The low panel's window."""
    return windows.of("desk")
