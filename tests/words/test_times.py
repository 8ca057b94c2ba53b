"""Days and hours in English; in Chinese they are tested with the progress of orders."""

from datetime import datetime

import pytest

from kiosk.domain.comfort import Language
from kiosk.words.texts import load
from tests.support.states import LOCAL

TIMES = load().of(Language.EN).times


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-21T00:00:00+08:00", "21 Nov, midnight"),
        ("2026-11-21T00:07:00+08:00", "21 Nov, after midnight"),
        ("2026-11-21T09:00:00+08:00", "21 Nov, 9 a.m."),
        ("2026-11-21T12:30:00+08:00", "21 Nov, after 12 p.m."),
        ("2026-11-21T14:05:00+08:00", "21 Nov, after 2 p.m."),
        ("2025-01-02T23:00:00+08:00", "2 Jan 2025, 11 p.m."),
        ("tomorrow", ""),
    ],
)
def test_an_hour(at: str, said: str) -> None:
    assert TIMES.day_and_hour(at, LOCAL) == said


def test_the_clock_and_the_minute() -> None:
    assert TIMES.clock_words(datetime.fromisoformat("2026-11-21T14:05:00+08:00")) == "Sat 21 Nov 14:05"
    assert TIMES.day_and_minute("2026-11-21T06:05:00Z", LOCAL) == "21 Nov 14:05"
    assert TIMES.day_words(LOCAL.date(), year=True) == f"{LOCAL.day} Nov 2026"
