"""What an operator and a technician do so that a terminal becomes one, against a real hub's functions."""

from nacl.signing import SigningKey

from hub.fleet.enrolment import make_bundle
from hub.house import House
from hub.trust.document import ensure_published
from hub.trust.offline_keys import OfflineKey, load_offline_keys, make_offline_keys
from kiosk.wire.bundle import EnrolmentBundle
from kiosk.wire.enrolment import (
    FILE,
    EnrolAnswer,
    EnrolRequest,
    code_keys,
    public_text,
    read_reply,
    write_request,
)

URL = "http://127.0.0.1:1"
NONCE = "0" * 32


def offline(house: House) -> list[OfflineKey]:
    """The hub's off-line keys, made when there are none."""
    folder = house.settings.data / "offline-keys"
    if not folder.exists():
        make_offline_keys(folder, "now", "")
    return load_offline_keys([folder], "")


def invite(
    house: House, url: str = URL, code: str = "SS3", ca_pem: str = "", *, compare_words: bool = False
) -> EnrolmentBundle:
    """As ``kiosk-hub enrol-bundle`` does, the trust file signed first where it has to be."""
    ensure_published(house, url, ca_pem, lambda: offline(house))
    return make_bundle(house, code, 24, compare_words=compare_words)


def ask(
    bundle: EnrolmentBundle,
    device: SigningKey,
    link: SigningKey,
    how: str = FILE,
    nonce: str = NONCE,
    exchange: int = 1,
) -> bytes:
    """The body of a terminal's call."""
    keys = code_keys(bundle.code)
    request = EnrolRequest(
        code_id=keys.code_id,
        how=how,
        nonce=nonce,
        exchange=exchange,
        device_key=public_text(device),
        link_key=public_text(link),
    )
    return write_request(request, device, link, keys)


def answered(bundle: EnrolmentBundle, body: bytes) -> EnrolAnswer:
    """What the hub said, the proof of the code checked."""
    word, _ = read_reply(body, code_keys(bundle.code))
    return EnrolAnswer.model_validate_json(word.text)
