"""Ways, doors and visits, as they are said in both languages."""

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.domain.comfort import Language
from kiosk.domain.duty import State
from kiosk.domain.hours import Opening, When
from kiosk.domain.library_places import Repeat
from kiosk.domain.places_way import OnFoot, OverWater, Way
from kiosk.words.texts import Texts, load
from tests.support.states import CHINA
from tests.support.where import COUNTY, EVERY_WEEK

CHINESE, ENGLISH = Texts(), load().of(Language.EN)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("way", "chinese", "english"),
    [
        (Way(650.0, "e", OnFoot(9)), "往东走，至少 9 分钟", "Walk east, at least 9 min"),
        (Way(0.0, "", OnFoot(1)), "就在旁边", "Right beside you"),
        (Way(9000.0, "n", OverWater(COUNTY.islands[1])), "在对面岛，要坐船", "On 对面岛, by boat"),
        (Way(9000.0, "n", OverWater()), "隔着海，要坐船", "Across the water, by boat"),
    ],
)
def test_the_way_in_one_line(way: Way, chinese: str, english: str) -> None:
    assert CHINESE.where.way(way) == chinese
    assert ENGLISH.where.way(way) == english


@pytest.mark.parametrize(
    ("metres", "said"), [(3.0, "10 米"), (652.0, "650 米"), (1000.0, "1 公里"), (1260.0, "1.3 公里")]
)
def test_how_far(metres: float, said: str) -> None:
    assert CHINESE.where.far(metres) == said


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [(50, "50 分钟", "50 min"), (120, "2 小时", "2 h"), (147, "2 小时 27 分钟", "2 h 27 min")],
)
def test_how_long(minutes: int, chinese: str, english: str) -> None:
    assert (CHINESE.where.lasting(minutes), ENGLISH.where.lasting(minutes)) == (chinese, english)


@pytest.mark.parametrize(
    ("opening", "chinese", "english"),
    [
        (Opening(State.ALWAYS), "24 小时开门", "Open day and night"),
        (Opening(State.OPEN, until=at(24, 0)), "现在开着，到 24:00", "Open now, until 24:00"),
        (
            Opening(State.CLOSED, again=at(23, 8, 30), day=When.TODAY),
            "现在没开门，8:30 开",
            "Closed now, opens 8:30",
        ),
        (
            Opening(State.CLOSED, again=at(25, 8, 30), day=When.WEEKDAY, holiday=True),
            "今天放假，周三 8:30 开",
            "Closed today (holiday), opens Wed 8:30",
        ),
        (Opening(State.CLOSED), "现在没开门", "Closed now"),
        (Opening(State.UNSURE), "开门时间：工作日", "Opening hours: 工作日"),
    ],
)
def test_how_a_door_stands(opening: Opening, chinese: str, english: str) -> None:
    for texts, said in ((CHINESE, chinese), (ENGLISH, english)):
        assert texts.where.opening(opening, "工作日", texts.duty, texts.times) == said


def test_a_door_nobody_asked_about() -> None:
    said = CHINESE.where.opening(Opening(State.UNSURE), "", CHINESE.duty, CHINESE.times)
    assert said == "开门时间没核实"


@pytest.mark.parametrize(
    ("repeat", "chinese", "english"),
    [
        (Repeat(weekdays=(3,)), "每周三 9:00–11:00", "every Wed 9:00-11:00"),
        (
            Repeat(nth=((1, 5), (3, 5))),
            "每月第一个周五、每月第三个周五 9:00–11:00",
            "the 1st Fri of the month, the 3rd Fri of the month 9:00-11:00",
        ),
        (Repeat(days=(15,)), "每月 15 日 9:00–11:00", "day 15 of the month 9:00-11:00"),
        (Repeat(dates=("2026-12-02", "soon")), "12月2日、soon 9:00–11:00", "2 Dec, soon 9:00-11:00"),
    ],
)
def test_on_which_days_somebody_comes(repeat: Repeat, chinese: str, english: str) -> None:
    comes = replace(EVERY_WEEK, repeat=repeat)
    for texts, said in ((CHINESE, chinese), (ENGLISH, english)):
        assert texts.where.repeats(comes, texts.duty, texts.times) == said
