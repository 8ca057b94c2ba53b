"""The sieve says what ``in`` says, of every needle."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sieve import Sieve

few = st.lists(st.sampled_from([b"\0", b"a", b"b", b"\xff"]), max_size=60).map(b"".join)


@given(data=few, needles=st.lists(few.filter(lambda one: len(one) >= 4), max_size=12))
def test_it_finds_what_in_finds(data: bytes, needles: list[bytes]) -> None:
    assert Sieve(needles).standing_in(data) == {needle for needle in needles if needle in data}


@pytest.mark.parametrize("at", [0, 1, 2, 997, 1000 - 48])
def test_a_needle_is_found_wherever_it_lies(at: int) -> None:
    noise = random.Random(1)
    data, needle = bytearray(noise.randbytes(1000)), noise.randbytes(48)
    data[at : at + 48] = needle
    assert Sieve([needle, noise.randbytes(48)]).standing_in(bytes(data)) == {needle}


def test_a_needle_too_short_to_be_probed_is_refused() -> None:
    with pytest.raises(AssertionError, match="too short"):
        Sieve([b"abc"])
