"""A person of the county reads the county's time, to the minute."""

import pytest

from hub.county_time import shown


def test_utc_becomes_the_countys_time_without_a_fraction() -> None:
    assert shown("2026-11-23T03:59:59.999+00:00") == "2026-11-23 11:59"
    assert shown("2026-12-31T16:00:00.000+00:00") == "2027-01-01 00:00"
    assert shown("2026-11-23T11:59:00+08:00") == "2026-11-23 11:59"


@pytest.mark.parametrize("noise", ["", "soon", "2026-11-23T11:59:00", "9999-12-31T23:59:00+00:00"])
def test_what_is_no_instant_stays_as_it_is(noise: str) -> None:
    assert shown(noise) == noise
