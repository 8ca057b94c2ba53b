"""Photographed pages, in memory and nowhere else, until they are sealed or their visit is over (ADR 0155)."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.work_order import Attached
from kiosk.errors import KioskError
from kiosk.wire.limits import PAGE, PAGES_MOST

NOT_KEPT: Final = "E-CAM-03"


@dataclass(frozen=True, slots=True)
class _Kept:
    field_id: str
    jpeg: bytearray = field(repr=False)


class Shelf:
    """Callable from any thread; no call waits. At most ``PAGES_MOST`` are held. Overwritten when given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def keep(self, sheet_id: str, field_id: str, jpeg: bytearray) -> None:
        """``jpeg`` belongs to the shelf from now on. KioskError E-CAM-03 when there is no room for it."""
        with self._lock:
            if len(self._kept) >= PAGES_MOST:
                _zero(jpeg)
                raise KioskError(NOT_KEPT, "one page too many")
            self._kept[sheet_id] = _Kept(field_id, jpeg)

    def taken(self, sheet_ids: Sequence[str]) -> tuple[Attached, ...]:
        """Those, to be sealed with their order. KioskError E-CAM-03 when one is not here."""
        with self._lock:
            if not all(one in self._kept for one in sheet_ids):
                raise KioskError(NOT_KEPT, "a page is gone")
            found = [(one, self._kept[one]) for one in sheet_ids]
            return tuple(Attached(one, PAGE, bytes(kept.jpeg), field_id=kept.field_id) for one, kept in found)

    def wipe(self, sheet_id: str) -> None:
        with self._lock:
            found = self._kept.pop(sheet_id, None)
            if found is not None:
                _zero(found.jpeg)

    def forget(self) -> None:
        """The visit is over."""
        with self._lock:
            for found in self._kept.values():
                _zero(found.jpeg)
            self._kept.clear()


def _zero(jpeg: bytearray) -> None:
    jpeg[:] = bytes(len(jpeg))
    jpeg.clear()
