"""What was spoken is stored with its order or not at all, waits behind lines of text, leaves as they do."""

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.delivery import Delivered, Parked
from kiosk.errors import KioskError
from kiosk.store import report
from kiosk.store.attachments import ORDER_MOST_BYTES, room
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import ORDER, OrderStore
from kiosk.store.space import Space
from kiosk.wire.attachment import join, part_oid, read_part
from kiosk.wire.envelope import check, read_header
from kiosk.wire.exchange import Kept
from kiosk.wire.limits import RECORDING
from kiosk.wire.sealing import unseal
from kiosk.wire.words import parse_word
from tests.store.conftest import Bench
from tests.store.remains import nothing_heard
from tests.support.county import submission
from tests.support.memory_hub import MemoryHub
from tests.support.spoken import opus, pcm, recorded, spoken_order

SHORT = 3.0


def kinds(bench: Bench) -> list[str]:
    return [row[0] for row in bench.connection.execute("SELECT kind FROM outbox ORDER BY seq")]


def unsealed(bench: Bench, seq: int) -> bytes:
    envelope, header = read_header(bench.envelope(seq))
    return unseal(check(envelope, header, bytes(bench.county.device.verify_key)), bench.county.seal)


def deliver(bench: Bench, hub: MemoryHub, *seqs: int) -> None:
    for seq in seqs:
        row = bench.delivery.take(seq)
        assert row.envelope is not None
        bench.delivery.settle(seq, Delivered(hub.intake(row.envelope).decode()))


def proved(bench: Bench) -> list[str]:
    return bench.receipts.verify(bench.county.keys, bench.county.hub_id)


def test_the_hub_finds_every_recording_as_it_was_sealed(bench: Bench) -> None:
    sound = recorded(SHORT, 25.0)
    committed = bench.orders.commit(spoken_order(sound), sound)
    body = bench.county.open(bench.envelope(1))
    assert [(note.ms, note.size) for note in body.recordings] == [(one.ms, len(one.data)) for one in sound]
    assert kinds(bench) == [ORDER] + [RECORDING] * 6, "two parts for the short one, four for the long"
    seq = 1
    for number, note in enumerate(body.recordings):
        pieces = []
        for part in range(note.parts):
            seq += 1
            assert read_header(bench.envelope(seq))[1].oid == part_oid(
                committed.order_id, RECORDING, number, part
            )
            head, piece = read_part(unsealed(bench, seq))
            assert (head.order_id, head.seq, head.part) == (committed.order_id, seq, part)
            pieces.append(piece)
        assert join(note, pieces) == sound[number].data


def test_envelopes_of_a_recording_are_all_of_one_size(bench: Bench) -> None:
    sound = recorded(SHORT, 25.0)
    bench.orders.commit(spoken_order(sound), sound)
    headers = [read_header(bench.envelope(seq))[1] for seq in range(2, 8)]
    assert {header.size for header in headers} == {32 * 1024 + 48}


def test_the_same_order_again_is_stored_once(bench: Bench) -> None:
    sound = recorded(SHORT)
    asked, store = spoken_order(sound), bench.orders
    assert store.commit(asked, sound) == store.commit(asked, sound)
    assert kinds(bench) == [ORDER, RECORDING, RECORDING]


def test_sound_that_is_not_the_orders_is_refused_and_nothing_is_stored(bench: Bench) -> None:
    sound = recorded(SHORT, SHORT)
    asked = spoken_order(sound)
    wrong = ((), sound[:1], sound[::-1])
    for given in wrong:
        with pytest.raises(KioskError, match="E-STO-05"):
            bench.orders.commit(asked, given)
    four = recorded(SHORT, SHORT, SHORT, SHORT)
    with pytest.raises(KioskError, match="E-STO-05"):
        bench.orders.commit(spoken_order(four), four)
    long = (replace(sound[0], ms=60_001),)
    with pytest.raises(KioskError, match="E-STO-05"):
        bench.orders.commit(spoken_order(long), long)
    assert kinds(bench) == []


def test_a_thief_finds_no_sound(bench: Bench) -> None:
    sound = recorded(SHORT, 25.0)
    bench.orders.commit(spoken_order(sound), sound)
    folder = bench.path.parent
    assert sum(file.stat().st_size for file in folder.rglob("*")) > 200_000
    nothing_heard(folder, *(one.data for one in sound), pcm(SHORT), pcm(25.0, 2))
    (folder / "planted").write_bytes(b"x" + base64.b64encode(sound[0].data))
    with pytest.raises(AssertionError):
        nothing_heard(folder, sound[0].data)


def test_text_goes_before_sound_and_sound_a_part_at_a_time(bench: Bench) -> None:
    sound = recorded(SHORT)
    store = bench.orders
    store.commit(spoken_order(sound), sound)
    store.commit(submission())
    assert bench.delivery.due(100) == [1, 4]
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 1, 4)
    assert bench.delivery.due(100) == [2]
    deliver(bench, hub, 2)
    store.commit(submission())
    assert bench.delivery.due(100) == [5]
    deliver(bench, hub, 5)
    assert bench.delivery.due(100) == [3]


