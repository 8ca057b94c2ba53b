"""A code as people type it and cameras read it; nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.bundle import key_sha256, read_code, read_qr, show_code, write_qr
from kiosk.wire.ids import CROCKFORD
from kiosk.wire.signing import encode

CODES = st.text(alphabet=CROCKFORD, min_size=16, max_size=16)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
URL = "https://hub.example.cn:8443/county"


@given(CODES, st.integers(0, 15), st.sampled_from(["-", " ", "  ", "—", "·", "_", "."]), st.booleans())
def test_a_code_is_read_however_it_is_typed(code: str, at: int, between: str, small: bool) -> None:
    typed = code[:at] + between + code[at:]
    assert read_code(typed.lower() if small else typed) == code
    assert read_code(show_code(code)) == code


@given(CODES)
def test_letters_that_look_like_digits_are_those(code: str) -> None:
    assert read_code(code.replace("0", "O").replace("1", "I")) == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code


@pytest.mark.parametrize("typed", ["", "0" * 15, "0" * 17, "U" * 16, "啊" * 16, "0000-0000-0000-000"])
def test_what_is_no_code(typed: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_code(typed)
    assert typed == "" or typed not in str(caught.value)


@given(CODES, HASHES, HASHES)
def test_a_qr_says_all_there_and_back(code: str, receipt: str, root: str) -> None:
    text = write_qr(URL, receipt, root, code)
    assert read_qr(f" {text}\r\n") == (URL, receipt, root, code)
    assert text.isascii()
    assert len(text) < 160


@given(st.text())
def test_noise_is_no_qr(text: str) -> None:
    with pytest.raises(ValueError):
        read_qr(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("GE1", "GL1"),
        lambda text: text.replace("https", "http"),
        lambda text: text[:-30],
        lambda text: text.replace(".", "-", 1),
        lambda text: text.replace("A" * 43, "A" * 42),
        lambda text: text.replace("A" * 43, "A" * 42 + "*"),
        lambda text: text + "?a=b",
    ],
)
def test_a_qr_that_was_changed_is_none(change: object) -> None:
    text = write_qr(URL, "0" * 64, "0" * 64, "0" * 16)
    assert callable(change)
    with pytest.raises(ValueError):
        read_qr(change(text))


def test_a_key_is_pinned_by_its_bytes() -> None:
    assert key_sha256(encode(bytes(32))) == "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
    with pytest.raises(ValueError):
        key_sha256("AAAA")
