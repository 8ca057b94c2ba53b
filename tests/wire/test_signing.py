"""Signatures bind text, purpose and signer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.wire.signing import (
    BadSignature,
    SignedText,
    Tag,
    decode,
    decode_key,
    key_id,
    pae,
    sign_text,
    verify_text,
)

KEY = SigningKey(bytes(range(32)))
KEYS = {key_id(bytes(KEY.verify_key)): bytes(KEY.verify_key)}


def test_the_encoding_is_the_standard_one() -> None:
    # DSSE v1 protocol.md, its own example
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pae("http://example.com/HelloWorld", b"hello world") == expected


@given(st.tuples(st.text(), st.binary()), st.tuples(st.text(), st.binary()))
def test_two_messages_never_encode_alike(one: tuple[str, bytes], other: tuple[str, bytes]) -> None:
    assert (pae(*one) == pae(*other)) == (one == other)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_was_signed_is_what_is_read(text: str) -> None:
    signed = SignedText.model_validate_json(sign_text(Tag.RECEIPT, text, KEY).model_dump_json())
    assert verify_text(signed, Tag.RECEIPT, KEYS) == text


@pytest.mark.parametrize(
    "change",
    [
        {"text": '{"a":2}'},
        {"type": str(Tag.REFUSAL)},
        {"key_id": "0" * 16},
        {"signature": "A" * 88},
        {"signature": "not base64!"},
        {"signature": ""},
        {"text": "\ud800"},
    ],
)
def test_any_change_is_noticed(change: dict[str, str]) -> None:
    signed = sign_text(Tag.RECEIPT, '{"a":1}', KEY).model_copy(update=change)
    with pytest.raises(BadSignature):
        verify_text(signed, Tag.RECEIPT, KEYS)


def test_a_word_for_one_purpose_is_none_for_another() -> None:
    signed = sign_text(Tag.RECEIPT, "x", KEY)
    with pytest.raises(BadSignature):
        verify_text(signed, Tag.EXCHANGE, KEYS)
    with pytest.raises(BadSignature):
        verify_text(signed.model_copy(update={"type": str(Tag.EXCHANGE)}), Tag.EXCHANGE, KEYS)


def test_another_key_under_the_same_name_does_not_pass() -> None:
    other = SigningKey(bytes(32))
    forged = sign_text(Tag.RECEIPT, "x", other).model_copy(update={"key_id": next(iter(KEYS))})
    with pytest.raises(BadSignature):
        verify_text(forged, Tag.RECEIPT, KEYS)


@pytest.mark.parametrize("text", ["AAA", "A A A A", "AAAA\n", "é", "-_-_"])
def test_base64_is_strict(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError):
        decode_key("AAAA")
