"""A bare Kivy window as a process of its own, to stand beside the terminal."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.children import end
from bench.settings import window
from bench.trees import signal_tree
from kiosk.config import CHECKOUT, Config


@contextmanager
def bare_window(module: str, environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """``module``: which one. It may have been stopped by a signal when it is to end."""
    panel = window(Config())
    words = [module, str(panel.width), str(panel.height), str(panel.fonts)]
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        signal_tree(process.pid, signal.SIGCONT)
        process.terminate()
        end(process)
