"""The hub's application on a real socket, in a thread."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn

from hub.app import create_app
from hub.clock import Clock
from hub.settings import HubSettings


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@contextlib.contextmanager
def served(settings: HubSettings, clock: Clock) -> Iterator[int]:
    """The port. Ends with the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            create_app(settings, clock), log_level="error", access_log=False, timeout_graceful_shutdown=1
        )
        server = _Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert server.up.wait(20)
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(20)
