"""Chinese words → tone-marked syllables for the voice, which by itself knows one reading of a character.

pypinyin's dictionary of words decides, kiosk/speech/lexicon.py corrects it, and the changes of 一 and 不 are
made here (pypinyin makes them inside its own words only). Two third tones in a row the voice changes itself.
"""

import re
from typing import Any, Final

from pypinyin import Style, lazy_pinyin

from kiosk.speech.lexicon import HEAVY, PLACES, SURNAMES, TITLES, WORDS
from kiosk.speech.rule import HAN


def _pattern(word: str) -> str:
    return rf"(?<![{HEAVY}]){word}" if word.startswith("重") else word


_TITLED: Final = rf"[{''.join(SURNAMES)}](?={'|'.join(TITLES)})"
_KNOWN: Final = re.compile("|".join([*map(_pattern, sorted(WORDS, key=len, reverse=True)), _TITLED]))
_PLACES: Final = tuple((re.compile(pattern), mark) for pattern, mark in PLACES)
_STRETCH: Final = re.compile(f"[{HAN}]+")
_FIGURES: Final = frozenset("零〇一二三四五六七八九幺十第初")
_POWERS: Final = frozenset("百千万亿")
# 一月, 一日, 一号, 一楼: the first, not one of them.
_FIRST: Final = frozenset("月日号楼室班")


def marked(text: str) -> str:
    """``重庆，银行`` → ``chong2 qing4, yin2 hang2``. Characters nobody knows a reading of are left out."""
    said: list[str] = []
    for stretch in text.split("，"):
        syllables = [syllable for run in _STRETCH.findall(stretch) for syllable in _stretch(run)]
        if syllables:
            said.append(" ".join(syllables))
    return ", ".join(said)


def _stretch(text: str) -> list[str]:
    """Marks of an unbroken run of Han, one for each character that has any."""
    marks: list[str] = []
    settled: list[bool] = []
    at = 0
    for known in _KNOWN.finditer(text):
        _add(text[at : known.start()], marks, settled)
        word = known[0]
        own = (WORDS[word] if word in WORDS else SURNAMES[word]).split()
        marks += own
        settled += [True] * len(own)
        at = known.end()
    _add(text[at:], marks, settled)
    for pattern, mark in _PLACES:
        for found in pattern.finditer(text):
            place = found.end() - 1
            if not settled[place]:
                marks[place], settled[place] = mark, True
    for place, ch in enumerate(text):
        if ch in "一不" and not settled[place]:
            marks[place] = _one(text, marks, place) if ch == "一" else _not(text, marks, place)
    return [mark for mark in marks if mark]


def _add(text: str, marks: list[str], settled: list[bool]) -> None:
    if not text:
        return
    found = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=_unread)
    marks += found
    settled += [False] * len(found)


def _unread(chars: str) -> Any:
    """pypinyin hands over a run of characters it does not know; one mark each keeps them in step."""
    return [""] * len(chars)


def _one(text: str, marks: list[str], place: int) -> str:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before and before == after:
        return "yi5"  # 看一看
    if after == "点" and text[place + 2 : place + 3] in _FIGURES - {"十"} and before not in _POWERS:
        return "yi1"  # 一点五; 一点十分 is a time of day
    if not after or after in _FIRST or after in _FIGURES or (before in _FIGURES and after not in _POWERS):
        return "yi1"
    if before in {"十", "第"}:
        return "yi1"  # 十一万, 第一百 is rare and no worse
    return "yi2" if _tone(marks, place + 1) == "4" or after == "个" else "yi4"


def _not(text: str, marks: list[str], place: int) -> str:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before and before == after:
        return "bu5"  # 好不好
    return "bu2" if _tone(marks, place + 1) == "4" else "bu4"


def _tone(marks: list[str], place: int) -> str:
    return marks[place][-1:] if place < len(marks) else ""
