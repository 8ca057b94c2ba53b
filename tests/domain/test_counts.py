"""Sums of a month: a visit adds one at most, and nothing rare is named when they leave the terminal."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import counts as c
from kiosk.domain.counts import Cell, added, told
from kiosk.domain.search_misses import LEAST_VISITS, Tally

QUIZ_A = "wages@11111111"
SURVEY_A = "terminal@22222222"
MISSED = st.frozensets(st.sampled_from(["遗嘱", "宅基地", "海域"]), max_size=3).map(
    lambda words: frozenset(c.of_misses(Tally().with_visit(words)))
)
HELPED = st.builds(
    lambda item, answer: frozenset({Cell(c.SOLVED, item, answer)}),
    st.sampled_from(["guide:wages", "guide:will", "search"]),
    st.sampled_from(c.SOLVED_ANSWERS),
)
TRIED = st.lists(st.booleans(), min_size=2, max_size=2).map(
    lambda rights: frozenset(
        {Cell(c.QUIZ, QUIZ_A, c.FINISHED)}
        | {Cell(c.QUIZ, QUIZ_A, c.tried(n, right=ok)) for n, ok in enumerate(rights, start=1)}
    )
)
SURVEYED = st.builds(
    lambda done, value: frozenset(
        {Cell(c.SURVEY, SURVEY_A, c.ASKED)}
        | (
            {Cell(c.SURVEY, SURVEY_A, c.ANSWERED), Cell(c.SURVEY, SURVEY_A, c.chose("easy", value))}
            if done
            else set()
        )
    ),
    st.booleans(),
    st.sampled_from(["1", "2", "3", "4", "5"]),
)
VISITS = st.lists(
    st.builds(frozenset.union, MISSED, HELPED, TRIED, SURVEYED) | st.one_of(MISSED, HELPED, TRIED, SURVEYED),
    max_size=30,
)


def month(visits: list[frozenset[Cell]]) -> dict[Cell, int]:
    sums: dict[Cell, int] = {}
    for visit in visits:
        sums = added(sums, visit)
    return sums


@given(VISITS)
def test_a_visit_adds_one_at_most_and_their_order_is_lost(visits: list[frozenset[Cell]]) -> None:
    sums = month(visits)
    assert sums == dict(Counter(cell for visit in visits for cell in visit))
    assert sums == month(sorted(visits, key=sorted))
    assert all(count <= len(visits) for count in sums.values())


@given(VISITS)
def test_what_is_named_has_enough_visits_behind_it(visits: list[frozenset[Cell]]) -> None:
    sums = month(visits)
    for cell, count in told(sums).items():
        if cell.item == c.REST:
            continue
        assert sums[cell] == count
        behind = Cell(c.QUIZ, cell.item, c.FINISHED) if cell.kind == c.QUIZ else cell
        assert sums[behind] >= LEAST_VISITS, cell


@given(VISITS)
def test_nothing_enough_is_left_out_and_visits_stay_whole(visits: list[frozenset[Cell]]) -> None:
    sums = month(visits)
    out = told(sums)
    assert {cell: out.get(cell) for cell, count in sums.items() if count >= LEAST_VISITS and cell.item} == {
        cell: count for cell, count in sums.items() if count >= LEAST_VISITS and cell.item
    }
    for kind, answers in (
        (c.SOLVED, c.SOLVED_ANSWERS),
        (c.QUIZ, (c.FINISHED,)),
        (c.SURVEY, (c.ASKED, c.ANSWERED)),
    ):
        for answer in answers:
            whole, left = (
                sum(count for cell, count in of.items() if (cell.kind, cell.answer) == (kind, answer))
                for of in (sums, out)
            )
            assert whole == left
    assert c.misses(out) == c.misses(sums).told()


@given(VISITS)
def test_what_leaves_tells_nothing_more_when_it_is_cut_again(visits: list[frozenset[Cell]]) -> None:
    once = told(month(visits))
    again = told(once)
    assert {cell: count for cell, count in again.items() if cell.item} == {
        cell: count for cell, count in once.items() if cell.item
    }


def test_a_rare_answer_is_named_by_nobody() -> None:
    sums = {Cell(c.SOLVED, "guide:will", c.NO): 2, Cell(c.SOLVED, "guide:wages", c.NO): 3}
    assert told(sums) == {Cell(c.SOLVED, "guide:wages", c.NO): 3, Cell(c.SOLVED, "", c.NO): 2}


def test_a_rare_answer_to_a_survey_is_told_to_nobody() -> None:
    sums = {
        Cell(c.SURVEY, SURVEY_A, c.ASKED): 5,
        Cell(c.SURVEY, SURVEY_A, c.ANSWERED): 5,
        Cell(c.SURVEY, SURVEY_A, "easy=1"): 1,
        Cell(c.SURVEY, SURVEY_A, "easy=5"): 4,
    }
    assert told(sums) == {cell: count for cell, count in sums.items() if cell.answer != "easy=1"}


def test_a_quiz_few_finished_is_a_number_of_visits_alone() -> None:
    few = {
        Cell(c.QUIZ, QUIZ_A, c.FINISHED): 2,
        Cell(c.QUIZ, QUIZ_A, "right:1"): 2,
        Cell(c.QUIZ, QUIZ_A, "wrong:2"): 2,
    }
    assert told(few) == {Cell(c.QUIZ, "", c.FINISHED): 2}
    enough = {**few, Cell(c.QUIZ, QUIZ_A, c.FINISHED): 3, Cell(c.QUIZ, QUIZ_A, "right:2"): 1}
    assert told(enough) == enough
