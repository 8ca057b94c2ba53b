"""Who has reviewed what, and what has grown old: said to editors, never a reason to stop serving."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import Reviewed
from kiosk.content.publish.source import Problem

TRIAL: Final = "trial"
STABLE: Final = "stable"
OLD: Final = "E-CNT-05"
_YEAR: Final = timedelta(days=366)


def unreviewed(draft: Draft) -> list[Problem]:
    """Every part nobody stands for yet: it goes to terminals on trial only."""
    return sorted(
        Problem(row.source.file, row.source.line((*row.place, "sample")), "没有审过，只能发到试用的终端")
        for row in draft.of(Reviewed)
        if row.value.sample
    )


def ring(draft: Draft) -> str:
    """Whom a release of ``draft`` is for: everybody, or terminals on trial."""
    return TRIAL if unreviewed(draft) else STABLE


def overdue(draft: Draft, today: date) -> list[Problem]:
    """What should have been looked at again, and what is over, by ``today``."""
    rows = (row for rows in draft.rows.values() for row in rows)
    return sorted(
        Problem(row.source.file, row.source.line((*row.place, part)), text)
        for row in rows
        for part, text in _old(row, today)
    )


def _old(row: Read[Any], today: date) -> Iterator[tuple[str, str]]:
    value = row.value
    review_by = getattr(value, "review_by", None)
    if review_by is not None and review_by < today:
        yield "review_by", f"该再审一遍了，原定 {review_by}"
    for part in ("valid_to", "last"):
        last = getattr(value, part, None)
        if isinstance(last, date) and last < today:
            yield part, f"{last} 已经过了，屏幕上不再算数"
    checked = getattr(value, "checked", None)
    if review_by is None and isinstance(checked, date) and checked + _YEAR < today:
        yield "checked", f"{checked} 核对的，一年多了，再看一遍"
    reviewed_on = getattr(value, "reviewed_on", None)
    if reviewed_on is not None and reviewed_on > today:
        yield "reviewed_on", f"{reviewed_on} 还没有到"
