"""Hours and who answers now, as they are said in both languages."""

from datetime import datetime

import pytest

from kiosk.domain.comfort import Language
from kiosk.domain.duty import ALWAYS, UNKNOWN, Answering, Calendar, Duty, Span, State, answering
from kiosk.words.texts import Texts, load
from tests.support.states import CHINA

CHINESE, ENGLISH = Texts(), load().of(Language.EN)
OFFICE = Duty("times", (Span("workdays", 510, 690), Span("workdays", 840, 1020)))
MARKET = Duty("times", (Span("weekdays", 540, 1020, (1, 2, 3, 5)), Span("weekdays", 540, 690, (6, 7))))
NIGHT = Duty("times", (Span("daily", 1200, 480),))
EVENING = Duty("times", (Span("daily", 1080, 1440),))
YEAR = Calendar((2026,))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("duty", "chinese", "english"),
    [
        (ALWAYS, "24 小时", "24 hours"),
        (UNKNOWN, "", ""),
        (OFFICE, "工作日 8:30–11:30、14:00–17:00", "working days 8:30-11:30, 14:00-17:00"),
        (
            MARKET,
            "周一到周三、周五 9:00–17:00，周六到周日 9:00–11:30",
            "Mon-Wed, Fri 9:00-17:00, Sat-Sun 9:00-11:30",
        ),
        (NIGHT, "每天 20:00–次日 8:00", "daily 20:00-8:00 next day"),
        (EVENING, "每天 18:00–24:00", "daily 18:00-24:00"),
    ],
)
def test_hours(duty: Duty, chinese: str, english: str) -> None:
    assert CHINESE.duty.hours(duty, CHINESE.times) == chinese
    assert ENGLISH.duty.hours(duty, ENGLISH.times) == english


@pytest.mark.parametrize(
    ("duty", "now", "chinese", "english"),
    [
        (ALWAYS, at(23, 3), "24 小时有人接", "answered 24 hours"),
        (OFFICE, at(23, 9), "现在有人接，到 11:30", "answered now, until 11:30"),
        (OFFICE, at(23, 12), "现在没人接，14:00 起有人", "nobody there until 14:00"),
        (OFFICE, at(23, 18), "现在没人接，明天 8:30 起有人", "nobody there until tomorrow 8:30"),
        (OFFICE, at(21, 9), "现在没人接，周一 8:30 起有人", "nobody there until Mon 8:30"),
        (NIGHT, at(23, 21), "现在有人接，到 明天 8:00", "answered now, until tomorrow 8:00"),
        (EVENING, at(23, 21), "现在有人接，到 24:00", "answered now, until 24:00"),
        (UNKNOWN, at(23, 9), "不一定有人接", "may not be answered"),
    ],
)
def test_now(duty: Duty, now: datetime, chinese: str, english: str) -> None:
    stands = answering(duty, now, YEAR, trusted=True)
    assert CHINESE.duty.answers(duty, stands, now, CHINESE.times) == chinese
    assert ENGLISH.duty.answers(duty, stands, now, ENGLISH.times) == english


def test_after_a_long_holiday_the_day_is_named() -> None:
    stands = Answering(State.CLOSED, datetime(2026, 10, 8, 8, 30, tzinfo=CHINA))
    now = datetime(2026, 9, 30, 18, tzinfo=CHINA)
    assert CHINESE.duty.answers(OFFICE, stands, now, CHINESE.times) == "现在没人接，10月8日 8:30 起有人"


def test_without_a_clock_the_hours_are_said_and_no_more() -> None:
    stands = answering(OFFICE, at(23, 9), YEAR, trusted=False)
    assert (
        CHINESE.duty.answers(OFFICE, stands, at(23, 9), CHINESE.times)
        == "工作日 8:30–11:30、14:00–17:00 有人接"
    )


def test_when_the_next_opening_is_not_sure_none_is_named() -> None:
    assert CHINESE.duty.answers(OFFICE, Answering(State.CLOSED), at(23, 20), CHINESE.times) == "现在没人接"


def test_a_day_has_its_weekday() -> None:
    assert CHINESE.duty.named_day(at(24, 0), CHINESE.times) == "11月24日 周二"
    assert ENGLISH.duty.named_day(at(24, 0), ENGLISH.times) == "Tue 24 Nov"
