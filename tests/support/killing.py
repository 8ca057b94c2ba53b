"""Ending a process at a chosen line of ours, as SIGKILL would: nothing is cleaned up."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final

KILLED: Final = 9


def killed_at(line: int, modules: Iterable[ModuleType], work: Callable[[], object]) -> bool:
    """``work`` in a process of its own that ends before its ``line``-th line in ``modules``; if it did.

    No lock is given back but by the kernel.
    """
    left = line

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(KILLED)

    code = _apart(lambda: _traced(modules, work, count))
    assert code in (0, KILLED), "it failed by itself"
    return code == KILLED


def left_at_each_line(
    folder: Path, into: Path, modules: Iterable[ModuleType], work: Callable[[], object]
) -> tuple[int, list[Path]]:
    """What a kill before each line of ``work`` in ``modules`` leaves of ``folder``, and what its end does.

    Told are the number of lines and the states that differ, in their order. ``work`` runs once, in a process
    of its own, and what it has open stays open: each copy is made by another process, because whoever closes
    a file gives back all the locks SQLite has on it in the same one.
    """
    into.mkdir()
    lines = 0

    def keep() -> None:
        nonlocal lines
        assert _apart(lambda: _copy_changed(folder, into, lines)) == 0, "it could not be copied"
        lines += 1

    def whole() -> None:
        _traced(modules, work, keep)
        keep()
        (into / "lines").write_text(str(lines - 1))

    assert _apart(whole) == 0, "it failed by itself"
    return int((into / "lines").read_text()), sorted(path for path in into.iterdir() if path.is_dir())


def _copy_changed(folder: Path, into: Path, line: int) -> None:
    """Named by the line and by what is in it."""
    now, kept = _digest(folder), max((path.name for path in into.iterdir()), default="")
    if not kept.endswith(now):
        shutil.copytree(folder, into / f"{line:06}-{now}")


def _apart(work: Callable[[], object]) -> int:
    """The exit code of ``work`` in a process of its own: 1 when it raised something."""
    child = os.fork()
    if child == 0:
        sys.settrace(None)
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _traced(modules: Iterable[ModuleType], work: Callable[[], object], at_line: Callable[[], object]) -> None:
    ours = frozenset(str(module.__file__) for module in modules)

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            at_line()
        return trace

    sys.settrace(trace)
    work()
    sys.settrace(None)


def _digest(folder: Path) -> str:
    """Of all that is in it but SQLite's index of a log, which is made anew after a kill."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(f"{path.relative_to(folder)} {path.stat().st_mode:o}\n".encode())
        if path.is_file() and not path.name.endswith("-shm"):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
