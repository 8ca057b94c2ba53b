"""What a terminal says of itself with each exchange. Nothing of it is personal."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kiosk.sync.exchange import About


def about(content: Path) -> Callable[[], About]:
    """Looks at ``content`` (its ``current`` points at ``releases/N``) each time it is called."""
    software = _software()
    return lambda: About(software=software, content_release=_release(content))


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
