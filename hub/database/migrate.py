"""Brings a hub's database forward, one numbered step a transaction; never back.

A new database runs all steps too: there is one way to today's tables, and it is the one that gets tested.
"""

import re
from importlib.resources import files
from typing import Final

from sqlalchemy import Connection, Engine, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from hub.database.db import reading, why
from hub.database.schema import META
from hub.errors import HubError

_NAME: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_SCHEMA: Final = "schema"
# What the two databases call differently.
_WORDS: Final[dict[str, dict[str, str]]] = {
    "sqlite": {
        "{number}": "INTEGER",
        "{serial}": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "{bytes}": "BLOB",
    },
    "postgresql": {"{number}": "BIGINT", "{serial}": "BIGSERIAL NOT NULL PRIMARY KEY", "{bytes}": "BYTEA"},
}


def migrations() -> list[str]:
    """The SQL of every step, in order; numbers count from 1 without a gap."""
    folder = files("hub.database").joinpath("migrations")
    found = sorted(
        (int(match[1]), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if (match := _NAME.fullmatch(file.name))
    )
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise HubError("E-HUB-02", "migrations are not numbered 1, 2, 3 …")
    return [sql for _, sql in found]


def migrate(engine: Engine, steps: list[str] | None = None) -> None:
    """Up to the last step. Safe in several processes at once.

    Raises HubError E-HUB-02 when a newer program wrote this database, or it cannot be changed.
    """
    steps = migrations() if steps is None else steps
    try:
        with reading(engine).connect() as connection:
            if _version(connection) == len(steps):
                return
        for number, sql in enumerate(steps, start=1):
            with engine.begin() as connection:
                version = _version(connection)
                if version > len(steps):
                    raise HubError("E-HUB-02", f"schema {version}, this program knows {len(steps)}")
                if version < number:
                    _run(connection, sql)
                    _say_version(connection, number)
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", why(error)) from error


def is_empty(engine: Engine) -> bool:
    """Whether no hub was ever made in this database. Raises HubError E-HUB-02 when it cannot be read."""
    try:
        with reading(engine).connect() as connection:
            return not inspect(connection).has_table(META.name)
    except SQLAlchemyError as error:
        raise HubError("E-HUB-02", why(error)) from error


def _version(connection: Connection) -> int:
    """0 for a new database. Locks the row: another process migrates before or after, never meanwhile."""
    if not inspect(connection).has_table(META.name):
        return 0
    value: str | None = connection.execute(
        select(META.c.value).where(META.c.name == _SCHEMA).with_for_update()
    ).scalar()
    return int(value) if value is not None and value.isdigit() else 0


def _say_version(connection: Connection, number: int) -> None:
    if number == 1:
        connection.execute(META.insert().values(name=_SCHEMA, value="1"))
    else:
        connection.execute(update(META).where(META.c.name == _SCHEMA).values(value=str(number)))


def _run(connection: Connection, sql: str) -> None:
    for word, meaning in _WORDS[connection.dialect.name].items():
        sql = sql.replace(word, meaning)
    lines = (line for line in sql.splitlines() if not line.startswith("--"))
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
