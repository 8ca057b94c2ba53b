"""A connection on which no request comes is closed; one with a request, however slow its answer, is not."""

import asyncio
import resource
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from uvicorn.server import ServerState

from hub.connections import Connection, allow_many
from hub.serve import serve

BOUND_S = 20.0
HEAD = b"GET / HTTP/1.1\r\nHost: hub\r\n"
Scene = Callable[[int, asyncio.Event], Awaitable[None]]


class Hasty(Connection):
    patience_s = 0.05


def played(scene: Scene) -> None:
    """``scene(port, answer)``: a server whose answer comes when ``answer`` is set."""

    async def play() -> None:
        answer = asyncio.Event()

        async def app(_scope: Any, _receive: Any, send: Any) -> None:
            await answer.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        config = uvicorn.Config(app, http=Hasty, lifespan="off", log_config=None)
        config.load()
        state, loop = ServerState(), asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Hasty(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        async with server:
            await asyncio.wait_for(scene(server.sockets[0].getsockname()[1], answer), BOUND_S)

    asyncio.run(play())


@pytest.mark.parametrize("said", [b"", b"G", HEAD])
def test_who_says_nothing_or_half_a_head_is_let_go(said: bytes) -> None:
    async def scene(port: int, _answer: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        assert await reader.read() == b""
        writer.close()

    played(scene)


def test_who_waits_for_an_answer_is_not_and_may_ask_again_but_not_by_halves() -> None:
    async def scene(port: int, answer: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD + b"\r\n")
        silent, other = await asyncio.open_connection("127.0.0.1", port)
        assert await silent.read() == b""  # its patience has passed; the first one's too
        other.close()
        answer.set()
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 204")
        writer.write(HEAD + b"\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 204")
        writer.write(HEAD)
        assert await reader.read() == b""
        writer.close()

    played(scene)


def test_as_many_as_the_system_grants(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: asked.append(limits))
    for soft, hard in ((1024, 4096), (1024, 1_048_576), (1024, resource.RLIM_INFINITY), (65_536, 65_536)):
        monkeypatch.setattr(resource, "getrlimit", lambda _what, limits=(soft, hard): limits)
        allow_many()
    assert asked == [(4096, 4096), (16_384, 1_048_576), (16_384, resource.RLIM_INFINITY)]


def test_the_hub_serves_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dict[str, Any]] = []

    class Stop(Exception):
        """Far enough."""

    def config(_app: object, **options: Any) -> None:
        made.append(options)
        raise Stop

    monkeypatch.setattr(uvicorn, "Config", config)
    with pytest.raises(Stop):
        serve(FastAPI(), "127.0.0.1", 0, lambda _port: None)
    assert made[0]["http"] is Connection
