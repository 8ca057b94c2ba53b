"""Real-time status: DLE EOT 1 to 4, one byte each (docs/protocol/printer.md).

A reply always has bits 1 and 4 set and bits 0 and 7 clear; everything else on the line (noise, XON/XOFF,
pushed four-byte status) fails that test and is thrown away.
"""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.device import DeviceState, DeviceStatus

QUERIES: Final = (1, 2, 3, 4)

_MASK: Final = 0x93
_FIXED: Final = 0x12


@dataclass(frozen=True, slots=True)
class Ready:
    """Prints. ``near_end``: the roll will be empty soon."""

    near_end: bool = False


@dataclass(frozen=True, slots=True)
class CoverOpen:
    """The paper sensor means nothing while it is open."""


@dataclass(frozen=True, slots=True)
class NoPaper:
    """The roll is empty."""


@dataclass(frozen=True, slots=True)
class CutterError:
    """The blade is stuck."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Another error. ``recoverable``: it goes by itself (print head too hot)."""

    recoverable: bool


@dataclass(frozen=True, slots=True)
class Offline:
    """Does not print and does not say why (feed button held, switched off-line)."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Did not answer, or not to all four questions."""


PrinterStatus = Ready | CoverOpen | NoPaper | CutterError | Fault | Offline | Silent


def query(number: int) -> bytes:
    """The question ``number``, 1 to 4."""
    return bytes([0x10, 0x04, number])


def answer_in(data: bytes) -> int | None:
    """The first byte that can be a reply; None when all of ``data`` is noise."""
    return next(iter(answers_in(data)), None)


def answers_in(data: bytes) -> list[int]:
    """Every byte that can be a reply."""
    return [byte for byte in data if byte & _MASK == _FIXED]


def interpret(printer: int, cause: int, error: int, paper: int) -> PrinterStatus:
    """What the four replies say together; the most telling cause wins."""
    if cause & 0x04:
        return CoverOpen()
    if cause & 0x20 or paper & 0x60:
        return NoPaper()
    if error & 0x08:
        return CutterError()
    if error & 0x20:
        return Fault(recoverable=False)
    if error & 0x40 or cause & 0x40:
        return Fault(recoverable=True)
    if printer & 0x08:
        return Offline()
    return Ready(near_end=bool(paper & 0x0C))


def device_status(status: PrinterStatus) -> DeviceStatus:
    """The same in the words the rest of the program knows; codes are rows of kiosk.errors."""
    match status:
        case Ready(near_end):
            return DeviceStatus(DeviceState.READY, "near_end" if near_end else "")
        case CoverOpen():
            return DeviceStatus(DeviceState.DEGRADED, "cover_open", "E-PRN-03")
        case NoPaper():
            return DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")
        case CutterError():
            return DeviceStatus(DeviceState.DEGRADED, "cutter_error", "E-PRN-04")
        case Fault():
            return DeviceStatus(DeviceState.DEGRADED, "fault", "E-PRN-04")
        case Offline():
            return DeviceStatus(DeviceState.DEGRADED, "offline", "E-PRN-04")
        case Silent():
            return DeviceStatus(DeviceState.DEGRADED, "silent", "E-PRN-05")
