"""The same number answered at one time in one file and at another elsewhere: one of them is wrong."""

from collections.abc import Iterator

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.source import Place
from kiosk.domain.duty import Duty


def check(draft: Draft) -> None:
    """Reports each place that says otherwise than the one before it, and years written twice."""
    first: dict[str, tuple[Duty, str]] = {}
    for row, place, number, answers in _numbers(draft):
        known, where = first.setdefault(number, (answers, row.source.file))
        if known != answers:
            row.report((*place, "answers"), f"{number} 什么时候有人接，和 {where} 里写的不一样")
    years: set[int] = set()
    for year in draft.years:
        if year.value.year in years:
            year.report(("year",), f"{year.value.year} 年写了两遍")
        years.add(year.value.year)


def _numbers(draft: Draft) -> Iterator[tuple[Read[object], Place, str, Duty]]:
    if draft.site is not None:
        site = draft.site.value
        for index, line in enumerate(site.hotlines):
            yield draft.site, ("hotlines", index), line.phone, line.answers
        yield draft.site, ("adviser",), site.adviser.phone, site.adviser.answers
        if site.help_answers is not None:
            yield draft.site, (), site.help_phone, site.help_answers
    for office in draft.offices:
        yield office, (), office.value.phone, office.value.answers
