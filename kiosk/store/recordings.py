"""What was spoken instead of written, in the store: parts to be sealed, what they take, what still waits."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.work_order import Recorded, Submission
from kiosk.errors import KioskError
from kiosk.store.space import MB, Space
from kiosk.store.trouble import storing
from kiosk.wire.limits import PARTS_MOST, RECORDINGS_MOST
from kiosk.wire.models import RecordingNote
from kiosk.wire.recording import KIND, PartHead, note, part_bytes, part_oid, write_part

Spoken = Sequence[tuple[RecordingNote, bytes]]
# A part on the disk: its envelope, once in the file and once in the log before it gets there.
_PART_ON_DISK: Final = 2 * 46 * 1024
# What the longest order may take. More than is free above the floor for orders: no new recording.
ORDER_MOST_BYTES: Final = RECORDINGS_MOST * PARTS_MOST * _PART_ON_DISK
# All that waits for the hub or for its backup. Two hundred megabytes are 250 orders of three whole minutes.
KEPT_MOST_BYTES: Final = 200 * MB


@dataclass(frozen=True, slots=True)
class Part:
    """One envelope to be; ``body`` is what is sealed in it."""

    oid: str
    seq: int
    body: bytes = field(repr=False)


def named(submission: Submission, recorded: Sequence[Recorded]) -> Spoken:
    """The notes that go into the order, with their sound. KioskError E-STO-05 when it is not what was said.

    Before any lock is taken: hashing takes a moment.
    """
    if tuple(one.recording_id for one in recorded) != submission.recordings:
        raise KioskError("E-STO-05", "the recordings are not those of the order")
    if len(recorded) > RECORDINGS_MOST:
        raise KioskError("E-STO-05", "too many recordings")
    try:
        return [(note(one.opus, one.ms), one.opus) for one in recorded]
    except ValueError as error:
        raise KioskError("E-STO-05", "a recording is too long") from error


def parts(order_id: str, next_seq: Callable[[], int], terminal_id: str, spoken: Spoken) -> Iterator[Part]:
    """Every part of every recording, in order. ``next_seq`` is asked when each is wanted: the row of the one
    before is there then.
    """
    for recording, (found, opus) in enumerate(spoken):
        for part in range(found.parts):
            seq = next_seq()
            head = PartHead(
                order_id=order_id, terminal_id=terminal_id, seq=seq, recording=recording, part=part
            )
            body = write_part(head, part_bytes(opus, part))
            yield Part(part_oid(order_id, recording, part), seq, body)


def room(connection: sqlite3.Connection, space: Space, kept_most: int = KEPT_MOST_BYTES) -> bool:
    """Whether a new recording may begin: an order must never be refused for what others have spoken."""
    if not space.has(ORDER_MOST_BYTES):
        return False
    with storing():
        row = connection.execute(
            "SELECT coalesce(sum(length(o.envelope)), 0) FROM recording_part p JOIN outbox o ON o.seq = p.seq"
        ).fetchone()
    return int(row[0]) + ORDER_MOST_BYTES <= kept_most


def orders_of(connection: sqlite3.Connection, seqs: Iterable[int]) -> dict[int, str]:
    """The order each of these rows is a part of a recording of."""
    found = (
        connection.execute("SELECT seq, order_id FROM recording_part WHERE seq = ?", (seq,)).fetchone()
        for seq in seqs
    )
    return {int(row[0]): str(row[1]) for row in found if row is not None}


def recording_seqs(connection: sqlite3.Connection, order_id: str) -> list[int]:
    """The rows that are parts of this order's recordings and are still here."""
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
    return kind == KIND
