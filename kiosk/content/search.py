"""The read side of search: one index file of a release, opened once, asked as often as somebody types.

The file (written by kiosk/content/publish/search_index.py, read-only ever after):

    term(term, data)                  postings, see search_postings
    record(id, name, kind, topic, title, lines)   ``id`` counts from 0; ``lines``: the head of its text, zlib
    reading(character, codes)         how a character may sound, the usual way first
    synonym(spoken, meant)            words of residents, and words of the library for them
    countable(word)                   words that may be counted when nothing was found (search_misses)
    meta(name, value)                 format, edition of the syllables
"""

import hashlib
import math
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.content import library, models
from kiosk.content.library import BadReleaseError
from kiosk.content.models import Entry
from kiosk.content.search_postings import IMPACTS, unpack
from kiosk.domain import search_weights as weights
from kiosk.domain.library import ReleaseInfo
from kiosk.domain.search import ASK, TOPIC, Answer, Found
from kiosk.domain.search_asked import kinds_asked
from kiosk.domain.search_marks import Marker
from kiosk.domain.search_misses import missed
from kiosk.domain.search_terms import Question, codes_read, plain, question
from kiosk.domain.syllables import EDITION
from kiosk.errors import KioskError

FORMAT: Final = 1
LIMIT: Final = 10
SNIPPET: Final = 60  # characters
BAD: Final = library.BAD
_NEAREST: Final = 3  # topics named when nothing else is sure
_LOOKED_AT: Final = 50  # of the best, whose topics say which topics are near
_DIGITS: Final = 4
_PAIR: Final = 2  # characters
_FIRST_CHARACTER: Final = "\u3400"  # codes and letters come before
_AT_ONCE: Final = 500  # terms in one statement; SQLite allows more everywhere

Scores = NDArray[np.float64]


