"""What is not looked at for coverage. To trace makes Python two to three times as slow: where whole programs
run for a minute, or the whole library is built again and again, what they cover is covered by others too.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import coverage

# By this coverage reaches the programs that tests start.
TRACED: Final = "COVERAGE_PROCESS_CONFIG"


@contextmanager
def untraced() -> Generator[None]:
    """Neither this process nor those it starts are traced inside. A worker is traced twice: as a program that
    the run started, and over that by its own plugin.
    """
    stopped = []
    while (tracing := coverage.Coverage.current()) is not None:
        tracing.stop()
        stopped.append(tracing)
    children = os.environ.pop(TRACED, None)
    try:
        yield
    finally:
        for tracing in reversed(stopped):
            tracing.start()
        if children is not None:
            os.environ[TRACED] = children
