"""What a restore takes over from the database it replaces: who is a terminal, who is one no more, used codes,
and the alarms (but ``lost``, which speaks of the database that is replaced).

Orders come again from the terminals themselves; these come from nobody.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

# A later state (pending, active, revoked) is never taken back by an older database.
_STEPS: Final = """
INSERT OR IGNORE INTO main.terminals ({terminals}) SELECT {terminals} FROM replaced.terminals;
UPDATE main.terminals AS t
    SET state = r.state, words = r.words, words_for = r.words_for,
        words_exchange = r.words_exchange, changed_at = r.changed_at
    FROM replaced.terminals r WHERE r.terminal_id = t.terminal_id
    AND instr('pending active revoked', r.state) > instr('pending active revoked', t.state);
INSERT OR IGNORE INTO main.terminal_moves ({terminal_moves})
    SELECT {terminal_moves} FROM replaced.terminal_moves;
INSERT OR IGNORE INTO main.enrolment_codes ({enrolment_codes})
    SELECT {enrolment_codes} FROM replaced.enrolment_codes;
UPDATE main.enrolment_codes AS c
    SET terminal_id = coalesce(c.terminal_id, r.terminal_id), wrong = max(c.wrong, r.wrong)
    FROM replaced.enrolment_codes r WHERE r.code_id = c.code_id;
INSERT OR IGNORE INTO main.request_windows ({request_windows})
    SELECT {request_windows} FROM replaced.request_windows;
UPDATE main.request_windows AS w SET highest = r.highest, seen = r.seen
    FROM replaced.request_windows r WHERE r.terminal_id = w.terminal_id AND r.highest > w.highest;
INSERT OR IGNORE INTO main.alarms (kind, terminal_id, detail, first_at, last_at, times, closed_at, closed_by)
    SELECT kind, terminal_id, detail, first_at, last_at, times, closed_at, closed_by
    FROM replaced.alarms AS r WHERE r.kind <> 'lost' AND NOT EXISTS (SELECT 1 FROM main.alarms AS m
        WHERE m.kind = r.kind AND m.terminal_id = r.terminal_id AND m.first_at = r.first_at)
"""
_TABLES: Final = ("terminals", "terminal_moves", "enrolment_codes", "request_windows")


def carry_over(new: Path, replaced: Path) -> None:
    """All of it, or nothing. Raises sqlite3.Error when the replaced one cannot be read that far."""
    with closing(sqlite3.connect(new, isolation_level=None)) as database:
        database.execute("ATTACH ? AS replaced", (str(replaced),))
        columns = {table: ", ".join(_columns(database, table)) for table in _TABLES}
        database.execute("BEGIN IMMEDIATE")
        try:
            for step in _STEPS.format(**columns).split(";"):
                database.execute(step)
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        database.execute("DETACH replaced")


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in database.execute(f"PRAGMA main.table_info({table})")]
