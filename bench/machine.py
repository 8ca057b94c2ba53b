"""Where and with what a run was made: a ratio means little without it."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.children import nap
from kiosk.config import CHECKOUT

_IDLE: Final = 3  # of the numbers of /proc/stat
_WAITING: Final = 4


def facts(folder: Path) -> dict[str, object]:
    """``folder``: where the benchmarks write."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "kivy": version("kivy"),
        "onnxruntime": version("onnxruntime"),
        "file_system": _file_system(folder),
        "load_before": round(os.getloadavg()[0], 2),
    }


def busy_percent(seconds: float) -> float:
    """Of all cores, whoever it is, while this process does nothing."""
    before = _jiffies()
    nap(seconds)
    spent = [now - was for was, now in zip(before, _jiffies(), strict=True)]
    idle = spent[_IDLE] + spent[_WAITING]
    return round((1 - idle / max(sum(spent), 1)) * 100, 1)


def _jiffies() -> list[int]:
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    return [int(word) for word in first.split()[1:]]


def commit() -> dict[str, object]:
    """The commit of the checkout, and whether anything differs from it; empty outside a checkout."""
    head = _git("rev-parse", "HEAD")
    return {"id": head, "changed": bool(_git("status", "--porcelain"))} if head else {}


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.machine())


def _file_system(folder: Path) -> str:
    """Type of the file system ``folder`` lies on: the mount with the longest matching path."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    path = folder.resolve()
    around = [(len(where), kind) for _, where, kind, *_ in mounts if path.is_relative_to(where)]
    return max(around)[1] if around else "unknown"
