"""Typing pinyin without sense: letters, picks, answers, a lexicon that comes and goes."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from kiosk.domain import writing as w
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.writing import Method

T = TypeVar("T")


class Choose(Protocol):
    """One of several."""

    def __call__(self, options: Sequence[T], /) -> T: ...


def typed_letters(choose: Choose) -> list[object]:
    """What a hand may do to the pad of letters, wherever it is."""
    return [
        w.WriteBy(choose(list(Method))),
        w.WriteBy(Method.PINYIN),
        *[w.PinyinKey(choose("gongzi'1")) for _ in range(3)],
        w.PinyinErase(choose([True, False])),
        w.PinyinPick(choose(range(-1, 3)), choose(range(12))),
        w.PinyinClear(),
    ]


def typed_facts(choose: Choose) -> list[object]:
    """What comes from behind."""
    found = (Candidate("工", 1), Candidate("公子", 3))
    return [
        w.PinyinReady(choose([True, True, False])),
        PinyinRead(choose(range(12)), found[: choose(range(3))]),
        PinyinRead(choose(range(12)), found),
    ]
