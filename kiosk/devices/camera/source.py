"""Where pictures come from: a camera of the kernel's through OpenCV, or a port that speaks JPEGs.

The camera is open, and its light on, only between ``start`` and closing what it gives. What only taking a
picture needs is imported when one is taken.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.clock import Clock
from kiosk.devices.camera.protocol import ASK, BrokenPicture, Collector
from kiosk.devices.transport.base import OpenPort, Transport, TransportError

if TYPE_CHECKING:
    import numpy as np

    Picture = np.ndarray[Any, np.dtype[Any]]

_READ = 64 * 1024


class Frames(Protocol):
    """An open camera."""

    def grab(self, timeout: float) -> bool:
        """Wait for the next picture; False when none came in time. Raises TransportError."""
        ...

    def picture(self) -> "Picture | None":
        """The one that was grabbed, blue, green, red; None when it cannot be read."""
        ...

    def close(self) -> None:
        """Idempotent."""
        ...


class Source(Protocol):
    """One camera. ``name``: what a technician knows it by."""

    name: str

    def present(self) -> bool:
        """Whether it is there, without opening it."""
        ...

    def start(self) -> Frames:
        """Raises TransportError."""
        ...


class KernelSource:
    """Implements :class:`Source` over a device file of V4L2."""

    def __init__(self, path: str, width: int, height: int) -> None:
        self.name = path
        self._size = width, height

    def present(self) -> bool:
        return Path(self.name).exists()

    def start(self) -> Frames:
        import cv2

        opened = cv2.VideoCapture(self.name, cv2.CAP_V4L2)
        if not opened.isOpened():
            opened.release()
            raise TransportError(f"{self.name}: cannot be opened")
        # As JPEGs: no other format brings a large picture over USB several times a second.
        opened.set(cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG")))
        opened.set(cv2.CAP_PROP_FRAME_WIDTH, float(self._size[0]))
        opened.set(cv2.CAP_PROP_FRAME_HEIGHT, float(self._size[1]))
        opened.set(cv2.CAP_PROP_BUFFERSIZE, 1.0)
        return _Opened(opened, self.name)


class _Opened:
    """Implements :class:`Frames`. OpenCV itself gives up waiting after ten seconds, whatever ``timeout``."""

    def __init__(self, capture: Any, name: str) -> None:
        self._capture = capture
        self._name = name

    def grab(self, timeout: float) -> bool:
        if self._capture.grab():
            return True
        if not Path(self._name).exists():
            raise TransportError("unplugged")
        return False

    def picture(self) -> "Picture | None":
        whole, picture = self._capture.retrieve()
        return picture if whole else None

    def close(self) -> None:
        self._capture.release()


class PortSource:
    """Implements :class:`Source` over a simulator's port."""

    def __init__(
        self, name: str, open_port: OpenPort, baud: int, clock: Clock, present: Callable[[], bool]
    ) -> None:
        self.name = name
        self._open_port = open_port
        self._baud = baud
        self._clock = clock
        self._present = present

    def present(self) -> bool:
        return self._present()

    def start(self) -> Frames:
        port = self._open_port(self._baud)
        port.flush_input()
        return _Asking(port, self._clock)


class _Asking:
    """Implements :class:`Frames`: every picture is asked for, so none is older than the question."""

    def __init__(self, port: Transport, clock: Clock) -> None:
        self._port = port
        self._clock = clock
        self._jpeg = b""

    def grab(self, timeout: float) -> bool:
        until = self._clock.monotonic() + timeout
        self._port.write(ASK)
        answer = Collector()
        while (left := until - self._clock.monotonic()) > 0:
            try:
                jpeg = answer.feed(self._port.read(_READ, left))
            except BrokenPicture as error:
                raise TransportError(f"no picture: {error}") from None
            if jpeg is not None:
                self._jpeg = jpeg
                return True
        return False

    def picture(self) -> "Picture | None":
        import cv2
        import numpy as np

        found: Picture | None = cv2.imdecode(np.frombuffer(self._jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
        return found

    def close(self) -> None:
        self._jpeg = b""
        self._port.close()
