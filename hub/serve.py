"""Runs the hub's application under uvicorn, on a socket of our own: port 0 is a free one, and named."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from hub.connections import Connection, allow_many


class _Server(uvicorn.Server):
    """uvicorn without its handling of signals, which ends by raising them again: a stop is no failure."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._on_start()


def serve(
    app: FastAPI,
    host: str,
    port: int,
    announce: Callable[[int], None],
    tls: tuple[Path, Path] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT. ``announce(port)`` is called once requests are answered.

    ``tls``: certificate chain and key, PEM. Raises OSError when the address cannot be had.
    """
    allow_many()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(256)
        chosen = int(listening.getsockname()[1])
        config = uvicorn.Config(
            app,
            http=Connection,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
            ssl_certfile=str(tls[0]) if tls else None,
            ssl_keyfile=str(tls[1]) if tls else None,
        )
        asyncio.run(_run(_Server(config, lambda: announce(chosen)), listening))


async def _run(server: _Server, listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, server)
    await server.serve(sockets=[listening])


def _stop(server: _Server) -> None:
    server.should_exit = True
