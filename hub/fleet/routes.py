"""Routes of terminals that are not enrolled yet, and of what everybody may read: whom to trust."""

import logging

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from hub.errors import HubError
from hub.fleet.enrolment import EnrolResult, enrol
from hub.house import House
from hub.trust.document import current_document
from hub.web import json_body, problems, read_body
from kiosk.wire.enrolment import ENROL_PATH, EnrolMessage, EnrolReply
from kiosk.wire.trust import TRUST_PATH, TrustDocument

_log = logging.getLogger(__name__)
_JSON = "application/json"


def enrolment_routes(house: House) -> APIRouter:
    routes = APIRouter()

    @routes.post(
        ENROL_PATH,
        summary="Enrol one terminal by a one-time code",
        response_model=EnrolReply,
        responses=problems(400, 401, 403, 408, 410, 413, 503),
        openapi_extra=json_body(EnrolMessage),
    )
    async def enrolment(request: Request) -> Response:
        body = await read_body(request, house.settings)
        answer = await run_in_threadpool(_enrol, house, body)
        return Response(answer.body, status_code=answer.status, media_type=_JSON)

    @routes.get(
        TRUST_PATH,
        summary="What terminals are told to trust; it proves itself",
        response_model=TrustDocument,
        responses=problems(503),
    )
    async def trust() -> Response:
        document = await run_in_threadpool(_trust, house)
        return Response(document or b"{}", status_code=200 if document else 503, media_type=_JSON)

    return routes


def _enrol(house: House, body: bytes) -> EnrolResult:
    try:
        return enrol(house, body)
    except HubError as error:
        _log.error("enrolment.failed", extra={"code": error.code, "detail": error.detail})
        return EnrolResult(503)


def _trust(house: House) -> bytes | None:
    try:
        return current_document(house)
    except HubError as error:
        _log.error("trust.failed", extra={"code": error.code, "detail": error.detail})
        return None
