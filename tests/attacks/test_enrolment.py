"""A man in the middle at enrolment, with and without the code, with and without a hub of his own: refused."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from hub.fleet.enrolment import enrol as hub_enrol
from hub.house import House
from kiosk.store.identity import load_enrolled
from kiosk.sync.enrolment import enrol
from kiosk.sync.invitation import from_typing
from kiosk.wire.bundle import EnrolmentBundle
from kiosk.wire.enrolment import EnrolAnswer, EnrolMessage, EnrolReply, code_keys, read_reply, write_reply
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.trust import text_sha256
from kiosk.wire.words import say
from tests.support.county import County
from tests.support.direct import Change, Direct, a_hub, code_of, invited, means
from tests.support.enrolling import ask, invite


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from a_hub(tmp_path / "hub")


def changed(**said: object) -> Callable[[EnrolmentBundle], Change]:
    """An answer changed and signed anew by nobody who knows the code, or with its proof gone stale."""

    def make(bundle: EnrolmentBundle) -> Change:
        def change(raw: bytes) -> bytes:
            reply = EnrolReply.model_validate_json(raw)
            word = SignedText.model_validate_json(reply.word)
            text = EnrolAnswer.model_validate_json(word.text).model_copy(update=said)
            forged = say(Tag.ENROL_ANSWER, text, County().sign)
            return reply.model_copy(update={"word": forged.model_dump_json()}).model_dump_json().encode()

        return change

    return make


def knowing(**said: object) -> Callable[[EnrolmentBundle], Change]:
    """The same by somebody who does know the code, but has no key of the hub."""

    def make(bundle: EnrolmentBundle) -> Change:
        def change(raw: bytes) -> bytes:
            word, trust = read_reply(raw, code_keys(bundle.code))
            text = EnrolAnswer.model_validate_json(word.text).model_copy(update=said)
            return write_reply(say(Tag.ENROL_ANSWER, text, County().sign), trust, code_keys(bundle.code))

        return change

    return make


def other_trust(bundle: EnrolmentBundle) -> Change:
    """Another trust document put beside an answer that is untouched."""

    def change(raw: bytes) -> bytes:
        reply = EnrolReply.model_validate_json(raw)
        forged = reply.trust.replace('"hub_id', ' "hub_id', 1)
        return reply.model_copy(update={"trust": forged + " "}).model_dump_json().encode()

    return change


@pytest.mark.parametrize("way", ["file", "qr", "typed"])
@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (changed(), "E-TRU-01"),
        (changed(receipt_key="A" * 44), "E-ENR-03"),
        (knowing(), "E-TRU-01"),
        (knowing(request_sha256="0" * 64), "E-ENR-03"),
        (knowing(root_sha256="0" * 64), "E-TRU-01"),
        (knowing(ca_sha256="0" * 64), "E-TRU-01"),
        (other_trust, "E-TRU-01"),
    ],
    ids=["key", "named-key", "knows-code", "other-request", "root", "authority", "trust"],
)
def test_man_in_the_middle_at_enrolment_answers_for_the_hub(
    tmp_path: Path, house: House, way: str, attack: Callable[[EnrolmentBundle], Change], code: str
) -> None:
    bundle = invite(house)
    hub = Direct(house, down=attack(bundle))
    assert code_of(lambda: enrol(invited(bundle, way), tmp_path, means(hub))) == code
    assert load_enrolled(tmp_path) is None


@pytest.mark.parametrize("way", ["qr", "typed"])
def test_man_in_the_middle_with_a_hub_of_his_own(tmp_path: Path, house: House, way: str) -> None:
    """He has keys, a root and a trust file, all in order, and does not know the code."""
    bundle = invite(house)
    his = next(a_hub(tmp_path / "his"))
    mine = invite(his)

    def relay(raw: bytes) -> bytes:
        return ask(mine, SigningKey.generate(), SigningKey.generate())

    hub = Direct(his, up=relay)
    assert code_of(lambda: enrol(invited(bundle, way), tmp_path, means(hub))) == "E-ENR-03"
    his.close()


def test_a_scanned_code_names_the_root_even_against_who_read_it(tmp_path: Path, house: House) -> None:
    """He has seen the QR code, and so knows the code; his hub has another root."""
    bundle, device, link = invite(house), SigningKey.generate(), SigningKey.generate()
    his = next(a_hub(tmp_path / "his"))
    mine = invite(his)

    def answer(raw: bytes) -> bytes:
        own = hub_enrol(his, ask(mine, device, link))
        word, trust = read_reply(own.body, code_keys(mine.code))
        asked = EnrolMessage.model_validate_json(hub.bodies[-1])
        request = json.loads(asked.text)
        said = EnrolAnswer.model_validate_json(word.text).model_copy(
            update={
                "request_sha256": text_sha256(asked.text),
                "device_key": request["device_key"],
                "link_key": request["link_key"],
            }
        )
        return write_reply(say(Tag.ENROL_ANSWER, said, his.keys.sign), trust, code_keys(bundle.code))

    hub = Direct(house, down=answer)
    scanned, carried = invited(bundle, "qr"), invited(bundle, "file")
    assert code_of(lambda: enrol(scanned, tmp_path, means(hub))) == "E-TRU-01"
    assert code_of(lambda: enrol(carried, tmp_path, means(hub))) == "E-TRU-01"
    # Typed alone nothing but six words is left: whoever compares them stops it.
    said: list[str] = []
    assert code_of(lambda: enrol(invited(bundle, "typed"), tmp_path, means(hub, said=said, agree=False))) == (
        "E-ENR-05"
    )
    assert len(said) == 1
    assert load_enrolled(tmp_path) is None
    his.close()


def test_a_code_mistyped_is_told_so(tmp_path: Path, house: House) -> None:
    bundle = invite(house)
    wrong = "0" + bundle.code[1:] if bundle.code[0] != "0" else "1" + bundle.code[1:]
    ask = from_typing(bundle.hub_url, wrong)
    assert code_of(lambda: enrol(ask, tmp_path, means(Direct(house)))) == "E-ENR-01"


@pytest.mark.parametrize("body", [b"<html>login</html>", b"{}", b""])
def test_a_portal_is_no_hub(tmp_path: Path, house: House, body: bytes) -> None:
    hub = Direct(house, down=lambda _: body)
    asked = invited(invite(house), "file")
    assert code_of(lambda: enrol(asked, tmp_path, means(hub))) == "E-SYN-03"


def test_a_root_that_was_provisioned_is_the_only_one(tmp_path: Path, house: House) -> None:
    bundle = invite(house)
    asked = invited(bundle, "file")
    own = replace(means(Direct(house)), trusted_root=bundle.root)
    his = next(a_hub(tmp_path / "his"))
    other = replace(own, trusted_root=invite(his).root)
    his.close()
    assert code_of(lambda: enrol(asked, tmp_path, other)) == "E-TRU-01"
    assert enrol(asked, tmp_path, own).hub_id == house.hub_id
