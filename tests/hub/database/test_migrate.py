"""The database is brought forward step by step, losing nothing, and ends as the program sees it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select

from hub.database.db import open_engine
from hub.database.migrate import is_empty, migrate, migrations
from hub.database.schema import META, METADATA
from hub.errors import HubError
from hub.house import make_house, open_house
from hub.orders.desk import list_orders, show_order
from hub.settings import HubSettings
from hub.uplink.intake import accept
from tests.hub.conftest import County
from tests.support.clock import ManualClock


def engine_of(folder: Path) -> Engine:
    return open_engine(f"sqlite:///{folder / 'hub.sqlite3'}")


def described(engine: Engine) -> dict[str, Any]:
    """Tables as the database knows them: columns with types, keys, indexes."""
    look = inspect(engine)
    return {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(name)},
            "key": look.get_pk_constraint(name)["constrained_columns"],
            "foreign": sorted(str(f["constrained_columns"]) for f in look.get_foreign_keys(name)),
            "unique": sorted(str(u["column_names"]) for u in look.get_unique_constraints(name)),
            "indexes": sorted(
                (str(i["name"]), str(i["column_names"]), bool(i["unique"])) for i in look.get_indexes(name)
            ),
        }
        for name in look.get_table_names()
        if name != "sqlite_sequence"
    }


def test_the_steps_end_at_the_tables_the_program_knows(tmp_path: Path) -> None:
    """Who adds a column or a table to hub/database/schema.py adds a step to hub/migrations, and back."""
    (tmp_path / "other").mkdir()
    stepped, made = engine_of(tmp_path), engine_of(tmp_path / "other")
    migrate(stepped)
    METADATA.create_all(made)
    assert described(stepped) == described(made)
    stepped.dispose()
    made.dispose()


def test_the_steps_hold_no_word_of_one_database_alone() -> None:
    text = "\n".join(migrations())
    words = {"{" + part.split("}")[0] + "}" for part in text.split("{")[1:]}
    assert words == {"{number}", "{serial}", "{bytes}"}
    for word in ("AUTOINCREMENT", "BLOB", "BYTEA", "PRAGMA", "WITHOUT ROWID", "datetime("):
        assert word not in text


@pytest.fixture
def version_1(settings: HubSettings) -> HubSettings:
    """A hub as version 1 left it, with a terminal and two orders, one of them listed already."""
    clock = ManualClock()
    make_house(settings, clock)
    house = open_house(settings, clock)
    terminal = County(house, clock).terminal()
    envelopes = [terminal.order(), terminal.order()]
    for raw in envelopes:
        accept(house, raw)
    list_orders(house)
    with house.engine.connect() as connection:
        kept = {name: _rows(connection, name) for name in ("meta", "terminals", "journal")}
    house.close()
    (settings.data / "hub.sqlite3").unlink()
    old = open_engine(settings.database_url)
    migrate(old, migrations()[:1])
    with old.begin() as connection:
        columns = {name: {c["name"] for c in inspect(connection).get_columns(name)} for name in kept}
        for name, rows in kept.items():
            for row in rows:
                if name == "meta" and row["name"] != "hub_id":
                    continue
                known = {column: value for column, value in row.items() if column in columns[name]}
                marks = ", ".join("?" for _ in known)
                connection.exec_driver_sql(
                    f"INSERT INTO {name} ({', '.join(known)}) VALUES ({marks})", tuple(known.values())
                )
        connection.exec_driver_sql("INSERT INTO orders VALUES (1, 'x', 'SS3-0001', 's', '待受理', '', '')")
    old.dispose()
    return settings


def _rows(connection: Any, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()]


def test_nothing_of_version_1_is_lost(version_1: HubSettings) -> None:
    house = open_house(version_1, ManualClock())
    orders = list_orders(house)
    assert [(order["order_no"], order["state"]) for order in orders] == [
        ("SS3-0001", "待受理"),
        ("SS3-0002", "待受理"),
    ]
    assert show_order(house, "SS3-0001")["fields"] == {"request": "船东拖欠工资"}
    assert house.incarnation
    house.close()
    again = open_house(version_1, ManualClock())
    assert (again.hub_id, again.incarnation) == (house.hub_id, house.incarnation)
    again.close()


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)
    broken = [*migrations(), "CREATE TABLE half (x INTEGER); CREATE TABLE meta (x INTEGER);"]
    with pytest.raises(HubError) as caught:
        migrate(engine, broken)
    assert caught.value.code == "E-HUB-02"
    with engine.connect() as connection:
        assert connection.execute(select(META.c.value)).scalar() == str(len(migrations()))
        assert not inspect(connection).has_table("half")
    migrate(engine)
    engine.dispose()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)
    assert is_empty(engine)
    migrate(engine, [*migrations(), "CREATE TABLE later (x INTEGER);"])
    assert not is_empty(engine)
    with pytest.raises(HubError, match="knows"):
        migrate(engine)
    engine.dispose()
