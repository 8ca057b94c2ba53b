"""One code, one terminal, one day; the same request again is the same terminal; the code never travels."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from nacl.signing import SigningKey

from hub.database.ended import MOST_WRONG
from hub.errors import HubError
from hub.fleet.enrolment import enrol, make_bundle
from hub.fleet.terminals import accept as accept_terminal
from hub.fleet.terminals import list_terminals, refuse
from hub.orders.desk import list_orders
from hub.uplink.intake import accept
from kiosk.wire.bundle import EnrolmentBundle
from kiosk.wire.enrolment import (
    ACCEPTED,
    PENDING,
    QR,
    REFUSED,
    TYPED,
    EnrolMessage,
    EnrolRequest,
    public_text,
    read_reply,
    spoken_words,
    transcript,
)
from kiosk.wire.enrolment import code_keys as keys_of
from kiosk.wire.nouns import NOUNS
from kiosk.wire.signing import BadSignature, Tag, verify_text
from kiosk.wire.trust import text_sha256
from tests.hub.conftest import County
from tests.support.enrolling import answered, ask

Keys = tuple[SigningKey, SigningKey]


def new_keys() -> Keys:
    """Device and link key."""
    return SigningKey.generate(), SigningKey.generate()


def asked(county: County, bundle: EnrolmentBundle, keys: Keys, how: str = "file") -> tuple[int, bytes]:
    result = enrol(county.house, ask(bundle, *keys, how=how))
    return result.status, result.body


def test_the_answer_repeats_the_keys_and_names_the_terminal(county: County) -> None:
    (device, link), bundle = new_keys(), county.bundle("SS3")
    body = ask(bundle, device, link)
    result = enrol(county.house, body)
    said = answered(bundle, result.body)
    assert (said.state, said.terminal_code, said.number_from) == (ACCEPTED, "SS3", 1)
    assert (said.device_key, said.link_key) == (public_text(device), public_text(link))
    assert said.hub_id == county.house.hub_id
    assert said.request_sha256 == text_sha256(EnrolMessage.model_validate_json(body).text)


def test_the_answer_is_signed_and_proves_the_code(county: County) -> None:
    bundle = county.bundle()
    _, body = asked(county, bundle, new_keys())
    word, trust = read_reply(body, keys_of(bundle.code))
    verify_text(word, Tag.ENROL_ANSWER, county.keys)
    assert answered(bundle, body).trust_sha256 == text_sha256(trust)
    with pytest.raises(BadSignature):
        read_reply(body, keys_of("0" * 16))


def test_a_lost_answer_is_given_again_even_when_the_code_has_expired(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    first = answered(bundle, asked(county, bundle, keys)[1])
    county.clock.advance(25 * 3600)
    again = answered(bundle, asked(county, bundle, keys)[1])
    assert (again.terminal_id, again.number_from) == (first.terminal_id, first.number_from)


def test_a_code_used_twice_serves_the_first_terminal_alone(county: County) -> None:
    bundle, (device, link) = county.bundle(), new_keys()
    assert asked(county, bundle, (device, link))[0] == 200
    for other in (new_keys(), (device, SigningKey.generate()), (SigningKey.generate(), link)):
        assert asked(county, bundle, other) == (403, b"{}")


def test_a_code_lives_a_day(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    county.clock.advance(24 * 3600 - 1)
    late = county.bundle()
    county.clock.advance(2)
    assert asked(county, bundle, keys)[0] == 410
    assert asked(county, late, keys)[0] == 200


def test_who_does_not_hold_both_keys_cannot_enrol_them(county: County) -> None:
    bundle, (device, link), (stranger, other) = county.bundle(), new_keys(), new_keys()
    right = EnrolMessage.model_validate_json(ask(bundle, device, link))
    forged = EnrolMessage.model_validate_json(ask(bundle, stranger, other))
    swapped = {"device_signature": right.link_signature, "link_signature": right.device_signature}
    for change in (
        {"device_signature": forged.device_signature},
        {"link_signature": forged.link_signature},
        swapped,
    ):
        raw = right.model_copy(update=change).model_dump_json().encode()
        assert enrol(county.house, raw).status == 403
    assert asked(county, bundle, (device, device))[0] == 403
    assert enrol(county.house, right.model_dump_json().encode()).status == 200


def test_a_man_in_the_middle_without_the_code_can_put_in_no_key_of_his(county: County) -> None:
    """He passes the request on with his own keys and signatures, but the proof is over what he changed."""
    bundle, mine = county.bundle(), new_keys()
    right = EnrolMessage.model_validate_json(ask(bundle, *new_keys()))
    guess = bundle.model_copy(update={"code": "0" * 16})
    his = EnrolMessage.model_validate_json(ask(guess, *mine))
    text = EnrolRequest.model_validate_json(his.text).model_copy(
        update={"code_id": keys_of(bundle.code).code_id}
    )
    from kiosk.wire.signing import sign

    raw = text.model_dump_json()
    forged = EnrolMessage(
        text=raw,
        device_signature=sign(Tag.ENROL_REQUEST, raw.encode(), mine[0]),
        link_signature=sign(Tag.ENROL_LINK, raw.encode(), mine[1]),
        proof=right.proof,
    )
    assert enrol(county.house, forged.model_dump_json().encode()).status == 401
    assert list_terminals(county.house) == []


def test_a_code_dies_of_ten_wrong_proofs(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    wrong = EnrolMessage.model_validate_json(ask(bundle, *keys)).model_copy(update={"proof": "0" * 64})
    raw = wrong.model_dump_json().encode()
    assert [enrol(county.house, raw).status for _ in range(MOST_WRONG)] == [401] * MOST_WRONG
    assert enrol(county.house, raw).status == 403
    assert asked(county, bundle, keys)[0] == 403


def test_one_wrong_proof_less_and_it_lives(county: County) -> None:
    bundle, keys = county.bundle(), new_keys()
    wrong = EnrolMessage.model_validate_json(ask(bundle, *keys)).model_copy(update={"proof": "0" * 64})
    for _ in range(MOST_WRONG - 1):
        enrol(county.house, wrong.model_dump_json().encode())
    assert asked(county, bundle, keys)[0] == 200


def test_two_requests_at_once_make_one_terminal(county: County) -> None:
    """A terminal's impatient retry, or two terminals with one code: whoever comes second finds the first."""
    bundle, keys = county.bundle(), [new_keys() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda pair: asked(county, bundle, pair)[0], keys))
    assert sorted(statuses) == [200, 403, 403, 403]
    assert len(list_terminals(county.house)) == 1


