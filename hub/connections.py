"""Connections nobody speaks on are closed: whoever only opens them must not keep terminals out."""

import asyncio
import resource
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

# For the head of a request, from the connection, or from its first byte on one that was kept. The body has
# its own time (hub.web), and so has the silence between two requests.
HEAD_S: Final = 20.0
_MOST_FILES: Final = 16_384


class Connection(H11Protocol):
    """uvicorn's own waits for a head without end."""

    patience_s: float = HEAD_S
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if not self._without_request():
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.patience_s, self._end)

    def _without_request(self) -> bool:
        return bool(getattr(self.cycle, "response_complete", True))  # None before the first

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end(self) -> None:
        self._deadline = None
        if self._without_request():
            self.transport.close()


def allow_many() -> None:
    """As many connections as the system grants; a thousand, the usual beginning, are soon held open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
