"""Days and times as an editor writes them: read, or refused with an example."""

import pytest
from pydantic_core import PydanticCustomError

from kiosk.content.publish.kinds.when import When, read_when
from kiosk.domain.library_places import Repeat

GOOD = [
    ("每周三 9:00–11:00", Repeat(weekdays=(3,)), 540, 660),
    ("每星期日、星期天 9:00–11:00", None, 0, 0),
    ("每周三、周五9:00到11:00", Repeat(weekdays=(3, 5)), 540, 660),
    ("每周天 8:05-9:00", Repeat(weekdays=(7,)), 485, 540),
    ("每月第二个周三 13:30—16:30", Repeat(nth=((2, 3),)), 810, 990),
    ("每月第1个周五、第三个周五 9：00–11：00", Repeat(nth=((1, 5), (3, 5))), 540, 660),
    ("每月 15 日、1 号 9:00–11:00", Repeat(days=(1, 15)), 540, 660),
    ("2026-12-16、2026-12-02 9:00–11:00", Repeat(dates=("2026-12-02", "2026-12-16")), 540, 660),
]
BAD = [
    "",
    "每周三",
    "周三 9:00–11:00",
    "每月第六个周三 9:00–11:00",
    "每月 32 日 9:00–11:00",
    "每月 0 日 9:00–11:00",
    "2026-02-30 9:00–11:00",
    "、".join(f"2026-{month:02}-{day:02}" for month in (1, 3) for day in range(1, 20)) + " 9:00–11:00",
    "每周三 24:00–25:00",
    "每周三 9:60–11:00",
    "每周三 9:00–9:00",
    "每周三 9:00",
    7,
]


@pytest.mark.parametrize(("text", "repeat", "start", "end"), GOOD)
def test_what_editors_write_is_read(text: str, repeat: Repeat | None, start: int, end: int) -> None:
    if repeat is None:
        with pytest.raises(PydanticCustomError, match="日子写了两遍"):
            read_when(text)
    else:
        assert read_when(text) == When(repeat, start, end)


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_read_is_refused_in_chinese(text: object) -> None:
    with pytest.raises(PydanticCustomError, match=r"看不懂|没有这样的时间|结束要比开始晚"):
        read_when(text)
