"""Photographed pages are stored, sent and let go as recordings are: with their order, or not at all."""

from dataclasses import replace

import pytest

from kiosk.errors import KioskError
from kiosk.store import report
from kiosk.store.attachments import ORDER_MOST_BYTES
from kiosk.store.orders import ORDER
from kiosk.wire.attachment import join, notes, part_oid, read_part
from kiosk.wire.envelope import check, read_header
from kiosk.wire.limits import PAGE, PAGE_BYTES, PAGES_MOST, RECORDING
from kiosk.wire.sealing import unseal
from tests.store.conftest import Bench
from tests.store.test_recordings import deliver, kinds, proved
from tests.support.memory_hub import MemoryHub
from tests.support.papers import pages, papers_order
from tests.support.spoken import recorded


def test_the_hub_finds_every_page_as_it_was_sealed_behind_what_was_spoken(bench: Bench) -> None:
    sound, laid = recorded(3.0), pages(40_000, 100_000)
    asked = replace(papers_order(laid), recordings=tuple(one.attachment_id for one in sound))
    committed = bench.orders.commit(asked, (*sound, *laid))
    body = bench.county.open(bench.envelope(1))
    assert [(note.size, note.field) for note in body.pages] == [(len(one.data), "contract") for one in laid]
    assert kinds(bench) == [ORDER, *[RECORDING] * 2, *[PAGE] * (2 + 4)]
    seq, found = 1, []
    for kind, number, note in notes(body):
        pieces = []
        for part in range(note.parts):
            seq += 1
            envelope, header = read_header(bench.envelope(seq))
            assert (header.oid, header.kind) == (part_oid(committed.order_id, kind, number, part), kind)
            sealed = check(envelope, header, bytes(bench.county.device.verify_key))
            head, piece = read_part(unseal(sealed, bench.county.seal))
            assert (head.kind, head.order_id, head.seq, head.number) == (
                kind,
                committed.order_id,
                seq,
                number,
            )
            pieces.append(piece)
        found.append(join(note, pieces))
    assert found == [one.data for one in (*sound, *laid)]


def test_pages_that_are_not_the_orders_are_refused_and_nothing_is_stored(bench: Bench) -> None:
    laid = pages(9_000, 9_000)
    for given in ((), laid[:1], laid[::-1], (replace(laid[0], kind=RECORDING, ms=9), laid[1])):
        with pytest.raises(KioskError, match="E-STO-05"):
            bench.orders.commit(papers_order(laid), given)
    large = pages(PAGE_BYTES + 1)
    many = pages(*[9_000] * (PAGES_MOST + 1))
    for wrong in (large, many):
        with pytest.raises(KioskError, match="E-STO-05"):
            bench.orders.commit(papers_order(wrong), wrong)
    assert kinds(bench) == []


def test_an_order_is_delivered_when_all_of_it_is_and_words_go_first(bench: Bench) -> None:
    laid = pages(9_000)
    committed = bench.orders.commit(papers_order(laid), laid)
    assert bench.delivery.due(100) == [1]
    hub = MemoryHub(bench.county)
    deliver(bench, hub, 1)
    assert bench.delivery.due(100) == [2], "one part at a time"
    assert proved(bench) == []
    deliver(bench, hub, 2)
    shown = report.order(bench.connection, committed.order_no)
    assert shown is not None
    assert (shown["page_parts"], shown["page_waiting"], shown["recording_parts"]) == (2, 1, 0)
    assert shown["state"] == "queued"
    deliver(bench, hub, 3)
    assert proved(bench) == [committed.order_id]
    assert report.orders(bench.connection)[0]["state"] == "accepted"


def test_what_the_largest_order_may_take_is_no_less_than_it_takes(bench: Bench) -> None:
    sound, laid = recorded(59.9, 59.9, 59.9), pages(*[PAGE_BYTES] * PAGES_MOST)
    asked = replace(papers_order(laid), recordings=tuple(one.attachment_id for one in sound))
    before = sum(file.stat().st_size for file in bench.path.parent.rglob("*"))
    bench.orders.commit(asked, (*sound, *laid))
    grown = sum(file.stat().st_size for file in bench.path.parent.rglob("*")) - before
    assert 4_000_000 < grown < ORDER_MOST_BYTES
