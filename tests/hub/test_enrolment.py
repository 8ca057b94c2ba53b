"""One code, one terminal, one day; the same request again is the same terminal."""

import pytest
from nacl.signing import SigningKey

from hub.desk import list_orders
from hub.enrolment import enrol
from hub.intake import accept
from kiosk.wire.enrolment import EnrolAnswer, EnrolMessage, public_text
from kiosk.wire.signing import SignedText, Tag, verify_text
from tests.hub.conftest import County


def new_keys() -> tuple[SigningKey, SigningKey]:
    """Device and link key."""
    return SigningKey.generate(), SigningKey.generate()


def answer(county: County, word: SignedText | None) -> EnrolAnswer:
    assert word is not None
    return EnrolAnswer.model_validate_json(verify_text(word, Tag.ENROL_ANSWER, county.keys))


def test_the_answer_repeats_the_key_and_names_the_terminal(county: County) -> None:
    device, link = new_keys()
    result = enrol(county.house, county.request(county.bundle("SS3"), device, link))
    said = answer(county, result.word)
    assert (said.hub_id, said.terminal_code, said.number_from) == (county.house.hub_id, "SS3", 1)
    assert (said.device_key, said.link_key) == (public_text(device), public_text(link))


def test_a_lost_answer_is_given_again_even_when_the_code_has_expired(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    first = answer(county, enrol(county.house, county.request(bundle, *keys)).word)
    county.clock.advance(25 * 3600)
    assert answer(county, enrol(county.house, county.request(bundle, *keys)).word) == first


def test_a_code_serves_one_terminal(county: County) -> None:
    bundle, (device, link) = county.bundle(), new_keys()
    assert enrol(county.house, county.request(bundle, device, link)).status == 200
    for other in (new_keys(), (device, SigningKey.generate()), (SigningKey.generate(), link)):
        result = enrol(county.house, county.request(bundle, *other))
        assert (result.status, result.word) == (403, None)


def test_a_code_lives_a_day(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    county.clock.advance(24 * 3600 - 1)
    late = county.bundle()
    county.clock.advance(2)
    assert enrol(county.house, county.request(bundle, *keys)).status == 410
    assert enrol(county.house, county.request(late, *keys)).status == 200


def test_who_does_not_hold_both_keys_cannot_enrol_them(county: County) -> None:
    bundle, (device, link), (stranger, other) = county.bundle(), new_keys(), new_keys()
    asked = EnrolMessage.model_validate_json(county.request(bundle, device, link))
    forged = EnrolMessage.model_validate_json(county.request(bundle, stranger, other))
    swapped = {"device_signature": asked.link_signature, "link_signature": asked.device_signature}
    for change in (
        {"device_signature": forged.device_signature},
        {"link_signature": forged.link_signature},
        swapped,
    ):
        raw = asked.model_copy(update=change).model_dump_json().encode()
        assert enrol(county.house, raw).status == 403
    assert enrol(county.house, county.request(bundle, device, device)).status == 403
    assert enrol(county.house, asked.model_dump_json().encode()).status == 200


@pytest.mark.parametrize("change", [{"code": "A" * 16}, {"hub_id": "hub-elsewhere"}])
def test_a_wrong_code_or_hub_is_refused(county: County, change: dict[str, str]) -> None:
    bundle = county.bundle().model_copy(update=change)
    assert enrol(county.house, county.request(bundle, *new_keys())).status == 403


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"\xff", b'{"text":"{}","device_signature":"","link_signature":""}']
)
def test_noise_is_refused(county: County, raw: bytes) -> None:
    assert enrol(county.house, raw).status == 400


def test_codes_are_kept_only_as_hashes(county: County) -> None:
    bundle = county.bundle()
    for file in county.house.settings.data.rglob("*"):
        assert not file.is_file() or bundle.code.encode() not in file.read_bytes()
    assert bundle.code not in repr(bundle)


def test_unnamed_terminals_get_names_of_their_own(county: County) -> None:
    assert [county.bundle("").terminal_code for _ in range(3)] == ["T1", "T2", "T3"]


def test_a_replacement_never_repeats_a_number(county: County) -> None:
    first = county.terminal("SS3")
    accept(county.house, first.order(number=1999))
    accept(county.house, county.terminal("SS33").order(number=7777))
    assert county.terminal("SS3").enrolled.number_from == 2001
    assert county.terminal("SS3").enrolled.number_from == 3001  # even when the one before sent nothing
    assert len(list_orders(county.house)) == 2
