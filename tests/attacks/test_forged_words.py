"""Words the hub never said, or said of something else, or long ago: none is believed, no order is lost."""

from collections.abc import Callable
from contextlib import closing

import pytest

from kiosk.store.hub_watch import HubWatch
from kiosk.store.hub_words import revoked
from kiosk.store.identity import save_enrolled
from kiosk.wire.exchange import BEHIND, REPLAYED, REVOKED, ExchangeRequest
from kiosk.wire.signing import encode
from tests.attacks.conftest import EXCHANGE_PATH, INTAKE, Asked, Field, Reply
from tests.support.county import County, new_id
from tests.support.memory_hub import MemoryHub

STRANGER = County()  # another hub of another county, with keys of its own
Forge = Callable[[Field, Asked], bytes]


def only(path: str, forge: Forge, field: Field) -> Callable[[Asked], Reply]:
    """Answers what goes to ``path`` himself, and lets the rest through."""
    return lambda asked: (200, forge(field, asked)) if asked.path == path else asked.forward()


def strange(asked: Asked) -> MemoryHub:
    """A hub with the same name and other keys."""
    return MemoryHub(STRANGER, asked.hub.now)


RECEIPTS: dict[str, Forge] = {
    "signed by another key": lambda _, asked: strange(asked).receipt(asked.body),
    "for another order": lambda field, asked: field.true.receipt(asked.body, oid=new_id()),
    "for another terminal": lambda field, asked: field.true.receipt(asked.body, terminal_id="another"),
    "of another hub": lambda field, asked: field.true.receipt(asked.body, hub_id="another"),
    "for another content": lambda field, asked: field.true.receipt(asked.body, envelope_sha256="0" * 64),
    "unsigned": lambda field, asked: field.true.receipt(asked.body).replace(
        b'"signature":"', b'"signature":"A'
    ),
    "a refusal under its name": lambda field, asked: field.county.refusal(asked.body, "conflict", 0).replace(
        b"gongfa/refusal.v1", b"gongfa/receipt.v1"
    ),
}
REFUSALS: dict[str, Forge] = {
    "signed by another key": lambda _, asked: STRANGER.refusal(asked.body, "conflict", 0),
    "for another order": lambda field, asked: field.county.refusal(asked.body, "conflict", 0, oid=new_id()),
    "for another terminal": lambda field, asked: field.county.refusal(
        asked.body, "conflict", 0, terminal_id="another"
    ),
    "for another content": lambda field, asked: field.county.refusal(
        asked.body, "conflict", 0, envelope_sha256="0" * 64
    ),
    "a delay for another order": lambda field, asked: field.county.refusal(
        asked.body, "quota", 86_400, oid=new_id()
    ),
}


@pytest.mark.parametrize("kind", RECEIPTS)
def test_forged_receipt(field: Field, kind: str) -> None:
    ids = field.submit(2)
    field.meddle = only(INTAKE, RECEIPTS[kind], field)
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert field.true.taken == {}
    assert field.safe(ids)
    assert field.proved() == ids


@pytest.mark.parametrize("kind", REFUSALS)
def test_forged_refusal(field: Field, kind: str) -> None:
    ids = field.submit(2)
    field.meddle = only(INTAKE, REFUSALS[kind], field)
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert field.attempts() == 0
    assert field.safe(ids)


def test_receipt_of_another_order_sent_the_right_way(field: Field) -> None:
    """A true receipt, but of the order before: kept by whoever sits between, and given for the next one."""
    [first] = field.submit()
    field.pass_time(60)
    assert field.proved() == [first]
    true_receipt = field.true.receipt(field.true.taken[first])
    second = field.submit()
    field.meddle = only(INTAKE, lambda *_: true_receipt, field)
    field.pass_time(3600)
    assert field.states() == ["accepted", "queued"]
    assert field.safe(second)


def test_receipt_written_into_the_store_by_a_broken_sync(field: Field) -> None:
    """Whoever has sync's user may write sync's tables: the UI's process says 已上传 only by its own check."""
    ids = field.submit(2)
    forged = STRANGER.receipt(field.queue.take(1).envelope or b"").decode()
    field.connection.execute("UPDATE delivery SET state = 'accepted', word = ?", (forged,))
    assert field.proved() == []
    let_go(field)
    assert field.states() == ["accepted", "queued"]
    assert field.safe(ids)  # the next sync is asked to send it again
    assert field.proved() == ids


@pytest.mark.parametrize("reason", [REVOKED, REPLAYED, BEHIND, "bad_request", "whatever"])
@pytest.mark.parametrize(
    "forge",
    [
        lambda field, asked, reason: MemoryHub(STRANGER).denial(asked.counter, reason),
        lambda field, asked, reason: field.true.denial(asked.counter + 1, reason),
        lambda field, asked, reason: field.true.denial(asked.counter, reason, terminal_id="another"),
        lambda field, asked, reason: field.true.denial(asked.counter, reason, hub_id="another"),
    ],
    ids=["another key", "another request", "another terminal", "another hub"],
)
def test_forged_denial(field: Field, forge: Callable[[Field, Asked, str], bytes], reason: str) -> None:
    ids = field.submit(2)
    field.meddle = lambda asked: (403, forge(field, asked, reason))
    field.pass_time(3600)
    assert field.kept_back(ids)
    assert field.link.code == "E-SYN-03"
    assert not revoked(field.connection, field.county.enrolled)  # it goes on taking orders
    ids += field.submit()
    assert field.safe(ids)


