"""A terminal's requests: the RFC's own vectors, our one form, and everything that is not that form."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.wire.request_signing import (
    MAX_COUNTER,
    Claim,
    claimed,
    content_digest,
    sign_request,
    signature_base,
    verify_request,
)
from kiosk.wire.signing import BadSignature, key_id

KEY = SigningKey(bytes(range(32)))
PUBLIC = bytes(KEY.verify_key)
BODY = b'{"hello": "world"}'
# RFC 9421 B.1.4: the seed inside test-key-ed25519.
RFC_SEED = base64.b64decode("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=")
PARAMETERS = (
    '("@method" "@path" "content-digest" "gongfa-hub" "gongfa-terminal" "gongfa-counter")'
    f';keyid="{key_id(PUBLIC)}";alg="ed25519";tag="gongfa-terminal"'
)


def signed(body: bytes = BODY, path: str = "/v1/intake", counter: int = 7) -> dict[str, str]:
    return sign_request(
        method="POST", path=path, body=body, hub_id="h-1", terminal_id="t-1", counter=counter, key=KEY
    )


def verify(headers: dict[str, str], body: bytes = BODY, path: str = "/v1/intake") -> Claim:
    return verify_request(method="POST", path=path, headers=headers, body=body, public=PUBLIC)


def test_the_base_of_the_rfc_gives_the_signature_of_the_rfc() -> None:
    """RFC 9421 B.2.6, signed with its test-key-ed25519."""
    components = [
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@method", "POST"),
        ("@path", "/foo"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    ]
    covered = " ".join(f'"{name}"' for name, _ in components)
    base = signature_base(components, f'({covered});created=1618884473;keyid="test-key-ed25519"')
    signature = SigningKey(RFC_SEED).sign(base).signature
    assert base64.b64encode(signature).decode() == (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )


def test_the_digest_is_that_of_rfc_9530() -> None:
    """Its appendix D."""
    assert content_digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


def test_what_is_sent_word_for_word() -> None:
    """Written out by hand and signed here: what docs/protocol/hub.md promises to anybody else's program."""
    digest = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
    base = (
        '"@method": POST\n"@path": /v1/intake\n'
        f'"content-digest": {digest}\n'
        '"gongfa-hub": h-1\n"gongfa-terminal": t-1\n"gongfa-counter": 7\n'
        f'"@signature-params": {PARAMETERS}'
    )
    signature = base64.b64encode(KEY.sign(base.encode()).signature).decode()
    assert signed() == {
        "Content-Digest": digest,
        "Gongfa-Hub": "h-1",
        "Gongfa-Terminal": "t-1",
        "Gongfa-Counter": "7",
        "Signature-Input": f"gongfa={PARAMETERS}",
        "Signature": f"gongfa=:{signature}:",
    }


def test_a_signed_request_says_who_sent_it() -> None:
    claim = Claim("h-1", "t-1", 7, key_id(PUBLIC))
    assert claimed(signed()) == claim
    assert verify(signed()) == claim


@given(st.binary(max_size=300), st.integers(1, MAX_COUNTER))
def test_every_body_and_counter_comes_through(body: bytes, counter: int) -> None:
    headers = {name.upper(): value for name, value in signed(body, counter=counter).items()}
    assert verify(headers, body).counter == counter


def test_another_key_body_path_or_method_is_refused() -> None:
    headers = signed()
    other = bytes(SigningKey.generate().verify_key)
    for change in (
        {"public": other},
        {"body": BODY + b" "},
        {"path": "/v1/exchange"},
        {"path": "/v1/intake?x=1"},
        {"method": "PUT"},
        {"method": "POST\n"},
    ):
        asked = {"method": "POST", "path": "/v1/intake", "body": BODY, "public": PUBLIC, **change}
        with pytest.raises(BadSignature):
            verify_request(headers=headers, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", list(signed()))
def test_a_field_that_is_missing_changed_or_there_twice_is_refused(field: str) -> None:
    headers = signed()
    without = {name: value for name, value in headers.items() if name != field}
    changed = {**headers, field: headers[field].replace("7", "8").replace("1", "2").replace("A", "B") + "!"}
    twice = {**headers, field.lower(): headers[field]}
    for bad in (without, changed, twice, {**headers, field: ""}):
        with pytest.raises(BadSignature):
            verify(bad)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Gongfa-Counter", "8"),
        ("Gongfa-Counter", "07"),
        ("Gongfa-Counter", "7 "),
        ("Gongfa-Counter", "０"),
        ("Gongfa-Counter", "-7"),
        ("Gongfa-Counter", "1" + "0" * 15),
        ("Gongfa-Terminal", "t-2"),
        ("Gongfa-Terminal", "t-1\n"),
        ("Gongfa-Hub", "h-2"),
        ("Gongfa-Hub", "h" * 65),
        ("Signature-Input", f"sig1={PARAMETERS}"),
        ("Signature-Input", f"gongfa={PARAMETERS};created=1618884473"),
        ("Signature-Input", "gongfa=" + PARAMETERS.replace(' "content-digest"', "")),
        ("Signature-Input", "gongfa=" + PARAMETERS.replace("gongfa-terminal", "gongfa-hub")),
        ("Signature-Input", "gongfa=" + PARAMETERS.replace("ed25519", "hmac-sha256")),
        ("Signature-Input", f"gongfa={PARAMETERS}, other={PARAMETERS}"),
        ("Signature", "gongfa=:AAAA:"),
    ],
)
def test_no_other_form_counts(field: str, value: str) -> None:
    with pytest.raises(BadSignature):
        verify({**signed(), field: value})


def test_a_shorter_cover_is_refused_even_when_it_is_signed() -> None:
    """A signature that is good in the RFC's eyes, but leaves the body open."""
    parameters = PARAMETERS.replace(' "content-digest"', "")
    components = [
        ("@method", "POST"),
        ("@path", "/v1/intake"),
        ("gongfa-hub", "h-1"),
        ("gongfa-terminal", "t-1"),
        ("gongfa-counter", "7"),
    ]
    signature = KEY.sign(signature_base(components, parameters)).signature
    headers = {
        **signed(),
        "Signature-Input": f"gongfa={parameters}",
        "Signature": f"gongfa=:{base64.b64encode(signature).decode()}:",
    }
    with pytest.raises(BadSignature):
        verify(headers)


@given(st.dictionaries(st.sampled_from([*signed(), "Cookie"]), st.text(max_size=80)))
def test_whatever_stands_in_the_fields_nothing_but_a_bad_signature_comes_of_it(other: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify({**signed(), **other, "Gongfa-Counter": "9"})
    with pytest.raises(BadSignature):
        verify(other)


@pytest.mark.parametrize(
    "change",
    [{"counter": 0}, {"counter": MAX_COUNTER + 1}, {"path": "v1"}, {"path": "/?"}, {"hub_id": "a b"}],
)
def test_what_could_never_be_accepted_is_not_signed(change: dict[str, object]) -> None:
    asked = {"path": "/v1/intake", "hub_id": "h-1", "counter": 1, **change}
    with pytest.raises(ValueError):
        sign_request(method="POST", body=b"", terminal_id="t-1", key=KEY, **asked)  # type: ignore[arg-type]
