"""Reads typed pinyin as words: a lattice of all words that fit, and the cheapest ways through it.

Every position between two letters keeps the best readings of what stands before it, so one more letter costs
one more position. What the lattice holds was typed by somebody: `forget` drops all of it, and nothing is
learned, written or logged (docs/adr/0091).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.composition import KEYS, MOST_KEYS, Candidate
from kiosk.domain.syllables import LONGEST, MARK_BITS, UNFINISHED, meant
from kiosk.domain.unfit import insult
from kiosk.input.pinyin_lexicon import Entry, Lexicon

# In the unit of costs, -100 ln(chance).
PLAINER: Final = 200  # each sound typed plainer than the word has it: z for zh, en for eng
FINER: Final = 500  # and the other way round, which hardly anybody does
UNFINISHED_COST: Final = 100
ABBREVIATED_COST: Final = 300
WORD_COST: Final = 300  # for each word, besides its own

MOST_OFFERED: Final = 240
BEAM: Final = 10  # readings kept at each position
SENTENCES: Final = 5
_LONGEST_WORD: Final = 16  # syllables; an office can have a long name
_EACH: Final = 12  # words of one key that take part in sentences
_SINGLES: Final = 240  # characters of one syllable: all that are offered, or a name could not be typed
_ABBREVIATED: Final = range(2, 9)
_STARTS: Final = frozenset("bpmfdtnlgkhjqxrzcsyw")

Reading = tuple[int, str]  # cost and text
Path = tuple[int, str, int]  # of an unfinished word: where it begins, its key and marks so far


@dataclass(slots=True)
class _Place:
    """Between two letters: ``best`` readings of all before it, ``words`` from the first letter to here."""

    best: list[Reading] = field(default_factory=list)
    words: list[Reading] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


class PinyinReader:
    """``candidates`` depends on the keys alone; what it remembers only makes the next letter cheap."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._strict = _Lattice(lexicon)
        self._loose = _Lattice(lexicon, loose=True)

    def candidates(self, keys: str, limit: int = MOST_OFFERED) -> tuple[Candidate, ...]:
        """What ``keys`` may mean: whole readings, then words from the first letter on, then characters.

        Letters no syllable begins with are left for the person to erase. Raises for nothing ``keys`` holds;
        KioskError E-INP-02 when the lexicon turns out to be damaged.
        """
        keys = keys[:MOST_KEYS]
        if not KEYS.issuperset(keys):
            return ()
        offered = self._strict.read(keys, limit)
        if not offered or offered[0].keys < len(keys.rstrip("'")):
            offered = self._loose.read(keys, limit) or offered
        return tuple(offered)

    def forget(self) -> None:
        """Drops everything that was typed."""
        self._strict.forget()
        self._loose.forget()


