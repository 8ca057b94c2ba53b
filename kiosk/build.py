"""When this program was made: no honest clock shows less."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
# Nobody runs a program that old: a later time is a mistake, whoever signed it.
_LIFE: Final = timedelta(days=20 * 365)
_STAMP: Final = "built_at.txt"  # written by script/install


def build_time(package: Path = _PACKAGE) -> datetime:
    """Of an installed program as written into it; of a checkout when its newest source was changed. UTC."""
    try:
        return datetime.fromisoformat((package / _STAMP).read_text("ascii").strip()).astimezone(UTC)
    except (OSError, ValueError):
        newest = max(path.stat().st_mtime for path in package.glob("*.py"))
        return datetime.fromtimestamp(newest, UTC)


def latest_possible(built: datetime) -> datetime:
    """No time from here on is believed by a program that was made at ``built``."""
    return built + _LIFE
