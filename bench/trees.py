"""What a program and all its children take: memory and processor time, as the kernel counts them."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_KIB: Final = 1024.0


@dataclass(frozen=True, slots=True)
class Taken:
    """``pss_mib``: a shared page is divided among those who share it; ``rss_mib``: counted for each."""

    processes: int
    pss_mib: float
    rss_mib: float


@dataclass(frozen=True, slots=True)
class Spent:
    """``cpu_s``: user and system. ``wakeups``: how often a thread went to wait of its own will."""

    cpu_s: float
    wakeups: int


def tree(pid: int) -> list[int]:
    """``pid`` and all below it, as far as they live."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def taken(pid: int) -> Taken:
    pss = rss = 0
    pids = tree(pid)
    for one in pids:
        for line in _lines(_PROC / str(one) / "smaps_rollup"):
            name, _, rest = line.partition(":")
            if name == "Pss":
                pss += int(rest.split()[0])
            elif name == "Rss":
                rss += int(rest.split()[0])
    return Taken(len(pids), pss / _KIB, rss / _KIB)


def spent(pid: int) -> Spent:
    """Since each process began; of those that live."""
    ticks = wakeups = 0
    for one in tree(pid):
        stat = "".join(_lines(_PROC / str(one) / "stat")).rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12]) if stat else 0
        wakeups += sum(_waits(one))
    return Spent(ticks / _TICKS, wakeups)


def signal_tree(pid: int, number: signal.Signals) -> None:
    for one in tree(pid):
        os.kill(one, number)


def _waits(pid: int) -> Iterator[int]:
    try:
        tasks = list((_PROC / str(pid) / "task").iterdir())
    except OSError:  # it has ended
        return
    for task in tasks:
        for line in _lines(task / "status"):
            if line.startswith("voluntary_ctxt_switches"):
                yield int(line.split()[1])


def _parent(entry: Path) -> int | None:
    """None of one that has ended meanwhile."""
    stat = "".join(_lines(entry / "stat")).rpartition(")")[2].split()
    return int(stat[1]) if stat else None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
