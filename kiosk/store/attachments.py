"""What goes with an order besides its words, in the store: parts to be sealed, what they take, what waits.

The table of parts has the name it had when there were recordings only.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.work_order import Attached, Submission
from kiosk.errors import KioskError
from kiosk.store.space import MB, Space
from kiosk.store.trouble import storing
from kiosk.wire.attachment import (
    PartHead,
    is_attached,
    page_note,
    part_bytes,
    part_oid,
    recording_note,
    write_part,
)
from kiosk.wire.limits import (
    KINDS,
    PAGE,
    PAGE_PARTS_MOST,
    PAGES_MOST,
    PARTS_MOST,
    RECORDING,
    RECORDINGS_MOST,
    Kind,
)
from kiosk.wire.models import PageNote, RecordingNote

# A part on the disk: its envelope, once in the file and once in the log before it gets there.
_PART_ON_DISK: Final = 2 * 46 * 1024
# What the longest order may take. More than is free above the floor for orders: nothing new is begun.
ORDER_MOST_BYTES: Final = (RECORDINGS_MOST * PARTS_MOST + PAGES_MOST * PAGE_PARTS_MOST) * _PART_ON_DISK
# All that waits for the hub or for its backup: 250 orders of three whole minutes, or 54 of ten full pages.
KEPT_MOST_BYTES: Final = 200 * MB


@dataclass(frozen=True, slots=True)
class Named:
    """What goes with one order, under the notes that name it in its body."""

    recordings: tuple[tuple[RecordingNote, bytes], ...] = ()
    pages: tuple[tuple[PageNote, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One envelope to be; ``body`` is what is sealed in it."""

    kind: Kind
    oid: str
    seq: int
    body: bytes = field(repr=False)


def named(submission: Submission, attached: Sequence[Attached]) -> Named:
    """The notes that go into the order, with their files. KioskError E-STO-05 when they are not what the
    order says.

    Before any lock is taken: hashing takes a moment.
    """
    given = [(one.kind, one.attachment_id) for one in attached]
    wanted = {RECORDING: submission.recordings, PAGE: submission.pages}
    if given != [(kind, one) for kind in KINDS for one in wanted[kind]]:
        raise KioskError("E-STO-05", "the files are not those of the order")
    if len(submission.recordings) > RECORDINGS_MOST or len(submission.pages) > PAGES_MOST:
        raise KioskError("E-STO-05", "too many recordings or pages")
    try:
        return Named(
            tuple((recording_note(one.data, one.ms), one.data) for one in attached if one.kind == RECORDING),
            tuple((page_note(one.data, one.field_id), one.data) for one in attached if one.kind == PAGE),
        )
    except ValueError as error:
        raise KioskError("E-STO-05", "a recording or a page is too long") from error


def parts(order_id: str, next_seq: Callable[[], int], terminal_id: str, found: Named) -> Iterator[Part]:
    """Every part of every file, in the order of ``kiosk.wire.attachment.notes``. ``next_seq`` is asked when
    each is wanted: the row of the one before is there then.
    """
    files = {RECORDING: found.recordings, PAGE: found.pages}
    for kind in KINDS:
        for number, (note, data) in enumerate(files[kind]):
            for part in range(note.parts):
                seq = next_seq()
                head = PartHead(
                    kind=kind, order_id=order_id, terminal_id=terminal_id, seq=seq, number=number, part=part
                )
                body = write_part(head, part_bytes(data, part))
                yield Part(kind, part_oid(order_id, kind, number, part), seq, body)


def room(connection: sqlite3.Connection, space: Space, kept_most: int = KEPT_MOST_BYTES) -> bool:
    """Whether a recording or a page may be begun: an order is never refused for what others have left."""
    if not space.has(ORDER_MOST_BYTES):
        return False
    with storing():
        row = connection.execute(
            "SELECT coalesce(sum(length(o.envelope)), 0) FROM recording_part p JOIN outbox o ON o.seq = p.seq"
        ).fetchone()
    return int(row[0]) + ORDER_MOST_BYTES <= kept_most


def orders_of(connection: sqlite3.Connection, seqs: Iterable[int]) -> dict[int, str]:
    """The order each of these rows is a part of a file of."""
    found = (
        connection.execute("SELECT seq, order_id FROM recording_part WHERE seq = ?", (seq,)).fetchone()
        for seq in seqs
    )
    return {int(row[0]): str(row[1]) for row in found if row is not None}


def part_seqs(connection: sqlite3.Connection, order_id: str) -> list[int]:
    """The rows that are parts of this order's files and are still here."""
    rows = connection.execute("SELECT seq FROM recording_part WHERE order_id = ? ORDER BY seq", (order_id,))
    return [int(row[0]) for row in rows]


def complete(connection: sqlite3.Connection, order_id: str) -> bool:
    """Whether of this order nothing waits for a receipt that the UI has checked: neither it nor a part."""
    row = connection.execute(
        "SELECT 1 FROM outbox o WHERE o.verified_at IS NULL AND ("
        " o.oid = :order_id OR o.seq IN (SELECT seq FROM recording_part WHERE order_id = :order_id)"
        ") LIMIT 1",
        {"order_id": order_id},
    ).fetchone()
    return row is None


def is_heavy(kind: str) -> bool:
    """Whether rows of this kind wait behind all others: a minute of sound must not hold up a line of text."""
    return is_attached(kind)
