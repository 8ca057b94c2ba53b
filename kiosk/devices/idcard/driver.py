"""The ID-card reader as the terminal sees it: quiet until asked, then one document.

Only what a form asks for leaves this file: :meth:`Document.passing` is the border.
"""

import threading
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.idcard.documents import PASSABLE
from kiosk.devices.idcard.link import ExchangeError, Stopped
from kiosk.devices.idcard.reader import CardReader, CardUnreadable, Reading, connect
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.domain.device import (
    CARD_LEFT,
    READY,
    CardProblem,
    CardRead,
    CardSeen,
    DeviceState,
    DeviceStatus,
)
from kiosk.errors import KioskError, for_staff
from kiosk.events import Post

PING_EVERY: Final = 3.0  # s, while nobody wants a card
WATCH_EVERY: Final = 1.0  # s, while somebody should take his along
MAX_UNANSWERED: Final = 2  # looks in a row, fewer than would close the port: this reader does not tell
_OPENING: Final = DeviceStatus(DeviceState.OPENING)
_CARD_LEFT: Final = DeviceStatus(DeviceState.READY, CARD_LEFT)


class IdCardDriver:
    """Implements :class:`kiosk.devices.base.Device`.

    ``start_reading`` and ``stop_reading`` return at once and may be called from any thread, whether or not
    the reader is there: the wish outlives an unplugged cable. Posts CardSeen once for each card laid on,
    then CardRead and stops reading, or CardProblem (once for each card and cause) and goes on looking.
    ``watch_card`` is the same kind of wish; it posts nothing, the status says ``card_left``.
    """

    def __init__(
        self, settings: IdCardSettings, open_port: OpenPort, clock: Clock, post: Post, report: Report
    ) -> None:
        self.name = "idcard"
        self._settings = settings
        self._open_port = open_port
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wanted: tuple[str, ...] | None = None
        self._watching = False
        self._unanswered = 0
        self._request = 0  # which start_reading is being served
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._cancelled = threading.Event()
        self._reader: CardReader | None = None
        self._seen = False
        self._problem = ""
        self._left = False

    # ---- commands, from any thread ---------------------------------------------------------------

    def start_reading(self, wanted: tuple[str, ...]) -> None:
        """Read one card and hand on its ``wanted`` fields (``PASSABLE``). ValueError for others."""
        unknown = set(wanted) - PASSABLE
        if unknown:
            raise ValueError(f"a card reader does not hand on {', '.join(sorted(unknown))}")
        self._wish(wanted)

    def stop_reading(self) -> None:
        """Nobody waits for a card any more; what is being read is dropped."""
        self._wish(None)

    def watch_card(self, wanted: bool) -> None:
        """Look once a second whether a card lies there, while none is to be read; nothing of it is read
        (:meth:`CardReader.lies`). Only with ``card_left_probe``. The same wish again changes nothing.
        """
        watching = wanted and self._settings.card_left_probe
        with self._lock:
            if watching is self._watching:
                return
            self._watching = watching
            self._unanswered = 0
        self._wake.set()

    def cancel(self) -> None:
        """Break off a handshake, a read or a wait: the terminal stops."""
        self._cancelled.set()
        self._wake.set()

    def _wish(self, wanted: tuple[str, ...] | None) -> None:
        with self._lock:
            self._wanted = wanted
            self._request += 1
        self._wake.set()

    # ---- Device, on its own thread ---------------------------------------------------------------

    def open(self) -> None:
        self._seen, self._problem = False, ""
        self._left = False
        self._unanswered = 0
        self._reader = connect(
            self._open_port,
            self._clock,
            self._settings,
            self._stopping,
            on_port=lambda: self._report(_OPENING),
        )

    def run(self, stop: threading.Event) -> None:
        reader = self._reader
        if reader is None:
            raise TransportError("not open")
        self._stop = stop
        ping_at = self._clock.monotonic() + PING_EVERY
        try:
            while not self._stopping():
                self._wake.clear()
                with self._lock:
                    wanted, request = self._wanted, self._request
                    watching = self._watching and self._unanswered < MAX_UNANSWERED
                if wanted is not None:
                    self._look(reader, wanted, request)
                    ping_at = self._clock.monotonic() + PING_EVERY
                    continue
                if watching:
                    self._watch(reader)
                    ping_at = self._clock.monotonic() + PING_EVERY
                    continue
                self._card_left(False)
                if self._pause_until(ping_at):
                    self._ping(reader)
                    ping_at = self._clock.monotonic() + PING_EVERY
        except Stopped:
            return

    def close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def preflight(self) -> list[Finding]:
        """Opens the port for a moment, unless ``run`` holds it."""
        check = "身份证阅读器"
        if self._reader is not None:
            return [Finding(check, ok=True, text="已连接")]
        try:
            reader = connect(self._open_port, self._clock, self._settings, self._stopping, lambda: None)
        except TransportError as error:
            return [Finding(check, ok=False, text=for_staff("E-IDC-01", str(error)), code="E-IDC-01")]
        except KioskError as error:
            return [Finding(check, ok=False, text=error.info.staff, code=error.code)]
        try:
            text = f"模块号 {reader.module_id()}，{reader.link.baud} 波特"
        except (ExchangeError, ValueError):
            text = f"有回答，报不出模块号，{reader.link.baud} 波特"
        except (TransportError, KioskError):
            return [Finding(check, ok=False, text="说到一半断了", code="E-IDC-04")]
        finally:
            reader.close()
        return [Finding(check, ok=True, text=text)]

    def _stopping(self) -> bool:
        return self._stop.is_set() or self._cancelled.is_set()

    # ---- policy ----------------------------------------------------------------------------------

    def _ping(self, reader: CardReader) -> None:
        try:
            reader.ping()
        except ExchangeError:
            return  # counted by the link, which gives up by itself

    def _look(self, reader: CardReader, wanted: tuple[str, ...], request: int) -> None:
        try:
            reading = reader.look(lambda: self._card_seen(request))
        except ExchangeError:
            return  # counted by the link; asked again at once
        except CardUnreadable as error:
            self._card_problem(error.code, request)
            reading = None
        else:
            if reading is not None:
                self._hand_on(reading, wanted, request)
                return
            self._nothing_found(reader)
        self._pause_until(self._clock.monotonic() + self._settings.poll_ms / 1000)

    def _watch(self, reader: CardReader) -> None:
        """A look without an answer is no news: what was said of the card stays, until there are too many."""
        try:
            lies = reader.lies()
        except ExchangeError:
            self._unanswered += 1
        else:
            self._unanswered = 0
            self._card_left(lies)
        self._pause_until(self._clock.monotonic() + WATCH_EVERY)

    def _card_seen(self, request: int) -> None:
        self._card_left(False)
        if not self._seen:
            self._seen = True
            self._post_for(request, CardSeen())

    def _card_problem(self, code: str, request: int) -> None:
        if code != self._problem:
            self._problem = code
            self._post_for(request, CardProblem(code))

    def _hand_on(self, reading: Reading, wanted: tuple[str, ...], request: int) -> None:
        message = CardRead(reading.document.passing(wanted), reading.elapsed_ms)
        with self._lock:
            if request != self._request:
                return
            self._wanted = None
            self._seen, self._problem = False, ""
            self._post(message)

    def _nothing_found(self, reader: CardReader) -> None:
        self._seen, self._problem = False, ""
        if self._settings.card_left_probe:
            self._card_left(reader.card_left())

    def _card_left(self, left: bool) -> None:
        """The status says so while a card lies there that has to be lifted: read before, or watched."""
        if left is not self._left:
            self._left = left
            self._report(_CARD_LEFT if left else READY)

    def _post_for(self, request: int, message: object) -> None:
        """Nothing is said to somebody who no longer waits."""
        with self._lock:
            if request == self._request:
                self._post(message)

    def _pause_until(self, end: float) -> bool:
        """True at ``end``; False when the terminal stops or somebody changes his wish before."""
        while not self._stopping() and not self._wake.is_set():
            left = end - self._clock.monotonic()
            if left <= 0:
                return True
            self._clock.wait(self._wake, left)
        return False
