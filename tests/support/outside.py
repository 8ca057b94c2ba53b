"""A terminal as a person has it: ``kiosk run`` on a display, the devices in another process, a finger."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.clock import SystemClock, pause
from kiosk.config import CHECKOUT, Config
from kiosk.config_load import load
from kiosk.control.client import ask
from kiosk.errors import KioskError
from kiosk.play.attach import Attached
from kiosk.play.far import FarPlayer
from kiosk.play.reader import parse_journey
from kiosk.play.record import Record
from kiosk.play.session import Script, perform
from kiosk.play.xserver import PrivateDisplay, XServer
from tests.support.county import County
from tests.support.wait import until
from tests.support.xstate import XState

WINDOW: Final = (1280, 800)
_UP_S: Final = 60.0
FINGER_S: Final = 0.15


@dataclass
class Outside:
    """``pid`` is the screen's process for as long as the unit runs: a replaced one keeps it."""

    folder: Path
    county: County
    pid: int
    display: str
    control: Path
    display_pid: int
    server: XServer
    kept: XState
    process: "subprocess.Popen[bytes]"
    clock: SystemClock = field(default_factory=SystemClock)
    killed: bool = False

    @property
    def state(self) -> Path:
        return self.folder / "terminal"

    @property
    def run_path(self) -> Path:
        return load(None, [f"state_dir={self.state}"]).run_path

    def screen(self) -> Mapping[str, Any] | None:
        return ask(self.run_path, "screen")

    def status(self) -> Mapping[str, Any]:
        answer = ask(self.run_path, "status")
        assert answer is not None
        return answer

    def age(self) -> float:
        """Seconds since the process on the screen began; below zero while there is none that answers."""
        try:
            answer = ask(self.run_path, "status")
        except KioskError:  # it is on its way out
            return -1.0
        return float(str(answer["uptime_s"])) if answer is not None else -1.0

    def leave(self, uid: str) -> None:
        """A touch that may be the last this process sees: nothing is asked of it afterwards."""
        spot = self.player().shown().spots[uid]
        self.server.move(*spot)
        self.server.button("left", True)
        pause(self.clock, FINGER_S)
        self.server.button("left", False)

    def kill(self) -> None:
        """As a power cut ends it."""
        self.killed = True
        self.process.kill()
        self.process.wait()

    def player(self) -> FarPlayer:
        return FarPlayer(
            "outside",
            Attached(self.run_path, self.control, self.clock),
            self.server,
            self.clock,
            Record(None),
        )

    def play(self, steps: str) -> None:
        """Steps as in a journey file. Raises StepFailed."""
        journey = parse_journey(f"name: outside\nsteps:\n{steps}", "outside.yaml")
        perform(Script(Path("outside.yaml"), journey, {}), self.player())

    def replaced(self, since: float) -> bool:
        """Waits until a process answers that began after ``since`` (monotonic seconds)."""
        return until(lambda: 0 <= self.age() < self.clock.monotonic() - since, _UP_S)


@contextmanager
def outside(
    folder: Path,
    *options: str,
    environ: Mapping[str, str] | None = None,
    settings: Sequence[str] = (),
    enrol: Callable[[Path], object] | None = None,
) -> Iterator[Outside]:
    """A terminal when its screen and devices are ready; by itself enrolled with a county that nobody reaches.

    ``settings`` are the screen's and the simulators'; ``enrol`` is given the terminal's folder.
    """
    state, control = folder / "terminal", folder / "sim.sock"
    state.mkdir(parents=True, exist_ok=True)
    county = County()
    (enrol or county.install)(state)
    given = (f"state_dir={state}", "devices.microphone.enabled=true", *settings)
    everything = [part for setting in given for part in ("--set", setting)]
    root = [sys.executable, "-m", "kiosk", *everything]
    with ExitStack() as stack:
        display = PrivateDisplay(*WINDOW)
        stack.callback(display.close)
        bench = _start(stack, [*root, "simulate", "--control", str(control), "--json"], {}, subprocess.PIPE)
        assert bench.stdout is not None
        ports = json.loads(bench.stdout.readline())["ports"]
        sets = [part for name, port in ports.items() for part in ("--set", f"devices.{name}.port={port}")]
        command = [*root, *sets, *options, "run", "--window", f"{WINDOW[0]}x{WINDOW[1]}"]
        screen = {"DISPLAY": display.name, "LIBGL_ALWAYS_SOFTWARE": "1", **(environ or {})}
        terminal = _start(stack, command, screen, None)
        server = XServer(display.name)
        stack.callback(server.close)
        kept = XState(display.name)
        stack.callback(kept.close)
        made = Outside(
            folder, county, terminal.pid, display.name, control, display.pid, server, kept, terminal
        )
        assert until(lambda: _ready(made), _UP_S), "the terminal did not come up"
        yield made
        assert made.killed or terminal.poll() is None, "the terminal ended by itself"


def _ready(made: Outside) -> bool:
    status = ask(made.run_path, "status")
    if status is None:
        return False
    devices = status["devices"]
    assert isinstance(devices, dict)
    usual = Config().devices  # what a site has to switch on need not be waited for
    return all(state == "ready" for name, state in devices.items() if getattr(usual, name).enabled)


def _start(
    stack: ExitStack, command: Sequence[str], environ: Mapping[str, str], stdout: int | None
) -> "subprocess.Popen[bytes]":
    started = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **environ}, stdout=stdout)

    def end() -> None:
        started.terminate()
        try:
            started.wait(20)
        finally:
            started.kill()
            started.wait()

    stack.callback(end)
    return started
