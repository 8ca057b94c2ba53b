"""Runs a program as ``python -m`` does and tells when its first frame was flipped, and how large it is then.

``python -m bench.watched MODULE ARGUMENTS``: a line of JSON a report, on the descriptor in ``BENCH_REPORT``.
Both sides of ``bench.start`` run under it, so what watching costs is in both. It imports nothing before the
program does: modules are looked at as they come.
"""

import os
import runpy
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from time import perf_counter
from types import ModuleType
from typing import Any, Final

REPORT: Final = "BENCH_REPORT"
SETTLE: Final = "BENCH_SETTLE"  # seconds after everything is there: the allocator has given back what it will


def report(event: str) -> None:
    """The instant, by the clock all processes share, and the resident memory with shared pages, in KiB."""
    at = perf_counter()
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - imports nothing
        pages = int(file.read().split()[1])
    kib = pages * os.sysconf("SC_PAGE_SIZE") // 1024
    os.write(int(os.environ[REPORT]), f'{{"event": "{event}", "at": {at!r}, "rss_kib": {kib}}}\n'.encode())


class _Then(Loader):
    """Loads a module as ``real`` would, then hands it to ``look``."""

    def __init__(self, real: Loader, look: Callable[[ModuleType], None]) -> None:
        self._real = real
        self._look = look

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._real.exec_module(module)
        self._look(module)


class _Watcher(MetaPathFinder):
    """``looks``: what to do with which module, right after it was first imported."""

    def __init__(self, looks: Mapping[str, Callable[[ModuleType], None]]) -> None:
        self._looks = looks

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in self._looks:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Then(spec.loader, self._looks[name])
        return spec


def first_flip(window_module: Any) -> None:
    """Report the return of the window's first buffer swap."""
    window = window_module.Window
    swap = window.flip

    def flip() -> None:
        swap()
        window.flip = swap
        report("first")

    window.flip = flip


def fully_up(loop_module: Any) -> None:
    """Report once the terminal has done all it does before anybody comes; then walk, write, report again."""
    put_up = loop_module.put_up

    def watched(*args: Any, **kwargs: Any) -> Any:
        loop = put_up(*args, **kwargs)
        from bench.residents import Resident

        Resident(loop, report, float(os.environ[SETTLE])).follow()
        return loop

    loop_module.put_up = watched


if __name__ == "__main__":
    sys.argv[:] = sys.argv[1:]
    sys.meta_path.insert(0, _Watcher({"kivy.core.window": first_flip, "kiosk.ui_loop": fully_up}))
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
