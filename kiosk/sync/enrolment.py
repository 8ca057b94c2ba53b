"""Enrolling with a hub, repeatable at every step: a lost answer costs a retry. docs/protocol/enrolment.md."""

import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from nacl.signing import SigningKey

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.store.identity import (
    Exchange,
    end_exchange,
    forget,
    load_device_keys,
    load_enrolled,
    load_exchange,
    load_link_keys,
    new_key,
    save_device_keys,
    save_enrolled,
    save_exchange,
    save_link_keys,
)
from kiosk.store.trust import save_trust
from kiosk.sync.enrolment_answer import Heard, hear
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.bundle import Invitation
from kiosk.wire.enrolment import (
    ACCEPTED,
    ENROL_PATH,
    PENDING,
    TYPED,
    EnrolRequest,
    code_keys,
    public_text,
    spoken_words,
    write_request,
)
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import key_id

POLL_S: Final = 5.0
# No answer, or one of something that stands before a hub that is being started again.
_AWAY: Final = frozenset({"E-SYN-01", "E-SYN-03"})


@dataclass(frozen=True, slots=True)
class Means:
    """What enrolling needs from around it.

    ``connect(url, ca_pem)``: TLS that trusts this authority alone, or nobody and everybody when it is None.
    ``hold_queue()`` gives the number of envelopes without a receipt and keeps new ones out while it is held.
    ``show_words(words)``: six words for the telephone; ``agree(words)``: whether whoever stands here heard
    the same from the county. ``reference``: the latest time that is certain. ``trusted_root``: the text of
    ``content.trusted_root``, empty where none is set. ``before_commit``: done last, before the identity is.
    """

    connect: Callable[[str, str | None], Http]
    hold_queue: Callable[[], AbstractContextManager[int]]
    show_words: Callable[[str], None]
    agree: Callable[[str], bool]
    clock: Clock
    reference: datetime
    trusted_root: str = ""
    before_commit: Callable[[], None] = lambda: None
    patience_s: float = 1800.0
    random: Callable[[int], bytes] = os.urandom


@dataclass(frozen=True, slots=True)
class _Keys:
    device: SigningKey
    link: SigningKey


def known(invitation: Invitation, before: Enrolled | None) -> bool:
    """Whether this very code has enrolled this terminal already: then there is nothing to do."""
    return before is not None and before.code_id == code_keys(invitation.code).code_id


def enrol(invitation: Invitation, state_dir: Path, means: Means) -> Enrolled:
    """Enrol and write the identity; at once what there is when this code did it already.

    An enrolled terminal with undelivered envelopes takes no other code (E-ENR-02): nobody could deliver them
    afterwards. Raises KioskError E-ENR-01 (refused, malformed), E-ENR-03 (whoever answers does not know the
    code), E-ENR-04 (nobody accepted in time), E-ENR-05 (refused, or other words), E-TRU-01 (its trust file
    does not hold), E-SYN-01 or E-SYN-03 (no answer).
    """
    before = load_enrolled(state_dir)
    if before is not None:
        if known(invitation, before):
            return before
        with means.hold_queue() as waiting:
            _require_empty(waiting)
    keys = _pending_keys(state_dir, before)
    heard = _converse(invitation, state_dir, _exchange(invitation, state_dir, keys, means), keys, means)
    enrolled = _identity(invitation, keys, heard)
    with means.hold_queue() as waiting:
        if before is not None:
            _require_empty(waiting)  # somebody may have submitted meanwhile; the code can be used again
        means.before_commit()
        save_trust(state_dir, heard.verdict)
        save_enrolled(state_dir, enrolled)
    save_device_keys(state_dir, [keys.device])
    save_link_keys(state_dir, [keys.link])
    end_exchange(state_dir)
    return enrolled


def _identity(invitation: Invitation, keys: _Keys, heard: Heard) -> Enrolled:
    answer, hub = heard.answer, heard.verdict.trust
    return Enrolled(
        terminal_id=answer.terminal_id,
        terminal_code=answer.terminal_code,
        number_from=answer.number_from,
        device_key_id=key_id(bytes(keys.device.verify_key)),
        link_key_id=key_id(bytes(keys.link.verify_key)),
        hub_id=hub.hub_id,
        hub_url=hub.hub_url,
        receipt_keys=list(hub.receipt_keys),
        seal_key=hub.seal_key,
        ca_pem=hub.ca_pem,
        trust_version=hub.version,
        enrolled_at=answer.enrolled_at,
        code_id=code_keys(invitation.code).code_id,
    )


def reset(state_dir: Path, hold_queue: Callable[[], AbstractContextManager[int]]) -> None:
    """Make it a terminal that was never enrolled. Raises KioskError E-ENR-02 while orders are undelivered."""
    with hold_queue() as waiting:
        _require_empty(waiting)
        try:
            forget(state_dir)
        except OSError as error:
            raise KioskError("E-STO-02", f"identity: {error.strerror}") from error


