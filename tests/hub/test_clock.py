"""Times as the county reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.clock import beijing


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2026-11-22T06:05:59.123+00:00", "2026-11-22 14:05"),
        ("2026-11-22T14:05:00+08:00", "2026-11-22 14:05"),
        ("2026-12-31T16:00:00Z", "2027-01-01 00:00"),
        ("2026-11-22T06:05:00", "2026-11-22T06:05:00"),  # of no zone: not guessed
        ("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59+00:00"),
        ("", ""),
    ],
)
def test_beijing_time(instant: str, said: str) -> None:
    assert beijing(instant) == said


@given(st.text())
def test_what_is_no_time_is_left_as_it_is(text: str) -> None:
    assert beijing(f"第{text}") == f"第{text}"
