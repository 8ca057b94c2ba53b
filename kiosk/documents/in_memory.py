"""Whether what a print server keeps of a paper stays in memory: asked of the kernel, never assumed.

A spool on a disk would keep somebody's paper after he went (docs/adr/0135).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_IN_MEMORY: Final = frozenset({"tmpfs", "ramfs"})
_ESCAPES: Final = {r"\040": " ", r"\011": "\t", r"\134": "\\"}


def spool_fault(folder: Path, proc: Path = Path("/proc"), sysfs: Path = Path("/sys")) -> str:
    """Why ``folder`` may not hold a paper, in Chinese for staff; empty: it may."""
    try:
        kind = _kind_of(folder, (proc / "self" / "mountinfo").read_text())
        swaps = list(_swaps((proc / "swaps").read_text()))
    except OSError as error:
        return f"查不了打印队列放在哪里（{error.strerror}）"
    if kind not in _IN_MEMORY:
        return f"打印队列 {folder} 不在内存里（{kind or '没有'}）"
    loose = [name for name in swaps if not _safe_swap(name, sysfs)]
    return f"交换区 {'、'.join(loose)} 没有加密" if loose else ""


def _kind_of(folder: Path, mounts: str) -> str:
    """The file system ``folder`` lies on: of the mount points above it the nearest, the last of those that
    cover each other. Format: proc_pid_mountinfo(5).
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(_plain(fields[4]))
        if (point == folder or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split(" ")[0]
    return kind


def _plain(text: str) -> str:
    for escaped, char in _ESCAPES.items():
        text = text.replace(escaped, char)
    return text


def _swaps(text: str) -> Iterator[str]:
    """Names of what is swapped to (proc_swaps(5)): a line each, below one of headings."""
    for line in text.splitlines()[1:]:
        if line.strip():
            yield line.split()[0]


def _safe_swap(name: str, sysfs: Path) -> bool:
    """Packed memory without a disk behind it, or a device that is enciphered."""
    device = sysfs / "class" / "block" / Path(name).name
    try:
        if device.name.startswith("zram"):
            return (device / "backing_dev").read_text().strip() in ("none", "")
        return (device / "dm" / "uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False