class Index:
    """Answers questions out of one file. Belongs to the thread that opened it.

    Nothing of a question is kept or logged. Any method may raise KioskError E-CNT-02 when the file is
    damaged where it is read.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        """``database``: of the right format. sqlite3.Error when it is none."""
        self._database = database
        self._readings = dict(database.execute("SELECT character, codes FROM reading"))
        synonyms: defaultdict[str, list[str]] = defaultdict(list)
        for spoken, meant in database.execute("SELECT spoken, meant FROM synonym ORDER BY spoken, meant"):
            synonyms[spoken].append(meant)
            if heard := codes_read(spoken, self._readings):
                synonyms[heard].append(meant)
        self._synonyms: Mapping[str, Sequence[str]] = dict(synonyms)
        self.countable = frozenset(word for (word,) in database.execute("SELECT word FROM countable"))
        latin = database.execute("SELECT substr(term, 2) FROM term WHERE term >= '=a' AND term < '={'")
        self._foreign = frozenset(word for (word,) in latin)
        rows = database.execute("SELECT id, name, kind FROM record ORDER BY id").fetchall()
        self._topics = {name: number for number, name, kind in rows if kind == TOPIC}
        self._ask = [number for number, name, kind in rows if (kind, name) == ASK]
        self._count = len(rows)
        self._kinds = [kind for _, _, kind in rows]

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index at ``path``. KioskError E-CNT-02 when it is none that this program can read.

        ``immutable``: no lock, no journal, nothing beside the file.
        """
        try:
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            raise KioskError(BAD, f"{path.name[:20]}：{error}") from error
        try:
            meta = dict(database.execute("SELECT name, value FROM meta"))
            if (meta.get("format"), meta.get("edition")) != (str(FORMAT), EDITION):
                raise KioskError(BAD, "搜索目录是给另一个版本的程序做的")
            return cls(database)
        except (sqlite3.Error, ValueError) as error:
            database.close()
            raise KioskError(BAD, f"搜索目录打不开（{error}）") from error
        except KioskError:
            database.close()
            raise

    def close(self) -> None:
        self._database.close()

    def ask(self, text: str, limit: int = LIMIT) -> Answer:
        """What fits ``text``, at most ``limit`` (1 or more); never nothing to go on with."""
        try:
            terms, scores, whole = self._scores(text)
            topics = self._take_topics(scores)
            ranked = scores * self._shares(text)
            order = _best(ranked, max(limit, _LOOKED_AT))
            sure = bool(order) and self._covers(float(scores[order[0]]), whole)
            numbers, near = order[:limit], []
            if not sure:
                near = self._near(order, scores, topics)
                numbers = numbers + [number for number in (*near, *self._ask) if number not in numbers]
            rows = self._rows(numbers[:limit], ranked, terms)
            words = frozenset() if sure else missed(text, self.countable)
            return Answer(rows, sure, self._rows(near, ranked, terms), words)
        except (sqlite3.Error, ValueError, zlib.error) as error:
            raise KioskError(BAD, f"搜索目录坏了（{error}）") from error

    def _covers(self, score: float, whole: float) -> bool:
        rarest = rarity(self._count, 0)
        return score / rarest >= weights.SURE * math.sqrt(whole / rarest)

    def _scores(self, text: str) -> tuple[Mapping[str, float], Scores, float]:
        """Terms of ``text``, what each record scores for them, and what one that covers it all would."""
        asked = question(text, self._readings, self._synonyms, self._foreign)
        data = self._postings(sorted(asked.terms))
        terms = _with_slips(asked, data)
        values: dict[str, float] = {}
        scores: Scores = np.zeros(self._count)
        if data:
            records, impacts, counts = unpack(list(data.values()))
            if records.max() >= self._count:
                raise ValueError("postings of no record")
            for term, having in zip(data, counts.tolist(), strict=True):
                values[term] = terms[term] * rarity(self._count, having)
            each = np.repeat(np.array(list(values.values())), counts) * impacts / IMPACTS
            scores = np.bincount(records, each, self._count).astype(np.float64)
        missing = rarity(self._count, 0)
        whole = 0.0
        for slot in asked.slots:
            there = [values[term] for term in slot if term in values]
            whole += max(there or [terms[term] * missing for term in slot])
        return terms, scores, whole

    def _postings(self, terms: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for start in range(0, len(terms), _AT_ONCE):
            part = terms[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            statement = f"SELECT term, data FROM term WHERE term IN ({marks})"  # noqa: S608  (question marks)
            found.update(self._database.execute(statement, part))
        return found

    def _shares(self, text: str) -> Scores:
        """What of its score each record keeps by its kind; all of it where ``text`` asks for that kind."""
        asked = {kind: weights.ASKED.get(kind, 1.0) for kind in kinds_asked(plain(text))}
        share = {**weights.KINDS, **asked}
        return np.array([share.get(kind, 1.0) for kind in self._kinds])

    def _take_topics(self, scores: Scores) -> dict[str, float]:
        """What topics score themselves. They are shown only where nothing better is."""
        own = {topic: float(scores[number]) for topic, number in self._topics.items()}
        scores[list(self._topics.values())] = 0.0
        return own

    def _near(self, order: Sequence[int], scores: Scores, topics: Mapping[str, float]) -> list[int]:
        """The nearest topics, by themselves and by what the best results belong to."""
        weight = dict(topics)
        for number in order[:_LOOKED_AT]:
            (topic,) = self._record(number, "topic")
            if topic in weight:
                weight[topic] += float(scores[number])
        nearest = sorted(weight, key=lambda topic: -weight[topic])[:_NEAREST]
        return [self._topics[topic] for topic in nearest]

    def _rows(self, numbers: Iterable[int], scores: Scores, terms: Mapping[str, float]) -> tuple[Found, ...]:
        found, marker = [], Marker(terms, self._readings)
        for number in numbers:
            name, kind, topic, title, lines = self._record(number, "name, kind, topic, title, lines")
            said = zlib.decompress(lines).decode().split("\n")
            score = round(float(scores[number]), _DIGITS)
            line = snippet(said, terms)
            lit = (marker.marks(each) for each in (title, line))
            found.append(Found(name, kind, topic, title, score, line, *lit))
        return tuple(found)

    def _record(self, number: int, columns: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._database.execute(
            f"SELECT {columns} FROM record WHERE id = ?",  # noqa: S608  (names of columns, from here)
            (number,),
        ).fetchone()
        if row is None:
            raise ValueError(f"no record {number}")
        return row


def _with_slips(asked: Question, written: Container[str]) -> Mapping[str, float]:
    """The question's terms; two characters that ``written`` has nowhere beside each other are a slip of the
    keys or the ear: what they sound like then counts as if it had been written.
    """
    terms = dict(asked.terms)
    for pair, *heard in asked.slots:
        if len(pair) == _PAIR and pair >= _FIRST_CHARACTER and pair not in written:
            for term in heard:
                terms[term] = max(terms[term], min(weights.PAIR, asked.terms[term] * weights.SLIP))
    return terms


def rarity(count: int, having: int) -> float:
    """What a term is worth that ``having`` of ``count`` records have (the idf of BM25, never below 0)."""
    return math.log(1 + (count - having + 0.5) / (having + 0.5))


def _best(scores: Scores, limit: int) -> list[int]:
    """Records that score, best first; of equals the one that stands first in the library."""
    some = np.flatnonzero(scores > 0)
    if len(some) > limit:
        least = np.partition(scores[some], len(some) - limit)[len(some) - limit]
        some = np.flatnonzero(scores >= least)
    return [int(number) for number in some[np.lexsort((some, -scores[some]))][:limit]]


def snippet(lines: Sequence[str], terms: Mapping[str, float]) -> str:
    """The line with most of what was asked, cut to SNIPPET characters around its first hit."""
    pairs = [term for term in terms if len(term) == _PAIR and term >= _FIRST_CHARACTER]
    folded = [plain(line) for line in lines]
    best = max(range(len(lines)), key=lambda at: sum(terms[pair] for pair in pairs if pair in folded[at]))
    line = lines[best]
    if len(line) <= SNIPPET:
        return line
    first = min((folded[best].find(pair) for pair in pairs if pair in folded[best]), default=0)
    start = max(0, min(first - SNIPPET // 4, len(line) - SNIPPET + 1))
    return ("…" if start else "") + line[start : start + SNIPPET - 2].strip() + "…"


def open_search(content: Path, factory: Path | None = None, of: ReleaseInfo | None = None) -> Index:
    """The index of the release in use: the first of ``content``, then ``factory``, with a readable manifest.
    ``of``: of that release and no other, whatever came meanwhile.

    KioskError E-CNT-01: there is no release; E-CNT-02: its index is missing, damaged or of another program.
    The rest of the library does not depend on it.
    """
    for place in dict.fromkeys(path for path in (content, factory) if path is not None):
        for release in library.candidates(place):
            try:
                manifest = library.read_manifest(release)
            except BadReleaseError:
                continue
            if of is not None and (manifest.release, manifest.published_at) != (of.release, of.published_at):
                continue
            for entry in manifest.items:
                if entry.kind == models.SEARCH:
                    return Index.open(checked(place, entry))
            raise KioskError(BAD, f"版本 {release.name} 里没有搜索目录")
    raise KioskError(library.NOTHING, f"{content}：没有内容版本")


def checked(content: Path, entry: Entry) -> Path:
    """The file of ``entry`` when it has its size and hash; KioskError E-CNT-02 when not."""
    path = models.blob_path(content, entry.sha256)
    try:
        with path.open("rb") as file:
            right = hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
            right = right and file.tell() == entry.size
    except OSError as error:
        raise KioskError(BAD, f"搜索目录读不了（{error.strerror}）") from error
    if not right:
        raise KioskError(BAD, "搜索目录与清单对不上")
    return path
