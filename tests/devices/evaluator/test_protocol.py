"""Bytes to keys: the vectors of the protocol page, and every way a line can spoil them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.evaluator.profile import Profile, Result, load_profile, shipped
from kiosk.devices.evaluator.protocol import Alive, Decoder, Event, Key, Nobody, layouts

FRAMED = load_profile("synthetic-framed")


def decode(data: str, profile: Profile = FRAMED) -> list[Event]:
    return Decoder(profile).feed(bytes.fromhex(data))


@pytest.mark.parametrize(
    ("data", "events"),
    [
        ("AA 55 81 01 01 81", [Key(5)]),
        ("AA 55 81 01 05 85", [Key(1)]),
        ("AA 55 82 01 00 83", [Nobody()]),
        ("AA 55 83 01 00 82", [Alive()]),
        ("AA 55 81 01 01 80", []),  # check
        ("AA 55 81 01 06 86", []),  # no such key
        ("AA 55 81 01 01", []),
        ("AA AA 55 81 01 01 81", [Key(5)]),
        ("00 FF AA 55 AA 55 81 01 02 82 55", [Key(4)]),
        ("AA 55 81 AA 55 81 01 03 83", [Key(3)]),  # half a frame, then a whole one
        ("AA 55 81 01 01 81 AA 55 81 01 05 85", [Key(5), Key(1)]),
        ("AA 55 81 01 01 80 AA 55 81 01 05 85", [Key(1)]),
    ],
)
def test_framed(data: str, events: list[Event]) -> None:
    assert decode(data) == events


@pytest.mark.parametrize(
    ("profile", "data", "events"),
    [
        ("synthetic-raw-key", "33 34 35 36 00", [Key(4), Key(3), Key(2)]),
        ("synthetic-ascii", "53 31 3B", [Key(5)]),
        ("synthetic-ascii", "53 35 3B", [Key(2)]),
        ("synthetic-ascii", "53 30 3B", [Nobody()]),
        ("synthetic-ascii", "53 53 32 3B 39 53 36 3B", [Key(4)]),
    ],
)
def test_the_other_shipped_tables(profile: str, data: str, events: list[Event]) -> None:
    assert decode(data, load_profile(profile)) == events


def own(**frame: object) -> Profile:
    base = {"name": "key", "map": {"LL": {"01": 5}}}
    made = {"id": "own", "label": "x", "serial": {"baud": 9600}, "frames": [base | frame]}
    return Profile.model_validate(made)


def test_what_looks_hexadecimal_is_named_where_map_or_check_name_it() -> None:
    named = own(pattern="EE 01", len=2, map={"EE": {"07": 3}})
    assert decode("07 01 EE 01", named) == [Key(3)]
    literal = own(pattern="CC LL", len=2)
    assert decode("CC 01 DD 01", literal) == [Key(5)]
    unnamed = own(pattern="XY LL", len=2)
    assert decode("9A 01", unnamed) == [Key(5)]


def test_a_two_byte_check_in_the_middle() -> None:
    check = {"kind": "crc16-modbus", "from": 0, "to": 1, "at": 2}
    profile = own(pattern="02 LL CC DD 03", len=5, check=check)
    (layout,) = layouts(profile)
    frame = layout.make(5, 0)
    assert frame[:2] == b"\x02\x01"
    assert Decoder(profile).feed(frame) == [Key(5)]
    assert Decoder(profile).feed(frame[:2] + frame[3:1:-1] + frame[4:]) == []


@pytest.mark.parametrize("name", shipped())
@given(data=st.data())
def test_frames_made_from_the_table_are_read_in_any_pieces(name: str, data: st.DataObject) -> None:
    profile = load_profile(name)
    none: list[Result | None] = [None]
    frames = [
        (layout.make(level if layout.levels else None, address), layout)
        for layout in layouts(profile)
        for level in sorted(layout.levels, key=str) or none
        for address in (0, 1, 255)
    ]
    chosen = data.draw(st.lists(st.sampled_from(frames), max_size=6))
    stream = b"".join(frame for frame, _ in chosen)
    whole = Decoder(profile).feed(stream)
    assert whole == [layout.event(frame) for frame, layout in chosen]
    pieces = Decoder(profile)
    size = data.draw(st.integers(1, 7))
    seen = [event for at in range(0, len(stream), size) for event in pieces.feed(stream[at : at + size])]
    assert seen == whole
    assert pieces.held == 0


@pytest.mark.parametrize("name", shipped())
@given(noise=st.binary(max_size=300))
def test_noise_is_bounded_and_a_frame_after_a_reset_is_found(name: str, noise: bytes) -> None:
    profile = load_profile(name)
    decoder = Decoder(profile)
    decoder.feed(noise)
    assert decoder.held < max(frame.len for frame in profile.frames)
    decoder.reset()
    key = layouts(profile)[0]
    assert decoder.feed(key.make(4, 1)) == [Key(4)]
