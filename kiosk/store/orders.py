"""The UI's side of the store: order, number and outbox row become durable together, or not at all."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from kiosk.clock import Clock
from kiosk.domain.counts import Cell
from kiosk.domain.flood import Flood, trace
from kiosk.domain.work_order import Attached, Committed, Rating, Submission
from kiosk.errors import KioskError
from kiosk.store.attachments import Named, named, parts
from kiosk.store.counts import add, month_of, months_over, report, take
from kiosk.store.hub_words import revoked
from kiosk.store.moment import Moment, iso, read_moment
from kiosk.store.numbers import NumberBlocks
from kiosk.store.recent import judge, remember
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.wire.counts import KIND as COUNTS
from kiosk.wire.envelope import Sealed, Sealer
from kiosk.wire.ids import SECRET_BYTES, order_no, secret_sha256, slip_secret, uuid7
from kiosk.wire.models import Enrolled, EvaluationBody, OrderBody

ORDER: Final = "order"
EVALUATION: Final = "evaluation"
# A resident who comes back to the machine after a crash finds the number; a stranger next morning does not.
RECOVER_WITHIN: Final = timedelta(minutes=30)

Row = tuple[str, int]


class OrderStore:
    """Writes visit, work_order, recent_order, recording_part, rating, outbox, print_job, tally and counter.

    For one thread: its connection's. ``sealer`` is asked at each commit: None until the terminal is enrolled.
    ``random`` gives bytes for slips' secrets (os.urandom). ``numbers``: what outlives this store.
    Every write is durable (fsync) when the call returns.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        sealer: Callable[[], Sealer | None],
        clock: Clock,
        space: Space,
        random: Callable[[int], bytes],
        numbers: NumberBlocks,
    ) -> None:
        self._db = connection
        self._sealer = sealer
        self._clock = clock
        self._space = space
        self._random = random
        self._numbers = numbers
        self._boot_id = clock.boot_id()
        self._secrets: dict[str, str] = {}
        self._visit = ""

    @property
    def connection(self) -> sqlite3.Connection:
        return self._db

    def close(self) -> None:
        self._secrets.clear()
        self._db.close()

    # ---- visits ------------------------------------------------------------------------------------

    def begin_visit(self, visit_id: str) -> None:
        """The table holds the newest visit alone: it is there for a crash, not for statistics."""
        self._secrets.clear()
        self._visit = visit_id
        with transaction(self._db, self._space):
            self._db.execute("DELETE FROM visit WHERE visit_id <> ?", (visit_id,))
            self._db.execute(
                "INSERT INTO visit (visit_id, began_at) VALUES (?, ?) ON CONFLICT (visit_id) DO NOTHING",
                (visit_id, iso(self._clock.now())),
            )

    def end_visit(self, visit_id: str, counted: frozenset[Cell] = frozenset()) -> None:
        """From here on a restart shows nothing of this visit, and slips' secrets are forgotten.

        What it adds to the sums of the month is added with its end, so never twice.
        """
        self._secrets.clear()
        self._visit = ""
        now = self._clock.now()
        with transaction(self._db, self._space):
            ended = self._db.execute(
                "UPDATE visit SET ended_at = ? WHERE visit_id = ? AND ended_at IS NULL",
                (iso(now), visit_id),
            )
            if ended.rowcount == 1:
                add(self._db, month_of(now), counted)

    def recovered(self) -> tuple[str, str] | None:
        """Number and id of the last order of a visit that never ended (a crash, a power cut); else None.

        Nothing older than ``RECOVER_WITHIN`` by the wall clock. The next visit ends it, not this call.
        """
        with storing():
            row = self._db.execute(
                "SELECT w.order_no, w.order_id, w.committed_at FROM visit v"
                " JOIN work_order w ON w.order_id = v.last_order_id WHERE v.ended_at IS NULL"
            ).fetchone()
        try:
            if row is None or self._clock.now() - datetime.fromisoformat(row[2]) > RECOVER_WITHIN:
                return None
        except (ValueError, TypeError):
            return None
        return row[0], row[1]

    # ---- orders ------------------------------------------------------------------------------------

    def commit(self, submission: Submission, attached: Sequence[Attached] = ()) -> Committed:
        """Seal, sign, store. Durable when it returns; nothing is stored when it raises.

        ``attached``: the files of ``submission.recordings`` and ``pages``, in that order; their parts become
        durable with the order.
        The same order id again gives the first result and never seals twice; ``secret`` is then empty unless
        this process made it in this visit.
        Raises KioskError: E-STO-01 no room, E-STO-02 write failed, E-STO-04 not enrolled, E-STO-05 too long,
        E-SYN-05 the hub takes nothing more from this terminal.
        """
        with transaction(self._db, self._space):
            sealer = self._enrolled_sealer()
            known = self._known(submission.order_id)
            if known is not None:
                return Committed(submission.order_id, *known, self._secrets.get(submission.order_id, ""))
            self._space.require()  # only now: what is durable stays submitted, however full the disk is since
            files = named(submission, attached)
            if revoked(self._db, sealer.enrolled):
                raise KioskError("E-SYN-05", "revoked by the hub")
            moment = read_moment(self._db, self._clock, self._boot_id)
            committed = self._insert_order(submission, files, sealer, moment)
        self._secrets[submission.order_id] = committed.secret
        return committed

    def _known(self, order_id: str) -> Row | None:
        row: Row | None = self._db.execute(
            "SELECT order_no, seq FROM work_order WHERE order_id = ?", (order_id,)
        ).fetchone()
        return row

    def _marked(self, order_id: str) -> bool:
        """Whether this order of ours is one of a flood."""
        row = self._db.execute("SELECT flood FROM work_order WHERE order_id = ?", (order_id,)).fetchone()
        return row is not None and bool(row[0])

    def _insert_order(
        self, submission: Submission, files: Named, sealer: Sealer, moment: Moment
    ) -> Committed:
        seq = self._next_seq(sealer.enrolled)
        number = self._next_number(sealer.enrolled)
        committed = Committed(
            order_id=submission.order_id,
            order_no=order_no(sealer.enrolled.terminal_code, number),
            seq=seq,
            secret=slip_secret(self._random(SECRET_BYTES)),
        )
        seen = trace(self._visit, submission)
        why = judge(self._db, seen, moment)
        marked = why is not Flood.NONE
        body = OrderBody(
            order_id=committed.order_id,
            order_no=committed.order_no,
            terminal_id=sealer.enrolled.terminal_id,
            terminal_code=sealer.enrolled.terminal_code,
            seq=seq,
            item=submission.item_id,
            fields=submission.fields,
            site=submission.site,
            submitted_at=moment.as_wire(),
            consent_version=submission.consent_version,
            consent_at=submission.consent_at,
            identity_source=submission.identity_source,
            content_release=submission.content_release,
            slip_secret=committed.secret,
            recordings=[note for note, _ in files.recordings],
            pages=[note for note, _ in files.pages],
            flood=why.value,
            worked=submission.worked,
        )
        sealed = _seal(sealer, ORDER, committed.order_id, seq, body.model_dump_json(), marked)
        self._insert_outbox(ORDER, committed.order_id, seq, sealed, moment, marked)
        proof, at = secret_sha256(committed.secret), iso(moment.now)
        self._db.execute(
            "INSERT INTO work_order (order_id, order_no, seq, secret_sha256, committed_at, flood)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (committed.order_id, committed.order_no, seq, proof, at, int(marked)),
        )
        remember(self._db, seq, seen, why, moment)
        self._insert_parts(committed, files, sealer, moment, marked)
        if self._visit:
            self._db.execute(
                "UPDATE visit SET last_order_id = ? WHERE visit_id = ? AND ended_at IS NULL",
                (committed.order_id, self._visit),
            )
        return committed

    def _insert_parts(
        self, committed: Committed, files: Named, sealer: Sealer, moment: Moment, flood: bool
    ) -> None:
        """The parts, behind the order in the queue: it is never here without them, nor they without it."""
        enrolled = sealer.enrolled
        next_seq = partial(self._next_seq, enrolled)
        for part in parts(committed.order_id, next_seq, enrolled.terminal_id, files):
            sealed = _seal(sealer, part.kind, part.oid, part.seq, part.body, flood)
            self._insert_outbox(part.kind, part.oid, part.seq, sealed, moment, flood)
            self._db.execute(
                "INSERT INTO recording_part (seq, order_id) VALUES (?, ?)", (part.seq, committed.order_id)
            )

    def rate(self, rating: Rating) -> int:
        """Store the evaluation of an order; its ``seq``. The first one given to an order stands.

        Of another terminal's order the hub believes it by the slip's proof, and of ours without.
        Raises KioskError as ``commit`` does.
        """
        with transaction(self._db, self._space):
            sealer = self._enrolled_sealer()
            row = self._db.execute("SELECT seq FROM rating WHERE order_id = ?", (rating.order_id,)).fetchone()
            if row is not None:
                return int(row[0])
            self._space.require()
            seq = self._next_seq(sealer.enrolled)
            moment = read_moment(self._db, self._clock, self._boot_id)
            body = EvaluationBody(
                rating_id=rating.rating_id,
                order_id=rating.order_id,
                terminal_id=sealer.enrolled.terminal_id,
                seq=seq,
                level=rating.level,
                reasons=list(rating.reasons),
                reasons_version=rating.reasons_version,
                via=rating.via,
                rated_at=moment.as_wire(),
                secret_sha256="" if self._known(rating.order_id) is not None else rating.secret_sha256,
            )
            marked = self._marked(rating.order_id)
            sealed = _seal(sealer, EVALUATION, rating.rating_id, seq, body.model_dump_json(), marked)
            self._insert_outbox(EVALUATION, rating.rating_id, seq, sealed, moment, marked)
            self._db.execute(
                "INSERT INTO rating (order_id, rating_id, seq) VALUES (?, ?, ?)",
                (rating.order_id, rating.rating_id, seq),
            )
        return seq

    def tell_counts(self) -> bool:
        """Put what may leave of the months that are over (ADR 0154) into the queue, and erase them; whether
        there was anything to send. Who has no hub to tell erases them all the same.

        Raises KioskError; then all of it is still here.
        """
        if not self._space.has(0):
            return False  # orders need what room there is
        with transaction(self._db, self._space):
            moment = read_moment(self._db, self._clock, self._boot_id)
            sealer = self._sealer()
            heard = sealer is not None and not revoked(self._db, sealer.enrolled)
            told = False
            for month in months_over(self._db, moment):
                lines = take(self._db, month)
                if sealer is None or not heard or not lines:
                    continue
                oid = f"{uuid7(moment.now, self._random)}:{COUNTS}"
                seq = self._next_seq(sealer.enrolled)
                body = report(oid, sealer.enrolled.terminal_id, seq, month, moment.trusted, lines)
                sealed = _seal(sealer, COUNTS, oid, seq, body, flood=False)
                self._insert_outbox(COUNTS, oid, seq, sealed, moment, flood=False)
                told = True
        return told

    def print_state(self, job_id: str, order_id: str, template: str, state: str) -> None:
        """What became of a print: template and state only, never what was printed."""
        with transaction(self._db, self._space):
            self._db.execute(
                "INSERT INTO print_job (job_id, order_id, template, state, changed_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (job_id) DO UPDATE SET state = excluded.state,"
                " changed_at = excluded.changed_at",
                (job_id, order_id, template, state, iso(self._clock.now())),
            )

    def ask_retry(self, seq: int) -> None:
        """Ask sync to send a row again that the hub refused."""
        with transaction(self._db, self._space):
            self._db.execute(
                "INSERT INTO retry (seq, asked) VALUES (?, 1)"
                " ON CONFLICT (seq) DO UPDATE SET asked = asked + 1",
                (seq,),
            )

    # ---- within a transaction ------------------------------------------------------------------------

    def _enrolled_sealer(self) -> Sealer:
        """Asked under the write lock: a new enrolment waits for it too, so none is sealed to a former hub."""
        sealer = self._sealer()
        if sealer is None:
            raise KioskError("E-STO-04", "not enrolled")
        return sealer

    def _next_seq(self, enrolled: Enrolled) -> int:
        """The number AUTOINCREMENT would give: it must be inside what is signed before the row exists."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        following = int(row[0]) + 1 if row is not None else 1
        self._numbers.open(enrolled.terminal_id, self._counter("store"))
        return self._numbers.seq(following)

    def _next_number(self, enrolled: Enrolled) -> int:
        """After ``_next_seq``."""
        following = max(self._counter("order_no") + 1, enrolled.number_from)
        number = self._numbers.number(following)
        self._db.execute(
            "INSERT INTO counter (name, value) VALUES ('order_no', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (number,),
        )
        return number

    def _counter(self, name: str) -> int:
        row = self._db.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row is not None else 0

    def _insert_outbox(
        self, kind: str, oid: str, seq: int, sealed: Sealed, moment: Moment, flood: bool
    ) -> None:
        self._db.execute(
            "INSERT INTO outbox"
            " (seq, oid, kind, sha256, committed_at, clock_trusted, boot_id, monotonic_s, envelope, flood)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq,
                oid,
                kind,
                sealed.sha256,
                iso(moment.now),
                int(moment.trusted),
                moment.boot_id,
                moment.monotonic_s,
                sealed.envelope,
                int(flood),
            ),
        )


def _seal(sealer: Sealer, kind: str, oid: str, seq: int, body: str | bytes, flood: bool) -> Sealed:
    try:
        return sealer.seal(kind, oid, seq, body, flood=flood)
    except ValueError as error:
        raise KioskError("E-STO-05", "too long to be sealed") from error
