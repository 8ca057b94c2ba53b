"""``kiosk-library check --search SET``: how well questions find what answers them.

SET is YAML, a list of ``{ask: question, want: [ids], how: a word}``; ``how`` may be left out. Or it is
tab-separated: question, ids with spaces between. An id is of any kind of record; ``kind:id`` is of that kind.
A question that the content has among its own proves nothing: with ``--apart`` it is a mistake of the set.
"""

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kiosk.cli_output import say, table
from kiosk.clock import Clock
from kiosk.content.publish.alike import near, runs
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.publish.quality import ALIKE, PAIRS, asked
from kiosk.content.publish.search_index import Searchable, build
from kiosk.content.publish.search_records import searchable
from kiosk.content.publish.source import read_yaml
from kiosk.content.search import Index
from kiosk.domain.search import TOPIC, Found, Record
from kiosk.domain.search_terms import plain
from kiosk.errors import KioskError

FIRST: Final = (1, 3, 10)
_WRONG: Final = "E-CFG-02"
_WORD: Final = 4  # characters of one
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Case(BaseModel):
    """One question and the ids of which any answers it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    ask: Text
    want: Annotated[list[Text], Field(min_length=1)]
    how: str = ""


_CASES: Final = TypeAdapter(Annotated[list[Case], Field(min_length=1)])


@dataclass(frozen=True, slots=True)
class Tried:
    """``rank``: from 0, of the first wanted result; None when none was among the first ten."""

    case: Case
    group: str
    rank: int | None
    empty: bool
    sure: bool
    ms: float


def register(parser: argparse.ArgumentParser) -> None:
    """Adds ``--search`` to ``check``."""
    parser.add_argument(
        "--search", type=Path, metavar="SET", help="另外报告搜索：YAML 或 TSV，问题和该找到的编号"
    )
    parser.add_argument("--apart", action="store_true", help="问题里不许有和内容的 asks 差不多的")


def read(path: Path) -> list[Case]:
    """The questions of ``path``. KioskError E-CFG-02 says what is wrong with them."""
    try:
        if path.suffix == ".tsv":
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
            data: Any = [{"ask": row[0], "want": " ".join(row[1:]).split()} for row in rows]
        else:
            source = read_yaml(path.parent, path)
            if source.problems:
                raise KioskError(_WRONG, str(source.problems[0]))
            data = source.data
        return _CASES.validate_python(data)
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError(_WRONG, f"{path} 读不了（{error}）") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise KioskError(_WRONG, f"{path} 第 {'.'.join(map(str, first['loc']))} 条：{first['msg']}") from None


def report(draft: Draft, path: Path, clock: Clock, progress: Progress = SILENT) -> dict[str, Any]:
    """``summary`` of the questions in ``path``, and ``"copies": [{"ask", "of", "file"}…]``: near-copies of
    what the content says people ask. E-CFG-02: they are none, or want what is not there.
    """
    cases = read(path)
    found = summary(tried(searchable(draft), cases, clock, progress))
    return {
        **found,
        "copies": [{"ask": ask, "of": of, "file": file} for ask, of, file in copies(draft, cases)],
    }


def copies(draft: Draft, cases: Sequence[Case]) -> list[tuple[str, str, str]]:
    """Question, what it nearly is, and the file that has it; each question once. A word alone is no copy:
    whoever asks for 低保 writes 低保.
    """
    own = list(asked(draft))
    texts = [runs(ask, PAIRS) for _, _, ask in own] + [runs(case.ask, PAIRS) for case in cases]
    found: dict[int, tuple[str, str, str]] = {}
    for later, earlier, _ in near(texts, ALIKE):
        if earlier < len(own) <= later and len(plain(cases[later - len(own)].ask)) > _WORD:
            row, _, ask = own[earlier]
            found.setdefault(later, (cases[later - len(own)].ask, ask, row.source.file))
    return [found[at] for at in sorted(found)]


def tried(of: Searchable, cases: Sequence[Case], clock: Clock, progress: Progress = SILENT) -> list[Tried]:
    """Asks every question of an index made for it."""
    records = _by_name(of, cases)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "search.sqlite", of, progress)
        index = Index.open(Path(folder) / "search.sqlite")
        try:
            progress.begin("试问题", len(cases))
            return [_try(index, case, records, clock, progress) for case in cases]
        finally:
            index.close()


def tried_in(index: Index, of: Searchable, cases: Sequence[Case], clock: Clock) -> list[Tried]:
    """The same of an index of ``of`` that is there."""
    records = _by_name(of, cases)
    return [_try(index, case, records, clock, SILENT) for case in cases]


def _by_name(of: Searchable, cases: Sequence[Case]) -> dict[str, Record]:
    """Records by all they may be called in a set. E-CFG-02: a question wants nothing that is there."""
    records: dict[str, Record] = {}
    for record in of.records:
        if record.kind != TOPIC:
            for name in _names(record):
                records.setdefault(name, record)
    for case in cases:
        if not any(want in records for want in case.want):
            raise KioskError(_WRONG, f"“{case.ask}”要找的 {'、'.join(case.want)} 都不在内容里")
    return records


def _try(index: Index, case: Case, records: Mapping[str, Record], clock: Clock, progress: Progress) -> Tried:
    progress.step()
    begun = clock.monotonic()
    answer = index.ask(case.ask, max(FIRST))
    ms = (clock.monotonic() - begun) * 1000
    results = [found for found in answer.results if found.kind != TOPIC]
    good = (place for place, found in enumerate(results) if not _names(found).isdisjoint(case.want))
    rank = next(good, None)
    wanted = next(records[want] for want in case.want if want in records)
    return Tried(case, wanted.topic or wanted.kind, rank, not answer.results, answer.sure, ms)


def _names(of: Record | Found) -> frozenset[str]:
    """What a set may call it; several kinds may have the same id."""
    return frozenset((of.id, f"{of.kind}:{of.id}"))


def summary(rows: Sequence[Tried]) -> dict[str, Any]:
    """``{"questions", "hit@1", "hit@3", "hit@10", "empty", "unsure", "p95_ms", "topics": {id: these four},
    "how": {word: these four}, "misses": [{"ask", "want"}…]}``.

    Shares are of 1; ``misses``: not among the first ten.
    """
    times = [row.ms for row in rows]
    p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    misses = [{"ask": row.case.ask, "want": row.case.want} for row in rows if row.rank is None]
    return {
        **_hits(rows),
        "empty": sum(row.empty for row in rows),
        "unsure": sum(not row.sure for row in rows),
        "p95_ms": round(p95, 1),
        "topics": _groups(rows, lambda row: row.group),
        "how": _groups(rows, lambda row: row.case.how),
        "misses": misses,
    }


def _groups(rows: Iterable[Tried], name: Callable[[Tried], str]) -> dict[str, dict[str, Any]]:
    groups: defaultdict[str, list[Tried]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return {group: _hits(groups[group]) for group in sorted(groups) if group}


def _hits(rows: Sequence[Tried]) -> dict[str, Any]:
    shares: dict[str, Any] = {"questions": len(rows)}
    for first in FIRST:
        hits = sum(row.rank is not None and row.rank < first for row in rows)
        shares[f"hit@{first}"] = round(hits / len(rows), 3)
    return shares


def show(found: Mapping[str, Any], *, apart: bool = False) -> None:
    """The report for a person. ``apart``: with what the content says itself."""
    names = ["questions", *(f"hit@{first}" for first in FIRST)]
    lines = [["", "问题", "前 1", "前 3", "前 10"], ["全部", *(str(found[name]) for name in names)]]
    for group, hits in (*found["topics"].items(), *found["how"].items()):
        lines.append([group, *(str(hits[name]) for name in names)])
    for line in table(lines):
        say(line)
    say(f"空手的 {found['empty']} 个，没把握的 {found['unsure']} 个，p95 {found['p95_ms']} 毫秒")
    for copy in found["copies"] if apart else ():
        say(f"和 {copy['file']} 的“{copy['of']}”差不多：{copy['ask']}")
    for miss in found["misses"]:
        say(f"没找到：{miss['ask']} → {'、'.join(miss['want'])}")
