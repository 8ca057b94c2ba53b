"""Hours as editors write them, whatever marks their keyboard has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from kiosk.content.publish.duty_text import read_duty
from kiosk.domain.duty import ALWAYS, UNKNOWN, Duty, Span
from kiosk.words.texts import Texts

TEXTS = Texts()
OFFICE = Duty("times", (Span("workdays", 510, 1020),))


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("24 小时", ALWAYS),
        ("全天", ALWAYS),
        ("没核实", UNKNOWN),
        ("工作日 8:30–17:00", OFFICE),
        ("工作日8：30-17：00", OFFICE),
        ("工作日 08:30 至 17:00", OFFICE),
        ("工作日 ８:３0～17:00", OFFICE),
        ("周一到周五 9:00—17:00", Duty("times", (Span("weekdays", 540, 1020, (1, 2, 3, 4, 5)),))),
        ("星期三、周末 9:00–11:00", Duty("times", (Span("weekdays", 540, 660, (3, 6, 7)),))),
        ("周日 9:00–11:00", Duty("times", (Span("weekdays", 540, 660, (7,)),))),
        ("星期天 9:00–11:00", Duty("times", (Span("weekdays", 540, 660, (7,)),))),
        ("每天 20:00–次日 8:00", Duty("times", (Span("daily", 1200, 480),))),
        (
            "工作日 8:30–11:30、14:00–17:00；周六 9:00–11:00",
            Duty(
                "times",
                (Span("workdays", 510, 690), Span("workdays", 840, 1020), Span("weekdays", 540, 660, (6,))),
            ),
        ),
    ],
)
def test_read(text: str, duty: Duty) -> None:
    assert read_duty(text) == duty


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:30–17:00",
        "上班时间",
        "工作日",
        "工作日 8:30",
        "工作日 8:30–",
        "工作日 8:30–25:00",
        "工作日 8:61–9:00",
        "工作日 8:30–8:30",
        "周五到周一 9:00–17:00",
        "周一到 9:00–17:00",
        "工作日 8:30–17:00，",
        "工作日 8:30–17:00，工作日 8:30–17:00",
        "，".join(f"每天 {hour}:00–{hour}:30" for hour in range(9)),
        24,
    ],
)
def test_what_cannot_be_meant_is_refused_in_chinese(text: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_duty(text)
    assert "：" in caught.value.message() or "，" in caught.value.message()


@given(st.text(max_size=40))
def test_nothing_breaks_it(text: str) -> None:
    try:
        duty = read_duty(text)
    except PydanticCustomError:
        return
    assert duty.kind != "times" or duty.spans


weekdays = st.lists(st.integers(1, 7), min_size=1, unique=True).map(lambda days: tuple(sorted(days)))
times = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] != pair[1])
spans = st.one_of(
    times.map(lambda pair: Span("workdays", *pair)),
    times.map(lambda pair: Span("daily", *pair)),
    st.tuples(times, weekdays).map(lambda both: Span("weekdays", *both[0], both[1])),
)


@given(st.lists(spans, min_size=1, max_size=8, unique=True))
def test_what_the_screen_says_means_the_same(found: list[Span]) -> None:
    """What a resident reads is what an editor could have written."""
    duty = Duty("times", tuple(found))
    assert read_duty(TEXTS.duty.hours(duty, TEXTS.times)) == duty
