"""What every part of the proof uses: steps that are timed and told, and the ways units are mistreated."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from kiosk.clock import Clock
from script.appliance.county import County
from script.appliance.machine import Machine
from script.appliance.report import Findings, Row
from script.appliance.shell import StepError
from script.appliance.terminal import CONFIG, COOKIE, PYTHON, UI_USER, Terminal

# Waits on the display until it shows the calm picture to the last pixel; on the machine, so that no moment of
# it is missed. Prints after how many milliseconds.
_WATCH: Final = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock, pause
from kiosk.config_load import load
from kiosk.display.connection import Connection
from kiosk.display.picture import draw
config, clock = load(Path(sys.argv[1])), SystemClock()
x = Connection(":0")
calm = draw(*x.size(), config.screen, config.fonts_path).tobytes()
print("watching", flush=True)
begun = clock.monotonic()
while clock.monotonic() - begun < float(sys.argv[2]):
    if x.grab(0, 0, *x.size()).tobytes() == calm:
        print(round(1000 * (clock.monotonic() - begun)), flush=True)
        sys.exit(0)
    pause(clock, 0.02)
sys.exit(1)
"""


@dataclass(slots=True)
class Seen:
    """What a step saw, in words for the report."""

    text: str = ""


class Proof:
    """The machine, the terminal on it, the county outside, and what was found so far."""

    def __init__(
        self, machine: Machine, terminal: Terminal, county: County, findings: Findings, clock: Clock
    ) -> None:
        self.machine = machine
        self.terminal = terminal
        self.county = county
        self.findings = findings
        self.clock = clock
        self.submitted = 0

    @contextmanager
    def step(self, part: str, done: str) -> Iterator[Seen]:
        """One row. A StepError inside becomes the last one and goes on up."""
        begun = self.clock.monotonic()
        seen = Seen()
        try:
            yield seen
        except StepError as error:
            self._row(Row(part, done, str(error), self.clock.monotonic() - begun, good=False))
            raise
        self._row(Row(part, done, seen.text, self.clock.monotonic() - begun))

    def _row(self, row: Row) -> None:
        self.findings.rows.append(row)
        print(
            f"{'ok  ' if row.good else 'FAIL'} {row.seconds:6.1f} s  {row.part}: {row.done} — {row.seen}",
            flush=True,
        )

    # ---- what must stay true

    def orders(self) -> list[dict[str, Any]]:
        """The terminal's own list."""
        found: list[dict[str, Any]] = self.terminal.kiosk("orders", "list")
        return found

    def require(self, holds: bool, failing: str) -> None:
        """Raises StepError."""
        if not holds:
            raise StepError(failing)

    def nothing_lost(self) -> str:
        """As many orders as were submitted, here and, as far as delivered, once each at the county."""
        here = self.orders()
        self.require(
            len(here) == self.submitted, f"{len(here)} orders in the store, {self.submitted} submitted"
        )
        there = [order["order_id"] for order in self.county.orders()]
        known = {order["order_id"] for order in here}
        self.require(len(there) == len(set(there)), "an order is at the county twice")
        self.require(set(there) <= known, "the county has an order that was never submitted")
        return f"{len(here)} orders here, {len(there)} at the county, each once"

    def all_delivered(self, within: float) -> str:
        """Every order accepted, by the county's own list."""
        self.terminal.until(
            lambda: (
                len(self.county.orders()) == self.submitted
                and all(order["state"] == "accepted" for order in self.orders())
            ),
            within,
            f"not all of {self.submitted} orders are at the county",
        )
        return self.nothing_lost()

    # ---- how units are mistreated

    def comes_back(self, unit: str, pid: int, name: str, within: float) -> float:
        """Sends the signal to a process of ``unit``; seconds until it runs with another main process."""
        before = self.terminal.main_pid(unit)
        self.terminal.signal(pid, name)
        return self.terminal.until(
            lambda: self.terminal.main_pid(unit) not in (0, before) and self.terminal.active(unit),
            within,
            f"{unit} did not come back after {name}",
        )

    def calm_seen(self, unit: str, pid: int, name: str, within: float) -> tuple[float, float]:
        """As ``comes_back``, while somebody looks at the display: seconds to the calm picture, and back."""
        watching = self.watch(within)
        begun = self.clock.monotonic()
        self.comes_back(unit, pid, name, within)
        back = self.clock.monotonic() - begun
        answer, _ = watching.communicate(timeout=within)
        if watching.returncode != 0 or not answer.strip():
            raise StepError(f"the calm picture was not seen while {unit} was away")
        return int(answer.split()[-1]) / 1000, back

    def watch(self, within: float) -> "subprocess.Popen[bytes]":
        """A process that looks for the calm picture; returns once it looks."""
        watching = self.machine.start_inside(
            [
                *("setpriv", f"--reuid={UI_USER}", "--regid=kiosk", "--init-groups"),
                *(PYTHON, "-B", "-c", _WATCH, CONFIG, f"{within:g}"),
            ],
            env={"XAUTHORITY": COOKIE},
        )
        assert watching.stdout is not None
        if watching.stdout.readline().strip() != b"watching":
            watching.kill()
            raise StepError("nobody can look at the display")
        return watching

    def children(self, pid: int) -> Sequence[int]:
        """Numbers of a process's children on the machine."""
        done = self.machine.inside(["cat", f"/proc/{pid}/task/{pid}/children"], within=10)
        return [int(word) for word in done.stdout.split()]
