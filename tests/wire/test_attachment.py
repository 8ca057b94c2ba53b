"""Recordings in parts: what goes in comes out, and anything else is refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import attachment as r
from kiosk.wire.ids import is_oid
from kiosk.wire.limits import KINDS, PAGE, PAGE_BYTES, PAGE_PARTS_MOST, PAGES_MOST, PART_BYTES, PARTS_MOST
from kiosk.wire.models import RecordingNote
from kiosk.wire.sealing import BLOCK, pad

ORDER = "01890000-0000-7000-8000-000000000001"


def head(part: int = 0) -> r.PartHead:
    return r.PartHead(order_id=ORDER, terminal_id="t" * 36, seq=7, number=0, part=part)


@given(st.binary(min_size=1, max_size=3 * PART_BYTES))
def test_a_recording_comes_together_again(opus: bytes) -> None:
    found = r.recording_note(opus, 1000)
    pieces = [
        r.read_part(r.write_part(head(part), r.part_bytes(opus, part)))[1] for part in range(found.parts)
    ]
    assert r.join(found, pieces) == opus


@given(st.integers(1, PARTS_MOST * PART_BYTES))
def test_from_outside_only_an_even_number_of_equal_parts_is_seen(size: int) -> None:
    opus = b"\x07" * size
    found = r.recording_note(opus, 60_000)
    assert found.parts % 2 == 0
    assert 0 <= found.parts * PART_BYTES - size < 2 * PART_BYTES
    lengths = {len(pad(r.write_part(head(part), r.part_bytes(opus, part)))) for part in (0, found.parts - 1)}
    assert lengths == {PART_BYTES + 512}
    assert (PART_BYTES + 512) % BLOCK == 0


@pytest.mark.parametrize("size", [0, PARTS_MOST * PART_BYTES + 1])
def test_nothing_and_too_much_are_no_recordings(size: int) -> None:
    with pytest.raises(ValueError, match="size"):
        r.recording_note(bytes(size), 1000)


def test_longer_than_a_minute_is_none() -> None:
    with pytest.raises(ValueError, match="ms"):
        r.recording_note(b"x", 60_001)


def pieces_of(opus: bytes) -> tuple[RecordingNote, list[bytes]]:
    found = r.recording_note(opus, 1000)
    return found, [r.part_bytes(opus, part) for part in range(found.parts)]


@pytest.mark.parametrize("change", ["lost", "swapped", "altered", "in the padding"])
def test_what_is_not_the_recording_is_not_given_out(change: str) -> None:
    found, pieces = pieces_of(hashlib.sha256(b"a").digest() * 1500)
    assert len(pieces) == 2
    match change:
        case "lost":
            pieces.pop()
        case "swapped":
            pieces.reverse()
        case "altered":
            pieces[0] = b"?" + pieces[0][1:]
        case _:
            pieces[1] = pieces[1][:-1] + b"\x01"
    with pytest.raises(r.BrokenAttachment):
        r.join(found, pieces)


@given(st.binary(max_size=200))
def test_anything_else_is_no_part(body: bytes) -> None:
    with pytest.raises(r.BrokenAttachment):
        r.read_part(body)


def test_a_part_that_is_short_is_none() -> None:
    whole = r.write_part(head(), bytes(PART_BYTES))
    with pytest.raises(r.BrokenAttachment):
        r.read_part(whole[:-1])
    with pytest.raises(ValueError, match="part"):
        r.write_part(head(), b"")


def test_every_part_has_a_name_of_its_own() -> None:
    names = {
        r.part_oid(ORDER, kind, a, b)
        for kind in KINDS
        for a in range(PAGES_MOST)
        for b in range(PAGE_PARTS_MOST)
    }
    assert len(names) == 2 * PAGES_MOST * PAGE_PARTS_MOST
    assert all(is_oid(name) for name in names)


def test_a_page_comes_together_again_and_says_which_question_it_answers() -> None:
    jpeg = hashlib.sha256(b"page").digest() * 3000
    found = r.page_note(jpeg, "contract")
    assert (found.field, found.parts % 2) == ("contract", 0)
    heads = [head(part).model_copy(update={"kind": PAGE, "number": 9}) for part in range(found.parts)]
    pairs = [r.read_part(r.write_part(one, r.part_bytes(jpeg, part))) for part, one in enumerate(heads)]
    assert [one for one, _ in pairs] == heads
    assert r.join(found, [piece for _, piece in pairs]) == jpeg
    with pytest.raises(ValueError, match="size"):
        r.page_note(bytes(PAGE_BYTES + 1), "contract")


def test_a_part_of_before_there_were_pages_is_one_of_a_recording() -> None:
    line = f'{{"v":1,"order_id":"{ORDER}","terminal_id":"t","seq":7,"recording":2,"part":1}}\n'
    found, _ = r.read_part(line.encode() + bytes(PART_BYTES))
    assert (found.kind, found.number, found.part) == ("recording", 2, 1)
