"""Answers the screen's sealed questions: where an order stands, for who holds its slip or typed its line;
and what connectors look up elsewhere.
"""

import hmac
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, Row, select

from hub.database.db import reading
from hub.database.schema import JOURNAL, ORDER_EVENTS, ORDERS
from hub.house import House
from hub.orders.events import progress_of
from hub.orders.ratings import believed
from hub.orders.slip_codes import (
    NOBODY,
    TRIES_PER_ORDER,
    TRIES_PER_TERMINAL,
    TYPED_LENGTH,
    give_back,
    is_typed,
    take_try,
)
from hub.uplink import connectors
from hub.uplink.answers import Answer
from hub.uplink.requests import Asked, authenticate
from kiosk.wire.ids import CROCKFORD, number_of
from kiosk.wire.lookups import MOST_CONNECTORS, LookupAnswer, LookupQuestion
from kiosk.wire.mailbox import (
    MailboxAnswer,
    MailboxQuestion,
    ProgressAnswer,
    ProgressQuestion,
    Question,
    StateAt,
    read_question,
    seal_answer,
)
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import Tag
from kiosk.wire.words import say

UNKNOWN: Final = ProgressAnswer(result="unknown")
LIMITED: Final = ProgressAnswer(result="limited")
# A number stands for one order; by a fault it may for more, and each look costs time.
_MOST_CANDIDATES: Final = 4
LOOKUPS_PER_TERMINAL: Final = 120  # an hour: a list is not copied name by name at a terminal

Order = Row[*tuple[Any, ...]]


def answer_question(house: House, asked: Asked) -> Answer:
    """200 and a signed answer that only the asking screen can open.

    Unsigned 400 where there is nobody to seal an answer for: not a question, a key that is not ours.
    """
    caller = authenticate(house, asked)
    if isinstance(caller, Answer):
        return caller
    try:
        question = _open(house, asked.body, caller.terminal_id)
        sealed = seal_answer(_answer(house, question), question.reply_to)
    except (SealBroken, ValidationError, ValueError):
        return Answer(400)
    word = MailboxAnswer(hub_id=house.hub_id, terminal_id=caller.terminal_id, id=question.id, sealed=sealed)
    return Answer(200, say(Tag.ANSWER, word, house.keys.sign))


def _open(house: House, body: bytes, terminal_id: str) -> Question:
    """Raises ValidationError or SealBroken."""
    outer = MailboxQuestion.model_validate_json(body)
    private = house.keys.openers.get(outer.seal_key)
    if private is None:
        raise SealBroken("sealed to a key that is not ours")
    question = read_question(outer, private)
    if question.terminal_id != terminal_id:
        raise SealBroken("asked at another terminal")
    return question


def _answer(house: House, question: Question) -> ProgressAnswer | LookupAnswer:
    if isinstance(question, LookupQuestion):
        return _looked_up(house, question)
    if question.secret_sha256:
        return _by_slip(house, question)
    return _by_line(house, question)


def _looked_up(house: House, question: LookupQuestion) -> LookupAnswer:
    folder = house.settings.data / connectors.FOLDER
    if not question.connector:
        return LookupAnswer(result="connectors", connectors=connectors.names(folder)[:MOST_CONNECTORS])
    with house.engine.begin() as connection:
        if not take_try(connection, house, {f"lookup:{question.terminal_id}": LOOKUPS_PER_TERMINAL}):
            return LookupAnswer(result="limited")
    return connectors.look_up(folder, question.connector, question.text, house.services)


def _by_slip(house: House, question: ProgressQuestion) -> ProgressAnswer:
    """Who knows the hash of 128 random bits holds the slip: there is nothing to guess, nothing to count."""
    with reading(house.engine).connect() as connection:
        for order in _candidates(connection, question.order_no):
            if hmac.compare_digest(order.secret_sha256.encode(), question.secret_sha256.encode()):
                rows = progress_of(connection, order.hub_seq)
                return _found(connection, order).model_copy(update={"rows": rows})
    return UNKNOWN


def _by_line(house: House, question: ProgressQuestion) -> ProgressAnswer:
    """States only. An order that is not there costs the same time and the same tries as a wrong line."""
    subjects = {f"terminal:{question.terminal_id}": TRIES_PER_TERMINAL}
    if _is_number(question.order_no):
        subjects[f"order:{question.order_no}"] = TRIES_PER_ORDER
    with house.engine.begin() as connection:
        if not take_try(connection, house, subjects):
            return LIMITED
    with reading(house.engine).connect() as connection:
        orders = _candidates(connection, question.order_no)
    right = [order for order in orders if is_typed(order.code_hash, question.typed)]
    if not orders:
        is_typed(NOBODY, question.typed)
    if not right or not _is_line(question.typed):
        return UNKNOWN
    with house.engine.begin() as connection:
        give_back(connection, subjects)
        found = _found(connection, right[0])
        return found.model_copy(update={"states": _states(connection, right[0].hub_seq)})


def _is_number(order_no: str) -> bool:
    try:
        return number_of(order_no) > 0
    except ValueError:
        return False


def _is_line(typed: str) -> bool:
    return len(typed) == TYPED_LENGTH and all(letter in CROCKFORD for letter in typed)


def _candidates(connection: Connection, order_no: str) -> list[Order]:
    """Orders of this number whose seal could be opened."""
    return list(
        connection.execute(
            select(
                ORDERS.c.hub_seq,
                ORDERS.c.order_id,
                ORDERS.c.order_no,
                ORDERS.c.secret_sha256,
                ORDERS.c.code_hash,
                JOURNAL.c.terminal_id,
            )
            .join(JOURNAL, JOURNAL.c.hub_seq == ORDERS.c.hub_seq)
            .where(ORDERS.c.order_no == order_no, ORDERS.c.problem == "", ORDERS.c.order_no != "")
            .order_by(ORDERS.c.hub_seq)
            .limit(_MOST_CANDIDATES)
        )
    )


def _found(connection: Connection, order: Order) -> ProgressAnswer:
    rated = believed(connection, order.hub_seq) is not None
    return ProgressAnswer(result="found", order_id=order.order_id, order_no=order.order_no, rated=rated)


def _states(connection: Connection, hub_seq: int) -> list[StateAt]:
    """Changes of state alone: that something was answered in between is not for the typed line."""
    states: list[StateAt] = []
    rows = connection.execute(
        select(ORDER_EVENTS.c.state, ORDER_EVENTS.c.at)
        .where(ORDER_EVENTS.c.hub_seq == hub_seq)
        .order_by(ORDER_EVENTS.c.step)
    )
    for row in rows:
        if not states or states[-1].state != row.state:
            states.append(StateAt(state=row.state, at=row.at))
    return states
