"""Routes of enrolled terminals: signed requests, and the time for who has no clock."""

from collections.abc import Callable

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from hub.house import House
from hub.orders.opener import Opener
from hub.uplink.answers import Answer
from hub.uplink.exchange import exchange, tell_time
from hub.uplink.intake import take_envelope
from hub.uplink.mailbox import answer_question
from hub.uplink.requests import Asked
from hub.web import json_body, problems, read_body, signed
from kiosk.wire.exchange import EXCHANGE_PATH, TIME_PATH, ExchangeRequest
from kiosk.wire.mailbox import MAILBOX_PATH, MailboxQuestion
from kiosk.wire.models import Envelope
from kiosk.wire.signing import SignedText

INTAKE_PATH = "/v1/intake"
Call = Callable[[House, Asked], Answer]
SIGNED_CALLS: dict[str, Call] = {
    INTAKE_PATH: take_envelope,
    EXCHANGE_PATH: exchange,
    MAILBOX_PATH: answer_question,
}


def terminal_routes(house: House, opener: Opener) -> APIRouter:
    routes = APIRouter()

    async def call(path: str, request: Request) -> Response:
        body = await read_body(request, house.settings)
        asked = Asked(path, request.headers, body)
        answer = await run_in_threadpool(SIGNED_CALLS[path], house, asked)
        return signed(answer.status, answer.word)

    @routes.post(
        INTAKE_PATH,
        summary="Take one sealed envelope; a signed receipt once it is durable",
        response_model=SignedText,
        responses=problems(400, 401, 403, 408, 409, 413, 422, 429, 503),
        openapi_extra=json_body(Envelope),
    )
    async def intake(request: Request) -> Response:
        response = await call(INTAKE_PATH, request)
        opener.ring()
        return response

    @routes.post(
        EXCHANGE_PATH,
        summary="How the terminal is, and what the hub has to tell it",
        response_model=SignedText,
        responses=problems(400, 401, 403, 408, 409, 413, 503),
        openapi_extra=json_body(ExchangeRequest),
    )
    async def talk(request: Request) -> Response:
        return await call(EXCHANGE_PATH, request)

    @routes.post(
        MAILBOX_PATH,
        summary="Answer one sealed question of the screen",
        response_model=SignedText,
        responses=problems(400, 401, 403, 408, 409, 413, 503),
        openapi_extra=json_body(MailboxQuestion),
    )
    async def mailbox(request: Request) -> Response:
        return await call(MAILBOX_PATH, request)

    @routes.get(
        TIME_PATH, summary="The hub's time, signed together with the nonce", response_model=SignedText
    )
    def time(nonce: str = Query(min_length=16, max_length=64, pattern=r"^[0-9a-f]*$")) -> Response:
        answer = tell_time(house, nonce)
        return signed(answer.status, answer.word)

    return routes
