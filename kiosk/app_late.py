"""What is asked of rooms that are not built yet; of the composition root (``app``)."""

from kiosk.domain.effects import Effect
from kiosk.domain.levels import Levels
from kiosk.runtime import Rooms


class LateRooms:
    """Stands in for rooms that are not built yet, and hands them what was asked for meanwhile."""

    def __init__(self) -> None:
        self._rooms: Rooms | None = None
        self._effects: list[Effect] = []
        self._card: tuple[str, ...] = ()
        self._evaluation = False
        self._scanning = False
        self._levels: Levels | None = None

    def open(self, rooms: Rooms) -> None:
        self._rooms = rooms
        for effect in self._effects:
            rooms.perform(effect)
        self._effects.clear()
        if self._card:
            rooms.read_card(self._card)
        if self._evaluation:
            rooms.ask_evaluation(True)
        if self._scanning:
            rooms.scan(True)
        if self._levels is not None:
            rooms.set_levels(self._levels)

    def perform(self, effect: Effect) -> None:
        if self._rooms is None:
            self._effects.append(effect)
        else:
            self._rooms.perform(effect)

    def read_card(self, wanted: tuple[str, ...]) -> None:
        self._card = wanted
        if self._rooms is not None:
            self._rooms.read_card(wanted)

    def ask_evaluation(self, wanted: bool) -> None:
        self._evaluation = wanted
        if self._rooms is not None:
            self._rooms.ask_evaluation(wanted)

    def record(self, recording_id: str) -> None:
        """Nothing is recorded before there is a microphone: its state says that it is absent."""
        if self._rooms is not None:
            self._rooms.record(recording_id)

    def set_levels(self, levels: Levels) -> None:
        self._levels = levels
        if self._rooms is not None:
            self._rooms.set_levels(levels)

    def replay(self, recording_id: str) -> None:
        if self._rooms is not None:
            self._rooms.replay(recording_id)

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        self._scanning = wanted
        if self._rooms is not None:
            self._rooms.scan(wanted, fresh)
