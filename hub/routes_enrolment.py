"""Routes of terminals that are not enrolled yet."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from hub.enrolment import enrol
from hub.house import House
from hub.web import json_body, problems, read_body, signed
from kiosk.wire.signing import SignedText


def enrolment_routes(house: House) -> APIRouter:
    routes = APIRouter()

    @routes.post(
        "/v1/enrol",
        summary="Enrol one terminal by a one-time code",
        response_model=SignedText,
        responses=problems(400, 403, 408, 410, 413, 503),
        openapi_extra=json_body(SignedText),
    )
    async def enrolment(request: Request) -> Response:
        answer = await run_in_threadpool(enrol, house, await read_body(request, house.settings))
        return signed(answer.status, answer.word)

    return routes
