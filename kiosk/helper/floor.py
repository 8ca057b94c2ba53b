"""The time before which it cannot be: when the program was made, or the latest the hub has sworn to."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.build import latest_possible

_LONGEST: Final = 64
_RISE: Final = timedelta(days=1)


class Floor:
    """Kept in ``path``, where only root writes; ``built`` counts when nothing later is there."""

    def __init__(self, path: Path, built: datetime) -> None:
        self._path = path
        self._built = built

    def now(self) -> datetime:
        try:
            with self._path.open("r", encoding="ascii") as file:
                stored = datetime.fromisoformat(file.read(_LONGEST).strip())
        except (OSError, ValueError):
            return self._built
        return self._built if stored.tzinfo is None else max(self._built, stored.astimezone(UTC))

    def possible(self, at: datetime) -> bool:
        """Whether it can be ``at`` now."""
        return self.now() <= at < latest_possible(self._built)

    def raise_to(self, at: datetime) -> None:
        """On disk when it returns; never lowers. Raises OSError.

        By a day at most: a hub whose clock was wrong once must not keep this one wrong for ever.
        """
        floor = self.now()
        if at <= floor:
            return
        at = min(at, floor + _RISE)
        part = self._path.with_name(f".{self._path.name}.part")
        with part.open("w", encoding="ascii") as file:
            file.write(at.astimezone(UTC).isoformat())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
