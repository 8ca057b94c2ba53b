"""The keypad's policy: keys of the closed list, each once however long it is held or a hand trembles."""

import threading
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.keypad.protocol import Decoder, Down, Heard, key_of
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.devices.transport.listening import LISTEN
from kiosk.domain.device import DeviceState, DeviceStatus
from kiosk.domain.focus import KeyPressed, Strikes
from kiosk.errors import KioskError, for_staff
from kiosk.events import Post

GONE: Final = "E-KEY-01"
GAP: Final = 0.25  # s of quiet after which half an event will not be finished
_READ: Final = 1536
_LABEL: Final = "按键盘"


class KeypadDriver:
    """Implements :class:`kiosk.devices.base.Device`. Posts KeyPressed."""

    name = "keypad"

    def __init__(
        self, settings: KeypadSettings, open_port: OpenPort, clock: Clock, post: Post, report: Report
    ) -> None:
        self._settings = settings
        self._own = settings.own
        self._open_port = open_port
        self._clock = clock
        self._post = post
        self._report = report
        self._port: Transport | None = None
        self._decoder = Decoder()
        self._strikes = Strikes()

    def open(self) -> None:
        """Whatever was pressed before, and nobody was there to hear, is gone."""
        self._port = self._open_port(self._settings.baud)
        self._report(DeviceStatus(DeviceState.OPENING))
        self._decoder = Decoder()
        self._port.flush_input()

    def run(self, stop: threading.Event) -> None:
        port = self._port
        if port is None:
            raise TransportError("not open")
        while not stop.is_set():
            data = port.read(_READ, GAP if self._decoder.held else LISTEN)
            if not data:
                self._decoder.idle()
            for heard in self._decoder.feed(data):
                self._hear(heard)

    def _hear(self, heard: Heard) -> None:
        if not isinstance(heard, Down):
            return
        key = key_of(heard.code, self._own)
        if key is not None and self._strikes.counts(key, heard.at):
            self._post(KeyPressed(key))

    def cancel(self) -> None:
        """The terminal stops."""
        port = self._port
        if port is not None:
            port.wake()

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.close()

    def preflight(self) -> list[Finding]:
        """Opens it for a moment, unless ``run`` has it."""
        if self._port is not None:
            return [Finding(_LABEL, True, "接着，按一下“下一个”，屏幕上会出现框")]
        try:
            self._open_port(self._settings.baud).close()
        except TransportError as error:
            return [Finding(_LABEL, False, for_staff(GONE, str(error)), GONE)]
        except KioskError as error:
            return [Finding(_LABEL, False, for_staff(error.code, error.detail), error.code)]
        return [Finding(_LABEL, True, "打得开")]
