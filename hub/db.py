"""The hub's database: SQLite in the data directory by default, PostgreSQL by URL. Durable or not at all."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from hub.errors import HubError
from hub.schema import META, METADATA, VERSION

_PRAGMAS: Final[dict[str, tuple[str, object]]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
}
_BUSY_MS: Final = 10_000
_READING: Final = "reading"
_SCHEMA: Final = "schema"
_HUB_ID: Final = "hub_id"


def open_engine(url: str) -> Engine:
    """Raises HubError E-HUB-02 for a URL of no use."""
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, ImportError) as error:
        raise HubError("E-HUB-02", "the database URL cannot be used") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


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


def create_schema(engine: Engine, hub_id: str) -> None:
    """Make the tables of a new hub. Does nothing to one that has them."""
    try:
        with engine.begin() as connection:
            METADATA.create_all(connection)
            if _meta(connection, _SCHEMA) is None:
                connection.execute(
                    META.insert(),
                    [{"name": _SCHEMA, "value": str(VERSION)}, {"name": _HUB_ID, "value": hub_id}],
                )
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", type(error).__name__) from error


def read_hub_id(engine: Engine) -> str:
    """The hub's id, once the database is known to be of this version.

    Raises HubError E-HUB-01 (no hub here) or E-HUB-02 (another version, cannot be read).
    """
    try:
        with reading(engine).connect() as connection:
            connection.execute(text("SELECT 1"))
            try:
                version, hub_id = _meta(connection, _SCHEMA), _meta(connection, _HUB_ID)
            except SQLAlchemyError as error:
                raise HubError("E-HUB-01") from error
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", type(error).__name__) from error
    if version is None or hub_id is None:
        raise HubError("E-HUB-01")
    if version != str(VERSION):
        raise HubError("E-HUB-02", f"schema {version}, this program knows {VERSION}")
    return hub_id


def _meta(connection: Connection, name: str) -> str | None:
    value: str | None = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return value
