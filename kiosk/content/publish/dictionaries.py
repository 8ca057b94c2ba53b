"""Words, readings and how often they are used, out of two free dictionaries as Debian has them.

``rime-data-pinyin-simp`` (Apache-2.0) has words with readings, ``python3-jieba`` (MIT) many more without;
theirs come from pypinyin (MIT), which knows which reading a character has in a word. What statutes say more
often than newspapers was counted once and lies beside this file.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pypinyin import Style, lazy_pinyin

from kiosk.domain.charset import offered
from kiosk.domain.syllables import TYPED

RIME: Final = Path("/usr/share/rime-data/pinyin_simp.dict.yaml")
JIEBA: Final = Path("/usr/lib/python3/dist-packages/jieba/dict.txt")
STATUTES: Final = Path(__file__).with_name("statutes.txt")
LONGEST_WORD: Final = 8  # characters; longer ones are typed as several
# Shares of all words.
_UNMET: Final = 2e-8  # of a word in a dictionary that never met it
_OF_THE_LAW: Final = 0.3  # how much of what is typed here speaks like a statute
_ENDINGS: Final = 0.3  # how much of it are characters that end a name, as 村 and 罪 do
_FOREIGN_NAME: Final = "nrt"  # jieba's mark of transliterated names, a tenth of it and of no use here

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """``syllables`` in lower case, without tones, ü as v; ``chance`` of the word among all words, 0 to 1."""

    text: str
    syllables: Reading
    chance: float


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the dictionaries lie."""

    rime: Path = RIME
    jieba: Path = JIEBA
    statutes: Path = STATUTES

    @property
    def paths(self) -> tuple[Path, ...]:
        return self.rime, self.jieba, self.statutes


def words(sources: Sources) -> Iterator[Word]:
    """All words that may be offered, each reading once. OSError when a dictionary is missing.

    A word's chance is the geometric mean of what the two dictionaries say: what both know well is surest.
    A character alone is also as likely as it ends words, or 是 and 想 would stand for 市 and 乡 in names.
    """
    spoken: defaultdict[str, dict[Reading, float]] = defaultdict(dict)
    for text, reading, share in _rime(sources.rime):
        spoken[text][reading] = share
    written = dict(_counted(sources.jieba))
    law = dict(_counted(sources.statutes))
    general = dict(_general(spoken, written, law.keys()))
    endings = Counter((text[-1], reading[-1]) for text, reading in general if len(text) > 1)
    total = endings.total()
    for (text, reading), chance in list(general.items()):
        if len(text) == 1:
            ending = _ENDINGS * (endings[text, reading[0]] + _ENDINGS) / (total + 1)
            general[text, reading] = math.sqrt(chance * ending)
    every: defaultdict[str, float] = defaultdict(float)
    for (text, _), chance in general.items():
        every[text] += chance
    for (text, reading), chance in general.items():
        part = chance / every[text]
        yield Word(text, reading, max(chance, _OF_THE_LAW * law.get(text, 0.0) * part))


def _general(
    spoken: Mapping[str, Mapping[Reading, float]], written: Mapping[str, float], more: Iterable[str]
) -> Iterator[tuple[tuple[str, Reading], float]]:
    allowed = offered()
    for text in sorted({*spoken, *written, *more, *allowed}):
        if len(text) > LONGEST_WORD or not allowed.issuperset(text):
            continue
        known = spoken.get(text, {})
        # Of a character a dictionary may know another reading than the usual one: 徵 is read zheng too.
        readings = {reading_of(text): 0.0, **known} if len(text) == 1 or not known else known
        # How often a word is written says nothing about which of its readings is meant.
        total = sum(readings.values())
        for reading, share in readings.items():
            part = share / total if total else 1 / len(readings)
            if len(reading) == len(text) and all(syllable in TYPED for syllable in reading):
                often = max(part * written.get(text, 0.0), _UNMET)
                yield (text, reading), math.sqrt(max(share, _UNMET) * often)


def reading_of(text: str) -> Reading:
    """The reading of ``text`` in its commonest meaning."""
    return tuple(lazy_pinyin(text, style=Style.NORMAL, errors="ignore"))


def _rime(path: Path) -> list[tuple[str, Reading, float]]:
    """(text, reading, share of all that was counted)."""
    rows: list[tuple[str, Reading, float]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match line.rstrip("\n").split("\t"):
                case [text, reading, weight]:
                    rows.append((text, tuple(reading.split()), float(weight)))
    total = sum(weight for *_, weight in rows) or 1.0
    return [(text, reading, weight / total) for text, reading, weight in rows]


def _counted(path: Path) -> list[tuple[str, float]]:
    """(text, share of all that was counted) of lines with a word, its count and perhaps its kind."""
    rows: list[tuple[str, float]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match line.split():
                case [text, count, *kind] if count.isdecimal() and kind != [_FOREIGN_NAME]:
                    rows.append((text, float(count)))
    total = sum(count for _, count in rows) or 1.0
    return [(text, count / total) for text, count in rows]
