"""The words of the content itself, with their readings: what people come to type here.

``words.yaml`` holds what no other file does (places, courts, words of the law); titles and names are taken
from where they stand.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kiosk.content.publish.dictionaries import reading_of
from kiosk.content.publish.draft import Draft, Read
from kiosk.domain.charset import offered
from kiosk.domain.lexicon import OwnWord
from kiosk.domain.syllables import TYPED

LONGEST: Final = 16  # characters
_RUN: Final = re.compile(r"[\u3400-\u9fff]{2,}")


def own_words(draft: Draft) -> dict[str, tuple[OwnWord, ...]]:
    """Those of ``words.yaml`` and those of names, each once, in a stable order.

    Two parts, so that a changed title does not send the long list again.
    """
    listed = list(_listed(draft.words)) if draft.words is not None else []
    named = [OwnWord(text, reading_of(text)) for text in _names(draft)]
    return {"listed": _once(listed), "names": _once(named)}


def _once(words: Iterable[OwnWord]) -> tuple[OwnWord, ...]:
    return tuple(
        sorted({word for word in words if _typable(word)}, key=lambda word: (word.text, word.reading))
    )


def report_words(draft: Draft) -> None:
    """Says of every word of ``words.yaml`` that nobody could type why."""
    if draft.words is None:
        return
    for kind, line in draft.words.value.items():
        for text in line.split():
            if not _typable(_word(text)):
                draft.words.report(
                    (kind,), f"“{text}”打不出来：最多 {LONGEST} 个常用字，读音一字一个音节，用 ' 隔开"
                )


def _listed(words: Read[dict[str, str]]) -> Iterator[OwnWord]:
    for line in words.value.values():
        yield from map(_word, line.split())


def _word(text: str) -> OwnWord:
    name, _, reading = text.partition("/")
    return OwnWord(name, tuple(reading.lower().replace("ü", "v").split("'")) if reading else reading_of(name))


def _typable(word: OwnWord) -> bool:
    return (
        0 < len(word.text) <= LONGEST
        and len(word.reading) == len(word.text)
        and all(syllable in TYPED for syllable in word.reading)
        and _allowed().issuperset(word.text)
    )


@cache
def _allowed() -> frozenset[str]:
    # Asked for every word: made once, it was half of the time a check took.
    return offered()


def _names(draft: Draft) -> Iterator[str]:
    """Runs of Chinese in titles and names."""
    lines = [guide.value.title for guide in draft.guides]
    lines += [law.law for guide in draft.guides for law in guide.value.law]
    lines += [item.value.title for item in draft.items]
    lines += [topic.value.title for topic in draft.topics]
    lines += [office.value.name for office in draft.offices]
    if draft.site is not None:
        lines += [draft.site.value.name, draft.site.value.region]
    for line in lines:
        yield from (run for run in _RUN.findall(line) if len(run) <= LONGEST)
