"""Ways to a printer, each as a Transport (docs/adr/0030-printer-connections.md).

python-escpos opens network and USB connections; only its raw handle is used from then on, because its reads
wait for 16 bytes that never come and its status calls say "paper is there" when nothing answered at all.
A serial printer uses our own port: python-escpos cannot lock one against a second opener.
"""

import contextlib
import logging
import shutil
import socket
import threading
from collections.abc import Iterator
from typing import Any, Final, Protocol

from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.settings import port_path
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.devices.transport.listening import Bell
from kiosk.devices.transport.serial_port import serial_opener

_LOG: Final = logging.getLogger(__name__)

CONNECT_TIMEOUT: Final = 1.5  # s: a stop must not wait longer
WRITE_TIMEOUT: Final = 10.0  # s: a printer whose buffer is full and stays so is gone
_USB_READ: Final = 64  # bytes, one packet
_USB_SLICE: Final = 0.1  # s


def printer_opener(settings: PrinterSettings) -> OpenPort:
    """How this printer is reached. Nothing is opened, and python-escpos not imported, before the call."""
    if settings.connection == "serial":
        return serial_opener(port_path(settings, "printer"))

    def open_port(_baud: int, /) -> Transport:
        if settings.connection == "network":
            return SocketTransport(*_network(settings.host, settings.tcp_port))
        if settings.connection == "unix":
            return SocketTransport(_unix(settings.socket))
        return UsbTransport(_usb(settings), settings.usb_in, settings.usb_out)

    return open_port


class SocketTransport:
    """A connected stream socket. ``keeper``: an object that would close it when forgotten."""

    def __init__(self, connection: socket.socket, keeper: object = None) -> None:
        self._socket = connection
        self._keeper = keeper
        self._bell = Bell()

    def read(self, max_bytes: int, timeout: float) -> bytes:
        with _only_transport_errors():
            if not self._bell.wait(self._socket.fileno(), timeout):
                return b""
            self._socket.settimeout(0.0)
            try:
                data = self._socket.recv(max_bytes)
            except BlockingIOError:
                return b""
        if not data:
            raise TransportError("the printer closed the connection")
        return data

    def wake(self) -> None:
        self._bell.ring()

    def write(self, data: bytes) -> None:
        with _only_transport_errors():
            self._socket.settimeout(WRITE_TIMEOUT)
            self._socket.sendall(data)

    def flush_input(self) -> None:
        while self.read(4096, 0.0):
            pass

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.close()
        self._bell.close()


class UsbDevice(Protocol):
    """What is used of a pyusb device. Time-outs are milliseconds; 0 would wait for ever."""

    def read(self, endpoint: int, size: int, timeout: int) -> Any: ...

    def write(self, endpoint: int, data: bytes, timeout: int) -> int: ...


class UsbConnection(Protocol):
    """What is used of ``escpos.printer.Usb`` once it is open."""

    @property
    def device(self) -> UsbDevice: ...

    def close(self) -> None: ...


class UsbTransport:
    """Two bulk pipes. A read may bring a whole packet; what was not asked for is kept.

    A bulk transfer cannot be cut short from another thread: a long read is many short ones.
    """

    def __init__(self, connection: UsbConnection, endpoint_in: int, endpoint_out: int) -> None:
        self._connection: UsbConnection | None = connection
        self._in = endpoint_in
        self._out = endpoint_out
        self._kept = bytearray()
        self._woken = threading.Event()

    def read(self, max_bytes: int, timeout: float) -> bytes:
        left = timeout
        while not self._kept:
            self._kept += self._packet(min(left, _USB_SLICE))
            left -= _USB_SLICE
            if left <= 0 or self._woken.is_set():
                break
        if timeout > 0:
            self._woken.clear()
        data = bytes(self._kept[:max_bytes])
        del self._kept[:max_bytes]
        return data

    def wake(self) -> None:
        self._woken.set()

    def write(self, data: bytes) -> None:
        with _only_transport_errors():
            sent = 0
            while sent < len(data):
                count = self._device.write(self._out, data[sent:], round(WRITE_TIMEOUT * 1000))
                if count <= 0:
                    raise TransportError("the printer takes no more bytes")
                sent += count

    def flush_input(self) -> None:
        self._kept.clear()
        while self._packet(0.0):
            pass

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):  # pyusb raises its own, OSError and AttributeError
                connection.close()

    @property
    def _device(self) -> UsbDevice:
        if self._connection is None:
            raise TransportError("closed")
        return self._connection.device

    def _packet(self, timeout: float) -> bytes:
        with _only_transport_errors():
            try:
                return bytes(self._device.read(self._in, _USB_READ, max(1, round(timeout * 1000))))
            except OSError as error:
                # usb.core.USBTimeoutError is an OSError with errno 110 (or 60); nothing came, no harm done.
                if type(error).__name__ == "USBTimeoutError":
                    return b""
                raise


def _network(host: str, port: int) -> tuple[socket.socket, object]:
    network = _escpos().Network(host, port=port, timeout=CONNECT_TIMEOUT)
    _opened(network)
    return network.device, network


def _unix(path: str) -> socket.socket:
    """Forwarded by the system to a network printer, for a process that has no network of its own."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _only_transport_errors():
            connection.settimeout(CONNECT_TIMEOUT)
            connection.connect(path)
    except TransportError:
        connection.close()
        raise
    return connection


def _usb(settings: PrinterSettings) -> Any:
    usb = _escpos().Usb(
        settings.usb_vendor, settings.usb_product, in_ep=settings.usb_in, out_ep=settings.usb_out
    )
    _opened(usb)
    return usb


def _opened(connection: Any) -> None:
    """Every way python-escpos has to fail at opening (its own, pyusb's, missing libusb) is "not there"."""
    try:
        connection.open()
    except Exception as error:
        raise TransportError(f"{type(error).__name__}: {error}".splitlines()[0]) from error


def _escpos() -> Any:
    """python-escpos, imported when a connection needs it.

    Importing it makes a temporary folder with a pickle of its printer table, and leaves it behind.
    """
    from escpos import capabilities, printer

    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printer


@contextlib.contextmanager
def _only_transport_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise TransportError(str(error) or type(error).__name__) from error
