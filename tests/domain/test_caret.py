"""Where a caret may stand, what is written and taken back there, and what the state makes of it."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import caret, flow
from kiosk.domain import messages as m
from kiosk.domain import writing as w
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.effects import Recognise
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.writing import Method
from kiosk.domain.writing_place import writing_place
from tests.flows.steps import WAKE, to_consultation_contact
from tests.support.flow import play
from tests.support.states import answers, ready_state, then

# One character each to whoever reads: Han of two planes, an accent, a variation, a family, a hand's colour,
# what came in two halves.
ONES = (
    "工",
    "资",
    "，",
    "a",
    "1",
    "𮧵",
    "e\u0301",
    "葛\U000e0100",
    "👩\u200d👧",
    "👍🏽",
    "\ud83d\udc4d",
    "\n",
)
WRITTEN = st.lists(st.sampled_from(ONES), max_size=12)
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)
PLACES = st.none() | st.integers(min_value=-3, max_value=40)


@given(WRITTEN, st.integers(min_value=0, max_value=12), st.lists(st.sampled_from(ONES), max_size=4))
def test_what_is_written_and_taken_back_leaves_the_text(ones: list[str], many: int, piece: list[str]) -> None:
    text, at = "".join(ones), len("".join(ones[:many]))
    grown = caret.insert(text, at, "".join(piece))
    behind = at + len("".join(piece))
    assert grown == text[:at] + "".join(piece) + text[at:]
    assert caret.stand(grown, behind) == behind
    for _ in piece:
        left = caret.erase(grown, behind)
        behind, grown = caret.back(grown, behind), left
    assert (grown, behind) == (text, at)


@given(WRITTEN)
def test_it_goes_by_what_is_read_as_one_character(ones: list[str]) -> None:
    text, at, seen = "".join(ones), 0, [0]
    while at < len(text):
        at = caret.on(text, at)
        seen.append(at)
    assert seen == [len("".join(ones[:many])) for many in range(len(ones) + 1)]
    back = [len(text)]
    while back[-1] > 0:
        back.append(caret.back(text, back[-1]))
    assert back[::-1] == seen


@given(ANY, PLACES)
def test_it_stands_in_the_text_and_parts_nothing(text: str, at: int | None) -> None:
    place = caret.stand(text, at)
    assert 0 <= place <= len(text)
    assert at is None or place <= max(at, 0)
    if 0 < place < len(text):
        assert unicodedata.category(text[place]) not in {"Mn", "Mc", "Me"}
        assert not ("\ud800" <= text[place - 1] <= "\udbff" and "\udc00" <= text[place] <= "\udfff")
        assert "\u200d" not in text[place - 1 : place + 1]
    assert caret.stand(text, place) == place
    assert caret.kept_as(text, place) == (None if place == len(text) else place)
    assert len(caret.erase(text, at)) == len(text) - (place - caret.back(text, at))


@given(ANY, PLACES, ANY)
def test_a_caret_follows_what_is_written_at_it(text: str, at: int | None, piece: str) -> None:
    place = caret.stand(text, at)
    grown = caret.insert(text, at, piece)
    assert caret.stand(grown, caret.followed(text, grown, at)) == caret.stand(grown, place + len(piece))
    less = caret.erase(text, at)
    assert caret.stand(less, caret.followed(text, less, at)) == caret.stand(less, caret.back(text, at))


@given(ANY, PLACES, ANY)
def test_a_caret_is_somewhere_in_whatever_the_text_becomes(text: str, at: int | None, other: str) -> None:
    place = caret.followed(text, other, at)
    assert place is None or (0 <= place < len(other) and caret.stand(other, place) == place)


@pytest.mark.parametrize(
    ("before", "after", "at", "left"),
    [
        ("老板，工资没发。人受伤了。", "老板，人受伤了。", 3, 3),  # behind it
        ("工资没发。人受伤了。", "人受伤了。", 7, 2),  # before it
        ("工资没发。人受伤了。", "人受伤了。", 2, 0),  # around it
        ("工资", "工资没发", 1, 1),
        ("工资", "工资没发", None, None),
        ("工资", "", 1, None),
    ],
)
def test_a_caret_keeps_its_neighbours(before: str, after: str, at: int | None, left: int | None) -> None:
    assert caret.followed(before, after, at) == left


@given(ANY, PLACES, ANY)
def test_what_was_written_is_known_by_both_texts(text: str, at: int | None, piece: str) -> None:
    grown = caret.insert(text, at, piece)
    found = caret.added(text, grown)
    assert found is not None
    assert len(found) == len(piece)
    assert sorted(found) == sorted(piece)
    assert (caret.added(grown, text) is None) == bool(piece)


def test_what_was_changed_is_not_something_written() -> None:
    assert caret.added("工资", "公资金") is None
    assert caret.added("工资", "我的工资") == "我的"


# ---- in the state


def begun(text: str, at: int | None = None, **changes: object) -> AppState:
    """On the page of what happened, the caret behind ``at`` characters."""
    ready = replace(ready_state(), **{"pinyin": True, "handwriting": True, **changes})  # type: ignore[arg-type]
    state = play(ready, [WAKE, *to_consultation_contact()[:2]]).state
    return then(state, m.Answer("request", text), *([w.PlaceCaret(at)] if at is not None else []))


def shown(state: AppState) -> str:
    """The text with a bar where the caret is."""
    place = writing_place(state)
    assert place is not None
    return f"{place.before}|{place.text[place.caret :]}"


def kept(state: AppState) -> int | None:
    assert state.visit is not None
    return state.visit.caret


def spelt(state: AppState, letters: str, *found: Candidate) -> AppState:
    state = then(state, w.WriteBy(Method.PINYIN), *map(w.PinyinKey, letters))
    assert state.visit is not None
    return then(state, PinyinRead(state.visit.pinyin.composition.generation, found))


def pick(state: AppState, number: int) -> AppState:
    assert state.visit is not None
    return then(state, w.PinyinPick(number, state.visit.pinyin.composition.generation))


def test_a_new_page_has_the_caret_at_the_end_of_its_text() -> None:
    assert shown(begun("老板拖欠")) == "老板拖欠|"
    assert shown(begun("老板拖欠", 2)) == "老板|拖欠"
    assert kept(begun("老板拖欠", 4)) is None
    assert kept(begun("老板拖欠", 99)) is None
    assert shown(begun("老板拖欠", -1)) == "|老板拖欠"


def test_it_stays_where_it_is_while_the_text_is_answered_anew() -> None:
    state = begun("老板欠", 2)
    assert shown(then(state, m.Answer("request", "老板拖欠"))) == "老板拖|欠"
    assert shown(then(state, m.Answer("request", "老欠"))) == "老|欠"
    assert shown(then(state, m.Answer("request", "别的"))) == "别的|"
    assert shown(then(state, m.Answer("name", "王"))) == "老板|欠"


def test_it_is_at_the_end_of_the_next_page_and_of_the_one_come_back_to() -> None:
    state = then(begun("老板拖欠工资", 2), m.NextPage())
    assert kept(state) is None
    back = then(state, m.Back())
    assert flow.route(back).screen is Screen.WRITE
    assert shown(back) == "老板拖欠工资|"


def test_it_goes_with_the_visit() -> None:
    over = then(begun("老板拖欠", 2), m.EndVisit(quietly=True))
    assert over.visit is None
    assert kept(then(over, m.Wake("visit-2"), m.OpenForm("consultation", "order-2"))) is None


def test_it_cannot_be_placed_where_nothing_is_written() -> None:
    home = play(ready_state(), [WAKE]).state
    assert update(home, w.PlaceCaret(1)) == (home, ())


def test_ink_is_read_after_what_stands_before_the_caret() -> None:
    stroke = m.Ink(1, (((0.0, 0.0), (9.0, 9.0)),), (10.0, 10.0))
    for at, before in ((3, "板拖"), (1, "老"), (0, "")):
        _, effects = update(begun("老板拖欠", at), stroke)
        (asked,) = [effect for effect in effects if isinstance(effect, Recognise)]
        assert asked.context.before == before


def test_pinyin_goes_in_at_the_caret_and_is_taken_back_there() -> None:
    state = spelt(begun("老板发", 2), "meigongzi", Candidate("没", 3))
    state = pick(state, 0)
    assert shown(state) == "老板没|发"
    assert state.visit is not None
    assert state.visit.pinyin.keys == "gongzi"
    state = then(state, w.PinyinErase(), w.PinyinErase(syllable=True), w.PinyinErase(syllable=True))
    assert shown(state) == "老板没|发"
    state = then(state, w.PinyinErase())  # what was picked goes back into its letters
    assert (shown(state), state.visit is not None and state.visit.pinyin.keys) == ("老板|发", "mei")
    state = then(state, *[w.PinyinErase()] * 4)
    assert shown(state) == "老|发"


def test_at_the_beginning_there_is_nothing_to_take_back() -> None:
    state = spelt(begun("老板", 0), "")
    assert then(state, w.PinyinErase()) == state


def test_letters_go_along_with_the_caret_and_what_was_picked_stays_text() -> None:
    state = pick(spelt(begun("老板发"), "meigong", Candidate("没", 3)), 0)
    state = then(state, w.PlaceCaret(1))
    assert state.visit is not None
    assert (shown(state), state.visit.pinyin.keys) == ("老|板发没", "gong")
    state = then(state, w.PinyinErase(syllable=True), w.PinyinErase())
    assert shown(state) == "|板发没"
    assert state.visit is not None
    assert state.visit.pinyin.keys == ""


def test_the_limit_holds_in_the_middle_too() -> None:
    state = spelt(begun("字" * 999, 500), "gongzi", Candidate("工资", 6), Candidate("工", 4))
    assert len(answers(pick(state, 0))["request"]) == 999
    assert shown(pick(state, 1)) == "字" * 500 + "工|" + "字" * 499
