"""The last day of a period: 民法典 §200 to 204; 民事诉讼法 §85. Kinds and holidays are content. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.calculators.dates import same_day, shown
from kiosk.calculators.fields import LATEST, Field, told_apart
from kiosk.calculators.model import SAMPLE_WARNING, Ask, Calculator
from kiosk.calculators.parameters import NATION, Book, DeadlineKind, Holidays, ParameterSet
from kiosk.calculators.result import Article, Result

CODE: Final = "民法典"
_YEAR: Final = 12
_MOST_NAMED: Final = 20
_PROCEDURAL: Final = frozenset({"民事诉讼法", "行政诉讼法", "行政复议法"})
_PASSED: Final = "这一天已经过了，不等于没有办法：请马上找人问，看有没有中断、中止"
_NOT_LOST: Final = "这天过了也可能有办法，请马上找人问"
_PAUSES: Final = "只是算日子：中断、中止或有正当理由耽误的，期限可能不一样；不要等到最后一天"


@dataclass(frozen=True, slots=True)
class Moved:
    """The last day as it counts. ``unknown``: the year whose holidays nobody has announced yet, or 0."""

    last: date
    unknown: int = 0


def plain_last_day(start: date, length: int, unit: str) -> date:
    """The first day is not counted; months and years end on the day of the same number (§201, 202)."""
    if unit == "日":
        return start + timedelta(days=length)
    return same_day(start, length * (_YEAR if unit == "年" else 1))


def moved(day: date, holidays: Holidays) -> Moved | None:
    """§203: a holiday's last day moves to the next working day. None: the past year's table is missing.

    Of a year after the last known one nobody can know; then the day stays, which is never too late.
    """
    known = holidays.years
    if not known or day.year < min(known) or (day.year not in known and day.year < max(known)):
        return None
    if day.year > max(known):
        return Moved(day, day.year)
    found = holidays.working_from(day)
    return Moved(found) if found is not None else Moved(day, max(known) + 1)


def _kind(ask: Ask, start: date) -> tuple[ParameterSet, DeadlineKind]:
    wanted = told_apart(ask.word("kind"))
    known = ask.facts.book.deadline_kinds()
    named = [
        (one, kind)
        for one, kind in known
        if wanted in {told_apart(name) for name in (kind.id, kind.name, *kind.aliases)}
    ]
    if not named:
        names = tuple(dict.fromkeys(kind.name for _, kind in known))
        near = [name for name in names if wanted and wanted in told_apart(name)] or names[:_MOST_NAMED]
        said = (
            f"没有“{ask.word('kind')[:20]}”，可以选：{'、'.join(near)}" if names else "内容里没有期限的种类"
        )
        raise ask.refuse("kind", said)
    for one, kind in named:
        if kind.covers(start):
            return one, kind
    last = named[-1][1]
    if last.valid_to is not None and start > last.valid_to and last.later:
        raise ask.refuse("from", last.later)
    raise ask.refuse("from", f"内容里没有 {start} 那时的“{last.name}”期限，请打 12348 问")


def _deadline(ask: Ask) -> Result:
    start = ask.day("from")
    one, kind = _kind(ask, start)
    articles = (Article(kind.law, kind.article), *_counting(kind))
    warnings = (kind.warning, _PAUSES, *((SAMPLE_WARNING,) if one.sample else ()))
    extra: dict[str, object] = {"kind": kind.name}
    tables = [_source(one, kind)]
    if not kind.unit:
        steps = (f"{kind.name}：现在没有期限",)
        none = {"date": None, **extra}
        return Result(steps, articles[:1], None, none, warnings, tables=tuple(tables), articles_of="")
    plain = plain_last_day(start, kind.length, kind.unit)
    if plain > LATEST:
        raise ask.refuse("from", f"年份不对：{start}")
    unit = {"日": "日", "月": "个月", "年": "年"}[kind.unit]
    steps_list = [
        f"{kind.name}：{kind.length} {unit}，从{kind.starts}算",
        f"{shown(start)}当天不算，从第二天起，到{shown(plain)}",
    ]
    found = moved(plain, ask.facts.book.holidays)
    if found is None:
        raise ask.refuse("from", f"最后一天在 {plain.year} 年，内容里没有那一年的放假安排，算不了顺延")
    if found.unknown:
        steps_list.append(f"{found.unknown} 年的放假安排还没有公布，没有顺延；遇上放假可以到上班第一天")
        warnings = (f"{found.unknown} 年的放假安排还没有公布", *warnings)
    elif found.last != plain:
        steps_list.append(f"{shown(plain)}放假，顺延到上班第一天：{shown(found.last)}")
    else:
        steps_list.append(f"{shown(plain)}是工作日，不顺延")
    if ask.facts.today > found.last:
        warnings = (_PASSED, *warnings)
        extra["reason"] = _NOT_LOST  # beside the day itself: nobody is to go home with the day alone
    tables.append(_calendar(found.last.year, ask.facts.book.holidays))
    extra = {"date": found.last, **extra}
    return Result(tuple(steps_list), articles, None, extra, warnings, tables=tuple(tables), articles_of="")


def _source(one: ParameterSet, kind: DeadlineKind) -> Mapping[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "key": kind.id,
        "region": one.region,
        "valid_from": kind.valid_from.isoformat(),
        "valid_to": None if kind.valid_to is None else kind.valid_to.isoformat(),
        "source": one.source,
        "checked": one.checked.isoformat(),
        "sample": one.sample,
    }


def _counting(kind: DeadlineKind) -> tuple[Article, ...]:
    """How days are counted: before courts and offices by 民事诉讼法 §85 (复议法 §88), else by the code."""
    if kind.law in _PROCEDURAL:
        months = (Article(CODE, 202),) if kind.unit != "日" else ()
        return (Article("民事诉讼法", 85), *months)
    return (Article(CODE, 201), Article(CODE, 202), Article(CODE, 203))


def _calendar(year: int, holidays: Holidays) -> Mapping[str, object]:
    """Of the notices only that of the year the last day is in, where it is known."""
    notices = holidays.source.split("；")
    source = next((notice for notice in notices if f"{year}年" in notice), holidays.source)
    return {"id": "calendar", "title": "节假日安排", "region": NATION, "source": source}


def kinds(book: Book) -> dict[str, str]:
    """Id to name of every kind, for whoever shows the choice."""
    return {kind.id: kind.name for _, kind in book.deadline_kinds()}


CALCULATORS: Final = (
    Calculator(
        "deadline",
        "最晚哪一天要办",
        "起诉、仲裁、复议、上诉、申请工伤的最后一天",
        (
            Field("kind", "办什么", "text", "诉讼时效、劳动仲裁、行政复议、上诉等", "行政复议"),
            Field("from", "从哪天算起", "date", "知道这件事、收到文书的那天", "2024-07-01"),
        ),
        (
            Article(CODE, 188),
            Article(CODE, 201),
            Article(CODE, 202),
            Article(CODE, 203),
            Article("民事诉讼法", 85),
        ),
        _deadline,
    ),
)
