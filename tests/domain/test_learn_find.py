from dataclasses import replace

import pytest

from kiosk.domain import learn_find
from kiosk.domain.library_learning import Lesson
from kiosk.domain.visit_places import LearnPart
from tests.support.library import small_library


@pytest.mark.parametrize(
    ("today", "shown"),
    [("2026-12-03", ()), ("2026-12-04", ("day",)), ("2031-12-10", ("day",)), ("2026-12-11", ()), ("", ())],
)
def test_a_day_of_the_law_comes_first_on_its_days_every_year(today: str, shown: tuple[str, ...]) -> None:
    words = ("宪法是根本法。",), ("记住。",), ()
    day = Lesson("day", "day", "labour", "国家宪法日", *words, first="12-04", last="12-10")
    library = small_library()
    lessons = {**library.every(Lesson), day.id: day}
    library = replace(library, more={**library.more, Lesson: lessons}, day=today)
    assert tuple(one.id for one in learn_find.of_today(library)) == shown
    assert learn_find.entries(library, LearnPart.DAYS) == (day,)
    assert day not in learn_find.entries(library, LearnPart.READ)
