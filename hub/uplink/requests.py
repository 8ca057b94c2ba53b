"""Who is calling: a terminal signs every request with its link key and counts it (docs/protocol/hub.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, select

from hub.clock import iso
from hub.database.db import reading
from hub.database.schema import ACTIVE, REVOKED, TERMINALS
from hub.fleet.alarms import Alarm, raise_alarm
from hub.house import House
from hub.uplink.answers import Answer, deny
from hub.uplink.counters import Verdict, take_counter
from kiosk.wire.exchange import BAD_REQUEST, BEHIND, REPLAYED
from kiosk.wire.exchange import REVOKED as SAY_REVOKED
from kiosk.wire.request_signing import Claim, claimed, verify_request
from kiosk.wire.signing import BadSignature, decode_key

# The hub's own database may be the one that is wrong: come back, not at once.
_BAD_DELAY_S: Final = 600
_BEHIND_DELAY_S: Final = 600
# It may have been a mistake: then people wait beside a terminal that has to ask to be told.
_REVOKED_DELAY_S: Final = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came. ``path`` without a query; a header given twice stands twice in ``items()``."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Caller:
    """An active terminal that proved itself; its counter is used up."""

    terminal_id: str
    counter: int


def authenticate(house: House, asked: Asked) -> Caller | Answer:
    """The caller, or the answer it gets instead.

    Unsigned 401 (no signature of our form) and 403 (nobody enrolled here, another hub); signed denials
    ``bad_request``, ``revoked``, ``replayed`` and ``behind``. Who cannot sign moves no counter.
    """
    try:
        claim = claimed(asked.headers)
    except BadSignature:
        return Answer(401)
    terminal = _terminal(house, claim.terminal_id)
    if terminal is None or claim.hub_id != house.hub_id:
        return Answer(403)
    try:
        _verify(asked, terminal.link_key)
    except BadSignature:
        return _deny(house, 401, claim, BAD_REQUEST, _BAD_DELAY_S)
    if terminal.state != ACTIVE:
        return _deny(house, 403, claim, SAY_REVOKED, _REVOKED_DELAY_S)
    return _count(house, claim)


def _terminal(house: House, terminal_id: str) -> Row[*tuple[Any, ...]] | None:
    """One that is or was enrolled; none that still waits for staff to compare words."""
    with reading(house.engine).connect() as connection:
        return connection.execute(
            select(TERMINALS.c.link_key, TERMINALS.c.state).where(
                TERMINALS.c.terminal_id == terminal_id, TERMINALS.c.state.in_([ACTIVE, REVOKED])
            )
        ).one_or_none()


def _verify(asked: Asked, link_key: str) -> None:
    """Raises BadSignature."""
    try:
        public = decode_key(link_key)
    except ValueError as error:
        raise BadSignature("no link key") from error
    verify_request(
        method=asked.method, path=asked.path, headers=asked.headers, body=asked.body, public=public
    )


def _count(house: House, claim: Claim) -> Caller | Answer:
    with house.engine.begin() as connection:
        verdict, highest = take_counter(connection, claim.terminal_id, claim.counter)
        if verdict is not Verdict.NEW:
            kind = Alarm.REPLAYED if verdict is Verdict.REPLAYED else Alarm.BEHIND
            detail = f"counter {claim.counter}, highest {highest}"
            raise_alarm(connection, kind, claim.terminal_id, detail, iso(house.clock.now()))
    if verdict is Verdict.REPLAYED:
        return _deny(house, 409, claim, REPLAYED, 0)
    if verdict is Verdict.BEHIND:
        return _deny(house, 409, claim, BEHIND, _BEHIND_DELAY_S)
    return Caller(claim.terminal_id, claim.counter)


def _deny(house: House, status: int, claim: Claim, reason: str, delay_s: int) -> Answer:
    return deny(house, status, claim.terminal_id, claim.counter, reason, delay_s)
