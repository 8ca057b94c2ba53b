"""Enrolment: a one-time code carried to one terminal becomes that terminal's key and name."""

import hashlib
import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from hub.clock import iso
from hub.db import reading
from hub.house import House
from hub.opening import open_pending
from hub.schema import ACTIVE, CODES, ORDERS, TERMINALS
from kiosk.wire.enrolment import EnrolAnswer, EnrolmentBundle, EnrolRequest, NotARequest, read_request
from kiosk.wire.ids import CROCKFORD, number_of, uuid7
from kiosk.wire.signing import BadSignature, SignedText, Tag
from kiosk.wire.words import say

CODE_LENGTH: Final = 16  # Crockford characters of 5 bits: 80 bits
# A replaced terminal starts well past what its predecessor may have printed and never sent.
_NUMBER_STEP: Final = 1000


@dataclass(frozen=True, slots=True)
class EnrolResult:
    """403: unknown code, used by another key, bad proof; 410: expired; 400: no enrolment request."""

    status: int
    word: SignedText | None = None


def make_bundle(house: House, url: str, ca_pem: str, terminal_code: str, hours: float) -> EnrolmentBundle:
    """A new one-time code in a bundle. Only the code's hash stays here."""
    code = "".join(CROCKFORD[byte & 31] for byte in os.urandom(CODE_LENGTH))
    now = house.clock.now()
    expires_at = iso(now + timedelta(hours=hours))
    with house.engine.begin() as connection:
        connection.execute(
            CODES.insert().values(
                code_sha256=_hash(code),
                terminal_code=terminal_code or _next_code(connection),
                made_at=iso(now),
                expires_at=expires_at,
            )
        )
        row = connection.execute(select(CODES).where(CODES.c.code_sha256 == _hash(code))).one()
    return EnrolmentBundle(
        hub_url=url,
        hub_id=house.hub_id,
        sign_key=house.keys.sign_public,
        seal_key=house.keys.seal_public,
        ca_pem=ca_pem,
        code=code,
        terminal_code=row.terminal_code,
        expires_at=expires_at,
    )


def _next_code(connection: Connection) -> str:
    taken = set(connection.execute(select(CODES.c.terminal_code)).scalars())
    return next(name for number in range(1, len(taken) + 2) if (name := f"T{number}") not in taken)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def enrol(house: House, raw: bytes) -> EnrolResult:
    """Answer one request. The same code with the same key gives the same answer, however often."""
    try:
        request = read_request(raw)
    except NotARequest:
        return EnrolResult(400)
    except BadSignature:
        return EnrolResult(403)
    if request.hub_id != house.hub_id:
        return EnrolResult(403)
    open_pending(house)
    with house.engine.begin() as connection:
        code = connection.execute(
            select(CODES).where(CODES.c.code_sha256 == _hash(request.code)).with_for_update()
        ).one_or_none()
        if code is None:
            return EnrolResult(403)
        if code.terminal_id is None:
            if code.expires_at < iso(house.clock.now()):
                return EnrolResult(410)
            _create(connection, house, code, request)
    with reading(house.engine).connect() as connection:
        terminal = connection.execute(
            select(TERMINALS)
            .join(CODES, CODES.c.terminal_id == TERMINALS.c.terminal_id)
            .where(CODES.c.code_sha256 == code.code_sha256)
        ).one()
    if (terminal.device_key, terminal.link_key) != (request.device_key, request.link_key):
        return EnrolResult(403)
    return EnrolResult(200, say(Tag.ENROL_ANSWER, _answer(house, terminal), house.keys.sign))


def _create(connection: Connection, house: House, code: Row[*tuple[Any, ...]], request: EnrolRequest) -> None:
    now = house.clock.now()
    terminal_id = uuid7(now, os.urandom)
    connection.execute(
        TERMINALS.insert().values(
            terminal_id=terminal_id,
            terminal_code=code.terminal_code,
            device_key=request.device_key,
            link_key=request.link_key,
            state=ACTIVE,
            number_from=_number_from(connection, code.terminal_code),
            enrolled_at=iso(now),
        )
    )
    connection.execute(
        update(CODES).where(CODES.c.code_sha256 == code.code_sha256).values(terminal_id=terminal_id)
    )


def _number_from(connection: Connection, terminal_code: str) -> int:
    """1 for a new code; past every number of the terminals that had it before."""
    highest = connection.execute(
        select(func.max(TERMINALS.c.number_from)).where(TERMINALS.c.terminal_code == terminal_code)
    ).scalar()
    if highest is None:
        return 1
    numbers = connection.execute(
        select(ORDERS.c.order_no).where(ORDERS.c.order_no.startswith(f"{terminal_code}-", autoescape=True))
    ).scalars()
    highest = max([int(highest), *(_number(no) for no in numbers)])
    return (highest // _NUMBER_STEP + 1) * _NUMBER_STEP + 1


def _number(order_no: str) -> int:
    try:
        return number_of(order_no)
    except ValueError:
        return 0


def _answer(house: House, terminal: Row[*tuple[Any, ...]]) -> EnrolAnswer:
    return EnrolAnswer(
        hub_id=house.hub_id,
        terminal_id=terminal.terminal_id,
        terminal_code=terminal.terminal_code,
        device_key=terminal.device_key,
        link_key=terminal.link_key,
        number_from=terminal.number_from,
        enrolled_at=terminal.enrolled_at,
    )
