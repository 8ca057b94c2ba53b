"""The camera's policy: open only while somebody aims, a few small pictures a second, a page when asked.

Every picture that was asked for is answered, with SheetTaken or SheetFailed; what was taken is on the shelf,
which outlives a pulled plug.
"""

import logging
import threading
from itertools import count
from typing import Final, NamedTuple

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.camera.develop import NOT_KEPT, PREVIEW, develop, view_of
from kiosk.devices.camera.shelf import Shelf
from kiosk.devices.camera.source import Frames, Source
from kiosk.devices.transport.base import TransportError
from kiosk.domain.device import READY, DeviceState, DeviceStatus
from kiosk.domain.sheets import PreviewSeen, SheetFailed, SheetTaken
from kiosk.errors import KioskError, for_staff
from kiosk.events import Post

_LOG: Final = logging.getLogger(__name__)
GONE: Final = "E-CAM-01"
NO_PICTURE: Final = "E-CAM-02"
LOOK: Final = 1.0  # s between looks whether it is still plugged in
STALL: Final = 3.0  # s without a picture after which it does not work any more
EVERY: Final = 0.16  # s between two previews
_BUSY: Final = DeviceStatus(DeviceState.BUSY)


class _Take(NamedTuple):
    sheet_id: str
    field_id: str


class CameraDriver:
    """Implements :class:`kiosk.devices.base.Device`. What is above its methods is for any thread."""

    name = "camera"

    def __init__(self, source: Source, clock: Clock, post: Post, report: Report) -> None:
        self.shelf = Shelf()
        self._source = source
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._wanted = False
        self._takes: list[_Take] = []
        self._visits = 0  # one more whenever one is over: what is developed meanwhile is nobody's
        self._open = False
        self._numbers = count(1)

    # ---- commands, from any thread -------------------------------------------------------------------

    def look(self, wanted: bool) -> None:
        """Open, and post PreviewSeen a few times a second; or close. Never waits."""
        with self._lock:
            self._wanted = wanted
        self._wake.set()

    def take(self, sheet_id: str, field_id: str) -> None:
        """The next picture, as a page on the shelf. SheetTaken or SheetFailed follows."""
        with self._lock:
            there = self._open
            if there:
                self._takes.append(_Take(sheet_id, field_id))
        self._wake.set()
        if not there:
            self._post(SheetFailed(sheet_id, GONE))

    def forget(self) -> None:
        """The visit is over: close, keep nothing, say nothing."""
        with self._lock:
            self._wanted = False
            self._takes.clear()
            self._visits += 1
            self.shelf.forget()
        self._wake.set()

    def cancel(self) -> None:
        """The terminal stops."""
        self._wake.set()

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Looks once: a camera that is listed may still give no picture."""
        if not self._source.present():
            raise TransportError("no camera")
        self._report(DeviceStatus(DeviceState.OPENING))
        self._try()
        with self._lock:
            self._open = True

    def run(self, stop: threading.Event) -> None:
        looked = self._clock.monotonic()
        while True:
            self._wake.clear()
            if stop.is_set():  # only now: a stop that came before was woken for, too
                return
            if self._busy():
                self._watch(stop)
                looked = self._clock.monotonic()
            elif not self._clock.wait(self._wake, looked + LOOK - self._clock.monotonic()):
                looked = self._clock.monotonic()
                if not self._source.present():
                    raise TransportError("unplugged")

    def close(self) -> None:
        """Somebody may be waiting for a picture."""
        with self._lock:
            self._open = False
            takes, self._takes = self._takes, []
        for take in takes:
            self._post(SheetFailed(take.sheet_id, GONE))

    def preflight(self) -> list[Finding]:
        """Looks for a moment, unless ``run`` holds it."""
        name = self._source.name
        if self._open:
            return [Finding("摄像头", True, f"{name}，打得开")]
        try:
            if not self._source.present():
                raise TransportError(name)
            self._try()
        except TransportError as error:
            return [Finding("摄像头", False, for_staff(GONE, str(error)), GONE)]
        except KioskError:
            return [Finding("摄像头", False, for_staff(NO_PICTURE), NO_PICTURE)]
        return [Finding("摄像头", True, f"{name}，有画面")]

    # ---- looking -------------------------------------------------------------------------------------

    def _try(self) -> None:
        frames = self._source.start()
        try:
            if not frames.grab(STALL) or frames.picture() is None:
                raise KioskError(NO_PICTURE, "no picture came")
        finally:
            frames.close()

    def _busy(self) -> bool:
        with self._lock:
            return self._wanted or bool(self._takes)

    def _watch(self, stop: threading.Event) -> None:
        """Until nobody wants it. Raises what ended it, if that was the camera's."""
        self._report(_BUSY)
        frames = self._source.start()
        try:
            shown = float("-inf")
            while self._busy() and not stop.is_set():
                shown = self._next(frames, shown)
        finally:
            frames.close()
        self._report(READY)

    def _next(self, frames: Frames, shown: float) -> float:
        """One picture: what was asked for before it came is made of it. When the last preview was shown."""
        with self._lock:
            takes, visit = list(self._takes), self._visits
        if not frames.grab(STALL):
            raise KioskError(NO_PICTURE, "the pictures stopped")
        now = self._clock.monotonic()
        if not takes and now - shown < EVERY:
            return shown
        picture = frames.picture()
        if picture is None:
            return shown  # a torn one; the next is on its way
        self._post(PreviewSeen(view_of(picture, next(self._numbers), PREVIEW)))
        for take in takes:
            self._finish(take, visit, self._developed(take, picture, visit))
        picture[:] = 0
        return now

    def _developed(self, take: _Take, picture: object, visit: int) -> SheetTaken | SheetFailed:
        import cv2

        try:
            made = develop(picture, next(self._numbers))  # type: ignore[arg-type]
            with self._lock:
                if visit == self._visits:
                    self.shelf.keep(take.sheet_id, take.field_id, made.jpeg)
                else:
                    made.jpeg[:] = bytes(len(made.jpeg))
        except (KioskError, cv2.error) as error:
            _LOG.error("page.failed", extra={"code": NOT_KEPT, "why": type(error).__name__})
            return SheetFailed(take.sheet_id, NOT_KEPT)
        return SheetTaken(take.sheet_id, made.view, made.doubt)

    def _finish(self, take: _Take, visit: int, told: SheetTaken | SheetFailed) -> None:
        with self._lock:
            theirs = visit == self._visits
            if take in self._takes:
                self._takes.remove(take)
        if theirs:
            self._post(told)
