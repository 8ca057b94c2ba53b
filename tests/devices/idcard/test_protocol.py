"""The codec beyond the vectors: any stream, any cut, and what a log may show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.documents import build_text
from kiosk.devices.idcard.protocol import Command, DecodeError, Frame, FrameDecoder
from kiosk.devices.idcard.samples import SAMPLES

GOOD = protocol.response(protocol.FOUND, bytes(4))
GOOD_FRAME = Frame(GOOD[protocol.HEADER : -1])
FALSE_FRAME = protocol.response(protocol.SUCCESS, b"inside a photo")


@given(body=st.binary(min_size=3, max_size=2313), cuts=st.lists(st.integers(1, 700), max_size=8))
def test_any_body_survives_any_cutting(body: bytes, cuts: list[int]) -> None:
    data = protocol.encode(body)
    decoder = FrameDecoder()
    results = []
    for size in cuts:
        results += decoder.feed(data[:size])
        data = data[size:]
    results += decoder.feed(data)
    assert results == [Frame(body)]
    assert decoder.held == 0


@given(noise=st.binary(max_size=60).filter(lambda data: protocol.PREAMBLE not in data))
def test_a_good_frame_after_noise_is_found_without_waiting(noise: bytes) -> None:
    assert FrameDecoder().feed(noise + GOOD) == [GOOD_FRAME]


@given(count=st.integers(0, 9))
def test_any_number_of_aa_before_the_preamble(count: int) -> None:
    assert FrameDecoder().feed(b"\xaa" * count + GOOD) == [GOOD_FRAME]


@given(at=st.integers(7, len(GOOD) - 1), change=st.integers(1, 255))
def test_one_wrong_byte_behind_the_length_is_a_checksum_error(at: int, change: int) -> None:
    spoiled = bytearray(GOOD)
    spoiled[at] ^= change
    assert FrameDecoder().feed(bytes(spoiled) + GOOD) == [DecodeError.CHECKSUM, GOOD_FRAME]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 2315, 0xFFFF])
def test_an_impossible_length_is_said_at_once(length: int) -> None:
    header = protocol.PREAMBLE + length.to_bytes(2, "big")
    decoder = FrameDecoder()
    assert decoder.feed(header) == [DecodeError.LENGTH]
    assert decoder.feed(GOOD) == [GOOD_FRAME]


@pytest.mark.parametrize("length", [4, 2314])
def test_the_bounds_themselves_are_possible(length: int) -> None:
    body = bytes(range(256)) * 10
    assert FrameDecoder().feed(protocol.encode(body[: length - 1])) == [Frame(body[: length - 1])]


@pytest.mark.parametrize("length", [3, 2314])
def test_requests_may_be_one_byte_shorter(length: int) -> None:
    body = bytes(length - 1)
    assert FrameDecoder(protocol.SHORTEST_REQUEST).feed(protocol.encode(body)) == [Frame(body)]


def test_a_whole_frame_inside_a_photo_is_photo_wherever_it_lies() -> None:
    text = build_text(SAMPLES["resident"])
    for at in range(protocol.PHOTO_BYTES - len(FALSE_FRAME) + 1):
        photo = bytes(at) + FALSE_FRAME + bytes(protocol.PHOTO_BYTES - at - len(FALSE_FRAME))
        data = protocol.response(protocol.SUCCESS, protocol.card_data(text, photo))
        (frame,) = FrameDecoder().feed(data)
        assert isinstance(frame, Frame)
        assert protocol.card_blocks(frame.data).photo == photo


@pytest.mark.parametrize("count", range(1, 1295, 37))
def test_a_half_frame_is_a_time_out_and_never_anything_else(count: int) -> None:
    data = protocol.response(protocol.SUCCESS, protocol.card_data(bytes(256), FALSE_FRAME.ljust(1024)))
    decoder = FrameDecoder()
    assert decoder.feed(data[:count]) == []
    assert decoder.timeout() == ([DecodeError.TIMEOUT] if count >= len(protocol.PREAMBLE) else [])
    assert decoder.feed(GOOD) == [GOOD_FRAME]


def test_reset_forgets_a_half_frame_silently() -> None:
    decoder = FrameDecoder()
    decoder.feed(GOOD[:-1])
    decoder.reset()
    assert not decoder.pending
    assert decoder.timeout() == []


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"\x01\x00\x90", b"\x00\x01\x90"])
def test_only_two_zeros_are_an_ordinary_answer(body: bytes) -> None:
    assert Frame(body).sw3 is None


def test_success_is_judged_by_operation() -> None:
    assert {command.success for command in Command if command is not Command.FIND} == {protocol.SUCCESS}
    assert Command.FIND.success == protocol.FOUND


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x00\x04\x00" + bytes(1279),
        b"\x01\x00\x04\x00" + bytes(1281),
        b"\x00\xff\x04\x01" + bytes(1280),
        b"\xff\xff\xff\xff",
    ],
)
def test_blocks_whose_sizes_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        protocol.card_blocks(data)


@given(data=st.binary(max_size=1400), fingerprint=st.booleans())
def test_cutting_blocks_raises_nothing_else(data: bytes, fingerprint: bool) -> None:
    try:
        blocks = protocol.card_blocks(data, fingerprint=fingerprint)
    except ValueError:
        return
    prints = blocks.fingerprint if fingerprint else None
    assert protocol.card_data(blocks.text, blocks.photo, prints) == data


def test_nothing_of_a_card_is_shown_when_it_is_printed_or_logged() -> None:
    text = build_text(SAMPLES["resident"])
    body = b"\x00\x00\x90" + protocol.card_data(text, bytes(1024))
    blocks = protocol.card_blocks(body[3:])
    for shown in (repr(Frame(body)), repr(blocks), repr(SAMPLES["resident"])):
        assert len(shown) < 60
        assert "测试" not in shown
        assert "4b 6d" not in shown
