"""The hub's database: SQLite in the data directory by default, PostgreSQL by URL. Durable or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, event, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from hub.database.schema import META
from hub.errors import HubError

_PRAGMAS: Final[dict[str, tuple[str, object]]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
}
FULL: Final = "磁盘满了，没有写成，腾出空间再做一次"
_BUSY_MS: Final = 10_000
_READING: Final = "reading"
_HUB_ID: Final = "hub_id"
_INCARNATION: Final = "incarnation"
_RESTORED: Final = "restored_at"


def open_engine(url: str) -> Engine:
    """Raises HubError E-HUB-02 for a URL of no use."""
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, ImportError) as error:
        raise HubError("E-HUB-02", "--database 给的地址用不了") from error
    if engine.dialect.name == "sqlite":
        _make_private(engine.url.database)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: str | None) -> None:
    """The owner's alone from its first byte: SQLite would go by the umask. Its log follows the file."""
    if path and path != ":memory:":
        with suppress(OSError):  # it is there, or SQLite will say what is wrong
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def why(error: SQLAlchemyError) -> str:
    """What the database said, for staff: the first line alone, for others may quote a row."""
    said = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
    return FULL if "full" in said or "No space" in said else said


def reading(engine: Engine) -> Engine:
    """The same database for transactions that only read: they wait for no writer."""
    return engine.execution_options(**{_READING: True})


def _begin(connection: Connection) -> None:
    """The driver would begin late, and read-only; a writer takes the lock at once instead."""
    only_reads = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def sqlite_url(data: Path) -> str:
    return f"sqlite:///{data / 'hub.sqlite3'}"


def _prepare(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    raw.execute(f"PRAGMA busy_timeout = {_BUSY_MS}").fetchall()
    for name, (value, expected) in _PRAGMAS.items():
        raw.execute(f"PRAGMA {name} = {value}").fetchall()
        found = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise HubError("E-HUB-02", f"PRAGMA {name} is {found}, not {expected}")


def insert_once(connection: Connection, table: Table, **values: object) -> bool:
    """Insert, or leave the row that is there already as it is; whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # Not every driver counts the rows of such an insert; what was returned was inserted.
    return connection.execute(insert.returning(next(iter(table.primary_key)))).first() is not None


def name_hub(engine: Engine, hub_id: str) -> None:
    """Give a database its hub's id and first incarnation. Does nothing to one that has them."""
    try:
        with engine.begin() as connection:
            insert_once(connection, META, name=_HUB_ID, value=hub_id)
            insert_once(connection, META, name=_INCARNATION, value=new_incarnation())
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", why(error)) from error


def new_incarnation() -> str:
    """A name for one life of a hub's database: from the making, or a restore, to the next restore."""
    return os.urandom(8).hex()


def set_incarnation(connection: Connection, incarnation: str) -> None:
    connection.execute(update(META).where(META.c.name == _INCARNATION).values(value=incarnation))


def read_incarnation(connection: Connection) -> str | None:
    return read_meta(connection, _INCARNATION)


def note_restored(connection: Connection, at: str) -> None:
    """An older database was put back: what terminals let go of by newer backups may be missing here."""
    if not insert_once(connection, META, name=_RESTORED, value=at):
        connection.execute(update(META).where(META.c.name == _RESTORED).values(value=at))


def restored_at(connection: Connection) -> str:
    """ISO 8601; empty when it never was."""
    return read_meta(connection, _RESTORED) or ""


def read_identity(engine: Engine) -> tuple[str, str]:
    """Hub id and incarnation. Raises HubError E-HUB-01 (no hub here) or E-HUB-02 (cannot be read)."""
    try:
        with reading(engine).connect() as connection:
            hub_id, incarnation = read_meta(connection, _HUB_ID), read_meta(connection, _INCARNATION)
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", why(error)) from error
    if hub_id is None:
        raise HubError("E-HUB-01")
    if incarnation is None:
        name_hub(engine, hub_id)  # made before there were incarnations
        return read_identity(engine)
    return hub_id, incarnation


def read_meta(connection: Connection, name: str) -> str | None:
    value: str | None = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return value
