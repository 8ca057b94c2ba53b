"""Runs ``kiosk play`` as a program, on a terminal in a folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.config import CHECKOUT
from tests.support.county import County

JOURNEYS: Final = CHECKOUT / "tests" / "journeys"
_PATIENCE_S: Final = 150


@dataclass(frozen=True)
class Played:
    """``report``: journey.json, empty when nothing was played."""

    status: int
    stdout: str
    stderr: str
    out: Path
    report: dict[str, Any]

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.report["steps"])

    def events(self, of: str) -> list[dict[str, Any]]:
        return [event for event in self.report["device_events"] if event["of"] == of]

    def pictures(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("[0-9]*.png"))


@dataclass(frozen=True)
class Terminal:
    """A terminal that is enrolled with a hub that does not exist."""

    folder: Path

    @property
    def state(self) -> Path:
        return self.folder / "terminal"

    def enrol(self) -> None:
        self.state.mkdir(parents=True)
        County().install(self.state)

    def kiosk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kiosk", "--set", f"state_dir={self.state}", *arguments]
        # Without a display of anybody's: a play brings its own.
        environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        return subprocess.run(
            command,
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
        )

    def play(self, *journeys: Path, options: tuple[str, ...] = ()) -> Played:
        out = self.folder / "out"
        done = self.kiosk("play", *map(str, journeys), "--out", str(out), *options)
        file = out / "journey.json"
        report = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return Played(done.returncode, done.stdout, done.stderr, out, report)

    def orders(self) -> list[dict[str, Any]]:
        return list(json.loads(self.kiosk("orders", "list", "--json").stdout))
