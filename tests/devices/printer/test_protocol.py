"""DLE EOT: the vectors of the protocol page, and noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.protocol import (
    CoverOpen,
    CutterError,
    Fault,
    NoPaper,
    Offline,
    PrinterStatus,
    Ready,
    Silent,
    answer_in,
    device_status,
    interpret,
    query,
)
from kiosk.domain.device import DeviceState
from kiosk.errors import ERRORS


def test_the_questions() -> None:
    assert [query(number) for number in (1, 2, 3, 4)] == [
        b"\x10\x04\x01",
        b"\x10\x04\x02",
        b"\x10\x04\x03",
        b"\x10\x04\x04",
    ]


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"\x12", 0x12),
        (b"\x1a", 0x1A),
        (b"\x7e", 0x7E),
        (b"", None),
        (b"\x11\x13\x00\xff", None),  # XON, XOFF, noise
        (b"\x14\x00\x00\x0f\x16", 0x16),  # four pushed bytes, then the reply
        (b"\x10\x92\x13", None),
    ],
)
def test_a_reply_among_noise(data: bytes, answer: int | None) -> None:
    assert answer_in(data) == answer


@given(st.binary(max_size=64))
def test_only_bytes_with_the_fixed_bits_are_ever_taken(data: bytes) -> None:
    answer = answer_in(data)
    if answer is None:
        assert all(byte & 0x93 != 0x12 for byte in data)
    else:
        assert answer in data
        assert bin(answer & 0x93) == "0b10010"


@pytest.mark.parametrize(
    ("replies", "status"),
    [
        ("12 12 12 12", Ready()),
        ("12 12 12 1e", Ready(near_end=True)),
        ("12 12 12 16", Ready(near_end=True)),  # one of the two bits will do
        ("12 12 12 32", NoPaper()),
        ("16 12 12 12", Ready()),  # drawer pin
        ("1a 12 12 72", NoPaper()),
        ("1a 32 12 7e", NoPaper()),
        ("1a 32 12 12", NoPaper()),
        ("1a 16 12 12", CoverOpen()),
        ("1a 36 12 7e", CoverOpen()),  # an open cover lifts the paper sensor
        ("1a 52 1a 12", CutterError()),
        ("1a 52 32 12", Fault(recoverable=False)),
        ("1a 52 52 12", Fault(recoverable=True)),
        ("1a 52 12 12", Fault(recoverable=True)),
        ("1a 1a 12 12", Offline()),
        ("1a 12 12 12", Offline()),
    ],
)
def test_what_four_replies_say(replies: str, status: PrinterStatus) -> None:
    assert interpret(*bytes.fromhex(replies)) == status


@given(st.binary(min_size=4, max_size=4))
def test_any_four_bytes_are_some_status_with_a_known_code(data: bytes) -> None:
    told = device_status(interpret(*data))
    assert (told.state is DeviceState.READY) == (told.code == "")
    assert told.code == "" or told.code in ERRORS


def test_silence_and_a_low_roll_in_the_programs_words() -> None:
    assert (device_status(Silent()).reason, device_status(Silent()).code) == ("silent", "E-PRN-05")
    low = device_status(Ready(near_end=True))
    assert (low.state, low.reason, low.code) == (DeviceState.READY, "near_end", "")
    assert device_status(NoPaper()).code == "E-PRN-02"
    assert device_status(CoverOpen()).code == "E-PRN-03"
