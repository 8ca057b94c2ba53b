"""A pace that slows the one who plays and never shuts out the one who comes after him."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pace import FREE, GAP_S, HOUR_S, kept, wait_s

moments = st.lists(st.floats(min_value=-2 * HOUR_S, max_value=2 * HOUR_S), max_size=60)


def test_a_few_orders_follow_each_other_as_they_like() -> None:
    assert [wait_s([float(i) for i in range(n)], 10.0) for n in range(FREE)] == [0.0] * FREE


def test_many_in_an_hour_are_spaced() -> None:
    many = [float(i) for i in range(FREE)]
    assert wait_s(many, FREE - 1.0) == GAP_S
    assert wait_s(many, FREE - 1.0 + GAP_S / 2) == GAP_S / 2
    assert wait_s(many, FREE - 1.0 + GAP_S) == 0.0


def test_after_an_hour_nothing_is_left_of_it() -> None:
    assert wait_s([0.0] * 1000, HOUR_S) == 0.0


@given(moments, st.floats(min_value=0, max_value=HOUR_S))
def test_nobody_ever_waits_longer_than_the_gap(submitted: list[float], now: float) -> None:
    assert 0.0 <= wait_s(submitted, now) <= GAP_S


@given(moments, st.floats(min_value=0, max_value=HOUR_S))
def test_who_needs_as_long_as_the_gap_to_write_never_waits(submitted: list[float], came: float) -> None:
    """The next honest user: whatever was submitted before he came, he submits ``GAP_S`` later."""
    before = [min(at, came) for at in submitted]
    assert wait_s(before, came + GAP_S) == pytest.approx(0.0, abs=1e-9)


@given(moments, st.floats(min_value=0, max_value=HOUR_S))
def test_what_is_kept_is_enough(submitted: list[float], now: float) -> None:
    assert wait_s(kept(submitted, now), now) == wait_s(submitted, now)
    assert len(kept(submitted, now)) <= FREE