def test_an_order_is_delivered_when_all_of_it_is(bench: Bench) -> None:
    sound = recorded(SHORT)
    committed = bench.orders.commit(spoken_order(sound), sound)
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 1)
    assert proved(bench) == []
    assert report.orders(bench.connection)[0]["state"] == "queued"
    deliver(bench, hub, 3)
    assert proved(bench) == []
    shown = report.order(bench.connection, committed.order_no)
    assert shown is not None
    assert (shown["recording_parts"], shown["recording_waiting"]) == (2, 1)
    deliver(bench, hub, 2)
    assert proved(bench) == [committed.order_id]
    assert report.orders(bench.connection)[0]["state"] == "accepted"
    assert proved(bench) == []


def test_sound_that_comes_before_its_order_delivers_nothing_either(bench: Bench) -> None:
    sound = recorded(SHORT)
    committed = bench.orders.commit(spoken_order(sound), sound)
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 2, 3)
    assert proved(bench) == []
    deliver(bench, hub, 1)
    assert proved(bench) == [committed.order_id]


def test_sound_leaves_the_disk_by_the_rules_of_its_order(bench: Bench) -> None:
    sound = recorded(SHORT)
    bench.orders.commit(spoken_order(sound), sound)
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 1, 2)
    bench.hear(hub)
    assert len(proved(bench)) == 0
    hub.backed_up_to = 1
    bench.hear(hub)
    state = bench.sync.hub.state(bench.county.enrolled.terminal_id)
    assert bench.receipts.release(Kept.model_validate_json(parse_word(state.kept).text)) == 1
    assert kinds(bench) == [RECORDING, RECORDING], "the order is in a backup, its sound is not"
    deliver(bench, hub, 3)
    assert len(proved(bench)) == 1
    bench.clock.set_wall(bench.clock.now() + timedelta(days=31))
    bench.sync.confirmed_clock.confirm()
    assert bench.receipts.release(None) == 2
    assert kinds(bench) == []
    assert bench.connection.execute("SELECT count(*) FROM recording_part").fetchone() == (0,)


def test_a_restored_hub_is_sent_the_sound_again(bench: Bench) -> None:
    sound = recorded(SHORT)
    bench.orders.commit(spoken_order(sound), sound)
    hub = MemoryHub(bench.county)
    bench.hear(hub)
    deliver(bench, hub, 1, 2, 3)
    assert len(proved(bench)) == 1
    hub.restore(to=1)
    assert bench.hear(hub) == 2
    assert bench.delivery.due(100) == [2]
    deliver(bench, hub, 2, 3)
    assert proved(bench) == [bench.county.open(bench.envelope(1)).order_id]


def test_a_full_disk_begins_no_recording_and_takes_every_order(bench: Bench, tmp_path: Path) -> None:
    free = [0]
    space = Space(tmp_path, floor=1000, ballast=500, free=lambda _: free[0])
    free[0] = 1500 + ORDER_MOST_BYTES
    assert room(bench.connection, space)
    free[0] -= 1
    assert not room(bench.connection, space)
    sound = recorded(SHORT)
    numbers = NumberBlocks(tmp_path)
    store = OrderStore(bench.connection, bench.county.sealer, bench.clock, space, bytes, numbers)
    store.commit(spoken_order(sound), sound)  # begun while there was room
    store.commit(submission())


def test_what_waits_has_a_bound_of_its_own(bench: Bench) -> None:
    assert room(bench.connection, bench.space, ORDER_MOST_BYTES)
    sound = recorded(SHORT)
    bench.orders.commit(spoken_order(sound), sound)
    taken = len(bench.envelope(2)) + len(bench.envelope(3))
    assert not room(bench.connection, bench.space, ORDER_MOST_BYTES + taken - 1)
    assert room(bench.connection, bench.space, ORDER_MOST_BYTES + taken)


def test_what_one_order_may_take_is_no_less_than_it_takes(tmp_path: Path, bench: Bench) -> None:
    sound = recorded(59.9, 59.9, 59.9)
    before = sum(file.stat().st_size for file in bench.path.parent.rglob("*"))
    bench.orders.commit(spoken_order(sound), sound)
    grown = sum(file.stat().st_size for file in bench.path.parent.rglob("*")) - before
    assert len(opus(59.9, 1)) > 180_000
    assert 700_000 < grown < ORDER_MOST_BYTES


def test_staff_ask_again_for_a_refused_part_by_the_orders_number(bench: Bench) -> None:
    sound = recorded(SHORT)
    store = bench.orders
    committed = store.commit(spoken_order(sound), sound)
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 1, 2)
    row = bench.delivery.take(3)
    assert row.envelope is not None
    refusal = bench.county.refusal(row.envelope, "conflict", 0).decode()
    bench.delivery.settle(3, Parked("conflict", refusal))
    assert report.orders(bench.connection)[0]["state"] == "needs_staff"
    assert report.ask_again(store, committed.order_no) == [3]
    assert bench.delivery.due(10) == [3]
