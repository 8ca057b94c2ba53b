"""The hub's tables, in what SQLite and PostgreSQL have in common. Times are ISO 8601 text in UTC.

They are made by hub/database/migrations, step by step; this is how the program sees the result.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA: Final = MetaData()
# SQLite gives out row numbers for INTEGER alone; PostgreSQL wants the wide one.
_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")

META: Final = Table(
    "meta", METADATA, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False)
)

# One-time codes. ``sealed_keys``: what proves a code, sealed to the hub's own sealing key, so that a copy of
# the database enrols nobody. ``compare_words``: an operator has to, whatever the terminal says. ``wrong``:
# proofs that were.
CODES: Final = Table(
    "enrolment_codes",
    METADATA,
    Column("code_id", String(32), primary_key=True),
    Column("sealed_keys", Text, nullable=False),
    Column("compare_words", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("terminal_code", String(12), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("terminal_id", String(64)),
)

# ``state``: active, pending (an operator has to compare words first) or revoked. Nothing but an active
# terminal is heard. The device key signs envelopes, the link key requests. ``words``: empty, or the six of
# the newest exchange (``words_exchange``, which the terminal counts), to be compared also once it is active.
ACTIVE: Final = "active"
PENDING: Final = "pending"
REVOKED: Final = "revoked"
TERMINALS: Final = Table(
    "terminals",
    METADATA,
    Column("terminal_id", String(64), primary_key=True),
    Column("terminal_code", String(12), nullable=False),
    Column("device_key", String(64), nullable=False),
    Column("link_key", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("number_from", _NUMBER, nullable=False),
    Column("enrolled_at", String(40), nullable=False),
    Column("hub_nonce", String(32), nullable=False),
    Column("words", String(64), nullable=False),
    Column("words_for", String(64), nullable=False),
    Column("words_exchange", _NUMBER, nullable=False),
    Column("changed_at", String(40), nullable=False),
)

# Every move of a terminal by staff: who, when, why. One cannot come to the same state twice in a millisecond.
TERMINAL_MOVES: Final = Table(
    "terminal_moves",
    METADATA,
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), primary_key=True),
    Column("at", String(40), primary_key=True),
    Column("after", String(16), primary_key=True),
    Column("before", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("reason", Text, nullable=False),
)

# What was received, byte for byte, in the order it was made durable. Never deleted, and never changed but for
# the envelopes of what was erased when its time was over (ERASURES): they are empty.
JOURNAL: Final = Table(
    "journal",
    METADATA,
    Column("hub_seq", _NUMBER, primary_key=True, autoincrement=True),
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), nullable=False),
    Column("oid", String(80), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("seq", _NUMBER, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    UniqueConstraint("terminal_id", "oid", name="journal_once"),
    Index("journal_by_seq", "terminal_id", "seq"),
    sqlite_autoincrement=True,
)

# What the desk needs to find an order without opening its seal; filled after intake, never by it.
# ``problem`` says why a seal could not be opened; the order is listed all the same. ``code_hash``: argon2id
# of the ten characters of the slip that can be typed. ``flood``: why the terminal takes it for one of many
# from one hand, or empty.
ORDERS: Final = Table(
    "orders",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("journal.hub_seq"), primary_key=True, autoincrement=False),
    Column("order_id", String(80), nullable=False),
    Column("order_no", String(24), nullable=False, index=True),
    Column("secret_sha256", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("problem", String(64), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("code_hash", String(128), nullable=False),
    Column("flood", String(16), nullable=False),
)

# The envelopes in which an order's recordings and pages travel, as the order says: ``seq`` and ``oid`` of the
# same terminal. Which of them are here, the journal says. Named so when there were recordings only.
ATTACHMENT_PARTS: Final = Table(
    "recording_parts",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("orders.hub_seq"), primary_key=True, autoincrement=False),
    Column("oid", String(80), primary_key=True),
    Column("terminal_id", String(64), nullable=False),
    Column("seq", _NUMBER, nullable=False),
    Index("recording_parts_by_seq", "terminal_id", "seq"),
)

# Who opened what a resident wrote or said: ``what`` names it (hub/orders/readings.py).
READINGS: Final = Table(
    "readings",
    METADATA,
    Column("reading_id", _NUMBER, primary_key=True, autoincrement=True),
    Column("hub_seq", _NUMBER, ForeignKey("orders.hub_seq"), nullable=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("what", String(24), nullable=False),
    Index("readings_by_order", "hub_seq"),
    sqlite_autoincrement=True,
)

# Whose words and sound are gone (hub/orders/erasure.py).
ERASURES: Final = Table(
    "erasures",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("orders.hub_seq"), primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
)

# No identity in it. One is believed when it came from the order's own terminal, or proves the order's slip
# by ``secret_sha256`` (hub/orders/ratings.py); the first of these is the order's evaluation.
EVALUATIONS: Final = Table(
    "evaluations",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("journal.hub_seq"), primary_key=True, autoincrement=False),
    Column("order_id", String(80), nullable=False, index=True),
    Column("level", Integer),
    Column("reasons", Text, nullable=False),
    Column("via", String(16), nullable=False),
    Column("rated_at", String(40), nullable=False),
    Column("problem", String(64), nullable=False),
    Column("secret_sha256", String(64), nullable=False),
)

# The life of an order: ``step`` counts from 0. What staff wrote is in ``entry`` alone, sealed for the slip;
# the hub opens it by the secret inside the order. ``progress_cursor`` grows over the whole of a terminal.
ORDER_EVENTS: Final = Table(
    "order_events",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("orders.hub_seq"), primary_key=True, autoincrement=False),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("terminal_id", String(64), nullable=False),
    Column("progress_cursor", _NUMBER, nullable=False),
    Column("state", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("entry", Text, nullable=False),
    Index("order_events_by_cursor", "terminal_id", "progress_cursor", unique=True),
)

# The cursor given out last: its row is locked while one more is made, so that none appears late.
PROGRESS_CURSORS: Final = Table(
    "progress_cursors",
    METADATA,
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), primary_key=True),
    Column("progress_cursor", _NUMBER, nullable=False),
)

# ``seen``: hexadecimal bits, the lowest for ``highest`` itself, then for the counters below it.
REQUEST_WINDOWS: Final = Table(
    "request_windows",
    METADATA,
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), primary_key=True),
    Column("highest", _NUMBER, nullable=False),
    Column("seen", String(256), nullable=False),
)

# What a terminal said of itself last. ``devices``: JSON, name to state. ``held_to``: from 1 to here every
# ``seq`` was in the journal already then.
TERMINAL_HEALTH: Final = Table(
    "terminal_health",
    METADATA,
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), primary_key=True),
    Column("seen_at", String(40), nullable=False),
    Column("software", String(32), nullable=False),
    Column("content_release", _NUMBER, nullable=False),
    Column("trust_version", _NUMBER, nullable=False),
    Column("clock_confirmed", Integer, nullable=False),
    Column("waiting", _NUMBER, nullable=False),
    Column("last_seq", _NUMBER, nullable=False),
    Column("incarnation", String(64), nullable=False),
    Column("devices", Text, nullable=False),
    Column("held_to", _NUMBER, nullable=False),
)

# ``size``: bytes of envelopes that came in on this day of the county's.
QUOTAS: Final = Table(
    "quotas",
    METADATA,
    Column("terminal_id", String(64), ForeignKey("terminals.terminal_id"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("envelopes", _NUMBER, nullable=False),
    Column("size", _NUMBER, nullable=False),
)

# One open row a kind and terminal, however often it happens.
ALARMS: Final = Table(
    "alarms",
    METADATA,
    Column("alarm_id", _NUMBER, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("terminal_id", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("first_at", String(40), nullable=False),
    Column("last_at", String(40), nullable=False),
    Column("times", _NUMBER, nullable=False),
    Column("closed_at", String(40)),
    Column("closed_by", String(64)),
    Index(
        "alarms_open",
        "kind",
        "terminal_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

# Finished backups only: everything up to ``hub_seq`` is in it.
BACKUPS: Final = Table(
    "backups",
    METADATA,
    Column("backup_id", _NUMBER, primary_key=True, autoincrement=True),
    Column("hub_seq", _NUMBER, nullable=False),
    Column("finished_at", String(40), nullable=False),
    sqlite_autoincrement=True,
)

# Wrong tries of the last hour against one order number, or from one terminal. ``times``: JSON.
SLIP_TRIES: Final = Table(
    "slip_tries",
    METADATA,
    Column("subject", String(80), primary_key=True),
    Column("times", Text, nullable=False),
    Column("last_at", String(40), nullable=False),
)

# What terminals counted in a month (kiosk/wire/counts.py), a row a report. ``problem`` says why its seal
# could not be opened. Nothing of a resident.
COUNT_REPORTS: Final = Table(
    "count_reports",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("journal.hub_seq"), primary_key=True, autoincrement=False),
    Column("terminal_id", String(64), nullable=False),
    Column("month", String(7), nullable=False),
    Column("clock_trusted", Integer, nullable=False),
    Column("problem", String(64), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Index("count_reports_by_month", "month"),
)

# Their sums. ``item`` empty: of nothing named.
COUNTS: Final = Table(
    "counts",
    METADATA,
    Column("hub_seq", _NUMBER, ForeignKey("count_reports.hub_seq"), primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("item", String(160), primary_key=True),
    Column("answer", String(80), primary_key=True),
    Column("visits", _NUMBER, nullable=False),
)

# What each service item asked in each release of content (hub/orders/forms.py). Nothing of a resident.
ITEM_FORMS: Final = Table(
    "item_forms",
    METADATA,
    Column("content_release", _NUMBER, primary_key=True, autoincrement=False),
    Column("item", String(100), primary_key=True),
    Column("form", Text, nullable=False),
    Column("taken_at", String(40), nullable=False),
)
