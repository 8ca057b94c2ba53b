"""Whether the running UI grows: its memory after ``count`` visits may be 5 % over that after a hundred.

The real UI with all that is behind it (``tests.long.visitor``). Besides the resident memory, which is judged,
what usually grows is counted: Python's blocks and objects by type, scheduled callbacks, threads, open files.
"""

import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.children import Child, display
from bench.enrolled import enrol
from bench.terminal import simulators
from tests.long.proof import Proof

FIRST: Final = 100
GROWTH: Final = 1.05
_TENTHS: Final = 10
_NEAR: Final = (
    20  # visits between the three counts whose middle is compared: one alone goes up and down by 2 %
)
_WINDOW: Final = (1080, 1920)
_TOLD_TYPES: Final = 12
# Threads that were just ending, a connection just closing.
_SPARE: Final = 2


def run(count: int, seed: int) -> Proof:
    """``count`` visits, at least twice a hundred."""
    marks = marks_of(max(count, 2 * FIRST))
    with tempfile.TemporaryDirectory(prefix="leaks") as name:
        folder = Path(name)
        state = folder / "terminal"
        enrol(state)
        with display(*_WINDOW) as environment, simulators(folder) as ports:
            told = _visits(state, ports, environment, marks, seed)
    return judge(told)


def marks_of(count: int) -> tuple[int, ...]:
    """After how many visits it is counted: around the first hundred, at tenths of the way, near the end."""
    tenths = {count * tenth // _TENTHS for tenth in range(1, _TENTHS)}
    first = {FIRST - _NEAR, FIRST, FIRST + _NEAR}
    return tuple(sorted(tenths | first | {count - 2 * _NEAR, count - _NEAR, count}))


def _visits(
    state: Path, ports: list[str], environment: Mapping[str, str], marks: tuple[int, ...], seed: int
) -> list[dict[str, Any]]:
    """What the visitor said: the marks, then its end."""
    window = "x".join(map(str, _WINDOW))
    words = ["--state", str(state), "--window", window, "--seed", str(random.Random(seed).randrange(1 << 32))]
    settings = [part for port in ports for part in ("--set", port)]
    told: list[dict[str, Any]] = []
    with Child(
        "tests.long.visitor", [*words, "--marks", ",".join(map(str, marks)), *settings], environment
    ) as child:
        while not told or told[-1]["what"] != "end":
            said = child.hear()
            if said["what"] != "on":
                told.append(said)
    return told


def judge(told: list[dict[str, Any]]) -> Proof:
    """``told``: marks in order, then the end."""
    *marks, end = told
    around = [mark for mark in marks if abs(mark["visits"] - FIRST) <= _NEAR]
    first, last = around[-1], marks[-1]
    grown = middle(marks[-3:]) / middle(around)
    kept = all(last[name] <= first[name] + _SPARE for name in ("threads", "files", "clock_events"))
    return Proof(
        grown <= GROWTH and kept and not end["errors"],
        {
            "visits": end["visits"],
            "orders": last["orders"],
            "screens": len(last["seen"]),
            "lent_mib": {str(mark["visits"]): mark["lent_mib"] for mark in marks},
            "rss_mib": {str(mark["visits"]): mark["rss_mib"] for mark in marks},
            "grown": round(grown, 4),
            "lines_mib": [first["lines_mib"], last["lines_mib"]],
            "objects": [first["objects"], last["objects"]],
            "blocks": [first["blocks"], last["blocks"]],
            "most_grown": most_grown(first["kinds"], last["kinds"]),
            **{name: [first[name], last[name]] for name in ("threads", "files", "clock_events")},
            "errors": end["errors"],
        },
    )


def middle(marks: Sequence[Mapping[str, Any]]) -> float:
    return float(median(mark["rss_mib"] for mark in marks))


def most_grown(first: Mapping[str, int], last: Mapping[str, int]) -> dict[str, int]:
    """The types of which there are more than there were, most of them first."""
    grown = {name: count - first.get(name, 0) for name, count in last.items()}
    found = sorted(((more, name) for name, more in grown.items() if more > 0), reverse=True)
    return {name: more for more, name in found[:_TOLD_TYPES]}
