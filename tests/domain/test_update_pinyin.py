"""Typing pinyin: letters, picks, what takes them back, and what they never outlive."""

from dataclasses import replace

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import writing as w
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.effects import CloseVisit, ReadPinyin
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.writing import Method, WritingMode
from kiosk.domain.writing_place import method, writing_place
from tests.flows.steps import WAKE, to_consultation_contact, to_identity
from tests.support.flow import play
from tests.support.library import small_library
from tests.support.states import answers, ready_state, then

GONGZI = (Candidate("工资", 6), Candidate("公子", 6), Candidate("工", 4), Candidate("公", 4))


def typing(text: str = "") -> AppState:
    """On the page of what happened, 拼音 chosen."""
    ready = replace(ready_state(), pinyin=True)
    state = play(ready, [WAKE, *to_consultation_contact()[:2]]).state
    return then(state, w.WriteBy(Method.PINYIN), *([m.Answer("request", text)] if text else []))


def typed(state: AppState) -> w.Pinyin:
    assert state.visit is not None
    return state.visit.pinyin


def press(state: AppState, letters: str) -> AppState:
    return then(state, *map(w.PinyinKey, letters))


def read(state: AppState, *found: Candidate) -> AppState:
    return then(state, PinyinRead(typed(state).composition.generation, found))


def pick(state: AppState, number: int) -> AppState:
    return then(state, w.PinyinPick(number, typed(state).composition.generation))


def text(state: AppState) -> str:
    return answers(state).get("request", "")


def test_each_letter_asks_for_all_that_stand_there() -> None:
    state, effects = update(typing(), w.PinyinKey("l"))
    assert effects == (ReadPinyin(typed(state).composition.generation, "l"),)
    state, effects = update(state, w.PinyinKey("i"))
    assert effects == (ReadPinyin(typed(state).composition.generation, "li"),)
    assert not typed(state).fresh
    state = read(state, Candidate("里", 2))
    assert typed(state).fresh
    assert typed(state).composition.candidates == (Candidate("里", 2),)
    assert text(state) == ""


def test_what_is_no_letter_changes_nothing() -> None:
    state = typing("事")
    assert update(state, w.PinyinKey("1"))[1] == ()
    assert typed(then(state, w.PinyinKey("1"), w.PinyinKey("，"))).keys == ""


def test_an_answer_to_older_letters_is_not_offered() -> None:
    state = press(typing(), "l")
    late = PinyinRead(typed(state).composition.generation, (Candidate("了", 1),))
    state = press(state, "i")
    assert update(state, late) == (state, ())
    gone = then(state, w.PinyinErase(), w.PinyinErase())
    again = PinyinRead(typed(gone).composition.generation, (Candidate("了", 1),))
    assert update(gone, again) == (gone, ())


def test_a_pick_is_in_the_draft_at_once_and_leaves_the_other_letters() -> None:
    state = read(press(typing("没发"), "gongzi"), *GONGZI)
    state, effects = update(state, w.PinyinPick(2, typed(state).composition.generation))
    assert (text(state), typed(state).keys) == ("没发工", "zi")
    assert effects == (ReadPinyin(typed(state).composition.generation, "zi"),)
    state = pick(read(state, Candidate("资", 2)), 0)
    assert (text(state), typed(state).composition.empty) == ("没发工资", True)


def test_a_pick_counts_once_and_for_its_own_letters() -> None:
    state = read(press(typing(), "gongzi"), *GONGZI)
    message = w.PinyinPick(0, typed(state).composition.generation)
    once = then(state, message)
    assert text(once) == "工资"
    assert update(once, message) == (once, ())
    assert update(press(state, "l"), message)[0] == press(state, "l")
    assert update(state, w.PinyinPick(9, message.generation)) == (state, ())
    assert update(state, w.PinyinPick(-1, message.generation)) == (state, ())


def test_a_full_field_takes_no_more_and_keeps_the_letters() -> None:
    state = read(press(typing("字" * 999), "gongzi"), *GONGZI)
    full = pick(state, 0)
    assert (text(full), typed(full).keys) == ("字" * 999, "gongzi")
    assert text(pick(full, 2)) == "字" * 999 + "工"


def test_letters_are_taken_back_one_by_one_or_by_the_syllable() -> None:
    state = press(typing("事"), "tuoqiangongz")
    assert typed(then(state, w.PinyinErase())).keys == "tuoqiangong"
    state, effects = update(state, w.PinyinErase(syllable=True))
    assert (typed(state).keys, effects) == (
        "tuoqiangong",
        (ReadPinyin(typed(state).composition.generation, "tuoqiangong"),),
    )
    state = then(state, w.PinyinErase(syllable=True), w.PinyinErase(syllable=True))
    assert typed(state).keys == "tuo"
    state, effects = update(state, w.PinyinErase(syllable=True))
    assert (typed(state).keys, effects, text(state)) == ("", (), "事")
    assert update(state, w.PinyinErase(syllable=True)) == (state, ())


def test_the_last_pick_is_taken_back_into_its_letters_while_others_stand_behind_it() -> None:
    state = pick(read(press(typing("没发"), "gongzi"), *GONGZI), 3)
    assert (text(state), typed(state).keys) == ("没发公", "zi")
    state = then(state, w.PinyinErase(), w.PinyinErase())
    assert (text(state), typed(state).keys) == ("没发公", "")
    state = then(state, w.PinyinErase())
    assert (text(state), typed(state).keys) == ("没发", "gong")


