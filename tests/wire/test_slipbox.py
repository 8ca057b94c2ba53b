"""What became of an order is readable with its slip and without it not at all."""

import os

import pytest
from hypothesis import given, strategies

from kiosk.wire.ids import slip_secret
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import decode, encode
from kiosk.wire.slipbox import ProgressEntry, open_entry, seal_entry, slip_key

SECRET = slip_secret(bytes(range(16)))
OTHER = slip_secret(bytes(range(1, 17)))
ORDER = "0197a3c2-7b1e-7d6f-8a11-aabbccddeeff"
ENTRY = ProgressEntry(state="办理中", at="2026-11-22T02:00:00+00:00", note="已转给律师", reply="可以申请。")


@given(strategies.text(max_size=2000), strategies.integers(0, 99))
def test_what_was_sealed_is_what_is_opened(reply: str, index: int) -> None:
    entry = ProgressEntry(state="已办结", at="2026-11-22T02:00:00+00:00", reply=reply)
    assert open_entry(seal_entry(entry, SECRET, ORDER, index, os.urandom), SECRET, ORDER, index) == entry


def test_nothing_but_the_slip_of_this_order_opens_it_and_only_in_its_place() -> None:
    sealed = seal_entry(ENTRY, SECRET, ORDER, 3, os.urandom)
    attempts = ((OTHER, ORDER, 3), (SECRET, ORDER[:-1] + "0", 3), (SECRET, ORDER, 2))
    for secret, order, index in attempts:
        with pytest.raises(SealBroken):
            open_entry(sealed, secret, order, index)


@given(strategies.data())
def test_a_changed_byte_is_noticed(data: strategies.DataObject) -> None:
    raw = bytearray(decode(seal_entry(ENTRY, SECRET, ORDER, 0, os.urandom)))
    at = data.draw(strategies.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(strategies.integers(1, 255))
    with pytest.raises(SealBroken):
        open_entry(encode(bytes(raw)), SECRET, ORDER, 0)


@given(strategies.text(max_size=200))
def test_what_is_no_box_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(SealBroken):
        open_entry(text, SECRET, ORDER, 0)


def test_the_length_does_not_tell_a_state_from_a_short_answer() -> None:
    bare = seal_entry(ProgressEntry(state="已受理", at=ENTRY.at), SECRET, ORDER, 0, os.urandom)
    assert len(bare) == len(seal_entry(ENTRY, SECRET, ORDER, 0, os.urandom))


def test_the_key_is_that_of_rfc_5869() -> None:
    # Computed with the reference formula: extract with the order id as salt, expand one block.
    import hashlib
    import hmac

    extracted = hmac.digest(ORDER.encode(), SECRET.encode(), "sha256")
    expanded = hmac.new(extracted, b"gongfa/slip-progress.v1\x01", hashlib.sha256).digest()
    assert slip_key(SECRET, ORDER) == expanded
