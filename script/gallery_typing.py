"""Typing pinyin, for the gallery."""

from collections.abc import Iterator

from kiosk.domain import messages as m
from kiosk.domain import writing as w
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.writing import Method
from script.gallery_walk import LONG_TEXT, Walk

SENTENCES = (
    "老板拖欠工资",
    "老伴拖欠工资",
    "老版拖欠工资",
    "老班拖欠工资",
    "老板",
    "老伴",
    "老爸",
    "老",
    "劳",
    "牢",
)
GONG = "工公共功供攻宫恭贡弓躬龚汞拱巩蚣觥肱珙更耕庚羹耿梗埂哽根跟"


def spelling(walk: Walk, letters: str, *found: str, taken: int = 0) -> Walk:
    """Letters typed, and what they may mean; each stands for ``taken`` letters, 0 = all."""
    typed = walk.does(w.WriteBy(Method.PINYIN), *map(w.PinyinKey, letters))
    assert typed.state.visit is not None
    generation = typed.state.visit.pinyin.composition.generation
    candidates = tuple(Candidate(text, taken or len(letters)) for text in found)
    return typed.does(PinyinRead(generation, candidates))


def typing_walks(opened: Walk) -> Iterator[tuple[str, Walk]]:
    """``opened``: the first page of a consultation."""
    pinyin = opened.does(w.WriteBy(Method.PINYIN))
    yield "write-pinyin", pinyin
    begun = pinyin.does(m.Answer("request", "老板拖欠我三个月"))
    yield "write-pinyin-begun", begun
    yield "write-pinyin-syllable", spelling(begun, "gong", *GONG)
    middle = begun.does(w.PlaceCaret(4))
    yield "write-pinyin-middle", spelling(middle, "gong", *GONG)
    yield "write-pinyin-page-2", spelling(begun, "gong", *GONG).tapped("write.candidates.more")
    sentence = spelling(pinyin, "laobantuoqiangongzi", *SENTENCES)
    yield "write-pinyin-sentence", sentence
    yield "write-pinyin-lü", spelling(begun, "gongzilv", "工资率", "工资", "工", "公", taken=6)
    yield "write-pinyin-nothing", spelling(begun, "vvi")
    yield "write-pinyin-marks", begun.tapped("write.symbols")
    yield "write-pinyin-no-pen", begun.with_(handwriting=False)
    yield "write-pinyin-broken", begun.does(w.PinyinReady(ready=False))
    yield "write-pinyin-problem", pinyin.does(m.NextPage())
    yield "write-pinyin-full", pinyin.does(m.Answer("request", (LONG_TEXT * 40)[:990]))
