"""Whether people find what they ask for, how soon, and what the index takes: `script/test --long search`.

A stand-in library of 500 items is made from statutes, which are no part of the project: KIOSK_LAWS names the
archive (laws.tar.xz, Markdown files of github.com/LawRefBook/Laws). An item has as much text as a long guide:
title, eight questions and articles. Asked are pieces of the items: as written, with one in five characters
replaced by a homophone, in typed pinyin, by first letters; each must bring its item among the first ten. Then
all is asked again with the whole texts of all statutes beside the items: of the archive's 1,528 files 16 are
lists of the others. What nothing has an answer to is asked as well: nobody may be left with nothing.

Judged is the time of the clock, which other load makes longer; that of the processor alone is told beside it.
"""

import os
import random
import re
import statistics
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time
from typing import Final

from kiosk.clock import SystemClock
from kiosk.content.publish.dictionaries import reading_of
from kiosk.content.publish.search_index import Searchable, build
from kiosk.content.search import Index
from kiosk.domain.charset import gb2312
from kiosk.domain.search import ASK, TOPIC, Record
from kiosk.domain.search_terms import codes_of, runs
from kiosk.domain.syllables import TYPED, initials_of, key_of
from tests.long.proof import Proof

LAWS: Final = "KIOSK_LAWS"
ITEMS: Final = 500
TEXT: Final = 700  # characters of articles in an item
P95_MS: Final = 20.0
P95_WITH_STATUTES_MS: Final = 60.0
TIMES_TEXT: Final = 3.0
FOUND: Final = 0.9
_ARTICLE: Final = re.compile(r"\n(?=第[一二三四五六七八九十百千]+条)")
_CLAUSE: Final = re.compile(r"[\u4e00-\u9fff]{6,20}")
_NOTHING: Final = (
    "",
    "？！",
    "☂☃",
    "龘靐",
    "qqq",
    "zzzzzz",
    "xyzzy wvut",
    "0000",
    "Ελληνικά",
    "a",
    "12345678901",
)


@dataclass(slots=True)
class Asked:
    """``hits`` and ``of`` by way of asking; ``ms`` and ``cpu_ms`` of each question.

    ``empty``: answers without anything.
    """

    hits: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    of: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    empty: int = 0

    def shares(self) -> dict[str, float]:
        return {how: round(self.hits[how] / self.of[how], 4) for how in sorted(self.of)}

    def p95(self) -> float:
        return p95(self.ms)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def statutes(archive: Path) -> list[tuple[str, str]]:
    """Name and text of each, in the order of their names."""
    found = []
    with tarfile.open(archive) as tar:
        for member in tar:
            name = Path(member.name)
            if member.isfile() and name.suffix == ".md" and not name.name.startswith(("_", "README")):
                data = tar.extractfile(member)
                assert data is not None
                found.append((member.name, data.read().decode("utf-8").partition("<!-- INFO END -->")[2]))
    return sorted(found)


def stand_in(texts: Sequence[tuple[str, str]], count: int, source: random.Random) -> list[Record]:
    """``count`` items, the topics they are in, and whom to ask."""
    items: list[Record] = []
    starts = [(name, at) for name, text in texts for at in _starts(text)]
    source.shuffle(starts)
    whole = dict(texts)
    for name, at in starts:
        text = whole[name][at : at + TEXT]
        clauses = list(dict.fromkeys(_CLAUSE.findall(text)))
        if len(clauses) < 12:
            continue
        title, *questions = source.sample(clauses, 9)
        body = tuple(line.strip() for line in text.splitlines() if line.strip())
        topic = Path(name).parts[-2]
        record = Record(
            f"stand-in/{len(items):04}", "guide", topic, f"{title}，怎么办？", tuple(questions), body
        )
        items.append(record)
        if len(items) == count:
            break
    topics = dict.fromkeys(record.topic for record in items)
    extra = [Record(topic, TOPIC, topic, topic) for topic in topics]
    return [*extra, Record(ASK[1], ASK[0], "", "留言问法律", (), ("直接留言，有人答复您。",)), *items]


def _starts(text: str) -> Iterator[int]:
    return (match.end() for match in _ARTICLE.finditer(text) if len(text) - match.end() >= TEXT)


