"""Ids, numbers and slips' secrets keep their shape for ever: paper and other programs rely on it."""

import os
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import slip_code
from kiosk.wire.ids import (
    CROCKFORD,
    SlipCode,
    format_slip,
    is_oid,
    number_of,
    order_no,
    parse_slip,
    secret_sha256,
    slip_secret,
    uuid7,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
bits = st.binary(min_size=16, max_size=16)


@given(st.integers(0, 2**46), st.binary(min_size=10, max_size=10))
def test_uuid7_is_version_7_and_holds_its_time(unix_ms: int, chance: bytes) -> None:
    made = UUID(uuid7(EPOCH + timedelta(milliseconds=unix_ms), lambda n: chance[:n]))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == unix_ms
    assert made.int & (2**62 - 1) == int.from_bytes(chance, "big") & (2**62 - 1)


def test_uuid7_of_the_standard() -> None:
    # RFC 9562 appendix A.6: 2022-02-22 19:22:22 UTC, rand_a CC3, rand_b 18C4DC0C0C07398F
    when = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    chance = bytes.fromhex("0cc3") + bytes.fromhex("18c4dc0c0c07398f")
    assert uuid7(when, lambda _: chance) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_a_clock_before_1970_still_makes_ids() -> None:
    assert UUID(uuid7(EPOCH - timedelta(days=1), os.urandom)).int >> 80 == 0


@pytest.mark.parametrize(("number", "text"), [(1, "SS3-0001"), (147, "SS3-0147"), (12_345, "SS3-12345")])
def test_order_numbers(number: int, text: str) -> None:
    assert order_no("SS3", number) == text
    assert number_of(text) == number


@pytest.mark.parametrize(("code", "number"), [("ss3", 1), ("", 1), ("A" * 13, 1), ("SS3", 0), ("A-B", 1)])
def test_malformed_order_numbers_are_not_made(code: str, number: int) -> None:
    with pytest.raises(ValueError):
        order_no(code, number)


@given(bits)
def test_a_secret_is_26_characters_that_hold_all_128_bits(chance: bytes) -> None:
    secret = slip_secret(chance)
    value = 0
    for character in secret:
        value = value * 32 + CROCKFORD.index(character)
    assert len(secret) == 26
    assert (value >> 2).to_bytes(16, "big") == chance


@given(bits, st.integers(1, 99_999))
def test_a_slip_reads_back_and_is_what_the_printer_prints(chance: bytes, number: int) -> None:
    code = SlipCode(order_no("SS3", number), slip_secret(chance))
    text = format_slip(code)
    assert parse_slip(text) == code
    assert slip_code.qr_payload(code.order_no, code.secret) == text


@given(st.text(max_size=60))
def test_anything_else_is_no_slip(text: str) -> None:
    said = ""
    try:
        assert format_slip(parse_slip(text)) == text
    except ValueError as error:
        said = str(error)
    assert said in ("", "not a slip's code")  # never what was scanned


def test_a_secret_does_not_show_in_a_log() -> None:
    secret = slip_secret(os.urandom(16))
    assert secret not in repr(SlipCode("SS3-0001", secret))
    assert len(secret_sha256(secret)) == 64


@pytest.mark.parametrize("text", ["", "short", "a" * 81, "spaces in it", "../etc/passwd", "-leading-dash"])
def test_what_may_not_name_an_envelope(text: str) -> None:
    assert not is_oid(text)


def test_a_rating_is_named_after_its_order() -> None:
    assert is_oid(uuid7(EPOCH, os.urandom))
    assert is_oid(uuid7(EPOCH, os.urandom) + ":rating")