def test_an_unknown_code_is_refused(county: County) -> None:
    bundle = county.bundle().model_copy(update={"code": "A" * 16})
    assert asked(county, bundle, new_keys())[0] == 403


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"\xff", b'{"text":"{}","device_signature":"","link_signature":"","proof":""}']
)
def test_noise_is_refused(county: County, raw: bytes) -> None:
    county.bundle()
    assert enrol(county.house, raw).status == 400


def test_neither_the_code_nor_what_proves_it_lies_in_the_database(county: County) -> None:
    bundle = county.bundle()
    keys = keys_of(bundle.code)
    secrets = (bundle.code.encode(), keys.terminal, keys.terminal.hex().encode(), keys.hub)
    for file in county.house.settings.data.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not any(secret in content for secret in secrets), file
    assert bundle.code not in repr(bundle)


def test_without_a_trust_file_nobody_is_invited(county: County) -> None:
    with pytest.raises(HubError) as caught:
        make_bundle(county.house, "SS3", 24)
    assert caught.value.code == "E-HUB-13"


def test_a_code_made_before_a_rotation_still_serves(county: County) -> None:
    from hub.trust.rotation import rotate
    from tests.support.enrolling import offline

    bundle = county.bundle()
    rotate(county.house, ["sealing", "signing"], offline(county.house))
    assert answered(bundle, asked(county, bundle, new_keys())[1]).state == ACCEPTED


