"""A machine that notes what is done to it."""

from datetime import datetime

from kiosk.helper.system import Failed, Unavailable


class NotedMachine:
    """Implements :class:`kiosk.helper.system.System`. ``trouble``: raised by everything, after noting."""

    def __init__(self) -> None:
        self.done: list[tuple[object, ...]] = []
        self.trouble: Unavailable | Failed | None = None

    def _note(self, *what: object) -> None:
        self.done.append(what)
        if self.trouble is not None:
            raise self.trouble

    def reboot(self) -> None:
        self._note("reboot")

    def power_off(self) -> None:
        self._note("power-off")

    def set_time(self, at: datetime) -> None:
        self._note("time", at)

    def set_volume(self, percent: int) -> None:
        self._note("volume", percent)

    def set_brightness(self, percent: int) -> None:
        self._note("brightness", percent)

    def join_wifi(self, ssid: str, psk: str, hidden: bool) -> None:
        self._note("wifi", ssid, psk, hidden)
