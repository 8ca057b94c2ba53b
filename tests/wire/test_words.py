"""Words that are signed and still make no sense are no words: nothing gets as far as a table."""

import pytest
from nacl.signing import SigningKey

from kiosk.wire.exchange import Denial, Kept
from kiosk.wire.models import MOST, Receipt, Refusal, Wire
from kiosk.wire.signing import BadSignature, Tag, encode, sign_text
from kiosk.wire.words import check_denial, check_kept, check_receipt, check_refusal, hub_keys, say

KEY = SigningKey.generate()
KEYS = hub_keys(encode(bytes(KEY.verify_key)))
RECEIPT = Receipt(
    hub_id="h",
    terminal_id="t",
    oid="o",
    envelope_sha256="s",
    hub_seq=MOST - 1,
    received_at="x",
    incarnation="i",
)
KEPT = Kept(
    hub_id="h", terminal_id="t", incarnation="i", backed_up_to=0, send_again_from=MOST - 1, at="2026-01-01"
)
REFUSAL = Refusal(hub_id="h", terminal_id="t", oid="o", envelope_sha256="s", reason="quota", delay_s=5)
DENIAL = Denial(hub_id="h", terminal_id="t", counter=1, reason="revoked", delay_s=5)


def check(tag: Tag, text: str) -> Wire:
    signed = sign_text(tag, text, KEY)
    if tag is Tag.RECEIPT:
        return check_receipt(signed, KEYS, "h", "t", "o", "s")
    if tag is Tag.REFUSAL:
        return check_refusal(signed, KEYS, "h", "t", "o", "s")
    if tag is Tag.DENIAL:
        return check_denial(signed, KEYS, "h", "t")
    return check_kept(signed.model_dump_json(), KEYS, "h", "t")


WORDS: list[tuple[Tag, Wire, str]] = [
    (Tag.RECEIPT, RECEIPT, "hub_seq"),
    (Tag.KEPT, KEPT, "backed_up_to"),
    (Tag.KEPT, KEPT, "send_again_from"),
    (Tag.REFUSAL, REFUSAL, "delay_s"),
    (Tag.DENIAL, DENIAL, "delay_s"),
]


@pytest.mark.parametrize(("tag", "word", "name"), WORDS, ids=lambda value: str(value)[:20])
def test_a_number_no_database_holds_is_refused(tag: Tag, word: Wire, name: str) -> None:
    assert check(tag, say(tag, word, KEY).text) == word
    for number in (MOST, 10**30, -1):
        beyond = word.model_copy(update={name: number}).model_dump_json()
        with pytest.raises(BadSignature):
            check(tag, beyond)