class _Lattice:
    """``loose`` takes first letters for syllables too, anywhere."""

    def __init__(self, lexicon: Lexicon, *, loose: bool = False) -> None:
        self._lexicon = lexicon
        self._loose = loose
        self._keys = ""
        self._places: list[_Place] = [_start()]
        self._words: dict[tuple[str, int], list[Reading]] = {}
        self._continued: dict[str, bool] = {}

    def forget(self) -> None:
        self._keys = ""
        self._places = [_start()]
        self._words = {}
        self._continued = {}

    def read(self, keys: str, limit: int) -> list[Candidate]:
        self._extend(keys)
        end = len(keys)
        whole = self._whole(end)
        while end and not whole:
            end -= 1
            whole = self._places[end].best
        if not end:
            return []
        found: dict[str, int] = {}
        for place in range(end, 0, -1):
            words = [text for _, text in sorted(self._places[place].words)]
            last = [text for text in words if insult(text)]
            if place == end:
                sentences = [text for _, text in whole if text and not insult(text)]
                words = [*sentences[:SENTENCES], *words]
                last += self._composed(end)
            first = [text for text in dict.fromkeys(words) if text not in found and not insult(text)]
            # What was spelled out is put last, and never cut off.
            room = max(0, limit - len(found) - len(last))
            taken = self._taken(place)
            for text in (*first[:room], *last):
                found.setdefault(text, taken)
            if len(found) >= limit:
                break
        return [Candidate(text, taken) for text, taken in found.items()][:limit]

    def _composed(self, end: int) -> list[str]:
        """Insults no dictionary has, made of what was spelled out: no first letters are among it."""
        return [] if self._loose else [text for _, text in self._places[end].best if insult(text)]

    def _taken(self, place: int) -> int:
        """With the apostrophes behind."""
        while place < len(self._keys) and self._keys[place] == "'":
            place += 1
        return place

    def _extend(self, keys: str) -> None:
        """Makes the places of ``keys``; those of letters typed before are kept."""
        same = next(
            (i for i, (old, new) in enumerate(zip(self._keys, keys, strict=False)) if old != new),
            min(len(self._keys), len(keys)),
        )
        del self._places[same + 1 :]
        self._keys = keys
        for end in range(same + 1, len(keys) + 1):
            self._places.append(self._place(end))

    def _place(self, end: int) -> _Place:
        if self._keys[end - 1] == "'":
            return self._places[end - 1]
        made = _Place()
        ways: list[Reading] = []
        for begin in range(max(0, end - LONGEST), end):
            before = self._places[begin]
            fresh: list[Path] = [(begin, "", 0)] if before.best else []
            for syllable in meant(self._keys[begin:end]):
                for first, key, marks in before.paths + fresh:
                    path = (first, key + syllable.code, marks << MARK_BITS | syllable.marks)
                    self._follow(path, made, ways)
        if self._loose:
            self._abbreviated(end, made, ways)
        made.best = _best(ways)
        return made

    def _follow(self, path: Path, made: _Place, ways: list[Reading]) -> None:
        first, key, marks = path
        words = self._entries(key, marks)
        ways.extend(_joined(self._places[first].best, words[:_EACH]))
        if self._at_start(first):
            made.words.extend(words)
        if len(key) < _LONGEST_WORD and self._goes_on(key):
            made.paths.append(path)

    def _whole(self, end: int) -> list[Reading]:
        """Readings of all letters, the last syllable perhaps unfinished."""
        if not end:
            return []
        ways = list(self._places[end].best)
        for begin in range(max(0, end - LONGEST), end):
            codes = UNFINISHED.get(self._keys[begin:end])
            before = self._places[begin]
            if codes is None:
                continue
            if before.best:
                heads = self._lexicon.heads(self._keys[begin:end])
                ways.extend(_joined(before.best, _dearer(heads, UNFINISHED_COST)))
            for first, key, marks in before.paths:
                words = self._lexicon.unfinished(key, *codes, _EACH)
                known = [
                    (cost + _apart(entry_marks >> MARK_BITS, marks), text)
                    for cost, text, entry_marks in words
                ]
                ways.extend(
                    _joined(self._places[first].best, sorted((c + UNFINISHED_COST, t) for c, t in known))
                )
        return _best(ways)

    def _abbreviated(self, end: int, made: _Place, ways: list[Reading]) -> None:
        """Words by their first letters, and single characters by one."""
        for begin in range(end - 1, max(-1, end - 2 * _ABBREVIATED.stop), -1):
            letters = self._keys[begin:end]
            if letters[0] not in _STARTS and letters != "h":
                break
            if not self._places[begin].best:
                continue
            initials = _initials(letters)
            if initials is None:
                continue
            if len(initials) == 1:
                words = self._lexicon.heads(letters)
            elif len(initials) in _ABBREVIATED:
                words = self._lexicon.brief(initials)
            else:
                continue
            readings = [row for row in _dearer(words, ABBREVIATED_COST) if not insult(row[1])]
            ways.extend(_joined(self._places[begin].best, readings[:_EACH]))
            if self._at_start(begin):
                made.words.extend(readings)

    def _entries(self, key: str, marks: int) -> list[Reading]:
        """Words of ``key``, those that sound just as typed first."""
        found = self._words.get((key, marks))
        if found is None:
            entries = self._lexicon.words(key, _SINGLES)
            found = sorted((cost + WORD_COST + _apart(known, marks), text) for cost, text, known in entries)
            self._words[key, marks] = found
        return found

    def _goes_on(self, key: str) -> bool:
        found = self._continued.get(key)
        if found is None:
            found = self._continued[key] = self._lexicon.continues(key)
        return found

    def _at_start(self, begin: int) -> bool:
        return not self._keys[:begin].strip("'")


def _start() -> _Place:
    return _Place(best=[(0, "")])


def _apart(known: int, typed: int) -> int:
    """What it costs a word with marks ``known`` to be typed with marks ``typed``."""
    return PLAINER * (known & ~typed).bit_count() + FINER * (typed & ~known).bit_count()


def _dearer(entries: Iterable[Entry], by: int) -> list[Reading]:
    return sorted((entry.cost + by, entry.text) for entry in entries)


def _joined(before: list[Reading], words: list[Reading]) -> Iterator[Reading]:
    """The cheapest of all pairs: of two sorted lists, the n-th pair lies in the corner of 1/n."""
    for rank, (cost, text) in enumerate(before):
        for more, word in words[: 2 * BEAM // (rank + 1)]:
            yield cost + more, text + word


def _best(ways: list[Reading]) -> list[Reading]:
    """Cheapest first, each text once."""
    ways.sort()
    found: dict[str, int] = {}
    for cost, text in ways:
        if text not in found:
            found[text] = cost
            if len(found) == BEAM:
                break
    return [(cost, text) for text, cost in found.items()]


def _initials(letters: str) -> str | None:
    """``zhdht`` → ``zdht``; None when a letter begins no syllable."""
    plain = letters.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    return plain if _STARTS.issuperset(plain) else None
