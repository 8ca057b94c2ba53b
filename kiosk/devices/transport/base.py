"""Bytes in, bytes out. Everything a driver knows of a port."""

from typing import Protocol


class TransportError(Exception):
    """The other end is gone (unplugged, refused, closed). The only exception a transport raises."""


class Transport(Protocol):
    def read(self, max_bytes: int, timeout: float) -> bytes:
        """Whatever arrived, at most ``max_bytes``, as soon as anything did. ``b""`` after ``timeout`` seconds.

        Raises TransportError when the port is gone.
        """
        ...

    def write(self, data: bytes) -> None:
        """Write all of ``data`` or raise TransportError."""
        ...

    def flush_input(self) -> None:
        """Throw away what has arrived and was not read."""
        ...

    def close(self) -> None:
        """Idempotent; never raises."""
        ...