def test_of_a_finished_word_a_character_is_deleted() -> None:
    state = pick(read(press(typing("没发"), "gongzi"), *GONGZI), 0)
    state = then(state, w.PinyinErase())
    assert (text(state), typed(state).keys) == ("没发工", "")
    assert text(then(state, *[w.PinyinErase()] * 5)) == ""


def test_a_pick_something_was_written_behind_stays() -> None:
    state = pick(read(press(typing(), "gongzi"), *GONGZI), 3)
    state = then(state, w.PinyinErase(), w.PinyinErase(), m.Answer("request", "公，"), w.PinyinErase())
    assert (text(state), typed(state).keys) == ("公", "")


def test_a_new_word_forgets_the_picks_of_the_last() -> None:
    state = pick(read(press(typing(), "gongzi"), *GONGZI), 3)
    state = press(then(state, w.PinyinErase(), w.PinyinErase()), "l")
    state = then(state, w.PinyinErase(), w.PinyinErase())
    assert (text(state), typed(state).keys) == ("", "")


@pytest.mark.parametrize("leaving", [m.NextPage(), m.Back(), m.GoHome(), m.Open(s.HelpPeople())])
def test_letters_do_not_outlive_their_page(leaving: object) -> None:
    state = read(press(typing("欠薪"), "gongzi"), *GONGZI)
    late = PinyinRead(typed(state).composition.generation, GONGZI)
    left = then(state, leaving)
    assert typed(left).composition.empty
    assert update(left, late) == (left, ())
    assert text(left) == "欠薪"
    assert left.visit is not None
    assert left.visit.method is Method.PINYIN


def test_the_sheet_of_comfort_lies_over_letters_without_taking_them() -> None:
    state = read(press(typing(), "gongzi"), *GONGZI)
    under = then(state, m.Open(s.ComfortSheet()))
    assert update(under, w.PinyinKey("a")) == (under, ())
    assert update(under, w.PinyinErase()) == (under, ())
    assert then(under, m.Back()) == state


def test_the_visit_takes_letters_and_the_way_of_writing_with_it() -> None:
    state = press(typing(), "gongzi")
    ended, effects = update(state, m.EndVisit(quietly=True))
    assert any(isinstance(effect, CloseVisit) for effect in effects)
    assert ended.visit is None
    fresh = then(ended, m.Wake("v2"))
    assert fresh.visit is not None
    assert (fresh.visit.method, fresh.visit.pinyin) == (Method.HAND, w.NOTHING_TYPED)
    assert "gongzi" not in repr(state)


def test_the_hand_leaves_no_letters_behind() -> None:
    state = press(typing("事"), "gongzi")
    hand = then(state, w.WriteBy(Method.HAND))
    assert typed(hand).composition.empty
    assert update(hand, w.PinyinKey("a")) == (hand, ())
    assert update(hand, w.PinyinErase()) == (hand, ())
    assert method(hand) is Method.HAND


def test_letters_nobody_can_read_are_left_behind() -> None:
    state = press(typing("事"), "vv")
    cleared = then(state, w.PinyinClear())
    assert (typed(cleared).composition.empty, text(cleared)) == (True, "事")
    assert update(cleared, w.PinyinClear()) == (cleared, ())


def test_a_lexicon_that_is_lost_takes_pinyin_and_nothing_else() -> None:
    state = press(typing("事"), "gong")
    lost = then(state, w.PinyinReady(ready=False))
    assert (method(lost), typed(lost).composition.empty, text(lost)) == (Method.HAND, True, "事")
    assert method(then(lost, w.PinyinReady(ready=True))) is Method.PINYIN
    assert update(ready_state(), w.PinyinReady(ready=False))[0].pinyin is False


def test_what_works_is_used() -> None:
    state = then(typing(), w.WriteBy(Method.HAND))
    assert method(then(state, m.HandwritingReady(ready=False))) is Method.PINYIN
    neither = then(state, m.HandwritingReady(ready=False), w.PinyinReady(ready=False))
    assert method(neither) is None


def test_nothing_is_typed_outside_a_page_to_write_on() -> None:
    for state in (replace(ready_state(), pinyin=True), play(ready_state(), [WAKE]).state):
        chosen = then(state, w.WriteBy(Method.PINYIN))
        for message in (w.PinyinKey("a"), w.PinyinErase(), w.PinyinPick(0, 0), w.PinyinClear()):
            assert update(chosen, message) == (chosen, ())
    idle = ready_state()
    assert update(idle, w.WriteBy(Method.PINYIN)) == (idle, ())
    assert update(idle, PinyinRead(0, GONGZI)) == (idle, ())


def test_the_name_of_a_typed_identity_is_written_by_pinyin_too() -> None:
    state = play(replace(ready_state(), pinyin=True), [WAKE, *to_identity()]).state
    assert writing_place(state) is None
    state = then(state, m.TypeIdentity(), w.WriteBy(Method.PINYIN))
    place = writing_place(state)
    assert place is not None
    assert (place.field_id, place.most, place.mode) == ("name", 50, WritingMode.NAME)
    state = pick(read(press(state, "wang"), Candidate("王", 4)), 0)
    assert answers(state)["name"] == "王"
    assert flow.route(state).screen is Screen.WRITE


def test_a_page_of_another_kind_is_no_place_to_write() -> None:
    item = small_library().items[1]
    state = play(replace(ready_state(), pinyin=True), [WAKE]).state
    state = then(state, m.OpenForm(item.id, "order-1"))
    assert flow.route(state).screen is not Screen.WRITE
    assert writing_place(state) is None
