"""Looking for something: what is asked, which answer counts, where a result leads, what is left of it."""

from dataclasses import replace

import pytest

from kiosk.domain import asked as a
from kiosk.domain import flow, forms, renewal
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as at
from kiosk.domain import writing as w
from kiosk.domain.asked import Asked
from kiosk.domain.effects import Search
from kiosk.domain.flow import Route, Screen
from kiosk.domain.found_places import PLACES, matching, nearest, place_of_found, shown
from kiosk.domain.library_learning import Lesson, Quiz, SelfCheck
from kiosk.domain.library_places import Register
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.library_services import Platform
from kiosk.domain.search import Found
from kiosk.domain.state import AppState
from kiosk.domain.sums import named
from kiosk.domain.update import update
from kiosk.domain.writing import Method
from kiosk.domain.writing_place import writing_place
from tests.support.everything import full_library
from tests.support.library import CONSULTATION, WAGES
from tests.support.searching_walk import CALCULATOR, GUIDE, LEAVE, TOPIC, answer
from tests.support.states import ready_state, then

READY = replace(ready_state(), search=True, pinyin=True)


def box(*more: object) -> AppState:
    return then(READY, m.Wake("visit-1"), m.Open(s.SearchBox()), *more)


def asked(state: AppState) -> Asked:
    assert state.visit is not None
    return state.visit.asked


def place(state: AppState) -> s.Place:
    assert state.visit is not None
    return state.visit.place


FOUND = box(a.WriteSearch("工资"), answer(1))


def test_the_box_is_opened_only_while_search_works() -> None:
    assert flow.route(box()) == Route(Screen.WRITE, flow.SEARCHED)
    without = then(replace(READY, search=False), m.Wake("visit-1"), m.Open(s.SearchBox()))
    assert flow.route(without).screen is Screen.HOME
    assert then(without, a.SearchReady(ready=True)).search


def test_what_is_written_is_asked_for_at_once() -> None:
    state, effects = update(box(), a.WriteSearch("工"))
    assert effects == (Search(1, "工"),)
    state, effects = update(state, a.WriteSearch("工资"))
    assert effects == (Search(2, "工资"),)
    assert asked(state).waiting


def test_only_the_newest_answer_counts() -> None:
    state = box(a.WriteSearch("工"), a.WriteSearch("工资"), answer(1))
    assert asked(state).waiting
    assert not asked(state).results
    state = then(state, answer(2))
    assert not asked(state).waiting
    assert asked(state).results[0] == GUIDE
    assert asked(then(state, a.Searched(2))).results, "told twice is told once"


def test_results_stay_until_the_next_come() -> None:
    assert asked(then(FOUND, a.WriteSearch("工资条"))).results == asked(FOUND).results


def test_nothing_written_finds_nothing_and_asks_nobody() -> None:
    state, effects = update(FOUND, a.WriteSearch(""))
    assert effects == ()
    assert asked(state).results == ()
    assert not asked(state).waiting


def test_letters_that_are_no_text_yet_are_looked_for_at_the_caret() -> None:
    state = box(a.WriteSearch("老板资"), w.WriteBy(Method.PINYIN), w.PlaceCaret(2))
    state, effects = update(state, w.PinyinKey("g"))
    assert [effect for effect in effects if isinstance(effect, Search)] == [Search(2, "老板g资")]
    assert asked(state).text == "老板资"


def test_a_pick_becomes_text_of_the_line() -> None:
    from kiosk.domain.composition import Candidate, PinyinRead

    state = then(box(), w.WriteBy(Method.PINYIN), *map(w.PinyinKey, "gongzi"))
    assert state.visit is not None
    generation = state.visit.pinyin.composition.generation
    state = then(state, PinyinRead(generation, (Candidate("工资", 6),)), w.PinyinPick(0, generation))
    assert asked(state).text == "工资"
    assert asked(state).sought == "工资"
    assert asked(then(state, w.PinyinErase())).sought == "工"


def test_going_on_takes_letters_as_they_are_and_back_has_them() -> None:
    state = then(box(), w.WriteBy(Method.PINYIN), *map(w.PinyinKey, "gongzi"), answer(6), a.SearchNow())
    assert flow.route(state) == Route(Screen.SEARCH, "0")
    assert asked(state).text == asked(state).sought == "gongzi"
    state, effects = update(state, m.Back())
    assert effects == ()
    assert (asked(state).text, asked(state).results[0]) == ("gongzi", GUIDE)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_to_look_for_leads_nowhere(text: str) -> None:
    assert place(box(a.WriteSearch(text), a.SearchNow())) == s.SearchBox()


def test_a_line_has_an_end() -> None:
    assert asked(box(a.WriteSearch("长" * a.LONGEST))).text
    assert not asked(box(a.WriteSearch("长" * (a.LONGEST + 1)))).text
    line = writing_place(box())
    assert line is not None
    assert (line.field_id, line.most) == (flow.SEARCHED, a.LONGEST)


