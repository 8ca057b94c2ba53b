"""What a terminal says of itself with each exchange. Nothing of it is personal."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kiosk.clock import Clock
from kiosk.mail.board import read_board
from kiosk.sync.exchange import About


def about(content: Path, run_path: Path, clock: Clock) -> Callable[[], About]:
    """Looks each time it is called: where ``current`` in ``content`` points (``releases/N``), and what the
    screen's process has put up in ``run_path``.
    """
    software = _software()
    return lambda: About(software, _release(content), read_board(run_path, clock))


def _software() -> str:
    try:
        return version("gongfa-terminal")[:32]
    except PackageNotFoundError:
        return ""


def _release(content: Path) -> int:
    try:
        return max(0, int((content / "current").readlink().name))
    except (OSError, ValueError):
        return 0
