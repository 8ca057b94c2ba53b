"""A time that was certainly before now: it only rises, and outlives a clock that lost its battery.

``sync/floor.json`` holds the last time the hub signed; no time is before that of the build. What must not be
fooled by the machine's clock (may this be trusted? has it run out?) is judged by ``reference_time``. The root
helper keeps a floor of its own, which sync cannot write.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.build import build_time, latest_possible
from kiosk.errors import KioskError
from kiosk.plain_files import read_plain
from kiosk.store.files import write_durably

# An exchange comes every few minutes; the disk need not be written for each.
_STEP: Final = timedelta(hours=1)
_MODE: Final = 0o640
_RISE: Final = timedelta(days=1)
_LONGEST: Final = 256


class Floor:
    """Written by sync alone, read by everybody. ``built``: when this program was made."""

    def __init__(self, state_dir: Path, built: datetime | None = None) -> None:
        self._path = state_dir / "sync" / "floor.json"
        self._built = built or build_time()
        self._latest = latest_possible(self._built)

    def possible(self, at: datetime) -> bool:
        """Whether anybody could still run this program then."""
        return at < self._latest

    def read(self) -> datetime:
        """A file that is missing or damaged is as none: the floor is then the build's time."""
        try:
            told = datetime.fromisoformat(json.loads(read_plain(self._path, _LONGEST))["at"])
            return max(self._built, told) if told < self._latest else self._built
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return self._built

    def raise_to(self, at: datetime) -> None:
        """``at``: a time the hub signed. Durable when it returns, if it is an hour or more above the old one.

        It rises by a day at most for each word: a hub whose clock was wrong once costs no more than that, and
        one that speaks every few minutes makes up for years in days. Raises KioskError E-STO-02.
        """
        floor = self.read()
        if at - floor < _STEP or not self.possible(at):
            return
        at = min(at, floor + _RISE)
        text = json.dumps({"at": at.astimezone(UTC).isoformat(timespec="seconds")}) + "\n"
        try:
            write_durably(self._path, text.encode(), _MODE)
        except OSError as error:
            raise KioskError("E-STO-02", f"{self._path.name}: {error.strerror}") from error


def reference_time(floor: Floor, now: datetime, *, trusted: bool) -> datetime:
    """The latest time that is certain: the clock's own only when somebody vouched for it since the boot."""
    return max(floor.read(), now) if trusted else floor.read()
