"""What the kernel tells of keys, and how little of it means anything."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.keypad.protocol import EVENT_BYTES, KEYS, Decoder, Down, Lost, dropped, encode, key_of
from kiosk.domain.focus import Key

# linux/input-event-codes.h, written down here once more: a wrong number in the list would be a dead key.
NAMED = {
    "KEY_BACKSPACE": 14, "KEY_ENTER": 28, "KEY_SPACE": 57, "KEY_F5": 63, "KEY_KPASTERISK": 55,
    "KEY_KPMINUS": 74, "KEY_KPPLUS": 78, "KEY_KPENTER": 96, "KEY_KPDOT": 83, "KEY_KP0": 82,
    "KEY_UP": 103, "KEY_LEFT": 105, "KEY_RIGHT": 106, "KEY_DOWN": 108, "KEY_DELETE": 111,
    "KEY_VOLUMEDOWN": 114, "KEY_VOLUMEUP": 115, "KEY_HELP": 138,
}  # fmt: skip
ROWS = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3"}
# What opens, closes, switches or types elsewhere: Escape, Tab, letters, F1, Ctrl, Alt, Meta, SysRq, power.
NOBODYS = (1, 15, 16, 30, 44, 59, 87, 29, 56, 125, 99, 116, 0x100, 0x110)


def test_the_list_is_of_the_kernels_codes() -> None:
    assert set(KEYS) == set(NAMED.values()) | set(ROWS)
    assert {code: KEYS[code].value for code in ROWS} == ROWS
    assert KEYS[NAMED["KEY_KP0"]] is Key.D0


def test_every_key_can_be_had_on_a_numeric_keypad_and_four_on_arrows() -> None:
    assert set(KEYS.values()) == set(Key)
    arrows = [KEYS[NAMED[name]] for name in ("KEY_LEFT", "KEY_RIGHT", "KEY_ENTER", "KEY_HELP")]
    assert arrows == [Key.PREVIOUS, Key.NEXT, Key.PRESS, Key.REPEAT]


@pytest.mark.parametrize("code", NOBODYS)
def test_other_keys_are_nobodys(code: int) -> None:
    assert key_of(code, {}) is None


def test_a_pad_of_another_make_has_codes_of_its_own() -> None:
    assert key_of(187, {187: Key.NEXT}) is Key.NEXT
    assert key_of(106, {106: Key.PRESS}) is Key.PRESS


def test_down_is_heard_and_up_and_the_kernels_repetitions_are_not() -> None:
    decoder = Decoder()
    stream = encode(28, 1, 12.5) + encode(28, 2, 13.0) * 30 + encode(28, 0, 14.0)
    assert decoder.feed(stream) == [Down(28, 12.5)]


@given(st.lists(st.sampled_from(sorted(KEYS)), max_size=20), st.integers(1, 40))
def test_in_pieces_of_any_size(codes: list[int], size: int) -> None:
    stream = b"".join(encode(code, 1, index * 0.75) for index, code in enumerate(codes))
    decoder = Decoder()
    heard = [one for at in range(0, len(stream), size) for one in decoder.feed(stream[at : at + size])]
    assert heard == [Down(code, index * 0.75) for index, code in enumerate(codes)]
    assert decoder.held == 0


def test_nothing_is_heard_between_what_was_lost_and_the_report_after_it() -> None:
    """The kernel says so itself: what came before the next report is not whole."""
    lone = struct.pack("@llHHi", 5, 0, 1, 28, 1)
    decoder = Decoder()
    assert decoder.feed(dropped() + lone + dropped()) == [Lost()]
    assert decoder.feed(lone + struct.pack("@llHHi", 5, 0, 0, 0, 0)) == []
    assert decoder.feed(encode(28, 1)) == [Down(28)]


@given(st.binary(max_size=200))
def test_after_noise_and_silence_the_next_key_is_heard(noise: bytes) -> None:
    decoder = Decoder()
    decoder.feed(noise)
    assert decoder.held < EVENT_BYTES
    decoder.idle()
    decoder.feed(struct.pack("@llHHi", 1, 0, 0, 0, 0))
    assert decoder.feed(encode(106, 1, 3.25)) == [Down(106, 3.25)]
