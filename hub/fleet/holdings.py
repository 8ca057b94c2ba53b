"""What of a terminal's envelopes is here, by the terminal's own count (``seq``): every gap is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, func, select

from hub.database.db import reading
from hub.database.schema import JOURNAL, TERMINAL_HEALTH, TERMINALS
from hub.house import House
from hub.orders.arriving import announced
from hub.orders.opening import open_pending

_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """``first``: the lowest ``seq`` here, 0 for none. ``run_to``: all from ``first`` to it are here."""

    first: int
    run_to: int

    @property
    def first_missing(self) -> int:
        """The lowest ``seq`` that is not here. A terminal enrolled again goes on counting: then it is 1."""
        return self.run_to + 1 if self.first == 1 else 1


def held(connection: Connection, terminal_id: str, known_to: int = 0) -> Held:
    """``known_to``: from 1 up to here nothing was missing the last time; nothing ever leaves the journal."""
    if known_to:
        return Held(1, _run(connection, terminal_id, known_to))
    first = connection.execute(
        select(func.min(JOURNAL.c.seq)).where(JOURNAL.c.terminal_id == terminal_id)
    ).scalar()
    return Held(first, _run(connection, terminal_id, first)) if first is not None else Held(0, 0)


def _run(connection: Connection, terminal_id: str, last: int) -> int:
    """The end of the unbroken run that ``last`` is in."""
    while True:
        page = connection.execute(
            select(JOURNAL.c.seq)
            .where(JOURNAL.c.terminal_id == terminal_id, JOURNAL.c.seq > last)
            .order_by(JOURNAL.c.seq)
            .limit(_PAGE)
        ).scalars()
        count = 0
        for seq in page:
            if seq > last + 1:
                return last
            last = seq
            count += 1
        if count < _PAGE:
            return last


def list_gaps(house: House) -> list[dict[str, Any]]:
    """Per terminal and stretch ``from`` … ``to`` that is not here. ``kind``:

    ``missing``: later ones are here; ``underway``: the terminal has said that they exist, or an order here
    that they are its recordings or pages, which come behind all else; ``before``: below the first one here,
    or of a terminal that has nothing to send and nothing here: either from an earlier enrolment of the same
    machine or missing.
    """
    open_pending(house)  # what is still to come of an order stands in it
    with reading(house.engine).connect() as connection:
        terminals = connection.execute(
            select(
                TERMINALS.c.terminal_id,
                TERMINALS.c.terminal_code,
                TERMINAL_HEALTH.c.last_seq,
                TERMINAL_HEALTH.c.waiting,
            )
            .outerjoin(TERMINAL_HEALTH, TERMINAL_HEALTH.c.terminal_id == TERMINALS.c.terminal_id)
            .order_by(TERMINALS.c.terminal_code, TERMINALS.c.terminal_id)
        ).all()
        return [
            {"terminal_id": t.terminal_id, "terminal_code": t.terminal_code, "kind": kind, "from": a, "to": b}
            for t in terminals
            for gap in _gaps(connection, t.terminal_id, t.last_seq or 0, t.waiting or 0)
            for kind, a, b in _told(gap, announced(connection, t.terminal_id))
        ]


def _told(gap: tuple[str, int, int], spoken: frozenset[int]) -> Iterator[tuple[str, int, int]]:
    """The gap, cut where parts of recordings and pages begin and end that are known to come."""
    kind, first, last = gap
    if kind != "missing" or not spoken:
        yield gap
        return
    for coming, run in groupby(range(first, last + 1), lambda seq: seq in spoken):
        seqs = list(run)
        yield "underway" if coming else kind, seqs[0], seqs[-1]


def _gaps(
    connection: Connection, terminal_id: str, last_seq: int, waiting: int
) -> list[tuple[str, int, int]]:
    seqs = connection.execute(
        select(JOURNAL.c.seq).where(JOURNAL.c.terminal_id == terminal_id).distinct().order_by(JOURNAL.c.seq)
    ).scalars()
    gaps, last = [], 0
    for seq in seqs:
        if seq > last + 1:
            gaps.append(("missing" if last else "before", last + 1, seq - 1))
        last = seq
    if last_seq > last:
        gaps.append(("underway" if last or waiting else "before", last + 1, last_seq))
    return gaps