def _require_empty(waiting: int) -> None:
    if waiting:
        raise KioskError("E-ENR-02", f"{waiting} envelopes are not delivered yet")


def _pending_keys(state_dir: Path, before: Enrolled | None) -> _Keys:
    """The keys to enrol, on disk before the hub hears of them; the same ones at every retry."""
    return _Keys(
        device=_pending_key(
            load_device_keys(state_dir),
            before.device_key_id if before is not None else "",
            lambda keys: save_device_keys(state_dir, keys),
        ),
        link=_pending_key(
            load_link_keys(state_dir),
            before.link_key_id if before is not None else "",
            lambda keys: save_link_keys(state_dir, keys),
        ),
    )


def _pending_key(
    keys: dict[str, SigningKey], current_id: str, save: Callable[[list[SigningKey]], None]
) -> SigningKey:
    """``keys`` as they are kept: the one to enrol comes after the current one. What lies before that has had
    its time: an enrolment that was killed once it counted had not thrown it away yet.
    """
    current = keys.get(current_id)
    ids = list(keys)
    pending = ids[ids.index(current_id) + 1 :] if current is not None else ids
    if pending:
        return keys[pending[0]]
    key = new_key()
    save([key] if current is None else [current, key])
    return key


def _exchange(invitation: Invitation, state_dir: Path, keys: _Keys, means: Means) -> Exchange:
    """The one going on, once its words were shown; else a new one, on disk before the hub hears of it.

    A nonce that was never answered is not used again: whoever is in between and kept it back would have had
    all the time since to find keys that fit its words.
    """
    before = load_exchange(state_dir)
    seconds = max(1, int(means.clock.now().timestamp()))  # counts on should the file ever be lost
    fresh = EnrolRequest(
        code_id=code_keys(invitation.code).code_id,
        how=invitation.how,
        nonce=means.random(16).hex(),
        exchange=seconds if before is None else max(seconds, before.request.exchange + 1),
        device_key=public_text(keys.device),
        link_key=public_text(keys.link),
    )
    if before is not None and before.transcript:
        same = {"nonce": before.request.nonce, "exchange": before.request.exchange}
        if fresh.model_copy(update=same) == before.request:
            return before
    exchange = Exchange(request=fresh)
    save_exchange(state_dir, exchange)
    return exchange


def _converse(
    invitation: Invitation, state_dir: Path, exchange: Exchange, keys: _Keys, means: Means
) -> Heard:
    """Ask until the hub has accepted. When the code was typed alone the words are what convinces.

    Words that were shown stay those of this code, until it is done or they turn out wrong.
    """
    body = write_request(exchange.request, keys.device, keys.link, code_keys(invitation.code))
    until = means.clock.monotonic() + means.patience_s
    said, words = exchange.transcript, ""
    while True:
        heard = _ask(invitation, body, means, until if words else 0.0)
        if said and heard.transcript != said:
            raise _ended(state_dir, exchange, "the hub's keys changed while it waited")
        if not words and (said or heard.answer.state == PENDING or invitation.how == TYPED):
            said, words = heard.transcript, spoken_words(heard.transcript)
            save_exchange(state_dir, exchange.model_copy(update={"transcript": said}))
            means.show_words(words)
        if heard.answer.state == ACCEPTED:
            if words and not means.agree(words):
                raise _ended(state_dir, exchange, "the words were not the same")
            return heard
        if heard.answer.state != PENDING:
            raise _ended(state_dir, exchange, "the county refused this terminal")
        if means.clock.monotonic() >= until:
            raise KioskError("E-ENR-04", "not accepted yet; the same command goes on waiting")
        means.clock.wait(threading.Event(), POLL_S)


def _ask(invitation: Invitation, body: bytes, means: Means, until: float) -> Heard:
    """The hub's answer. One that is away is waited for ``until`` then: once words were shown, what it says
    afterwards must still fit them.
    """
    while True:
        try:
            status, raw = _post(invitation, body, means)
            return hear(status, raw, invitation, body, means.reference, means.trusted_root)
        except KioskError as error:
            if error.code not in _AWAY or means.clock.monotonic() >= until:
                raise
        means.clock.wait(threading.Event(), POLL_S)


def _ended(state_dir: Path, exchange: Exchange, why: str) -> KioskError:
    """Its words are shown never again; the next one counts on from it."""
    save_exchange(state_dir, exchange.model_copy(update={"transcript": ""}))
    return KioskError("E-ENR-05", why)


def _post(invitation: Invitation, body: bytes, means: Means) -> tuple[int, bytes]:
    try:
        connection = means.connect(invitation.hub_url, invitation.ca_pem)
    except ValueError as error:
        raise KioskError("E-ENR-01", str(error)) from error
    try:
        return connection.post(ENROL_PATH, body)
    except Unreachable as error:
        raise KioskError("E-SYN-01", f"{invitation.hub_url}: {error}") from error
    finally:
        connection.close()
