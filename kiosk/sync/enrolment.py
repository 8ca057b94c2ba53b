"""Enrolling with a hub by its bundle. Repeatable at every step: a lost answer costs a retry."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey
from pydantic import ValidationError

from kiosk.errors import KioskError
from kiosk.store.identity import (
    load_device_keys,
    load_enrolled,
    load_link_keys,
    new_key,
    save_device_keys,
    save_enrolled,
    save_link_keys,
)
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.enrolment import EnrolAnswer, EnrolmentBundle, EnrolRequest, public_text, write_request
from kiosk.wire.ids import is_terminal_code
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature, Tag, decode_key, key_id, verify_text
from kiosk.wire.transport import allowed_url
from kiosk.wire.words import hub_keys, parse_word

ENROL = "/v1/enrol"


@dataclass(frozen=True, slots=True)
class _Keys:
    device: SigningKey
    link: SigningKey


def read_bundle(path: Path) -> EnrolmentBundle:
    """Raises KioskError E-ENR-01 on anything but a bundle that could be used."""
    try:
        bundle = EnrolmentBundle.model_validate_json(path.read_bytes())
        decode_key(bundle.sign_key)
        decode_key(bundle.seal_key)
    except OSError as error:
        raise KioskError("E-ENR-01", f"{path}: {error.strerror}") from error
    except (ValidationError, ValueError) as error:
        raise KioskError("E-ENR-01", f"{path} is not an enrolment bundle") from error
    if not allowed_url(bundle.hub_url):
        raise KioskError("E-ENR-01", "the hub's address must be https, or http to this machine")
    if not is_terminal_code(bundle.terminal_code):
        raise KioskError("E-ENR-01", "the terminal code in the bundle is malformed")
    return bundle


def enrol(
    bundle: EnrolmentBundle,
    state_dir: Path,
    http: Callable[[str, str], Http],
    hold_queue: Callable[[], AbstractContextManager[int]],
) -> Enrolled:
    """Enrol with the bundle's hub and write the identity; at once what there is when it was done already.

    ``http(url, ca_pem)`` connects. ``hold_queue()`` gives the number of envelopes without a receipt and keeps
    new ones out while it is held; an enrolled terminal with any takes no other bundle (E-ENR-02), for nobody
    could deliver them afterwards.
    Raises KioskError E-ENR-01 (refused, malformed), E-SYN-01 or E-SYN-03 (no answer of that hub).
    """
    before = load_enrolled(state_dir)
    code_sha256 = hashlib.sha256(bundle.code.encode()).hexdigest()
    if before is not None:
        if before.code_sha256 == code_sha256:
            return before
        with hold_queue() as waiting:
            _require_empty(waiting)
    keys = _pending_keys(state_dir, before)
    answer = _ask(bundle, keys, http)
    enrolled = Enrolled(
        terminal_id=answer.terminal_id,
        terminal_code=answer.terminal_code,
        number_from=answer.number_from,
        device_key_id=key_id(bytes(keys.device.verify_key)),
        link_key_id=key_id(bytes(keys.link.verify_key)),
        hub_id=bundle.hub_id,
        hub_url=bundle.hub_url,
        receipt_keys=[bundle.sign_key],
        seal_key=bundle.seal_key,
        ca_pem=bundle.ca_pem,
        trust_version=0,
        enrolled_at=answer.enrolled_at,
        code_sha256=code_sha256,
    )
    with hold_queue() as waiting:
        if before is not None:
            _require_empty(waiting)  # somebody may have submitted meanwhile; the bundle can be used again
        save_enrolled(state_dir, enrolled)
    save_device_keys(state_dir, [keys.device])
    save_link_keys(state_dir, [keys.link])
    return enrolled


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


def _ask(bundle: EnrolmentBundle, keys: _Keys, http: Callable[[str, str], Http]) -> EnrolAnswer:
    device_key, link_key = public_text(keys.device), public_text(keys.link)
    request = EnrolRequest(hub_id=bundle.hub_id, code=bundle.code, device_key=device_key, link_key=link_key)
    body = write_request(request, keys.device, keys.link)
    try:
        connection = http(bundle.hub_url, bundle.ca_pem)
    except ValueError as error:
        raise KioskError("E-ENR-01", str(error)) from error
    try:
        status, raw = connection.post(ENROL, body)
    except Unreachable as error:
        raise KioskError("E-SYN-01", f"{bundle.hub_url}: {error}") from error
    finally:
        connection.close()
    try:
        text = verify_text(parse_word(raw), Tag.ENROL_ANSWER, hub_keys(bundle.sign_key))
        answer = EnrolAnswer.model_validate_json(text)
    except (BadSignature, ValidationError) as error:
        refused = status in (403, 410)
        code = "E-ENR-01" if refused else "E-SYN-03"
        detail = "refused: unknown, expired or used" if refused else "no signed answer"
        raise KioskError(code, f"HTTP {status}, {detail}") from error
    if (answer.hub_id, answer.device_key, answer.link_key) != (bundle.hub_id, device_key, link_key):
        raise KioskError("E-SYN-03", "the answer is about other keys")
    return answer
