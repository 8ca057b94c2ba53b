"""Typing pinyin, without a reader: keys, picks, taking back, and answers that come too late."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.composition import MOST_KEYS, Candidate, PinyinComposition, PinyinRead


def typed(keys: str) -> PinyinComposition:
    composition = PinyinComposition()
    for key in keys:
        composition = composition.press(key)
    return composition


def offered(composition: PinyinComposition, *candidates: Candidate) -> PinyinComposition:
    return composition.read(PinyinRead(composition.generation, candidates))


def test_only_what_can_be_pinyin_is_taken() -> None:
    assert typed("'La o1，b你an").keys == "laoban"
    assert typed("nü").keys == "nv"
    assert typed("xi’an").keys == "xi'an"
    assert len(typed("a" * 500).keys) == MOST_KEYS


def test_what_was_typed_shows_in_no_traceback() -> None:
    answered = offered(typed("wangxiaoming"), Candidate("王小明", 12), Candidate("王", 4))
    shown = repr(answered) + repr(answered.pick(1)) + repr(PinyinRead(1, answered.candidates))
    assert "王" not in shown
    assert "wang" not in shown


def test_a_pick_takes_its_keys_and_the_last_one_finishes() -> None:
    first = offered(typed("laobanqian"), Candidate("老板", 6)).pick(0)
    assert (first.keys, first.text, first.finished) == ("qian", "老板", "")
    assert first.candidates == ()
    last = offered(first, Candidate("欠", 4)).pick(0)
    assert (last.keys, last.finished) == ("", "老板欠")


def test_an_apostrophe_behind_a_pick_goes_with_it() -> None:
    assert offered(typed("xi'an"), Candidate("西", 2)).pick(0).keys == "an"


def test_erasing_takes_letters_then_picks() -> None:
    composition = offered(typed("laoban"), Candidate("老", 3)).pick(0)
    for _ in range(3):
        composition = composition.erase()
    assert (composition.keys, composition.text) == ("", "老")
    composition = composition.erase()
    assert (composition.keys, composition.text) == ("lao", "")
    assert PinyinComposition().erase() == PinyinComposition()


def test_an_answer_to_older_keys_is_not_shown() -> None:
    older = typed("lao")
    newer = older.press("b")
    assert newer.read(PinyinRead(older.generation, (Candidate("老", 3),))) == newer


def test_nothing_is_left_after_clearing() -> None:
    composition = offered(typed("laoban"), Candidate("老", 3)).pick(0)
    cleared = composition.clear()
    assert cleared.empty
    assert cleared.read(PinyinRead(composition.generation, (Candidate("板", 3),))).candidates == ()


@given(st.lists(st.one_of(st.text(max_size=2), st.integers(-2, 3), st.none()), max_size=60))
def test_nothing_pressed_picked_or_erased_raises_or_loses_a_key(steps: list[str | int | None]) -> None:
    composition = PinyinComposition()
    for step in steps:
        before = composition
        if isinstance(step, str):
            composition = composition.press(step)
        elif isinstance(step, int):
            composition = offered(composition, Candidate("字", max(1, len(composition.keys) // 2))).pick(step)
        else:
            composition = composition.erase()
        assert composition.generation >= before.generation
        assert len(composition.keys) <= MOST_KEYS
