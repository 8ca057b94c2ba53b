"""What stands between the program's own rooms and the bench: everything goes through, and is noted."""

import logging
import threading
from collections.abc import Callable

from kiosk.app_rooms import LiveRooms
from kiosk.domain.effects import Effect
from kiosk.domain.levels import Levels
from kiosk.domain.state import AppState
from kiosk.events import EventQueue
from kiosk.runtime import Runtime


class BellQueue(EventQueue):
    """Rings whenever something is posted, so that simulated time need not be looked through in frames."""

    def __init__(self) -> None:
        super().__init__()
        self.rung = threading.Event()

    def post(self, message: object) -> None:
        super().post(message)
        self.rung.set()


class RecordingRooms:
    """The real rooms, and what was asked of them. ``using`` is told before a device or the store begins."""

    def __init__(self, rooms: LiveRooms, using: Callable[[str], None]) -> None:
        self.performed: list[Effect] = []
        self._rooms = rooms
        self._using = using

    def perform(self, effect: Effect) -> None:
        self.performed.append(effect)
        used = {"PrintSlip": "printer", "SaveOrder": "store"}.get(type(effect).__name__)
        if used is not None:
            self._using(used)
        self._rooms.perform(effect)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        if wanted:
            self._using("idcard")
        self._rooms.read_card(wanted)

    def ask_evaluation(self, wanted: bool) -> None:
        if wanted:
            self._using("evaluator")
        self._rooms.ask_evaluation(wanted)

    def record(self, recording_id: str) -> None:
        self._rooms.record(recording_id)

    def replay(self, recording_id: str) -> None:
        self._rooms.replay(recording_id)

    def set_levels(self, levels: Levels) -> None:
        self._rooms.set_levels(levels)

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        if wanted:
            self._using("scanner")
        self._rooms.scan(wanted, fresh)


Seen = Callable[[AppState, object, AppState, tuple[Effect, ...]], None]


class WatchedRuntime(Runtime):
    """Shows every message with what it did to ``seen``."""

    seen: Seen
    rooms: RecordingRooms

    def _apply(self, message: object) -> None:
        before, mark = self.state, len(self.rooms.performed)
        super()._apply(message)
        self.seen(before, message, self.state, tuple(self.rooms.performed[mark:]))


class Notes(logging.Handler):
    """Every record as it was made, unmasked: ``lines`` to search, ``crashes`` what no one expected."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.crashes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        extra = {key: value for key, value in record.__dict__.items() if key not in ("args", "msg")}
        self.lines.append(f"{record.getMessage()} {extra}")
        if record.exc_info is not None:
            self.crashes.append(f"{record.getMessage()}: {record.exc_info[1]!r}")
