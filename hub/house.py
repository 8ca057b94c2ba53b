"""A hub as it lies in its data directory, opened: the things every part of it works with."""

import os
from dataclasses import dataclass

from sqlalchemy import Engine

from hub.clock import Clock, iso
from hub.db import create_schema, open_engine, read_hub_id
from hub.errors import HubError
from hub.keys import HubKeys, load_keys, make_generation
from hub.settings import HubSettings


@dataclass(frozen=True, slots=True)
class House:
    """Stateless but for the database behind ``engine``: any number of processes may share one."""

    settings: HubSettings
    engine: Engine
    keys: HubKeys
    hub_id: str
    clock: Clock

    def close(self) -> None:
        self.engine.dispose()


def make_house(settings: HubSettings, clock: Clock) -> bool:
    """Make keys and tables of a new hub; False when there is one already, which is left as it is."""
    settings.data.mkdir(mode=0o750, parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    try:
        try:
            read_hub_id(engine)
        except HubError as error:
            if error.code != "E-HUB-01":
                raise
        else:
            load_keys(settings.keys_dir)
            return False
        if not any(settings.keys_dir.glob("*.json")):
            make_generation(settings.keys_dir, 1, iso(clock.now()))
        load_keys(settings.keys_dir)
        create_schema(engine, f"hub-{os.urandom(8).hex()}")
        return True
    finally:
        engine.dispose()


def open_house(settings: HubSettings, clock: Clock) -> House:
    """Raises HubError: E-HUB-01 not initialised, E-HUB-02 database, E-HUB-03 keys."""
    if not settings.database and not (settings.data / "hub.sqlite3").exists():
        raise HubError("E-HUB-01")
    engine = open_engine(settings.database_url)
    try:
        return House(settings, engine, load_keys(settings.keys_dir), read_hub_id(engine), clock)
    except BaseException:
        engine.dispose()
        raise
