"""Enrolment: a one-time code carried to one terminal becomes that terminal's keys and name.

Protocol: docs/protocol/enrolment.md. The code itself is never kept here, and never travels.
"""

import logging
import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from sqlalchemy import Connection, Row, func, select, update

from hub.clock import iso
from hub.database.db import reading
from hub.database.ended import MOST_WRONG, note_used
from hub.database.schema import ACTIVE, CODES, ORDERS, PENDING, TERMINALS
from hub.errors import HubError
from hub.house import House
from hub.orders.opening import open_pending
from hub.trust.document import current_document
from hub.trust.file import read_published
from kiosk.wire.bundle import CODE_LENGTH, EnrolmentBundle, key_sha256
from kiosk.wire.enrolment import (
    ACCEPTED,
    REFUSED,
    TYPED,
    CodeKeys,
    EnrolAnswer,
    EnrolMessage,
    EnrolRequest,
    NotARequest,
    code_keys,
    proved,
    read_request,
    spoken_words,
    transcript,
    write_reply,
)
from kiosk.wire.enrolment import PENDING as WAIT
from kiosk.wire.ids import CROCKFORD, number_of, uuid7
from kiosk.wire.signing import BadSignature, Tag, decode, decode_key, encode
from kiosk.wire.trust import read_document, read_hub_trust, text_sha256
from kiosk.wire.words import say

_log = logging.getLogger(__name__)

# A replaced terminal starts well past what its predecessor may have printed and never sent.
_NUMBER_STEP: Final = 1000
_KEY_BYTES: Final = 32

_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class EnrolResult:
    """400: no enrolment request; 401: whoever asks does not know the code; 403: unknown, used or dead code,
    keys not held; 410: expired; 503: no trust file was signed yet. Only 200 has a ``body``.
    """

    status: int
    body: bytes = b"{}"


def make_bundle(
    house: House, terminal_code: str, hours: float, *, compare_words: bool = False
) -> EnrolmentBundle:
    """A new one-time code, with all a terminal needs to know. Raises HubError E-HUB-13: no trust file yet."""
    published = read_published(house.settings)
    if published is None:
        raise HubError("E-HUB-13")
    code = "".join(CROCKFORD[byte & 31] for byte in os.urandom(CODE_LENGTH))
    keys = code_keys(code)
    now = house.clock.now()
    expires_at = iso(now + timedelta(hours=hours))
    with house.engine.begin() as connection:
        name = terminal_code or _next_code(connection)
        connection.execute(
            CODES.insert().values(
                code_id=keys.code_id,
                sealed_keys=_seal(house, keys),
                compare_words=int(compare_words),
                wrong=0,
                terminal_code=name,
                made_at=iso(now),
                expires_at=expires_at,
            )
        )
    root = published.document.roots[-1]
    return EnrolmentBundle(
        hub_url=published.hub.hub_url,
        hub_id=house.hub_id,
        receipt_sha256=key_sha256(house.keys.sign_public),
        root_sha256=text_sha256(root),
        root=root,
        ca_pem=published.hub.ca_pem,
        code=code,
        terminal_code=name,
        expires_at=expires_at,
    )


def _next_code(connection: Connection) -> str:
    taken = {
        *connection.execute(select(CODES.c.terminal_code)).scalars(),
        *connection.execute(select(TERMINALS.c.terminal_code)).scalars(),
    }
    return next(name for number in range(1, len(taken) + 2) if (name := f"T{number}") not in taken)


def _seal(house: House, keys: CodeKeys) -> str:
    public = PublicKey(decode_key(house.keys.seal_public))
    return encode(SealedBox(public).encrypt(keys.terminal + keys.hub))


def _unseal(house: House, code: _Row) -> CodeKeys:
    """Raises HubError E-HUB-03 when no key here opens it."""
    for private in house.keys.openers.values():
        try:
            both = SealedBox(private).decrypt(decode(code.sealed_keys))
        except CryptoError:
            continue
        return CodeKeys(code.code_id, both[:_KEY_BYTES], both[_KEY_BYTES:])
    raise HubError("E-HUB-03", "an enrolment code is sealed to a lost key")


