"""A bar on the console for long work, gone when it is done. ``rich`` draws it (extra ``editor``); without it,
in a pipe, or for ``--json``, nothing is drawn.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.content.publish.progress import SILENT, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """On stderr, for stdout is for the result. ``quiet``: a program reads it, no person."""
    if quiet or not sys.stderr.isatty():
        yield SILENT
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars
    except ModuleNotFoundError:  # a terminal has none
        yield SILENT
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bar(bars)


class _Bar:
    """One line: the stretch that is being worked on."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, what: str, total: int = 0) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(what, total=total or None)

    def step(self) -> None:
        if self._task is not None:
            self._bars.advance(self._task)
