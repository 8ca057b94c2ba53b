"""Bytes in, bytes out. Everything a driver knows of a port."""

from typing import Protocol


class TransportError(Exception):
    """The other end is gone (unplugged, refused, closed). The only exception a transport raises."""


class Transport(Protocol):
    """One opened port. After a TransportError it is dead: close it and open another."""

    def read(self, max_bytes: int, timeout: float) -> bytes:
        """Whatever arrived, at most ``max_bytes``, as soon as anything did; ``b""`` after ``timeout`` s, or
        sooner when it was woken.

        Raises TransportError when the port is gone.
        """
        ...

    def wake(self) -> None:
        """A read that waits returns at once; when none does, the next that would wait. From any thread, also
        while the port is being closed. A transport whose reads cannot be cut short looks often instead.
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


class OpenPort(Protocol):
    """How a driver gets its port: the path is looked up anew at every call, so a replugged device is found.

    Raises TransportError when there is no such port or somebody else holds it.
    """

    def __call__(self, baud: int, /) -> Transport: ...
