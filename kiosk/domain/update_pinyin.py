"""Typing pinyin: letters become text by a touch on a candidate. What was touched is in the draft at once.

Nothing is learned: the letters live in the visit, and go with it, with the page, or with 手写.
"""

from dataclasses import replace

from kiosk.domain import caret, spelled
from kiosk.domain import update_form as form
from kiosk.domain import update_search as search
from kiosk.domain import writing as w
from kiosk.domain.asked import WriteSearch
from kiosk.domain.composition import PinyinComposition, PinyinRead
from kiosk.domain.effects import Effect, ReadPinyin
from kiosk.domain.flow import SEARCHED
from kiosk.domain.messages import Answer
from kiosk.domain.state import AppState, Visit
from kiosk.domain.writing import Method, Pinyin
from kiosk.domain.writing_place import WritingPlace, method, writing_place

Outcome = tuple[AppState, tuple[Effect, ...]]


def ready(state: AppState, message: w.PinyinReady) -> Outcome:
    """Without a lexicon the letters are nothing any more."""
    after = replace(state, pinyin=message.ready)
    visit = state.visit
    if message.ready or visit is None:
        return after, ()
    return replace(after, visit=replace(visit, pinyin=visit.pinyin.cleared())), ()


def write_by(state: AppState, message: w.WriteBy) -> Outcome:
    """Letters left standing would not be where the hand writes next."""
    visit = state.visit
    if visit is None:
        return state, ()
    return replace(state, visit=replace(visit, method=message.method, pinyin=visit.pinyin.cleared())), ()


def _typing(state: AppState) -> tuple[Visit, WritingPlace] | None:
    place = writing_place(state)
    if state.visit is None or place is None or method(state) is not Method.PINYIN:
        return None
    return state.visit, place


def press(state: AppState, message: w.PinyinKey) -> Outcome:
    typing = _typing(state)
    if typing is None:
        return state, ()
    before = typing[0].pinyin.composition
    if not before.keys:
        before = before.clear()  # the last word is finished: 删 takes a character of it from now on
    return _composed(state, typing[0], before.press(message.key))


def erase(state: AppState, message: w.PinyinErase) -> Outcome:
    typing = _typing(state)
    if typing is None:
        return state, ()
    visit, place = typing
    composition = visit.pinyin.composition
    if message.syllable:
        return _composed(state, visit, _without_syllable(composition))
    if composition.keys:
        return _composed(state, visit, composition.erase())
    if composition.picked:
        taken = composition.picked[-1][0]
        if place.before.endswith(taken):
            text = place.before.removesuffix(taken) + place.text[place.caret :]
            after, _ = _put(state, place, text)
            return _composed(after, after.visit or visit, composition.erase())
    if not place.before:
        return state, ()
    return _put(state, place, caret.erase(place.text, place.caret))


def _put(state: AppState, place: WritingPlace, text: str) -> Outcome:
    """``text`` where this is written."""
    if place.field_id == SEARCHED:
        return search.write(state, WriteSearch(text))
    return form.answer(state, Answer(place.field_id, text))


def _without_syllable(composition: PinyinComposition) -> PinyinComposition:
    left = len(spelled.shorter(composition.keys))
    while len(composition.keys) > left:
        composition = composition.erase()
    return composition


def pick(state: AppState, message: w.PinyinPick) -> Outcome:
    """The text grows at once. With the last letter the word is finished, and its picks are forgotten."""
    typing = _typing(state)
    if typing is None:
        return state, ()
    visit, place = typing
    composition = visit.pinyin.composition
    picked = composition.pick(message.number)
    if message.generation != composition.generation or picked is composition:
        return state, ()
    text = caret.insert(place.text, place.caret, picked.picked[-1][0])
    if not place.holds(text):
        return state, ()
    after, _ = _put(state, place, text)
    return _composed(after, after.visit or visit, picked if picked.keys else picked.clear())


def clear(state: AppState, _message: w.PinyinClear) -> Outcome:
    visit = state.visit
    if visit is None or visit.pinyin.composition.empty:
        return state, ()
    return replace(state, visit=replace(visit, pinyin=visit.pinyin.cleared())), ()


def read(state: AppState, message: PinyinRead) -> Outcome:
    """The reader's answer, to the letters that stand there."""
    visit = state.visit
    if visit is None or message.generation != visit.pinyin.composition.generation or not visit.pinyin.keys:
        return state, ()
    composition = visit.pinyin.composition.read(message)
    return replace(state, visit=replace(visit, pinyin=Pinyin(composition, message.generation))), ()


def _composed(state: AppState, visit: Visit, composition: PinyinComposition) -> Outcome:
    """With this composition, and the question what its letters mean."""
    if composition == visit.pinyin.composition:
        return state, ()
    after = replace(state, visit=replace(visit, pinyin=Pinyin(composition, visit.pinyin.answered)))
    if not composition.keys:
        return after, ()
    return after, (ReadPinyin(composition.generation, composition.keys),)
