"""What every route of the hub's HTTP interface needs: bounded bodies, signed answers, described problems."""

import asyncio
import logging
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect

from hub.database.db import why
from hub.settings import HubSettings
from kiosk.wire.signing import SignedText

_log = logging.getLogger(__name__)
_MEANINGS: Final = {
    400: "Not of the expected shape; unsigned.",
    401: "No signature of our form, no proof of the code (unsigned), or one that does not hold (denial).",
    403: "Nobody enrolled here (unsigned), revoked (signed denial), or not its envelope (signed delay).",
    408: "The body took too long.",
    409: "This request was made before, or its counter is from long ago: a signed denial.",
    410: "The enrolment code has expired.",
    413: "The body is too long.",
    422: "This id is taken by another content: a signed refusal.",
    429: "More than a terminal may send a day: a signed delay.",
    503: "The database cannot write now; nothing was promised.",
}


class BodyRefused(Exception):
    """Too long (413), too slow (408) or not whole (400)."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route besides 200, for its description."""
    return {status: {"description": _MEANINGS[status]} for status in statuses}


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """The description of a body that the route reads itself."""
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


async def read_body(request: Request, settings: HubSettings) -> bytes:
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
    except ClientDisconnect as error:
        raise BodyRefused(400) from error  # cut in the middle; nobody reads the answer
    return bytes(body)


def signed(status: int, word: SignedText | None) -> Response:
    content = word.model_dump_json() if word is not None else "{}"
    return Response(content, status_code=status, media_type="application/json")


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(SQLAlchemyError, _database_trouble)
    app.add_exception_handler(BodyRefused, _body_refused)


async def _database_trouble(_request: Request, error: Exception) -> Response:
    _log.error("E-HUB-02 %s", why(error) if isinstance(error, SQLAlchemyError) else type(error).__name__)
    return Response("{}", status_code=503, media_type="application/json")


async def _body_refused(_request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, BodyRefused) else 400
    headers = {"Connection": "close"}
    return Response("{}", status_code=status, media_type="application/json", headers=headers)
