"""A terminal enrolled with a hub of this run: keys nobody else has."""

from pathlib import Path
from typing import Final

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from bench.settings import TERMINAL_CODE
from kiosk.store.identity import new_key, save_device_keys, save_enrolled, save_link_keys
from kiosk.wire.envelope import Sealer
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import encode, key_id

_TERMINAL: Final = "0193b0c5-0000-7000-8000-000000000001"


def sealer() -> Sealer:
    key = new_key()
    return Sealer(_enrolled(key, new_key()), key)


def enrol(state_dir: Path) -> None:
    """As an enrolment leaves it on disk."""
    device, link = new_key(), new_key()
    save_enrolled(state_dir, _enrolled(device, link))
    save_device_keys(state_dir, [device])
    save_link_keys(state_dir, [link])


def _enrolled(device: SigningKey, link: SigningKey) -> Enrolled:
    return Enrolled(
        terminal_id=_TERMINAL,
        terminal_code=TERMINAL_CODE,
        number_from=1,
        device_key_id=key_id(bytes(device.verify_key)),
        link_key_id=key_id(bytes(link.verify_key)),
        hub_id="bench",
        hub_url="http://127.0.0.1:9",
        receipt_keys=[encode(bytes(new_key().verify_key))],
        seal_key=encode(bytes(PrivateKey.generate().public_key)),
        ca_pem="",
        trust_version=1,
        enrolled_at="2026-03-02T01:00:00.000+00:00",
    )
