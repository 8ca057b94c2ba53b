"""Texts and questions as the terms an index is kept by. Pure.

A term is one of

    工           a character                 工资      two that stand together
    two codes    two syllables that follow   one code  a syllable (kiosk/domain/syllables.py, folded)
    /tq  /tqg    first letters of two or three syllables that follow, folded
    =12348       a run of digits; =iou: a word of Latin letters

Characters and pairs say what was written, codes what it sounds like: a homophone typo keeps its codes.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kiosk.domain import search_weights as weights
from kiosk.domain.search_asked import BETWEEN, PARTICLES, about
from kiosk.domain.search_typed import Way, ways
from kiosk.domain.syllables import TYPED, initials_of

_RUNS: Final = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?P<letters>[a-z](?:[a-z' ]*[a-z])?)|(?P<digits>[0-9]+)"
)
_LATIN: Final = re.compile(r"[a-z]{2,}|[0-9]+")
LONGEST_QUESTION: Final = 200  # characters; what comes after is not looked at
LONGEST_LETTERS: Final = 60
_INITIAL_LENGTHS: Final = (2, 3)

Readings = Mapping[str, str]
"""Character → the codes it is read with, the usual one first."""


def plain(text: str) -> str:
    """Width and case folded; ü as v, as it is typed."""
    return unicodedata.normalize("NFKC", text).lower().replace("ü", "v")


def codes_of(syllables: Sequence[str]) -> str:
    """Codes of a reading; a space for what is no syllable, which parts what stands around it."""
    return "".join(TYPED[syllable].code if syllable in TYPED else " " for syllable in syllables)


def runs(text: str) -> list[str]:
    """Its runs of Chinese characters, which are what is read aloud."""
    return [match["han"] for match in _RUNS.finditer(plain(text)) if match["han"]]


def written(text: str) -> Iterator[str]:
    """Characters, pairs, numbers and words of ``text``, each as often as it stands there."""
    text = plain(text)
    for match in _RUNS.finditer(text):
        if han := match["han"]:
            yield from han
            yield from pairs(han)
            yield from across(han)
    yield from (f"={word}" for word in _LATIN.findall(text))


def sounds(codes: str) -> Iterator[str]:
    """Pairs of syllables of a run's codes, and first letters of three."""
    for part in codes.split():
        yield from pairs(part)
        yield from initials(initials_of(part), (3,))


def shown(codes: str) -> Iterator[str]:
    """What of a title or a question is kept besides: each syllable, and first letters of two."""
    for part in codes.split():
        yield from part
        yield from initials(initials_of(part), (2,))


def pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def across(han: str, codes: str = "") -> Iterator[str]:
    """Pairs that only 了 stands between; of their ``codes`` where these are given, one a character."""
    said = codes or han
    for at in range(1, len(han) - 1):
        if han[at] == BETWEEN and said[at - 1] != " " and said[at + 1] != " ":
            yield said[at - 1] + said[at + 1]


def initials(letters: str, lengths: Sequence[int] = _INITIAL_LENGTHS) -> Iterator[str]:
    for length in lengths:
        for at in range(len(letters) - length + 1):
            yield f"/{letters[at : at + length]}"


def codes_read(han: str, readings: Readings) -> str:
    """Codes of ``han``, each character in its usual way; empty when one has none."""
    codes = [readings.get(sign, "")[:1] for sign in han]
    return "".join(codes) if all(codes) else ""


@dataclass(frozen=True, slots=True)
class Question:
    """``terms``: what to look for, with weights. ``slots``: what was said, each with all terms that would do
    for it; a result that has one of each covers the question.
    """

    terms: Mapping[str, float]
    slots: Sequence[tuple[str, ...]]


