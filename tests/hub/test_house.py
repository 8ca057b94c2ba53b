"""Keys and database of a hub: made once, private, durable, and refused when they are not what they were."""

import os
import sqlite3
from pathlib import Path

import pytest

from hub.database.db import open_engine, reading
from hub.errors import HUB_ERRORS, HubError
from hub.house import make_house, open_house
from hub.settings import HubSettings
from hub.trust.keys import load_keys, make_generation
from tests.support.clock import ManualClock


@pytest.fixture
def made(settings: HubSettings) -> HubSettings:
    assert make_house(settings, ManualClock())
    return settings


def code_of(settings: HubSettings) -> str:
    with pytest.raises(HubError) as caught:
        open_house(settings, ManualClock())
    return caught.value.code


def test_making_it_again_changes_nothing(made: HubSettings) -> None:
    house = open_house(made, ManualClock())
    assert not make_house(made, ManualClock())
    again = open_house(made, ManualClock())
    assert (again.hub_id, again.keys.seal_public) == (house.hub_id, house.keys.seal_public)
    house.close()
    again.close()


def test_only_the_owner_reads_the_keys(made: HubSettings) -> None:
    files = list(made.keys_dir.iterdir())
    assert sorted(file.name for file in files) == [
        "sealing-0001.json",
        "signing-0001.json",
        "snapshot-0001.json",
        "timestamp-0001.json",
    ]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert made.keys_dir.stat().st_mode & 0o777 == 0o700


def test_only_the_owner_reads_the_database_also_in_a_folder_of_everybodys(settings: HubSettings) -> None:
    settings.data.mkdir(mode=0o755)
    settings.data.chmod(0o755)
    before = os.umask(0o022)
    try:
        make_house(settings, ManualClock())
        house = open_house(settings, ManualClock())
        with house.engine.begin():
            modes = {path.name: path.stat().st_mode & 0o077 for path in settings.data.glob("hub.sqlite3*")}
        house.close()
    finally:
        os.umask(before)
    assert modes == {"hub.sqlite3": 0, "hub.sqlite3-wal": 0, "hub.sqlite3-shm": 0}


def test_a_key_is_never_overwritten(made: HubSettings) -> None:
    before = load_keys(made.keys_dir).seal_public
    with pytest.raises(FileExistsError):
        make_generation(made.keys_dir, 1, "now")
    assert load_keys(made.keys_dir).seal_public == before


def test_lost_or_damaged_keys_are_named(made: HubSettings) -> None:
    file = made.keys_dir / "sealing-0001.json"
    text = file.read_text()
    file.write_text(text.replace('"secret"', '"sekret"'))
    assert code_of(made) == "E-HUB-03"
    file.write_text((made.keys_dir / "signing-0001.json").read_text())
    assert code_of(made) == "E-HUB-03"
    file.unlink()
    assert code_of(made) == "E-HUB-03"
    # Making the hub anew must not hide it: orders sealed to the lost key would never open.
    with pytest.raises(HubError):
        make_house(made, ManualClock())


def test_what_makes_it_durable_is_in_force(made: HubSettings) -> None:
    engine = open_engine(made.database_url)
    with reading(engine).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_readers_wait_for_no_writer(made: HubSettings) -> None:
    engine = open_engine(made.database_url)
    with engine.begin() as writer, reading(engine).connect() as reader:
        writer.exec_driver_sql("UPDATE meta SET value = value")
        assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar() == 3
    engine.dispose()


def test_another_version_is_refused(made: HubSettings) -> None:
    with sqlite3.connect(made.data / "hub.sqlite3") as database:
        database.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    assert code_of(made) == "E-HUB-02"


def test_another_database_is_no_hub(made: HubSettings, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    sqlite3.connect(other).close()
    assert code_of(HubSettings(data=made.data, database=f"sqlite:///{other}")) == "E-HUB-01"
    assert code_of(HubSettings(data=made.data, database="nonsense")) == "E-HUB-02"
    assert code_of(HubSettings(data=made.data, database="sqlite:////nowhere/at/all.db")) == "E-HUB-02"
    (made.data / "hub.sqlite3").write_bytes(b"\0" * 9000)
    assert code_of(made) == "E-HUB-02"


def test_every_error_has_words() -> None:
    assert all(HubError(code).detail for code in HUB_ERRORS)
    with pytest.raises(ValueError, match="unknown"):
        HubError("E-HUB-99")
