"""Routes of enrolled terminals."""

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import text

from hub.clock import iso
from hub.db import reading
from hub.house import House
from hub.intake import accept
from hub.opener import Opener
from hub.web import json_body, problems, read_body, signed
from kiosk.wire.models import Envelope, Health
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.words import say


def terminal_routes(house: House, opener: Opener) -> APIRouter:
    routes = APIRouter()

    @routes.post(
        "/v1/intake",
        summary="Take one sealed envelope; a signed receipt once it is durable",
        response_model=SignedText,
        responses=problems(400, 403, 408, 413, 422, 503),
        openapi_extra=json_body(Envelope),
    )
    async def intake(request: Request) -> Response:
        answer = await run_in_threadpool(accept, house, await read_body(request, house.settings))
        opener.ring()
        return signed(answer.status, answer.word)

    @routes.get(
        "/v1/health",
        summary="Proof that the hub answers, now",
        response_model=SignedText,
        responses=problems(503),
    )
    def health(nonce: str = Query(default="", max_length=64, pattern=r"^[0-9a-f]*$")) -> Response:
        with reading(house.engine).connect() as connection:
            connection.execute(text("SELECT 1"))
        word = Health(hub_id=house.hub_id, nonce=nonce, at=iso(house.clock.now()))
        return signed(200, say(Tag.HEALTH, word, house.keys.sign))

    return routes