def question(
    text: str,
    readings: Readings,
    synonyms: Mapping[str, Sequence[str]],
    foreign: Container[str] = frozenset(),
) -> Question:
    """What a resident wrote. ``synonyms``: a word as spoken, or its codes, → words the library has for it.
    ``foreign``: words of Latin letters the library has.
    """
    text = plain(text)[:LONGEST_QUESTION]
    bare = about(text)
    parts = [
        _part(match, readings, foreign) for match in _RUNS.finditer(bare if _RUNS.search(bare) else text)
    ]
    found: dict[str, float] = {}
    for part in parts:
        _at_least(found, part.terms, 1.0)
    for spoken, meant in synonyms.items():
        if any(spoken in said for part in parts for said in part.said):
            for word in meant:
                _at_least(found, _of_han(word, readings).terms, weights.SYNONYM)
    return Question(found, tuple(dict.fromkeys(slot for part in parts for slot in part.slots)))


class _Part(NamedTuple):
    """``said``: what it may be in characters or in codes, for synonyms."""

    terms: list[tuple[str, float]]
    slots: list[tuple[str, ...]]
    said: list[str]


def _at_least(found: dict[str, float], terms: Iterable[tuple[str, float]], share: float) -> None:
    for term, weight in terms:
        found[term] = max(weight * share, found.get(term, 0.0))


def _part(match: re.Match[str], readings: Readings, foreign: Container[str]) -> _Part:
    if han := match["han"]:
        return _of_han(han, readings)
    if letters := match["letters"]:
        return _typed(letters[:LONGEST_LETTERS], foreign)
    number = f"={match['digits']}"
    return _Part([(number, weights.WORD)], [(number,)], [])


def _of_han(han: str, readings: Readings) -> _Part:
    said = [sign for sign in han if sign not in PARTICLES]
    terms = [(sign, weights.CHARACTER) for sign in said]
    slots: list[tuple[str, ...]] = [(sign,) for sign in said]
    for pair in (*pairs(han), *across(han)):
        if PARTICLES.issuperset(pair):
            continue
        share = _share(pair)
        heard = [(term, weight * share) for term, weight in _heard(pair, readings)]
        terms += [(pair, weights.PAIR * share), *heard]
        slots.append((pair, *(term for term, _ in heard)))
    return _Part(terms, slots, [han])


def _share(signs: str) -> float:
    return 1.0 if PARTICLES.isdisjoint(signs) else weights.PARTICLE


def _heard(pair: str, readings: Readings) -> list[tuple[str, float]]:
    """How two characters may sound, one of them at least in its usual way; both so counts more."""
    first, second = (readings.get(sign, "") for sign in pair)
    ways_to_read = [(a, b) for a in range(len(first)) for b in range(len(second)) if not (a and b)]
    seldom = weights.SOUND_PAIR * weights.OTHER_READING
    return [(first[a] + second[b], seldom if a or b else weights.SOUND_PAIR) for a, b in ways_to_read]


def _typed(letters: str, foreign: Container[str]) -> _Part:
    words = [(f"={word}", weights.WORD) for word in _LATIN.findall(letters)]
    found = ways(letters)
    if words and " " in found[0].codes and all(word[1:] in foreign for word, _ in words):
        return _Part(words, [(word,) for word, _ in words], [])  # English: no syllables throughout
    terms = list(words)
    for number, way in enumerate(found):
        share = weights.OTHER_READING if number else 1.0
        terms += [(term, weight * share) for term, weight in _of_way(way)]
    # What the first way says is what was said; it may also be a word of English.
    said = [term for way in found[:1] for term, _ in _of_way(way)]
    longer = [term for term in said if len(term) > 1]
    slots = [(term, *(word for word, _ in words)) for term in longer or said]
    return _Part(terms, slots, [way.codes for way in found])


def _of_way(way: Way) -> list[tuple[str, float]]:
    terms = [(code, weights.SOUND) for code in way.codes if code != " "]
    # As much as written pairs: there is nothing else to go by.
    terms += [(pair, weights.PAIR) for part in way.codes.split() for pair in pairs(part)]
    return terms + _first_letters(way.initials) if " " in way.codes else terms


def _first_letters(letters: str) -> list[tuple[str, float]]:
    return [(term, weights.INITIALS[len(term) - 1]) for term in initials(letters)]


def spread(terms: Iterable[str], weight: float, into: dict[str, float]) -> None:
    """Adds ``weight`` to each of ``terms`` as often as it comes."""
    for term in terms:
        into[term] = into.get(term, 0.0) + weight
