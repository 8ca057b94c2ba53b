"""Makes the index of a release out of records: terms, readings and synonyms in one SQLite file.

Readings are made here, with pypinyin, never on a terminal. The same records make the same bytes. What is in
the file: kiosk/content/search.py.
"""

import sqlite3
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pypinyin.phrases_dict import phrases_dict

from kiosk.content.publish.dictionaries import reading_of
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.search import FORMAT
from kiosk.content.search_postings import IMPACTS, impact, pack
from kiosk.domain import search_weights
from kiosk.domain.charset import DIGITS, offered
from kiosk.domain.search import Record
from kiosk.domain.search_terms import across, codes_of, runs, shown, sounds, spread, written
from kiosk.domain.search_weights import Field
from kiosk.domain.syllables import EDITION

HEAD: Final = 600  # characters of a record's text that snippets are cut from
_WORD_LENGTHS: Final = (4, 3, 2)
_READINGS: Final = 3  # of one character, at most
_SELDOM: Final = 0.05  # a reading the records use less often than this is not tried

_SCHEMA: Final = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE term (term TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE record (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL, title TEXT NOT NULL,
    lines BLOB NOT NULL
) STRICT;
CREATE TABLE reading (character TEXT PRIMARY KEY, codes TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE synonym (spoken TEXT, meant TEXT, PRIMARY KEY (spoken, meant)) STRICT, WITHOUT ROWID;
CREATE TABLE countable (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Searchable:
    """All that goes into one index. ``synonyms``: a spoken word → words of the library for it."""

    records: Sequence[Record]
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    countable: frozenset[str] = frozenset()


class Reader:
    """Codes of runs of characters, and in how many of their words each character was read how.

    Words are the longest pypinyin knows, from the left: its own way of parting sentences needs minutes for a
    law book.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self.used: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def codes(self, run: str) -> str:
        return "".join(self._known.get(word) or self._read(word) for word in self._words(run))

    def _words(self, run: str) -> Iterator[str]:
        at = 0
        while at < len(run):
            length = next((n for n in _WORD_LENGTHS if run[at : at + n] in phrases_dict), 1)
            yield run[at : at + length]
            at += length

    def _read(self, word: str) -> str:
        reading = reading_of(word)
        if len(reading) != len(word):  # a character nobody has a reading for
            reading = tuple((*reading_of(sign), "")[0] for sign in word)
        codes = self._known[word] = codes_of(reading)
        for sign, code in zip(word, codes, strict=True):
            self.used[sign][code] += 1
        return codes

    def readings(self) -> dict[str, str]:
        """Every character that may be typed → its codes: the usual one, then others the records use."""
        found: dict[str, str] = {}
        for sign in sorted(offered().difference(DIGITS).union(self.used)):
            used = self.used[sign]
            others = [code for code, times in used.most_common() if times >= _SELDOM * used.total()]
            codes = dict.fromkeys((*_usual(sign), *others))
            if kept := [code for code in codes if code != " "][:_READINGS]:
                found[sign] = "".join(kept)
        return found


@cache
def _usual(sign: str) -> str:
    """Of a character alone. Kept: one index asks for thousands, and the next for the same."""
    return codes_of(reading_of(sign))


def build(path: Path, of: Searchable, progress: Progress = SILENT) -> None:
    """Writes the index to ``path``, which must not be there. OSError or sqlite3.Error when it cannot."""
    reader = Reader()
    progress.begin("做搜索目录", len(of.records))
    terms = _terms(of.records, reader, progress)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        for term in sorted(terms):
            packed = (divmod(number, IMPACTS) for number in terms[term])
            data = pack([(record, rest + 1) for record, rest in packed])
            database.execute("INSERT INTO term VALUES (?, ?)", (term, data))
        rows = (_row(number, record) for number, record in enumerate(of.records))
        database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.executemany("INSERT INTO reading VALUES (?, ?)", sorted(reader.readings().items()))
        pairs = {(spoken, word) for spoken, words in of.synonyms.items() for word in words}
        database.executemany("INSERT INTO synonym VALUES (?, ?)", sorted(pairs))
        database.executemany("INSERT INTO countable VALUES (?)", [(word,) for word in sorted(of.countable)])
        meta = {"format": str(FORMAT), "edition": EDITION}
        database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        database.execute("COMMIT")
        database.execute("VACUUM")


def _row(number: int, record: Record) -> tuple[int, str, str, str, str, bytes]:
    head: list[str] = []
    room = HEAD
    for line in (*record.body, *record.questions):
        if room <= 0:
            break
        head.append(line[:room])
        room -= len(line)
    lines = zlib.compress("\n".join(head or [record.title]).encode(), 9)
    return number, record.id, record.kind, record.topic, record.title, lines


def _terms(records: Sequence[Record], reader: Reader, progress: Progress) -> dict[str, "array[int]"]:
    """Term → its records, each times IMPACTS plus its impact less one."""
    fields = (search_weights.TITLE, search_weights.QUESTIONS, search_weights.BODY)
    lengths = [[sum(map(len, lines)) for lines in _fields(record)] for record in records]
    means = [_mean([row[at] for row in lengths]) for at in range(len(fields))]
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, record in enumerate(records):
        progress.step()
        weighed: dict[str, float] = {}
        for at, lines in enumerate(_fields(record)):
            weight = _weight(fields[at], lengths[number][at] / means[at])
            spread(_of_field(lines, reader, body=fields[at] is search_weights.BODY), weight, weighed)
        for term, weight in weighed.items():
            share = weight / (weight + search_weights.SATURATION)
            found[term].append(number * IMPACTS + impact(share) - 1)
    return found


def _mean(lengths: Sequence[int]) -> float:
    """Of the records that have the field: a word more in the glossary, which nobody asks for in other words,
    must not make every guide's questions look long.
    """
    there = [length for length in lengths if length]
    return sum(there) / len(there) if there else 1.0


def _fields(record: Record) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return (record.title,), record.questions, record.body


def _weight(of: Field, length: float) -> float:
    """``length``: of this field, in lengths of its mean (BM25F)."""
    return of.weight / (1 - of.length + of.length * length)


def _of_field(lines: Iterable[str], reader: Reader, *, body: bool) -> Iterable[str]:
    for line in lines:
        yield from written(line)
        for run in runs(line):
            codes = reader.codes(run)
            yield from sounds(codes)
            yield from across(run, codes)
            if not body:
                yield from shown(codes)
