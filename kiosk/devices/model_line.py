"""The serial line of a device whose model is a file: what it is opened with, and the doctor's rows of it.

Cheap devices of one kind have no protocol in common (kiosk/devices/profiles.py), so their drivers all begin
alike: read the model's file, open the port at its speed, decode what comes by its tables. What is asked of
the device, and what its silence means, is the driver's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.devices.base import Finding
from kiosk.devices.profiles import Model
from kiosk.devices.settings import ModelSettings
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.domain.device import DeviceState, DeviceStatus
from kiosk.errors import KioskError, for_staff

M = TypeVar("M", bound=Model)
D = TypeVar("D")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ModelKind(Generic[M, D]):
    """``label``: for technicians. ``load`` raises ValueError with what is wrong in the file."""

    label: str
    absent_code: str
    fault_code: str
    load: Callable[[str], M]
    decoder: Callable[[M], D]

    @property
    def silent(self) -> DeviceStatus:
        """The port is there and nothing answers on it."""
        return DeviceStatus(DeviceState.DEGRADED, "silent", self.fault_code)


class ModelLine(Generic[M, D]):
    """``port``, ``model`` and ``decoder`` are of the line as it was opened last.

    On the device's own thread, but ``preflight``, which opens the port only while nobody else has it.
    """

    def __init__(self, kind: ModelKind[M, D], settings: ModelSettings, open_port: OpenPort) -> None:
        self._kind = kind
        self._settings = settings
        self._open_port = open_port
        self._port: Transport | None = None
        self._model: M | None = None
        self._decoder: D | None = None

    def open(self) -> None:
        """Every time from the file: a technician may have changed it. KioskError, TransportError."""
        model = self._load()
        self._model, self._decoder = model, self._kind.decoder(model)
        self._port = self._open_port(self._baud(model))

    def close(self) -> None:
        """Idempotent; never raises. What was heard and not used is gone with the decoder."""
        port, self._port = self._port, None
        self._decoder = None
        if port is not None:
            port.close()

    def wake(self) -> None:
        """A read that waits returns at once. From any thread."""
        port = self._port
        if port is not None:
            port.wake()

    @property
    def port(self) -> Transport:
        return _opened(self._port)

    @property
    def model(self) -> M:
        return _opened(self._model)

    @property
    def decoder(self) -> D:
        return _opened(self._decoder)

    @property
    def baud(self) -> int:
        """Of the line as it is open."""
        return self._baud(self.model)

    def preflight(self, held: str, tried: Callable[[Transport, M], Finding]) -> list[Finding]:
        """The model's row and the line's: ``held`` while it is open here, else what ``tried`` finds on it."""
        kind = self._kind
        try:
            model = self._load()
        except KioskError as error:
            return [Finding(f"{kind.label}型号", False, error.detail, error.code)]
        baud = self._baud(model)
        rows = [Finding(f"{kind.label}型号", True, f"{model.label}，{baud} 波特")]
        if self._port is not None:
            return [*rows, Finding(kind.label, True, held)]
        try:
            port = self._open_port(baud)
            try:
                return [*rows, tried(port, model)]
            finally:
                port.close()
        except TransportError as error:
            staff = for_staff(kind.absent_code, str(error))
            return [*rows, Finding(kind.label, False, staff, kind.absent_code)]

    def _baud(self, model: M) -> int:
        return self._settings.baud or model.serial.baud

    def _load(self) -> M:
        try:
            return self._kind.load(self._settings.profile)
        except ValueError as error:
            raise KioskError(self._kind.fault_code, f"型号文件有误：{error}") from error


def _opened(part: T | None) -> T:
    if part is None:
        raise TransportError("not open")
    return part
