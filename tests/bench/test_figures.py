"""Quantiles, ratios and their bounds."""

from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Ratio, Result, quantile, ratios

VALUES = st.lists(st.floats(0.001, 1e6), min_size=2, max_size=60)


@given(VALUES)
def test_a_quantile_is_what_the_standard_library_says(values: list[float]) -> None:
    assert quantile(values, 0.95) == pytest.approx(quantiles(values, n=20, method="inclusive")[-1])
    assert (quantile(values, 0.0), quantile(values, 1.0)) == (min(values), max(values))


def test_one_value_is_every_quantile_and_none_has_none() -> None:
    assert quantile([7.0], 0.95) == 7.0
    with pytest.raises(ValueError, match="nothing was measured"):
        quantile([], 0.5)


@pytest.mark.parametrize(("ours", "ok"), [(19.9, True), (20.0, True), (20.1, False)])
def test_a_bound_may_be_reached_and_not_passed(ours: float, ok: bool) -> None:
    assert Ratio("p50", ours, 10.0, "ms", 2.0).ok is ok


def test_what_has_no_bound_is_told_and_not_judged() -> None:
    told = Ratio("first", 900.0, 1.0, "ms")
    result = Result("screen", "…", (told,), {"n": 1})
    assert (told.value, result.ok) == (900.0, True)
    assert result.as_json() == {
        "what": "…",
        "ok": True,
        "ratios": [
            {
                "name": "first",
                "ratio": 900.0,
                "bound": None,
                "ok": True,
                "ours": 900.0,
                "bare": 1.0,
                "unit": "ms",
            }
        ],
        "details": {"n": 1},
    }


def test_medians_and_slow_ends_are_compared_each_with_its_own() -> None:
    p50, p95 = ratios("x ", [1.0, 2.0, 3.0], [1.0], "ms", 2.0)
    assert (p50.name, p50.ours, p50.bare, p50.value) == ("x p50", 2.0, 1.0, 2.0)
    assert (p95.name, p95.bare) == ("x p95", 1.0)
    assert p95.ours == pytest.approx(2.9)
    assert (p50.ok, p95.ok) == (True, False)
