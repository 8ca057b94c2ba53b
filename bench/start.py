"""Starting, and how much memory that takes: ``kiosk run`` against a bare Kivy window with one label.

From the start of the process to the return of the first buffer swap; both processes in turns, each with a
window of the same size alone on a display. The terminal is what a site has: enrolled, its devices (simulated
by another process) on serial ports, the content that came with it. Files are in the page cache for both.

Memory is resident memory, shared pages included. The bound is on the terminal fully up and idle: every screen
built, the handwriting model loaded, devices ready; not on the smaller figure of its first frame.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from bench.children import PATIENCE_S, ChildFailed, display, end
from bench.enrolled import enrol
from bench.figures import Counts, Ratio, Result, ratios
from bench.settings import window
from bench.terminal import program, simulators
from bench.watched import REPORT, SETTLE
from kiosk.config import CHECKOUT, Config

NAME: Final = "start"
START_BOUND: Final = 2.5
MEMORY_BOUND: Final = 2.0
MIB: Final = 1024.0


class Start:
    """One run: milliseconds to the first frame, and KiB at each report."""

    def __init__(self, began: float) -> None:
        self._began = began
        self.first_ms = 0.0
        self.kib: dict[str, int] = {}

    def take(self, told: Mapping[str, Any]) -> None:
        self.kib[told["event"]] = told["rss_kib"]
        if told["event"] == "first":
            self.first_ms = (told["at"] - self._began) * 1000


def run(folder: Path, counts: Counts) -> Result:
    """``counts.starts`` of each; ``counts.warm`` more of each go first and are not counted."""
    panel = window(Config())
    state = folder / "start"
    enrol(state)
    bare_program = ["bench.bare", str(panel.width), str(panel.height), str(panel.fonts)]
    ours: list[Start] = []
    bare: list[Start] = []
    with display(panel.width, panel.height) as environment, simulators(folder) as ports:
        settled = {**environment, SETTLE: str(counts.settle_s)}
        for number in range(counts.warm + counts.starts):
            turns = [(ours, program(state, ports), ("first", "up", "used")), (bare, bare_program, ("first",))]
            for starts, words, events in turns if number % 2 else reversed(turns):
                starts.append(_start(words, settled, events))
    return _result(ours[counts.warm :], bare[counts.warm :])


def _start(words: Sequence[str], environment: Mapping[str, str], events: Sequence[str]) -> Start:
    reading, writing = os.pipe()
    try:
        start = Start(perf_counter())
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.watched", *words],
            cwd=CHECKOUT,
            env={**environment, REPORT: str(writing)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(writing,),
        )
    finally:
        os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as told:
        try:
            for event in events:
                line = _line(told, words[0])
                start.take(json.loads(line))
                if event not in start.kib:
                    raise ChildFailed(f"{words[0]} reported {line!r} instead of {event}")
            if events == ("first",):
                # It says no more: this is only the time to settle.
                select.select([told], [], [], float(environment[SETTLE]))
                start.kib["up"] = _resident(process.pid)
        finally:
            process.terminate()
            end(process)
    return start


def _line(told: Any, name: str) -> bytes:
    if not select.select([told], [], [], PATIENCE_S)[0]:
        raise ChildFailed(f"{name} says nothing")
    line: bytes = told.readline()
    if not line:
        raise ChildFailed(f"{name} has ended")
    return line


def _resident(pid: int) -> int:
    """KiB, shared pages included."""
    pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _result(ours: Sequence[Start], bare: Sequence[Start]) -> Result:
    def mib(starts: Sequence[Start], event: str) -> float:
        return median(start.kib[event] for start in starts) / MIB

    to_frame, _ = ratios(
        "first-frame ", [s.first_ms for s in ours], [s.first_ms for s in bare], "ms", START_BOUND
    )
    return Result(
        NAME,
        "process start to first frame, and resident memory, over a bare Kivy window with one label",
        (
            to_frame,
            Ratio("memory up and idle", mib(ours, "up"), mib(bare, "up"), "MiB", MEMORY_BOUND),
            Ratio("memory first frame", mib(ours, "first"), mib(bare, "first"), "MiB"),
            Ratio("memory after one character", mib(ours, "used"), mib(bare, "up"), "MiB"),
        ),
        {"starts": len(ours), "first_ms": [round(s.first_ms) for s in ours]},
    )
