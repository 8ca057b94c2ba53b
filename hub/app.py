"""The hub's HTTP interface (docs/protocol/hub.md): enrolment, intake, health."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hub.clock import Clock, iso
from hub.db import reading
from hub.enrolment import enrol
from hub.house import House, open_house
from hub.intake import accept
from hub.opening import open_pending
from hub.settings import HubSettings
from kiosk.wire.models import Envelope, Health
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.words import say

_log = logging.getLogger(__name__)
_OPENER_JOIN_S: Final = 2.0
_LOOK_S: Final = 60.0
_PROBLEM: Final[dict[int | str, dict[str, Any]]] = {
    status: {"description": meaning}
    for status, meaning in {
        400: "Not of the expected shape; unsigned.",
        403: "Not from anybody enrolled here (unsigned), or its signature does not hold (signed delay).",
        408: "The body took too long.",
        410: "The enrolment code has expired.",
        413: "The body is too long.",
        422: "This id is taken by another content: a signed refusal.",
        503: "The database cannot write now; nothing was promised.",
    }.items()
}


class BodyRefused(Exception):
    """Too long (413) or too slow (408)."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class Opener:
    """Opens seals behind intake, from a thread of its own."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="opener", daemon=True)

    def start(self) -> None:
        self._wake.set()
        self._thread.start()

    def ring(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        self._thread.join(_OPENER_JOIN_S)

    def _run(self) -> None:
        everything = True
        while not self._stopping.is_set():
            self._wake.wait(_LOOK_S)
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                open_pending(self._house, everything=everything)
                everything = False
            except Exception:
                _log.exception("opener.failed")  # the next ring, or the next minute, tries again


def create_app(settings: HubSettings, clock: Clock) -> FastAPI:
    """The ASGI application of the hub in ``settings.data``. Raises HubError when it cannot be opened."""
    house = open_house(settings, clock)
    opener = Opener(house)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        opener.start()
        yield
        await run_in_threadpool(opener.stop)
        house.close()

    app = FastAPI(title="公共法律服务中心 hub", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_exception_handler(SQLAlchemyError, _database_trouble)
    app.add_exception_handler(BodyRefused, _body_refused)
    _add_routes(app, house, opener)
    return app


def _add_routes(app: FastAPI, house: House, opener: Opener) -> None:
    @app.post(
        "/v1/intake",
        summary="Take one sealed envelope; a signed receipt once it is durable",
        response_model=SignedText,
        responses={status: _PROBLEM[status] for status in (400, 403, 408, 413, 422, 503)},
        openapi_extra=_json_body(Envelope),
    )
    async def intake(request: Request) -> Response:
        answer = await run_in_threadpool(accept, house, await _body(request, house.settings))
        opener.ring()
        return _signed(answer.status, answer.word)

    @app.post(
        "/v1/enrol",
        summary="Enrol one terminal by a one-time code",
        response_model=SignedText,
        responses={status: _PROBLEM[status] for status in (400, 403, 408, 410, 413, 503)},
        openapi_extra=_json_body(SignedText),
    )
    async def enrolment(request: Request) -> Response:
        answer = await run_in_threadpool(enrol, house, await _body(request, house.settings))
        return _signed(answer.status, answer.word)

    @app.get(
        "/v1/health",
        summary="Proof that the hub answers, now",
        response_model=SignedText,
        responses={503: _PROBLEM[503]},
    )
    def health(nonce: str = Query(default="", max_length=64, pattern=r"^[0-9a-f]*$")) -> Response:
        with reading(house.engine).connect() as connection:
            connection.execute(text("SELECT 1"))
        word = Health(hub_id=house.hub_id, nonce=nonce, at=iso(house.clock.now()))
        return _signed(200, say(Tag.HEALTH, word, house.keys.sign))


def _json_body(model: type[Envelope] | type[SignedText]) -> dict[str, Any]:
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


async def _body(request: Request, settings: HubSettings) -> bytes:
    """The whole body, never more than it may be, never longer than it may take. Raises BodyRefused."""
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_timeout_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > settings.max_body:
                    raise BodyRefused(413)
    except TimeoutError as error:
        raise BodyRefused(408) from error
    return bytes(body)


def _signed(status: int, word: SignedText | None) -> Response:
    content = word.model_dump_json() if word is not None else "{}"
    return Response(content, status_code=status, media_type="application/json")


async def _database_trouble(_request: Request, error: Exception) -> Response:
    _log.error("database", extra={"code": "E-HUB-02", "error": type(error).__name__})
    return Response("{}", status_code=503, media_type="application/json")


async def _body_refused(_request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, BodyRefused) else 400
    headers = {"Connection": "close"}
    return Response("{}", status_code=status, media_type="application/json", headers=headers)