def test_the_line_of_a_form_is_not_the_line_that_is_looked_for() -> None:
    state = then(READY, m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"), m.GoHome())
    state = then(state, m.Open(s.SearchBox()), m.Answer(forms.REQUEST, "工资"), a.WriteSearch("离婚"))
    assert state.visit is not None
    assert state.visit.form is not None
    assert not state.visit.form.draft.answer(forms.REQUEST)
    assert asked(state).text == "离婚"
    assert asked(then(box(), m.OpenForm(CONSULTATION, "order-1"), a.WriteSearch("离婚"))).text == ""


@pytest.mark.parametrize(
    ("kind", "name", "there"),
    [
        ("guide", WAGES, s.GuideView(WAGES)),
        ("topic", "labour", s.GuideList("labour")),
        ("item", CONSULTATION, s.Form()),
    ],
)
def test_a_result_opens_the_place_of_its_kind_and_back_has_all_of_it(
    kind: str, name: str, there: s.Place
) -> None:
    before = box(a.WriteSearch("工资"), answer(1, sure=False), a.SearchNow())
    state = then(before, a.OpenFound(kind, name, "order-1"))
    assert place(state) == there
    state = then(state, m.Back())
    assert place(state) == s.SearchResults()
    assert asked(state) == asked(before)


def test_only_what_was_found_is_opened() -> None:
    assert place(then(FOUND, a.OpenFound("topic", "labour", "order-1"))) == s.SearchBox()
    assert place(then(FOUND, a.OpenFound("calculator", "severance", "order-1"))) == s.SearchBox()
    assert place(then(box(), a.OpenFound("guide", WAGES, "order-1"))) == s.SearchBox()


def test_kinds_without_a_screen_and_what_is_not_served_are_left_out() -> None:
    gone = Found("no/such", "guide", "", "没有了", 8.0, "")
    found = (GUIDE, LEAVE, CALCULATOR, gone)
    assert set(shown(READY, found)) == {one for one in (GUIDE, LEAVE, CALCULATOR) if one.kind in PLACES}
    assert LEAVE not in shown(replace(READY, can_submit=False), found)
    assert place_of_found(Found("x", "kind of tomorrow", "", "", 1.0, "")) is None


KINDS = [
    ("calculator", "severance", s.SumView("severance")),
    ("scenario", "wages", s.MatterView()),
    ("bundle", "unpaid-wages", s.MatterView()),
    ("office", next(iter(full_library().offices)), at.OfficeView(next(iter(full_library().offices)))),
    ("register", next(iter(full_library().every(Register))), None),
    ("visits", next(iter(full_library().every(Comes))), None),
    ("platform", next(iter(full_library().every(Platform))), None),
    ("lesson", next(iter(full_library().every(Lesson))), None),
    ("quiz", next(iter(full_library().every(Quiz))), None),
    ("self-check", next(iter(full_library().every(SelfCheck))), None),
]


@pytest.mark.parametrize(("kind", "name", "there"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_each_kind_leads_to_its_own_screen(kind: str, name: str, there: s.Place | None) -> None:
    hit = Found(name, kind, "", "找到的", 5.0, "")
    state = replace(READY, library=named(full_library(), READY.sums))
    state = then(state, m.Wake("visit-1"), m.Open(s.SearchBox()), a.WriteSearch("工资"))
    state = then(state, a.Searched(1, (hit,)))
    assert shown(state, (hit,)) == (hit,)
    after = then(state, a.OpenFound(kind, name, "order-1"))
    assert place(after) == (there or place_of_found(hit))
    assert place(then(after, m.Back())) == s.SearchBox()
    missing = replace(hit, id="no-such")
    assert shown(state, (missing,)) == ()
    assert place(then(state, a.OpenFound(kind, "no-such", "order-1"))) == s.SearchBox()


def test_what_hardly_fits_is_not_shown_and_topics_stand_by_themselves() -> None:
    far = replace(LEAVE, score=GUIDE.score * 0.1)
    state = box(a.WriteSearch("工资"), a.Searched(1, (GUIDE, far, TOPIC), (TOPIC,), sure=False))
    assert matching(state) == (GUIDE,)
    assert nearest(state) == (TOPIC,)


def test_a_page_is_turned_and_left_as_one_list() -> None:
    state = then(FOUND, a.SearchNow(), m.Open(s.SearchResults(1)), m.Back())
    assert place(state) == s.SearchBox()
    assert place(then(box(), m.Open(s.SearchResults(1)))) == s.SearchBox(), "there is no other way to it"


def test_it_leaves_memory_with_its_pages_and_no_late_answer_fits() -> None:
    state = then(FOUND, a.WriteSearch("工资条"), m.GoHome())
    assert not asked(state).holds
    assert not asked(then(state, answer(2))).holds
    again = then(state, m.Open(s.SearchBox()), answer(2), answer(3))
    assert not asked(again).holds


def test_a_line_somebody_wrote_is_somebodys_words() -> None:
    assert not renewal.due(then(box(), m.EndVisit(quietly=True)))
    taken_back = then(FOUND, a.WriteSearch(""), m.GoHome(), m.EndVisit(quietly=True))
    assert renewal.due(taken_back)


def test_a_question_is_not_in_what_a_log_would_have_of_it() -> None:
    _, effects = update(box(), a.WriteSearch("很私的事"))
    everything = (*effects, a.WriteSearch("很私的事"), asked(box(a.WriteSearch("很私的事"))), answer(1))
    assert "很私" not in repr(everything)
    assert WAGES not in repr(everything)
