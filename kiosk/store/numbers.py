"""What outlives the store: how far order numbers and ``seq`` have been given out, beside the identity.

A store that is gone, or an old copy put back, would begin again with numbers that are on slips in people's
hands, and with a ``seq`` the hub has had. ``identity/numbers.json`` names the store, and the end of the block
that may be in use; it is durable before the first number of the block is. Another store, or one that is
behind the whole block, goes on after the block, and the hub sees the gap for what it is (docs/adr/0096).
"""

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.plain_files import read_plain
from kiosk.store.files import write_durably

BLOCK: Final = 64
_MODE: Final = 0o640
_LONGEST: Final = 512
_COUNTS: Final = ("store", "seq", "number")

_log = logging.getLogger(__name__)


def numbers_file(state_dir: Path) -> Path:
    return state_dir / "identity" / "numbers.json"


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last of each that may have been given out, 0 for none, and the store that gave them."""

    terminal_id: str = ""
    store: int = 0
    seq: int = 0
    number: int = 0


class NumberBlocks:
    """For a process that writes orders, and under its write lock: two processes take turns by that."""

    def __init__(self, state_dir: Path) -> None:
        self._path = numbers_file(state_dir)
        self._kept = _Kept()
        self._first = _Kept()  # nothing below is given out

    def open(self, terminal_id: str, store: int) -> None:
        """Before numbers are asked for. ``store`` tells one database from another. Raises OSError."""
        if (self._kept.terminal_id, self._kept.store) == (terminal_id, store):
            return
        kept = self._read(terminal_id)
        self._first = _Kept()
        if kept.store not in (0, store):
            _log.error("store.is_another", extra={"terminal_id": terminal_id, "seq": kept.seq})
            self._first = replace(kept, seq=kept.seq + 1, number=kept.number + 1)
            kept = replace(kept, seq=kept.seq + BLOCK, number=kept.number + BLOCK)
        self._keep(replace(kept, terminal_id=terminal_id, store=store))

    def seq(self, following: int) -> int:
        """``following``: what the store would give next. Returns what may be given. Raises OSError."""
        given, end = _given(max(following, self._first.seq), self._kept.seq)
        self._keep(replace(self._kept, seq=end))
        return given

    def number(self, following: int) -> int:
        """As ``seq``, of order numbers."""
        given, end = _given(max(following, self._first.number), self._kept.number)
        self._keep(replace(self._kept, number=end))
        return given

    def _read(self, terminal_id: str) -> _Kept:
        """A file that is missing, damaged or another terminal's is as none: the store's word stands."""
        try:
            told = json.loads(read_plain(self._path, _LONGEST))
            kept = _Kept(str(told["terminal_id"]), *(max(0, int(told[name])) for name in _COUNTS))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return _Kept()
        return kept if kept.terminal_id == terminal_id else _Kept()

    def _keep(self, kept: _Kept) -> None:
        if kept != self._kept:
            write_durably(self._path, (json.dumps(asdict(kept)) + "\n").encode(), _MODE)
            self._kept = kept


def _given(following: int, end: int) -> tuple[int, int]:
    """What to give, and the end of the block it is in."""
    if following <= end - BLOCK:
        _log.error("store.behind_its_numbers", extra={"following": following, "given_out": end})
        following = end + 1
    return following, end if following <= end else following + BLOCK - 1