def enrol(house: House, raw: bytes) -> EnrolResult:
    """Answer one request. The same code with the same keys gives the same terminal, however often."""
    try:
        message, request = read_request(raw)
    except NotARequest:
        return EnrolResult(400)
    except BadSignature:
        return EnrolResult(403)
    code = _find(house, request.code_id)
    if code is None or code.wrong >= MOST_WRONG:
        return EnrolResult(403)
    keys = _unseal(house, code)
    if not proved(message.proof, Tag.ENROL_REQUEST, message.text, keys.terminal):
        return _wrong(house, code)
    trust = current_document(house)
    if trust is None:
        return EnrolResult(503)
    if code.terminal_id is None:
        if code.expires_at < iso(house.clock.now()):
            return EnrolResult(410)
        _create(house, code, request)
    with reading(house.engine).connect() as connection:
        terminal = connection.execute(
            select(TERMINALS)
            .join(CODES, CODES.c.terminal_id == TERMINALS.c.terminal_id)
            .where(CODES.c.code_id == code.code_id)
        ).one()
    if (terminal.device_key, terminal.link_key) != (request.device_key, request.link_key):
        return EnrolResult(403)
    answer = _answer(house, terminal, message, trust)
    if terminal.state == PENDING or (terminal.state == ACTIVE and request.how == TYPED):
        _note_words(house, terminal, transcript(answer), request.exchange)
    word = say(Tag.ENROL_ANSWER, answer, house.keys.sign)
    return EnrolResult(200, write_reply(word, trust.decode(), keys))


def _find(house: House, code_id: str) -> _Row | None:
    """Reads only: noise from the network takes no lock that intake needs."""
    with reading(house.engine).connect() as connection:
        return connection.execute(select(CODES).where(CODES.c.code_id == code_id)).one_or_none()


def _wrong(house: House, code: _Row) -> EnrolResult:
    _log.warning("enrolment.wrong_proof", extra={"terminal_code": code.terminal_code})
    with house.engine.begin() as connection:
        this = CODES.c.code_id == code.code_id
        connection.execute(update(CODES).where(this).values(wrong=CODES.c.wrong + 1))
    return EnrolResult(401)


def _create(house: House, code: _Row, request: EnrolRequest) -> None:
    """The terminal of this code, unless another request has made it meanwhile."""
    open_pending(house)
    now = house.clock.now()
    terminal_id = uuid7(now, os.urandom)
    compare = bool(code.compare_words) or request.how == TYPED
    with house.engine.begin() as connection:
        taken = select(CODES.c.terminal_id).where(CODES.c.code_id == code.code_id).with_for_update()
        if connection.execute(taken).scalar() is not None:
            return
        connection.execute(
            TERMINALS.insert().values(
                terminal_id=terminal_id,
                terminal_code=code.terminal_code,
                device_key=request.device_key,
                link_key=request.link_key,
                state=PENDING if compare else ACTIVE,
                number_from=_number_from(connection, code.terminal_code),
                enrolled_at=iso(now),
                hub_nonce=os.urandom(16).hex(),
                words="",
                words_for="",
                words_exchange=0,
                changed_at=iso(now),
            )
        )
        connection.execute(
            update(CODES).where(CODES.c.code_id == code.code_id).values(terminal_id=terminal_id)
        )
    try:
        note_used(house.settings.data, code.code_id)
    except OSError as error:  # the database knows it; it is the next restore that would not
        _log.error("enrolment.not_noted", extra={"errno": error.errno})


def _note_words(house: House, terminal: _Row, said: str, exchange: int) -> None:
    """For the operator to compare, also once he has accepted. A newer exchange has other words; an older one,
    held back or sent again by somebody in between, changes nothing.
    """
    words_for = text_sha256(said)
    if terminal.words_for == words_for or exchange < terminal.words_exchange:
        return
    words = spoken_words(said)
    with house.engine.begin() as connection:
        connection.execute(
            update(TERMINALS)
            .where(
                TERMINALS.c.terminal_id == terminal.terminal_id,
                TERMINALS.c.state.in_((PENDING, ACTIVE)),
                TERMINALS.c.words_exchange <= exchange,
            )
            .values(words=words, words_for=words_for, words_exchange=exchange)
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


def _answer(house: House, terminal: _Row, message: EnrolMessage, trust: bytes) -> EnrolAnswer:
    document = read_document(trust)
    states = {ACTIVE: ACCEPTED, PENDING: WAIT}
    return EnrolAnswer(
        state=states.get(terminal.state, REFUSED),
        hub_id=house.hub_id,
        request_sha256=text_sha256(message.text),
        hub_nonce=terminal.hub_nonce,
        device_key=terminal.device_key,
        link_key=terminal.link_key,
        receipt_key=house.keys.sign_public,
        root_sha256=text_sha256(document.roots[-1]),
        ca_sha256=text_sha256(read_hub_trust(document.hub).ca_pem),
        trust_sha256=text_sha256(trust.decode()),
        terminal_id=terminal.terminal_id,
        terminal_code=terminal.terminal_code,
        number_from=terminal.number_from,
        enrolled_at=terminal.enrolled_at,
        at=iso(house.clock.now()),
    )
