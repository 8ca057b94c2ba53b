"""One code, one terminal, one day; the same request again is the same terminal."""

import pytest
from nacl.signing import SigningKey

from hub.desk import list_orders
from hub.enrolment import enrol
from hub.intake import accept
from kiosk.wire.models import EnrolAnswer, EnrolRequest
from kiosk.wire.signing import SignedText, Tag, encode, verify_text
from kiosk.wire.words import say
from tests.hub.conftest import County


def answer(county: County, word: SignedText | None) -> EnrolAnswer:
    assert word is not None
    return EnrolAnswer.model_validate_json(verify_text(word, Tag.ENROL_ANSWER, county.keys))


def test_the_answer_repeats_the_key_and_names_the_terminal(county: County) -> None:
    key = SigningKey.generate()
    result = enrol(county.house, county.request(county.bundle("SS3"), key))
    said = answer(county, result.word)
    assert (said.hub_id, said.terminal_code, said.number_from) == (county.house.hub_id, "SS3", 1)
    assert said.device_key == encode(bytes(key.verify_key))


def test_a_lost_answer_is_given_again_even_when_the_code_has_expired(county: County) -> None:
    bundle, key = county.bundle(), SigningKey.generate()
    first = answer(county, enrol(county.house, county.request(bundle, key)).word)
    county.clock.advance(25 * 3600)
    assert answer(county, enrol(county.house, county.request(bundle, key)).word) == first


def test_a_code_serves_one_terminal(county: County) -> None:
    bundle = county.bundle()
    assert enrol(county.house, county.request(bundle, SigningKey.generate())).status == 200
    other = enrol(county.house, county.request(bundle, SigningKey.generate()))
    assert (other.status, other.word) == (403, None)


def test_a_code_lives_a_day(county: County) -> None:
    bundle, key = county.bundle(), SigningKey.generate()
    county.clock.advance(24 * 3600 - 1)
    late = county.bundle()
    county.clock.advance(2)
    assert enrol(county.house, county.request(bundle, key)).status == 410
    assert enrol(county.house, county.request(late, key)).status == 200


def test_who_does_not_hold_the_key_cannot_enrol_it(county: County) -> None:
    bundle, key = county.bundle(), SigningKey.generate()
    ask = EnrolRequest(hub_id=bundle.hub_id, code=bundle.code, device_key=encode(bytes(key.verify_key)))
    forged = say(Tag.ENROL_REQUEST, ask, SigningKey.generate()).model_dump_json().encode()
    assert enrol(county.house, forged).status == 403
    wrong_tag = say(Tag.ENVELOPE, ask, key).model_dump_json().encode()
    assert enrol(county.house, wrong_tag).status == 403


@pytest.mark.parametrize("change", [{"code": "A" * 16}, {"hub_id": "hub-elsewhere"}])
def test_a_wrong_code_or_hub_is_refused(county: County, change: dict[str, str]) -> None:
    bundle = county.bundle().model_copy(update=change)
    assert enrol(county.house, county.request(bundle, SigningKey.generate())).status == 403


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff", b'{"type":"x","text":"{}","key_id":"","signature":""}'])
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
