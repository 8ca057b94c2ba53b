"""The hub's tables, in what SQLite and PostgreSQL have in common. Times are ISO 8601 text in UTC."""

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
)

VERSION: Final = 2

METADATA: Final = MetaData()
# SQLite gives out row numbers for INTEGER alone; PostgreSQL wants the wide one.
_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")

META: Final = Table(
    "meta", METADATA, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False)
)

CODES: Final = Table(
    "enrolment_codes",
    METADATA,
    Column("code_sha256", String(64), primary_key=True),
    Column("terminal_code", String(12), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("terminal_id", String(64)),
)

# ``state``: active, pending (an operator has to compare words first) or revoked. Nothing but an active
# terminal is heard. The device key signs envelopes, the link key requests.
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
)

# What was received, byte for byte, in the order it was made durable. Never changed, never deleted.
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
# ``problem`` says why a seal could not be opened; the order is listed all the same.
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
)

# One order, one evaluation; no identity in it.
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
)
