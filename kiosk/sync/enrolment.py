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
    forget,
    load_device_keys,
    load_enrolled,
    load_link_keys,
    new_key,
    save_device_keys,
    save_enrolled,
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
    heard = _converse(invitation, keys, means)
    enrolled = _identity(invitation, keys, heard)
    with means.hold_queue() as waiting:
        if before is not None:
            _require_empty(waiting)  # somebody may have submitted meanwhile; the code can be used again
        means.before_commit()
        save_trust(state_dir, heard.verdict)
        save_enrolled(state_dir, enrolled)
    save_device_keys(state_dir, [keys.device])
    save_link_keys(state_dir, [keys.link])
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
    current = keys.pop(current_id, None)
    if keys:
        return next(iter(keys.values()))
    key = new_key()
    save([key] if current is None else [current, key])
    return key


def _converse(invitation: Invitation, keys: _Keys, means: Means) -> Heard:
    """Ask until the hub has accepted. When the code was typed alone the words are what convinces."""
    code = code_keys(invitation.code)
    request = EnrolRequest(
        code_id=code.code_id,
        how=invitation.how,
        nonce=means.random(16).hex(),
        device_key=public_text(keys.device),
        link_key=public_text(keys.link),
    )
    body = write_request(request, keys.device, keys.link, code)
    until = means.clock.monotonic() + means.patience_s
    said, words = "", ""
    while True:
        status, raw = _post(invitation, body, means)
        heard = hear(status, raw, invitation, body, means.reference, means.trusted_root)
        if not said and (heard.answer.state == PENDING or invitation.how == TYPED):
            said, words = heard.transcript, spoken_words(heard.transcript)
            means.show_words(words)
        elif said and heard.transcript != said:
            raise KioskError("E-ENR-05", "the hub's keys changed while it waited")
        if heard.answer.state == ACCEPTED:
            if words and not means.agree(words):
                raise KioskError("E-ENR-05", "the words were not the same")
            return heard
        if heard.answer.state != PENDING:
            raise KioskError("E-ENR-05", "the county refused this terminal")
        if means.clock.monotonic() >= until:
            raise KioskError("E-ENR-04", "not accepted yet; the same command goes on waiting")
        means.clock.wait(threading.Event(), POLL_S)


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
