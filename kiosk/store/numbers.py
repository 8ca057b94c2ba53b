"""What outlives the store: how far order numbers and ``seq`` have been given out, beside the identity.

A store that is gone, or an old copy put back, would begin again with numbers that are on slips in people's
hands, and with a ``seq`` the hub has had. ``identity/numbers.json`` names the store, and the end of the block
that may be in use; it is durable before the first number of the block is. Another store, or one that is
behind the whole block, goes on after the block, and the hub sees the gap for what it is (docs/adr/0096).
"""

import logging
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.errors import KioskError
from kiosk.plain_files import read_plain
from kiosk.store.files import write_durably
from kiosk.store.identity import identity_dir

BLOCK: Final = 64
_MODE: Final = 0o640
_LONGEST: Final = 512
_MOST: Final = 10**9  # beyond it somebody meddled, and what is kept here outlives a new store

_log = logging.getLogger(__name__)

Last = Annotated[int, Field(ge=0, le=_MOST + BLOCK)]


def numbers_file(state_dir: Path) -> Path:
    return identity_dir(state_dir) / "numbers.json"


class _Kept(BaseModel):
    """The last of each that may have been given out, 0 for none, and the store that gave them."""

    model_config = ConfigDict(frozen=True, strict=True)

    terminal_id: str = ""
    store: int = 0
    seq: Last = 0
    number: Last = 0


class NumberBlocks:
    """For a process that writes orders, and under its write lock: two processes take turns by that."""

    def __init__(self, state_dir: Path) -> None:
        self._path = numbers_file(state_dir)
        self._kept = _Kept()
        self._first = _Kept()  # nothing below is given out

    def open(self, terminal_id: str, store: int) -> None:
        """Each time before numbers are asked for: another process may have gone on since.

        ``store`` tells one database from another. Raises OSError, KioskError E-STO-03 when it has no name.
        """
        if not store:
            raise KioskError("E-STO-03", "the store has no name")
        kept = self._kept = self._read(terminal_id)
        if kept.store not in (0, store):
            _log.error("store.is_another", extra={"terminal_id": terminal_id, "seq": kept.seq})
            self._first = kept.model_copy(update={"seq": kept.seq + 1, "number": kept.number + 1})
            kept = kept.model_copy(update={"seq": kept.seq + BLOCK, "number": kept.number + BLOCK})
        self._keep(kept.model_copy(update={"terminal_id": terminal_id, "store": store}))

    def seq(self, following: int) -> int:
        """``following``: what the store would give next. Returns what may be given.

        Raises OSError, KioskError E-STO-03 when the store's counter cannot be true.
        """
        given, end = _given(max(following, self._first.seq), self._kept.seq)
        self._keep(self._kept.model_copy(update={"seq": end}))
        return given

    def number(self, following: int) -> int:
        """As ``seq``, of order numbers."""
        given, end = _given(max(following, self._first.number), self._kept.number)
        self._keep(self._kept.model_copy(update={"number": end}))
        return given

    def _read(self, terminal_id: str) -> _Kept:
        """A file that is missing, damaged or another terminal's is as none: the store's word stands."""
        try:
            kept = _Kept.model_validate_json(read_plain(self._path, _LONGEST))
        except (OSError, ValidationError):
            return _Kept()
        return kept if kept.terminal_id == terminal_id else _Kept()

    def _keep(self, kept: _Kept) -> None:
        if kept != self._kept:
            write_durably(self._path, (kept.model_dump_json() + "\n").encode(), _MODE)
            self._kept = kept


def _given(following: int, end: int) -> tuple[int, int]:
    """What to give, and the end of the block it is in."""
    if max(following, end) > _MOST:
        raise KioskError("E-STO-03", "a counter is out of bounds")
    if following <= end - BLOCK:
        _log.error("store.behind_its_numbers", extra={"following": following, "given_out": end})
        following = end + 1
    return following, end if following <= end else following + BLOCK - 1