def test_unnamed_terminals_get_names_of_their_own(county: County) -> None:
    assert [county.bundle("").terminal_code for _ in range(3)] == ["T1", "T2", "T3"]


def test_a_replacement_never_repeats_a_number(county: County) -> None:
    first = county.terminal("SS3")
    accept(county.house, first.order(number=1999))
    accept(county.house, county.terminal("SS33").order(number=7777))
    assert county.terminal("SS3").enrolled.number_from == 2001
    assert county.terminal("SS3").enrolled.number_from == 3001  # even when the one before sent nothing
    assert len(list_orders(county.house)) == 2


# ---- typed alone ---------------------------------------------------------------------------------------


def test_a_typed_code_waits_for_an_operator(county: County) -> None:
    bundle, keys = county.bundle("SS3"), new_keys()
    said = answered(bundle, asked(county, bundle, keys, TYPED)[1])
    assert said.state == PENDING
    listed = list_terminals(county.house)
    assert [(t["terminal_code"], t["state"]) for t in listed] == [("SS3", "pending")]
    assert listed[0]["words"] == spoken_words(transcript(said))
    words = str(listed[0]["words"]).split()
    assert (len(words), set(words) <= set(NOUNS)) == (6, True)
    accept_terminal(county.house, "SS3")
    assert answered(bundle, asked(county, bundle, keys, TYPED)[1]).state == ACCEPTED
    assert [(t["state"], t["words"]) for t in list_terminals(county.house)] == [
        ("active", listed[0]["words"])
    ]


def test_the_words_are_the_newest_exchanges_whatever_is_sent_again(county: County) -> None:
    bundle, keys = county.bundle("SS3"), new_keys()
    older = ask(bundle, *keys, how=TYPED, exchange=1)
    newer = ask(bundle, *keys, how=TYPED, nonce="1" * 32, exchange=2)

    def words_after(raw: bytes) -> str:
        assert enrol(county.house, raw).status == 200
        return str(list_terminals(county.house)[0]["words"])

    first = words_after(older)
    second = words_after(newer)
    assert first != second == words_after(older)
    accept_terminal(county.house, "SS3")
    assert second == words_after(older)
    third = words_after(ask(bundle, *keys, how=TYPED, nonce="2" * 32, exchange=3))
    assert third not in (first, second, "")
    assert third == words_after(newer)


def test_a_code_made_to_be_read_out_waits_whatever_the_terminal_says(county: County) -> None:
    bundle = county.bundle("SS3", compare_words=True)
    assert answered(bundle, asked(county, bundle, new_keys(), QR)[1]).state == PENDING


def test_a_refused_terminal_is_told_and_its_code_is_spent(county: County) -> None:
    bundle, keys = county.bundle("SS3"), new_keys()
    asked(county, bundle, keys, TYPED)
    refuse(county.house, "SS3")
    assert answered(bundle, asked(county, bundle, keys, TYPED)[1]).state == REFUSED
    assert asked(county, bundle, new_keys(), TYPED)[0] == 403


def test_words_differ_when_somebody_in_between_used_other_keys(county: County) -> None:
    """He knows the code: to the terminal he is the hub, to the hub a terminal. The words tell them apart."""
    bundle, terminal, his = county.bundle("SS3"), new_keys(), new_keys()
    theirs = answered(bundle, asked(county, bundle, his, TYPED)[1])
    at_the_hub = list_terminals(county.house)[0]["words"]
    text = EnrolMessage.model_validate_json(ask(bundle, *terminal, how=TYPED)).text
    heard = theirs.model_copy(update={"request_sha256": text_sha256(text)})
    assert spoken_words(transcript(heard)) != at_the_hub
    assert spoken_words(transcript(theirs)) == at_the_hub