def questions(
    record: Record, source: random.Random, alike: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """One question of each way; a way the item has no words for is left out."""
    shown = [run for line in (record.title.partition("，")[0], *record.questions) for run in runs(line)]
    yield "written", _piece(source.choice(_CLAUSE.findall("".join(record.body))), 10, source)
    piece = _piece(source.choice(shown), 8, source)
    yield "homophones", mistyped(piece, source, alike)
    piece = _piece(source.choice(shown), 6, source)
    yield "pinyin", "".join(reading_of(piece))
    reading = reading_of(_piece(source.choice(shown), 6, source))
    if all(syllable in TYPED for syllable in reading):
        yield "initials", initials_of(key_of(reading)[0])


def _piece(run: str, longest: int, source: random.Random) -> str:
    start = source.randrange(max(1, len(run) - longest + 1))
    return run[start : start + longest]


def homophones() -> dict[str, list[str]]:
    """Common characters by how they sound here."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for sign in sorted(gb2312()):
        found[codes_of(reading_of(sign))].append(sign)
    return dict(found)


def mistyped(text: str, source: random.Random, alike: dict[str, list[str]]) -> str:
    signs = list(text)
    for at in source.sample(range(len(signs)), max(1, len(signs) // 5)):
        others = [sign for sign in alike.get(codes_of(reading_of(signs[at])), ()) if sign != signs[at]]
        signs[at] = source.choice(others or signs[at : at + 1])
    return "".join(signs)


def ask(index: Index, cases: Sequence[tuple[str, str, str]]) -> Asked:
    """``cases``: (way, question, id of the item)."""
    clock = SystemClock()
    result = Asked()
    for how, text, wanted in cases:
        begun, spent = clock.monotonic(), thread_time()
        found = index.ask(text).results
        result.cpu_ms.append((thread_time() - spent) * 1000)
        result.ms.append((clock.monotonic() - begun) * 1000)
        result.of[how] += 1
        result.hits[how] += any(row.id == wanted for row in found)
        result.empty += not found
    return result


def text_bytes(records: Sequence[Record]) -> int:
    lines = (line for record in records for line in (record.title, *record.questions, *record.body))
    return sum(len(line.encode()) for line in lines)


def indexed(records: Sequence[Record], cases: Sequence[tuple[str, str, str]]) -> tuple[Asked, float]:
    """What asking brings, and how many times the text the index is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        build(path, Searchable(records))
        index = Index.open(path)
        try:
            asked = ask(index, cases)
            asked.empty += sum(not index.ask(text).results for text in _NOTHING)
        finally:
            index.close()
        return asked, path.stat().st_size / text_bytes(records)


def run(count: int, seed: int) -> Proof:
    named = os.environ.get(LAWS)
    if not named:
        raise SystemExit(f"{LAWS} names no archive of statutes; it wants laws.tar.xz")
    return proof(statutes(Path(named)), count, random.Random(seed))


def proof(texts: Sequence[tuple[str, str]], count: int, source: random.Random, items: int = ITEMS) -> Proof:
    """``count``: questions, of four ways."""
    records = stand_in(texts, items, source)
    guides = [record for record in records if record.kind == "guide"]
    alike = homophones()
    cases = [
        (how, text, record.id)
        for record in source.choices(guides, k=-(-count // 4))
        for how, text in questions(record, source, alike)
    ][:count]
    alone, times = indexed(records, cases)
    laws = [
        Record(name, "law", "", Path(name).stem, (), tuple(filter(None, map(str.strip, text.splitlines()))))
        for name, text in texts
    ]
    beside, times_beside = indexed([*records, *laws], cases)
    figures: dict[str, object] = {
        "items": len(guides),
        "text_kb": text_bytes(records) // 1000,
        "questions": len(cases),
        "first_ten": alone.shares(),
        "p95_ms": round(alone.p95(), 1),
        "p95_cpu_ms": round(p95(alone.cpu_ms), 1),
        "index_times_text": round(times, 2),
        "statutes": len(laws),
        "with_statutes_first_ten": beside.shares(),
        "with_statutes_p95_ms": round(beside.p95(), 1),
        "with_statutes_p95_cpu_ms": round(p95(beside.cpu_ms), 1),
        "with_statutes_index_times_text": round(times_beside, 2),
        "empty": alone.empty + beside.empty,
    }
    passed = (
        len(guides) == items
        and min(alone.shares().values()) >= FOUND
        and alone.p95() <= P95_MS
        and beside.p95() <= P95_WITH_STATUTES_MS
        and max(times, times_beside) <= TIMES_TEXT
        and not alone.empty + beside.empty
    )
    return Proof(passed, figures)
