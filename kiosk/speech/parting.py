"""A sentence too long for one breath of the voice, in parts that follow each other. Pure.

Nothing is left out. Parts end at a pause; where somebody wrote on and on without any, between two words, as
far as one can tell.
"""

import re
from collections.abc import Iterator
from typing import Final

from kiosk.speech.normalise import Run

LONGEST: Final = 100  # characters in one part: half a minute of sound, 1.3 MB
_WORD: Final = 10  # characters of a word, or the last one could be half seen
_BETWEEN: Final = re.compile("(?<=[了的吗呢吧啊])|(?=[我你他她但因还就也都让被把])")
_SHORTEST: Final = 20  # a pause sooner than this is no place to part


def parted(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """``runs`` in order, in groups of at most ``LONGEST`` characters."""
    group: list[Run] = []
    size = 0
    for run in runs:
        for text in _pieces(run):
            if group and size + len(text) > LONGEST:
                yield tuple(group)
                group, size = [], 0
            group.append(Run(run.language, text))
            size += len(text)
    if group:
        yield tuple(group)


def _pieces(run: Run) -> Iterator[str]:
    text = run.text
    while len(text) > LONGEST:
        at = _place(run, text)
        head, text = text[:at].strip(), text[at:].lstrip("，, ")
        if head:
            yield head
    if text:
        yield text


def _place(run: Run, text: str) -> int:
    """Where to part ``text``: behind its last pause, else before its last word, that begins early enough."""
    window = text[: LONGEST + 1]
    pauses = "，" if run.language == "zh" else ",;:"
    pause = max(window.rfind(mark) for mark in pauses)
    if pause >= _SHORTEST:
        return pause
    if run.language == "en":
        space = window.rfind(" ")
        return space if space > 0 else LONGEST
    return _before_word(text[: LONGEST + _WORD])


def _before_word(window: str) -> int:
    """Beside one of the little words; else where no word is torn whose reading would change.

    pypinyin's dictionary knows those, and the voice is about to load it anyway.
    """
    places = [found.start() for found in _BETWEEN.finditer(window, _SHORTEST, LONGEST)]
    if places:
        return places[-1]
    from pypinyin.seg.mmseg import seg

    at = 0
    for word in seg.cut(window):
        if at + len(word) > LONGEST:
            break
        at += len(word)
    return at or LONGEST
