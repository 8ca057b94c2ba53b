"""Buttons side by side: none breaks its words while another has width to spare."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.screens.widgets.division import divided

NEEDS = st.lists(st.floats(1, 400), min_size=1, max_size=5)


def test_they_stay_as_wide_as_they_were_while_all_have_enough() -> None:
    assert divided(300, [0.5, 0.5], [100, 140]) == [150, 150]
    assert divided(300, [1 / 3, 2 / 3], [90, 150]) == pytest.approx([100, 200])


def test_the_one_with_long_words_takes_from_the_other() -> None:
    assert divided(300, [1 / 3, 2 / 3], [130, 150]) == pytest.approx([130, 170])
    assert divided(300, [0.5, 0.5], [200, 90]) == pytest.approx([200, 100])


def test_where_there_is_not_enough_for_all_nobody_gains() -> None:
    assert divided(300, [0.5, 0.5], [200, 120]) == [150, 150]


@given(NEEDS, st.floats(1, 2000))
def test_all_of_the_width_is_given_and_every_need_met_when_it_can_be(
    least: list[float], width: float
) -> None:
    given_out = divided(width, [1 / len(least)] * len(least), least)
    assert sum(given_out) == pytest.approx(width)
    assume(sum(least) <= width)
    assert all(own >= need - 1e-6 for own, need in zip(given_out, least, strict=True))
