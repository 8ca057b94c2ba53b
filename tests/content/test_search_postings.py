"""Postings come back as they went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.search_postings import IMPACTS, impact, pack, unpack

POSTINGS = st.dictionaries(st.integers(0, 200_000), st.integers(1, IMPACTS), min_size=1, max_size=8)


@given(st.lists(POSTINGS, min_size=1, max_size=3))
def test_what_was_packed(terms: list[dict[int, int]]) -> None:
    records, impacts, counts = unpack([pack(sorted(found.items())) for found in terms])
    assert counts.tolist() == [len(found) for found in terms]
    pairs = list(zip(records.tolist(), impacts.tolist(), strict=True))
    assert pairs == [pair for found in terms for pair in sorted(found.items())]


def test_a_near_record_is_one_byte() -> None:
    assert len(pack([(0, 16), (1, 1), (8, 5)])) == 3
    assert len(pack([(499, 1)])) == 2


@pytest.mark.parametrize(
    "data",
    [[b""], [], [b"\x80"], [b"\x01\xff"], [b"\x80\x80\x80\x80\x80\x01"], [b"\x01", b""], [b"\x80", b"\x01"]],
)
def test_what_was_never_packed_is_refused(data: list[bytes]) -> None:
    with pytest.raises(ValueError):
        unpack(data)


@pytest.mark.parametrize(("share", "expected"), [(0.001, 1), (0.5, 8), (0.99, 16), (1.0, 16)])
def test_impacts_are_shares(share: float, expected: int) -> None:
    assert impact(share) == expected
