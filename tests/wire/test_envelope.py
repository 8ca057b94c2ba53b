"""An envelope is the terminal's word to the byte; nothing readable of it says what it is about."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.wire.envelope import NotAnEnvelope, Sealer, check, envelope_sha256, open_body, read_header
from kiosk.wire.models import MAX_ENVELOPE, EnvelopeHeader
from kiosk.wire.sealing import SUITE
from kiosk.wire.signing import BadSignature, decode, encode
from tests.support.county import County, new_id

COUNTY = County()
PUBLIC = bytes(COUNTY.device.verify_key)


def sealed(body: str = '{"request":"工资"}') -> bytes:
    return COUNTY.sealer().seal("order", new_id(), 5, body).envelope


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_the_hub_reads_what_the_terminal_sealed(body: str) -> None:
    made = COUNTY.sealer().seal("order", new_id(), 9, body)
    envelope, header = read_header(made.envelope)
    assert open_body(check(envelope, header, PUBLIC), COUNTY.seal) == body
    assert made.sha256 == envelope_sha256(made.envelope)
    assert (header.seq, header.kind, header.suite, header.hub_id) == (9, "order", SUITE, COUNTY.hub_id)
    assert header.understood


def test_nothing_of_the_body_is_readable_on_the_outside() -> None:
    raw = sealed('{"item":"legal-aid","name":"王小明","number":"330922190001010010"}')
    header = json.loads(json.loads(raw)["header"])
    assert sorted(header) == sorted(EnvelopeHeader.model_fields)
    for word in ("legal-aid", "王小明", "330922190001010010"):
        assert word.encode() not in raw
        assert word.encode() not in decode(json.loads(raw)["sealed"])


def test_short_and_long_orders_have_the_same_size() -> None:
    assert len(sealed("{}")) == len(sealed("x" * 3000))


def change(raw: bytes, **parts: str) -> bytes:
    return json.dumps({**json.loads(raw), **parts}).encode()


def test_every_part_is_covered_by_the_signature() -> None:
    raw = sealed()
    parts = json.loads(raw)
    other = json.loads(sealed())
    sealed_bytes = bytearray(decode(parts["sealed"]))
    sealed_bytes[100] ^= 1
    for forged in (
        change(raw, header=parts["header"].replace('"seq":5', '"seq":6')),
        change(raw, header=parts["header"] + " "),
        change(raw, sealed=other["sealed"]),
        change(raw, sealed=encode(bytes(sealed_bytes))),
        change(raw, sealed=encode(bytes(sealed_bytes[:-1]))),
        change(raw, sealed="?"),
        change(raw, signature=other["signature"]),
    ):
        envelope, header = read_header(forged)
        with pytest.raises(BadSignature):
            check(envelope, header, PUBLIC)
    envelope, header = read_header(raw)
    with pytest.raises(BadSignature):
        check(envelope, header, bytes(SigningKey.generate().verify_key))


@given(st.binary(max_size=200))
def test_noise_is_no_envelope(raw: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        read_header(raw)


@given(st.dictionaries(st.sampled_from(["header", "sealed", "signature"]), st.text(max_size=50)))
def test_nor_is_json_of_another_kind(parts: dict[str, str]) -> None:
    with pytest.raises(NotAnEnvelope):
        read_header(json.dumps(parts).encode())


def test_an_endless_envelope_is_not_parsed() -> None:
    with pytest.raises(NotAnEnvelope, match="too long"):
        read_header(b" " * (MAX_ENVELOPE + 1))


def test_a_newer_terminal_may_say_more() -> None:
    raw = sealed()
    header = json.loads(json.loads(raw)["header"]) | {"later": "x"}
    _, read = read_header(change(raw, header=json.dumps(header), later="y"))
    assert read.seq == 5


def test_a_sealer_takes_only_its_own_key() -> None:
    with pytest.raises(ValueError, match="device key"):
        Sealer(COUNTY.enrolled, SigningKey.generate())
