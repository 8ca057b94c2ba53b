"""A hub as it lies in its data directory, opened: the things every part of it works with."""

import os
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore

from sqlalchemy import Engine

from hub.clock import Clock, iso
from hub.database.db import name_hub, open_engine, read_identity
from hub.database.ended import apply_ended, ended_file
from hub.database.lock import DataLock, hold
from hub.database.migrate import is_empty, migrate
from hub.database.replacement import DATABASE, finish_pending
from hub.errors import HubError
from hub.settings import HubSettings
from hub.trust.file import trust_file
from hub.trust.keys import HubKeys, KeyRing, load_keys, make_generation


@dataclass(frozen=True, slots=True)
class House:
    """Stateless but for the database behind ``engine``: any number of processes may share one.

    ``incarnation`` names this life of the database. It cannot change while a house is open: who replaces the
    database takes the lock alone.
    """

    settings: HubSettings
    engine: Engine
    ring: KeyRing
    hub_id: str
    incarnation: str
    clock: Clock
    lock: DataLock
    services: BoundedSemaphore = field(default_factory=partial(BoundedSemaphore, 8))  # asked at once

    @property
    def keys(self) -> HubKeys:
        """Of this moment: a rotation counts without a restart."""
        return self.ring()

    def close(self) -> None:
        self.engine.dispose()
        self.lock.release()


def make_house(settings: HubSettings, clock: Clock) -> bool:
    """Make keys and tables of a new hub; False when there is one already, which is left as it is."""
    settings.data.mkdir(mode=0o750, parents=True, exist_ok=True)
    _finish(settings)
    if not settings.database and not (settings.data / DATABASE).exists():
        _require_never_lived(settings)
    lock, engine = hold(settings.data), open_engine(settings.database_url)
    try:
        if is_empty(engine):
            _require_never_lived(settings)
        else:
            migrate(engine)
            try:
                read_identity(engine)
            except HubError as error:
                if error.code != "E-HUB-01":  # an init that was cut short
                    raise
            else:
                load_keys(settings.keys_dir)
                return False
        if not any(settings.keys_dir.glob("*.json")):
            make_generation(settings.keys_dir, 1, iso(clock.now()))
        load_keys(settings.keys_dir)
        migrate(engine)
        name_hub(engine, f"hub-{os.urandom(8).hex()}")
        return True
    finally:
        engine.dispose()
        lock.release()


def _require_never_lived(settings: HubSettings) -> None:
    """Before a database is called new. Terminals trust the hub whose database is gone: another one, made over
    its keys, would answer none of them. Raises HubError E-HUB-02.
    """
    if any(path.exists() for path in (trust_file(settings), ended_file(settings.data))):
        raise HubError("E-HUB-02", "这里有过中心，数据库不见了：不要 init，用 kiosk-hub restore 从备份恢复")


def _finish(settings: HubSettings) -> None:
    """A restore that was cut short. Raises HubError E-HUB-02 when it cannot be, E-HUB-09 while it is."""
    try:
        finish_pending(settings.data)
    except OSError as error:
        raise HubError("E-HUB-02", f"{settings.data}: {error.strerror}") from error


def open_house(settings: HubSettings, clock: Clock) -> House:
    """The hub, its database brought forward to this program's version.

    Raises HubError: E-HUB-01 not initialised, E-HUB-02 database, E-HUB-03 keys, E-HUB-09 being restored.
    """
    _finish(settings)
    if not settings.database and not (settings.data / DATABASE).exists():
        _require_never_lived(settings)
        raise HubError("E-HUB-01")
    lock, engine = hold(settings.data), open_engine(settings.database_url)
    try:
        if is_empty(engine):
            _require_never_lived(settings)
            raise HubError("E-HUB-01")
        migrate(engine)
        apply_ended(engine, settings.data, iso(clock.now()))
        ring, (hub_id, incarnation) = KeyRing(settings), read_identity(engine)
        ring()
        return House(settings, engine, ring, hub_id, incarnation, clock, lock)
    except BaseException:
        engine.dispose()
        lock.release()
        raise
