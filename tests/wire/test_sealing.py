"""The seal opens for one key, gives back what went in, and hides how much that was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from kiosk.wire.sealing import BLOCK, MAX_BODY, OVERHEAD, SealBroken, pad, seal, unpad, unseal

PRIVATE = PrivateKey(bytes(range(32)))


@given(st.binary(max_size=3 * BLOCK))
def test_padding_comes_off_again_and_leaves_whole_blocks(body: bytes) -> None:
    padded = pad(body)
    assert unpad(padded) == body
    assert len(padded) % BLOCK == 0
    assert len(padded) - len(body) < BLOCK + 4


@pytest.mark.parametrize(("size", "blocks"), [(0, 1), (4092, 1), (4093, 2), (8188, 2), (8189, 3)])
def test_padding_at_the_edges(size: int, blocks: int) -> None:
    assert len(pad(b"x" * size)) == blocks * BLOCK


@given(st.binary(max_size=2 * BLOCK))
def test_nothing_but_padding_is_taken_for_it(data: bytes) -> None:
    try:
        body = unpad(data)
    except SealBroken:
        return
    assert pad(body) == data


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        pad(b"abc") + bytes(BLOCK),
        pad(b"abc")[:-1],
        pad(b"abc")[:-1] + b"\x01",
        (BLOCK).to_bytes(4, "big") + bytes(BLOCK - 4),
    ],
    ids=["empty", "block too many", "short", "not zero", "length past the end"],
)
def test_padding_that_was_tampered_with(padded: bytes) -> None:
    with pytest.raises(SealBroken):
        unpad(padded)


@given(st.binary(max_size=100))
def test_sealed_size_tells_nothing_and_the_hub_opens_it(body: bytes) -> None:
    sealed = seal(body, PRIVATE.public_key)
    assert len(sealed) == BLOCK + OVERHEAD
    assert body == b"" or len(body) < 4 or body not in sealed
    assert unseal(sealed, PRIVATE) == body


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(b"x", PRIVATE.public_key), PrivateKey.generate())


def test_what_was_sealed_without_padding_is_not_ours() -> None:
    with pytest.raises(SealBroken):
        unseal(SealedBox(PRIVATE.public_key).encrypt(b"x"), PRIVATE)
    with pytest.raises(SealBroken):
        unseal(b"short", PRIVATE)


def test_a_body_too_long_is_refused() -> None:
    assert len(pad(b"x" * MAX_BODY)) == MAX_BODY + BLOCK
    with pytest.raises(ValueError):
        pad(b"x" * (MAX_BODY + 1))
