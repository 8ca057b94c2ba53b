"""What looks like a flood is marked; whoever comes after it is not, and nobody is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.flood import ALIKE, BUCKETS, MOST, Flood, Trace, flood, trace
from kiosk.domain.work_order import Submission
from tests.support.county import submission

WAGES = "老板三个月没发工资"
_some = st.none() | st.integers(0, 5)
hours = st.lists(st.builds(Trace, _some, _some, _some, st.booleans()), max_size=2 * MOST)


def judged(*orders: tuple[str, Submission]) -> list[Flood]:
    """Why each was marked, when all were submitted within one hour; with each the visit it was made in."""
    hour: list[Trace] = []
    for visit, order in orders:
        new = trace(visit, order)
        hour.append(replace(new, marked=flood(hour, new) is not Flood.NONE))
    return [flood(hour[:count], replace(one, marked=False)) for count, one in enumerate(hour)]


def phoned(number: int, text: str = WAGES) -> Submission:
    return submission(request=text, phone=f"139{number:08d}")


def test_sixty_people_in_one_hour_are_none_of_them_marked() -> None:
    """A legal-aid day: some leave a number, some only a sentence from the list, four to each of those."""
    people = [phoned(n) if n % 2 else submission(request=f"第{n // 8}句") for n in range(60)]
    assert set(judged(*((f"visit-{n}", one) for n, one in enumerate(people)))) == {Flood.NONE}


def test_ten_colleagues_say_the_same_and_leave_no_name() -> None:
    colleagues = [(f"visit-{n}", submission(request=WAGES)) for n in range(10)]
    assert set(judged(*colleagues)) == {Flood.NONE}


def test_a_hundred_colleagues_who_leave_their_numbers_say_the_same() -> None:
    assert set(judged(*((f"visit-{n}", phoned(n * 7)) for n in range(100)))) == {Flood.NONE}


@pytest.mark.parametrize(
    ("why", "order"),
    [
        (Flood.PERSON, lambda n: (f"visit-{n}", phoned(1, f"第{n}件"))),
        (Flood.PERSON, lambda n: (f"v{n}", submission(request=f"第{n}件", id_number="330922190001010010"))),
        (Flood.VISIT, lambda n: ("visit", submission(request=f"第{n}件"))),
        (Flood.VISIT, lambda n: ("visit", phoned(n, f"第{n}件"))),
        (Flood.WORDS, lambda n: (f"visit-{n}", submission(request="哈哈"))),
    ],
)
def test_one_hand_is_marked_from_the_thirteenth_on(
    why: Flood, order: Callable[[int], tuple[str, Submission]]
) -> None:
    assert judged(*(order(n) for n in range(ALIKE + 3))) == [Flood.NONE] * ALIKE + [why] * 3


def test_the_card_says_who_it_is_when_there_is_one() -> None:
    """One helper's telephone number, a card each: they are different people."""
    cards = [
        submission(request=WAGES, phone="13900000000", id_number=f"33092219000101{n:04}") for n in range(40)
    ]
    assert set(judged(*((f"visit-{n}", one) for n, one in enumerate(cards)))) == {Flood.NONE}


def test_who_fills_in_for_a_village_is_as_many_people_as_he_helps() -> None:
    """All with his own number, in one visit."""
    helped = [submission(request=WAGES, phone="13900000000", represented_name=f"村民{n}") for n in range(40)]
    assert set(judged(*(("visit", one) for one in helped))) == {Flood.NONE}
    again = [
        ("visit", submission(request=WAGES, phone="13900000000", represented_name="村民")) for _ in range(14)
    ]
    assert judged(*again)[-2:] == [Flood.PERSON] * 2


def test_what_was_spoken_is_never_the_same_twice() -> None:
    spoken = [replace(submission(request=""), recordings=(f"rec-{n}",)) for n in range(40)]
    assert set(judged(*((f"visit-{n}", one) for n, one in enumerate(spoken)))) == {Flood.NONE}


def test_who_varies_everything_is_marked_too_and_the_mark_lets_go_of_the_rest() -> None:
    hour = [Trace(n, n, None) for n in range(MOST)]
    assert flood(hour[1:], Trace(500, 500, None)) is Flood.NONE
    assert flood(hour, Trace(500, 500, None)) is Flood.TERMINAL


def test_who_comes_after_five_hundred_of_one_hand_is_not_marked() -> None:
    vandal = [("visit", submission(request=f"第{n}件")) for n in range(500)]
    assert judged(*vandal, ("next", submission(request=WAGES)), ("then", phoned(7)))[-2:] == [Flood.NONE] * 2


@given(hours)
def test_marked_ones_never_count_for_the_terminal(hour: list[Trace]) -> None:
    stranger = Trace(9, 9, None)
    told = flood(hour, stranger)
    assert told is flood([one for one in hour if not one.marked], stranger)
    assert told in (Flood.NONE, Flood.TERMINAL)


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_trace_is_too_coarse_to_name_anybody(visit: str, phone: str, text: str) -> None:
    seen = trace(visit, submission(request=text, phone=phone))
    for part in (seen.person, seen.visit, seen.words):
        assert part is None or 0 <= part < BUCKETS