def test_denial_of_an_earlier_request_said_again(field: Field) -> None:
    """A true revocation, lifted since: whoever kept it cannot stop the terminal with it."""
    ids = field.submit(2)
    field.true.revoked = True
    field.pass_time(60)
    old = field.true.denial(field.seen[-1].counter, REVOKED)
    field.true.revoked = False
    field.pass_time(2 * 3600)
    assert field.link.denial == ""
    field.meddle = lambda _: (403, old)
    field.pass_time(3600)
    assert (field.link.denial, field.link.code) == ("", "E-SYN-03")
    more = field.submit()
    assert field.safe(more)
    assert list(field.true.taken) == ids + more


KEPT: dict[str, Callable[[Field], bytes]] = {
    "signed by another key": lambda field: MemoryHub(STRANGER).kept(incarnation="x", backed_up_to=10**6),
    "for another terminal": lambda field: field.true.kept(terminal_id="another", backed_up_to=10**6),
    "of another hub": lambda field: field.true.kept(hub_id="another", backed_up_to=10**6),
    "no word at all": lambda _: b"{}",
}


@pytest.mark.parametrize("kind", KEPT)
def test_forged_kept_word(field: Field, kind: str) -> None:
    """In an exchange that is true otherwise: nothing is queued again, and no body is let go."""
    ids = field.submit(2)

    def forge(field: Field, asked: Asked) -> bytes:
        request = ExchangeRequest.model_validate_json(asked.body)
        return field.true.exchange(request, kept=KEPT[kind](field).decode())

    field.meddle = only(EXCHANGE_PATH, forge, field)
    field.pass_time(3600)
    assert field.proved() == ids
    assert field.side.hub.state(field.county.enrolled.terminal_id).kept == ""
    let_go(field)
    assert field.states() == ["accepted"] * 2
    assert not field.link.online
    assert field.safe([])


def let_go(field: Field) -> None:
    """What the UI's process does once an hour."""
    watch = HubWatch(field.connection, field.clock, field.space, 100.0)
    watch.release(field.county.enrolled)


@pytest.mark.parametrize("kind", KEPT)
def test_kept_word_written_into_the_store_by_a_broken_sync(field: Field, kind: str) -> None:
    field.submit(2)
    field.pass_time(60)
    field.proved()
    field.connection.execute("UPDATE hub_state SET kept = ?", (KEPT[kind](field).decode(),))
    let_go(field)
    assert field.states() == ["accepted"] * 2


def test_kept_word_of_another_incarnation(field: Field) -> None:
    """A true word of an earlier life of the hub frees nothing that a later one gave its receipt for."""
    field.submit(1)
    field.pass_time(60)
    field.true.back_up()
    field.pass_time(600)
    old = field.side.hub.state(field.county.enrolled.terminal_id).kept
    field.true.restore(to=0)
    field.pass_time(600)
    assert len(field.proved()) == 1
    field.connection.execute("UPDATE hub_state SET kept = ?", (old,))
    let_go(field)
    assert field.states() == ["accepted"]


def test_replayed_old_exchange(field: Field) -> None:
    """A true answer of yesterday, said again today: its nonce is not today's."""
    field.pass_time(60)
    old = field.true.exchange(field.true.exchanges[-1])
    field.true.restore(to=0)
    ids = field.submit(2)
    field.meddle = only(EXCHANGE_PATH, lambda *_: old, field)
    field.pass_time(3600)
    assert field.proved() == ids
    assert (field.link.online, field.link.code) == (False, "E-SYN-03")
    assert field.side.hub.state(field.county.enrolled.terminal_id).incarnation == "first"
    assert field.safe([])


def test_words_of_a_key_that_was_removed(field: Field) -> None:
    """The hub's former key was stolen; the trust file no longer names it. Nothing it signs counts."""
    ids = field.submit(2)
    new = County(device=field.county.device, link=field.county.link, seal=field.county.seal)
    trusted = field.county.enrolled.model_copy(
        update={"receipt_keys": [encode(bytes(new.sign.verify_key))], "trust_version": 2}
    )
    save_enrolled(field.folder, trusted)
    field.pass_time(3600)  # the thief answers, with the true hub's old key
    assert field.states() == ["queued"] * 2
    assert field.receipts.verify(new.keys, new.hub_id) == []
    assert field.trust.asked > 0
    field.true.county = new  # the county's hub signs with its new key
    assert field.safe(ids)
    assert field.receipts.verify(new.keys, new.hub_id) == ids


def test_receipts_of_a_removed_key_prove_nothing_later(field: Field) -> None:
    """Stored while the key still counted, looked at after it was removed."""
    field.submit(1)
    with closing(field.hub()) as hub:
        field.rounds(hub).round()
    new = County()
    assert field.receipts.verify(new.keys, new.hub_id) == []
