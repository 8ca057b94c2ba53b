"""What makes content hard to read or hard to find: told to editors beside the check, never a mistake.

A sentence is hard from ``LONGEST`` characters on: the house rule of ``library/README.zh-CN.md``.
"""

import re
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.content.publish.alike import near, runs
from kiosk.content.publish.draft import Draft, Read, texts
from kiosk.content.publish.editor import EditorGuide, EditorItem
from kiosk.content.publish.kinds.learning import (
    EditorLesson,
    EditorQuiz,
    EditorSelfCheck,
    EditorSum,
    EditorTerm,
)
from kiosk.content.publish.kinds.services import EditorBundle, EditorDocument, EditorScenario
from kiosk.content.publish.source import Place, Problem
from kiosk.domain.library_english import ENDING

LONGEST: Final = 20  # characters of a sentence
FEWEST_ASKS: Final = 3  # for what people should find by their own words
PAIRS: Final = 2  # characters of the runs in which questions are compared
ALIKE: Final = 0.75  # of the pairs of characters of two questions
_SENTENCE: Final = re.compile(r"[^。！？；：\n]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# Office language and what people say instead.
HARD: Final[Mapping[str, str]] = {
    "当事人": "您、对方",
    "予以": "给、就",
    "之日起": "那天起",
    "逾期": "过了期限",
    "提起诉讼": "去法院告",
    "举证": "拿出证据",
    "标的": "要的钱、东西",
    "依法": "照法律",
    "相关部门": "写清哪个部门",
    "有关部门": "写清哪个部门",
    "进行": "直接说做什么",
    "上述": "再说一遍",
    "该等": "这些",
    "未予": "没有",
    "系指": "就是",
    "届满": "到期",
}
LEGAL_WORDS: Final = Path(__file__).with_name("legal_words.txt")
_READ: Final = (EditorGuide, EditorScenario, EditorLesson, EditorQuiz, EditorSelfCheck, EditorTerm)
# Forms and papers ask in the words of the office that takes them, so long sentences are not counted there;
# but a legal word on them is to be found in the glossary like any other.
_SHOWN: Final = (*_READ, EditorItem, EditorBundle, EditorDocument)
_ASKED: Final = (
    EditorGuide,
    EditorItem,
    EditorScenario,
    EditorDocument,
    EditorBundle,
    EditorLesson,
    EditorSum,
)
_COVERED: Final[Mapping[type[Any], str]] = {
    EditorGuide: "guide",
    EditorScenario: "scenario",
    EditorDocument: "document",
    EditorBundle: "bundle",
    EditorLesson: "lesson",
    EditorQuiz: "quiz",
    EditorSelfCheck: "self-check",
}
# Not read on a screen as sentences, or quoted as it is called.
_SKIPPED: Final = frozenset({"asks", "law", "reviewed_by", "id", "title"})


@dataclass(frozen=True, slots=True)
class Quality:
    """``hard``: long sentences and office words; ``doubles``: questions that two parts answer; ``few``: parts
    with too few questions; ``unexplained``: legal words the glossary does not have, each at its first place;
    ``topics``: topic → kind → how many; ``median``: characters of a sentence in answers and steps.
    """

    hard: tuple[Problem, ...]
    doubles: tuple[Problem, ...]
    few: tuple[Problem, ...]
    unexplained: tuple[Problem, ...]
    topics: dict[str, dict[str, int]]
    median: float

    @property
    def remarks(self) -> tuple[Problem, ...]:
        return tuple(sorted((*self.hard, *self.doubles, *self.few, *self.unexplained)))


def quality(draft: Draft) -> Quality:
    """Looks at all of ``draft``."""
    return Quality(
        tuple(sorted(set(_hard(draft)))),
        tuple(_doubles(draft)),
        tuple(_few(draft)),
        tuple(_unexplained(draft)),
        _topics(draft),
        statistics.median(_lengths(draft)),
    )


def _rows(draft: Draft, models: tuple[type[Any], ...]) -> Iterator[Read[Any]]:
    for rows in draft.rows.values():
        yield from (row for row in rows if isinstance(row.value, models))


def _remark(row: Read[Any], place: Place, text: str) -> Problem:
    return Problem(row.source.file, row.source.line((*row.place, *place)), text)


def _hard(draft: Draft) -> Iterator[Problem]:
    explained = _explained(draft)
    for row in _rows(draft, _READ):
        for place, text in _said(row):
            for sentence in _SENTENCE.findall(text):
                length = _length(sentence)
                if length > LONGEST:
                    yield _remark(
                        row, place, f"这句有 {length} 个字，最好不超过 {LONGEST} 个：{sentence[:12]}…"
                    )
            for word, plain in HARD.items():
                if word in text and word not in explained:
                    yield _remark(row, place, f"“{word}”不好懂，换成：{plain}")


def _explained(draft: Draft) -> set[str]:
    return {word for row in draft.of(EditorTerm) for word in (row.value.word, *row.value.also)}


def _said(row: Read[Any]) -> Iterator[tuple[Place, str]]:
    """What is read on a screen as sentences, in Chinese."""
    for place, text in texts(row.data):
        names = {str(part) for part in place}
        if not names & _SKIPPED and not any(name.endswith(ENDING) for name in names):
            yield place, text


def _length(sentence: str) -> int:
    return len(_HAN.findall(sentence))


def _lengths(draft: Draft) -> list[int]:
    """Of every sentence of answers and steps; one 0 where there is none."""
    lines = [line for row in draft.guides for line in (*row.value.answer, *row.value.steps)]
    for scenario in draft.of(EditorScenario):
        lines += [line for end in scenario.value.outcomes for line in (*end.answer, *end.steps)]
    return [_length(sentence) for line in lines for sentence in _SENTENCE.findall(line)] or [0]


def legal_words(path: Path = LEGAL_WORDS) -> frozenset[str]:
    """Words only lawyers use by themselves: one a line, ``#`` begins a remark."""
    lines = (line.partition("#")[0].split() for line in path.read_text("utf-8").splitlines())
    return frozenset(word for words in lines for word in words)


def _unexplained(draft: Draft) -> Iterator[Problem]:
    """Legal words on a screen that nobody can look up there. Within a longer one that is explained, a short
    one is not the word: 仲裁 in 劳动仲裁.
    """
    explained = _explained(draft)
    wanted = sorted(legal_words() - explained)
    longer = {word: [one for one in explained if word in one] for word in wanted}
    for row in _rows(draft, _SHOWN):
        for place, text in _said(row):
            for word in [word for word in wanted if word in text]:
                rest = text
                for one in sorted(longer[word], key=len, reverse=True):
                    rest = rest.replace(one, "。")
                if word in rest:
                    wanted.remove(word)
                    yield _remark(row, place, f"“{word}”是法律词，glossary.yaml 里还没有讲")


def asked(draft: Draft) -> Iterator[tuple[Read[Any], int, str]]:
    """What content says that people ask: part, number, question."""
    for row in _rows(draft, _ASKED):
        yield from ((row, number, ask) for number, ask in enumerate(row.value.asks))


def _doubles(draft: Draft) -> Iterator[Problem]:
    """Questions so alike that whoever asks one may be given the other's answer."""
    every = list(asked(draft))
    told: set[int] = set()
    for index, other, _ in near([runs(ask, PAIRS) for _, _, ask in every], ALIKE):
        row, number, ask = every[index]
        first = every[other]
        if first[0] is not row and index not in told:
            told.add(index)
            yield _remark(row, ("asks", number), f"“{ask}”和 {first[0].source.file} 的“{first[2]}”差不多")


def _few(draft: Draft) -> Iterator[Problem]:
    for row in _rows(draft, _ASKED):
        if len(row.value.asks) < FEWEST_ASKS:
            yield _remark(
                row, ("asks",), f"只有 {len(row.value.asks)} 句问法，最好写 {FEWEST_ASKS} 句以上，不然搜不到"
            )


def _topics(draft: Draft) -> dict[str, dict[str, int]]:
    """What each topic has; 0 is what an editor looks for."""
    found = {row.value.id: dict.fromkeys(_COVERED.values(), 0) for row in draft.topics}
    for row in _rows(draft, tuple(_COVERED)):
        topic = getattr(row.value, "topic", "") or row.value.id.partition("/")[0]
        if topic in found:
            found[topic][_COVERED[type(row.value)]] += 1
    return found
