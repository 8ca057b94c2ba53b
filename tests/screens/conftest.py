"""Fixtures: one window a panel size, opened when the first test of a module wants it."""

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

PANELS = {"standing": (1080, 1920, 21.5), "desk": (1280, 800, 10.1)}


class Window:
    """The child process that has the window; see ``tests.screens.stage``."""

    def __init__(self, panel: tuple[int, int, float], environment: dict[str, str]) -> None:
        width, height, diagonal = map(str, panel)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.screens.stage", width, height, diagonal, str(fonts())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=CHECKOUT,
            env=environment,
            text=True,
        )

    def play(self, scenario: str, **arguments: Any) -> Any:
        """The scenario's answer; its traceback as an AssertionError."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps({"scenario": scenario, "arguments": arguments}) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        assert line, "the window's process ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        assert answer["errors"] == [] or scenario.startswith("failing_"), answer["errors"]
        return answer["result"]

    def close(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(timeout=20)
        assert self._child.stdout is not None
        self._child.stdout.close()


def fonts() -> Path:
    return Config().fonts_path


@pytest.fixture(scope="session")
def display_environment() -> Iterator[dict[str, str]]:
    """The environment of a process that opens a window: the display there is, or one of our own."""
    environment = {**os.environ, "LIBGL_ALWAYS_SOFTWARE": "1"}
    environment.pop("WAYLAND_DISPLAY", None)
    if environment.get("DISPLAY"):
        yield environment
        return
    display = PrivateDisplay(1920, 1920)
    yield {**environment, "DISPLAY": display.name}
    display.close()


@pytest.fixture(scope="module")
def window(display_environment: dict[str, str]) -> Iterator[Window]:
    """The standing panel's window."""
    opened = Window(PANELS["standing"], display_environment)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=sorted(PANELS))
def each_window(request: pytest.FixtureRequest, display_environment: dict[str, str]) -> Iterator[Window]:
    """Both panels' windows, one after the other."""
    opened = Window(PANELS[request.param], display_environment)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def desk(display_environment: dict[str, str]) -> Iterator[Window]:
    """The low panel's window."""
    opened = Window(PANELS["desk"], display_environment)
    yield opened
    opened.close()
