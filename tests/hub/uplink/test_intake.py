"""What a terminal signed is kept once, byte for byte, and only then acknowledged."""

import sqlite3
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.database.schema import JOURNAL
from hub.house import open_house
from hub.uplink.intake import accept
from kiosk.wire.envelope import Sealer, envelope_sha256
from kiosk.wire.models import Receipt
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_receipt, check_refusal
from tests.hub.conftest import County, Terminal
from tests.support.county import County as OtherCounty
from tests.support.county import new_id


def receipt(county: County, terminal: Terminal, raw: bytes, oid: str) -> Receipt:
    answer = accept(county.house, raw)
    assert answer.status == 200
    assert answer.word is not None
    about = (county.house.hub_id, terminal.enrolled.terminal_id, oid, envelope_sha256(raw))
    return check_receipt(answer.word, county.keys, *about)


def journal(county: County) -> list[tuple[str, bytes]]:
    with county.house.engine.connect() as connection:
        rows = connection.execute(select(JOURNAL.c.oid, JOURNAL.c.envelope).order_by(JOURNAL.c.hub_seq))
        return [(row.oid, row.envelope) for row in rows]


def test_a_receipt_is_for_exactly_this_envelope(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    raw = terminal.order(oid)
    assert receipt(county, terminal, raw, oid).hub_seq == 1
    assert journal(county) == [(oid, raw)]


def test_the_same_envelope_again_gets_the_same_receipt(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    raw = terminal.order(oid)
    first = receipt(county, terminal, raw, oid)
    county.clock.advance(3600)
    assert receipt(county, terminal, raw, oid) == first
    assert len(journal(county)) == 1


def test_the_same_id_with_another_content_is_refused_in_signed_words(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    first, other = terminal.order(oid), terminal.order(oid)
    receipt(county, terminal, first, oid)
    answer = accept(county.house, other)
    assert answer.status == 422
    assert answer.word is not None
    about = (county.house.hub_id, terminal.enrolled.terminal_id, oid, envelope_sha256(other))
    refusal = check_refusal(answer.word, county.keys, *about)
    assert (refusal.reason, refusal.delay_s) == ("conflict", 0)
    with pytest.raises(BadSignature):
        check_receipt(answer.word, county.keys, *about)
    assert journal(county) == [(oid, first)]


def test_two_terminals_may_use_the_same_id(county: County) -> None:
    one, two, oid = county.terminal("SS3"), county.terminal("SS4"), new_id()
    assert receipt(county, one, one.order(oid), oid).hub_seq == 1
    assert receipt(county, two, two.order(oid), oid).hub_seq == 2


def test_any_content_is_kept_unread(county: County) -> None:
    """No order can block the line behind it, however odd: not even one that the hub cannot open."""
    terminal = county.terminal()
    for body in ("", "not json", '{"v": 99}'):
        oid = new_id()
        raw = terminal.sealer.seal("order", oid, 1, body).envelope
        receipt(county, terminal, raw, oid)
    oid = new_id()
    later = terminal.sealer.seal("some_later_kind", oid, 2, "{}").envelope
    receipt(county, terminal, later, oid)
    stranger = OtherCounty()
    sealed_to_another = Sealer(
        terminal.enrolled.model_copy(update={"seal_key": stranger.enrolled.seal_key}),
        terminal.sealer._device_key,
    )
    oid = new_id()
    receipt(county, terminal, sealed_to_another.seal("order", oid, 3, "{}").envelope, oid)
    assert len(journal(county)) == 5


def test_a_stranger_gets_no_signed_word(county: County) -> None:
    terminal = county.terminal()
    raw = OtherCounty().sealer().seal("order", new_id(), 1, "{}").envelope
    assert accept(county.house, raw) == accept(county.house, raw)
    assert (accept(county.house, raw).status, accept(county.house, raw).word) == (403, None)
    elsewhere = Sealer(
        terminal.enrolled.model_copy(update={"hub_id": "hub-elsewhere"}),
        terminal.sealer._device_key,
    )
    answer = accept(county.house, elsewhere.seal("order", new_id(), 1, "{}").envelope)
    assert (answer.status, answer.word) == (403, None)
    assert journal(county) == []


def test_a_known_terminal_with_a_wrong_signature_is_told_to_come_back(county: County) -> None:
    """The hub's own database may be the one that is wrong: the row is kept back, never ended."""
    terminal, oid = county.terminal(), new_id()
    raw = terminal.order(oid)
    broken = raw.replace(b'"signature":"', b'"signature":"AAAA', 1)
    answer = accept(county.house, broken)
    assert answer.status == 403
    assert answer.word is not None
    about = (county.house.hub_id, terminal.enrolled.terminal_id, oid, envelope_sha256(broken))
    refusal = check_refusal(answer.word, county.keys, *about)
    assert (refusal.reason, refusal.delay_s) == ("bad_signature", 3600)
    assert journal(county) == []


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_noise_is_answered_unsigned(raw: bytes) -> None:
    # No house is needed to see that it is no envelope: nothing is looked up for it.
    answer = accept(None, raw)  # type: ignore[arg-type]
    assert (answer.status, answer.word) == (400, None)


def test_the_same_envelope_from_many_threads_at_once_is_one_order(county: County) -> None:
    terminal = county.terminal()
    envelopes = [(oid := new_id(), terminal.order(oid)) for _ in range(5)]
    statuses: list[int] = []
    barrier = threading.Barrier(8)

    def send() -> None:
        barrier.wait()
        statuses.extend(accept(county.house, raw).status for _, raw in envelopes)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 40
    assert sorted(journal(county)) == sorted(envelopes)


def test_after_a_restart_everything_is_known(county: County) -> None:
    terminal, oid = county.terminal(), new_id()
    raw = terminal.order(oid)
    first = receipt(county, terminal, raw, oid)
    again = open_house(county.house.settings, county.clock)
    assert receipt(County(again, county.clock, county.keys), terminal, raw, oid) == first
    again.close()


def test_a_receipt_is_given_only_after_the_commit(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, oid = county.terminal(), new_id()
    seen: list[int] = []
    real = Receipt.model_dump_json

    def look(self: Receipt) -> str:
        # Another connection, as after a power cut: what it sees is what is durable.
        other = sqlite3.connect(county.house.settings.data / "hub.sqlite3")
        seen.append(other.execute("SELECT count(*) FROM journal WHERE oid = ?", (oid,)).fetchone()[0])
        other.close()
        return real(self)

    monkeypatch.setattr(Receipt, "model_dump_json", look)
    receipt(county, terminal, terminal.order(oid), oid)
    assert seen == [1]
