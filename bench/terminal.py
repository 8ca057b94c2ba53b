"""The whole terminal as a site has it: enrolled, its devices on serial ports, ``kiosk run`` in its window."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.children import PATIENCE_S, Child, ChildFailed, end, nap
from bench.enrolled import enrol
from bench.settings import window
from kiosk.config import CHECKOUT, Config
from kiosk.control.client import ask
from kiosk.errors import KioskError

_LOOK_S: Final = 0.1
STILL: Final = ("play_list.enabled=false",)  # nothing plays while it is idle
_READY: Final = {"ready", "busy", "degraded"}


@contextmanager
def simulators(folder: Path) -> Iterator[list[str]]:
    """The settings that lead to the simulators' ports."""
    control = folder / "simulators"
    with Child("kiosk", ["simulate", "--control", str(control)], os.environ, by_signal=True) as child:
        ports = child.hear()["ports"]
        yield [f'devices.{name}.port="{path}"' for name, path in ports.items()]


def program(state: Path, ports: list[str], also: Sequence[str] = STILL) -> list[str]:
    """``python -m`` this: the terminal in a window as large as its panel. ``also``: more settings."""
    panel = window(Config())
    settings = [word for port in (*ports, *also) for word in ("--set", port)]
    size = f"{panel.width}x{panel.height}"
    return ["kiosk", "run", "--window", size, "--set", f'state_dir="{state}"', *settings]


@dataclass
class Running:
    """``kiosk run``; what it shows is asked on its control socket. Raises ChildFailed without an answer."""

    process: "subprocess.Popen[bytes]"
    config: Config
    began: float = field(default_factory=perf_counter)

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_until_up(self) -> None:
        """Every device ready, the model loaded, orders taken: what is there before anybody comes."""
        self._wait("status", _up, "is not up")

    def at(self, screen: str) -> Mapping[str, tuple[float, float]]:
        """Once this screen is shown and all of it drawn: the middle of everything a finger reaches, by id."""
        shown = self._wait(
            "screen", lambda said: said["screen"] == screen and said["still"], f"not at {screen}"
        )
        return {
            touch["id"]: (
                touch["rectangle"][0] + touch["rectangle"][2] / 2,
                touch["rectangle"][1] + touch["rectangle"][3] / 2,
            )
            for touch in shown["touchables"]
            if touch["enabled"]
        }

    def rectangle(self, screen: str, touch_id: str) -> tuple[float, float, float, float]:
        """Left, top, width and height of what can be touched there, in pixels of the window."""
        shown = self._wait(
            "screen", lambda said: said["screen"] == screen and said["still"], f"not at {screen}"
        )
        left, top, width, height = next(
            touch["rectangle"] for touch in shown["touchables"] if touch["id"] == touch_id
        )
        return left, top, width, height

    def left(self, screen: str) -> None:
        """Once another screen is shown, and all of it drawn."""
        self._wait("screen", lambda said: said["screen"] != screen and said["still"], f"still at {screen}")

    def _wait(self, verb: str, right: Any, what: str) -> Mapping[str, Any]:
        until = perf_counter() + PATIENCE_S
        said: Mapping[str, Any] | None = None
        while perf_counter() < until:
            if self.process.poll() is not None:
                raise ChildFailed(f"kiosk run has ended (exit status {self.process.returncode})")
            try:
                said = ask(self.config.run_path, verb)
            except KioskError:
                said = None
            if said is not None and right(said):
                return said
            nap(_LOOK_S)
        raise ChildFailed(f"kiosk run: {what}; last said: {said}")


@contextmanager
def running(
    state: Path, ports: list[str], environment: Mapping[str, str], also: Sequence[str] = STILL
) -> Iterator[Running]:
    """In a new folder ``state``; ended by the signal a site ends it with."""
    enrol(state)
    process = subprocess.Popen(
        [sys.executable, "-m", *program(state, ports, also)],
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield Running(process, Config(state_dir=state))
    finally:
        process.terminate()
        end(process)


def _up(said: Mapping[str, Any]) -> bool:
    usual = Config().devices  # what a site has to switch on is not there, and never will be
    ready = all(state in _READY for name, state in said["devices"].items() if getattr(usual, name).enabled)
    return bool(ready and said["handwriting"] and said["can_submit"])
