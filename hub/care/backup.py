"""A consistent copy of the hub's database while it serves; terminals hear of it once it is whole on disk.

What a terminal deletes on the word "backed up" is gone: so the copy is checked and fsynced, its list of
contents written last, and only then is the mark set in the database that serves (docs/adr/0081).
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import func, select

from hub.clock import iso
from hub.database.db import read_incarnation, reading
from hub.database.lock import LOCK, hold_backup
from hub.database.replacement import DATABASE, REPLACED, RESTORING
from hub.database.schema import BACKUPS
from hub.errors import HubError
from hub.files import make_folder, replace, sync_folder
from hub.house import House
from hub.settings import HubSettings
from hub.trust.file import trust_file

MANIFEST: Final = "backup.json"
KEYS: Final = "keys"
TRUST: Final = "trust.json"
_OWN: Final = frozenset({"keys", "trust", "offline-keys", RESTORING})
_CHUNK: Final = 1024 * 1024


class Manifest(BaseModel):
    """What a backup is of. Everything up to ``hub_seq`` is inside. ``seal_keys``: ids needed to open it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    v: int = Field(ge=1)
    hub_id: str
    incarnation: str
    hub_seq: int = Field(ge=0)
    made_at: str
    sha256: str
    seal_keys: list[str]
    with_keys: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copied database says of itself."""

    hub_id: str
    incarnation: str
    hub_seq: int
    backed_up_to: int


def back_up(house: House, out: Path, *, with_keys: bool = False) -> Manifest:
    """Write a backup into ``out``, which must not hold one, and set the mark.

    Raises HubError: E-HUB-05 ``out`` holds a backup or a hub, E-HUB-08 it could not be made. A backup that
    was cut short has no list of contents: it is no backup, and is written over.
    """
    lock = hold_backup(house.settings.data)
    try:
        return _back_up(house, out, with_keys=with_keys)
    finally:
        lock.release()


def _back_up(house: House, out: Path, *, with_keys: bool) -> Manifest:
    if (out / MANIFEST).exists():
        raise HubError("E-HUB-05", f"{out}：已经有一份备份，换一个目录")
    if is_a_hubs(out, house.settings.data):
        raise HubError("E-HUB-05", f"{out}：这里是中心自己的数据，备份要放到别的目录")
    try:
        make_folder(out)
        contents = _copy(sqlite_path(house.settings), out / DATABASE)
        if (contents.hub_id, contents.incarnation) != (house.hub_id, house.incarnation):
            raise HubError("E-HUB-08", "数据库在备份时被换掉了")
        _copy_trust(house.settings, out)
        if with_keys:
            copy_keys(house.settings.keys_dir, out / KEYS)
        manifest = Manifest(
            v=1,
            hub_id=contents.hub_id,
            incarnation=contents.incarnation,
            hub_seq=contents.hub_seq,
            made_at=iso(house.clock.now()),
            sha256=file_sha256(out / DATABASE),
            seal_keys=sorted(house.keys.openers),
            with_keys=with_keys,
        )
        replace(out / MANIFEST, manifest.model_dump_json(indent=1).encode() + b"\n")
    except (OSError, sqlite3.Error) as error:
        raise HubError("E-HUB-08", f"{out}：{error}") from error
    _mark(house, manifest)
    return manifest


def is_a_hubs(folder: Path, data: Path) -> bool:
    """Whether a hub lives in ``folder``, or it is one that the hub in ``data`` keeps for itself.

    A copy in the place of a database that is in use would lose all that comes in from then on.
    """
    if any((folder / name).exists() for name in (LOCK, f"{DATABASE}-wal")):
        return True
    folder, data = folder.resolve(), data.resolve()
    if not folder.is_relative_to(data):
        return False
    first = folder.relative_to(data).parts[:1]
    return not first or first[0] in _OWN or first[0].startswith(REPLACED)


def read_manifest(folder: Path) -> Manifest:
    """Raises HubError E-HUB-08 when there is no backup in ``folder``."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise HubError("E-HUB-08", f"{folder}：没有能用的 {MANIFEST}，不是一份做完的备份") from error


def sqlite_path(settings: HubSettings) -> Path:
    """Raises HubError E-HUB-08 where another program keeps the data."""
    if settings.database:
        raise HubError(
            "E-HUB-08", "数据库不在数据目录里，用数据库自己的工具备份和恢复（PostgreSQL：pg_dump）"
        )
    return settings.data / DATABASE


def _copy(source: Path, target: Path) -> Contents:
    """One snapshot, however much is written meanwhile, in one file that stands by itself."""
    part = target.with_suffix(".part")
    for left in (part, *target.parent.glob(f"{part.name}-*")):  # of one that was cut short
        left.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(part)) as copy:
        ours.execute("PRAGMA busy_timeout = 10000")
        ours.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")
    contents = look_inside(part)
    _sync(part)
    part.replace(target)
    sync_folder(target.parent)
    return contents


def look_inside(database: Path) -> Contents:
    """Checked whole first. Raises HubError E-HUB-08 when it is damaged or no hub's."""
    try:
        with closing(sqlite3.connect(database)) as copy:
            found = copy.execute("PRAGMA integrity_check(3)").fetchall()
            if found != [("ok",)]:
                raise HubError("E-HUB-08", f"{database.name}：{found[0][0]}")
            meta = dict(copy.execute("SELECT name, value FROM meta").fetchall())
            hub_seq = copy.execute("SELECT coalesce(max(hub_seq), 0) FROM journal").fetchone()[0]
            marked = copy.execute("SELECT coalesce(max(hub_seq), 0) FROM backups").fetchone()[0]
            return Contents(meta["hub_id"], meta["incarnation"], hub_seq, marked)
    except (sqlite3.Error, KeyError) as error:
        raise HubError("E-HUB-08", f"{database.name}：不是中心的数据库") from error


def copy_keys(source: Path, target: Path) -> None:
    """Readable by the owner alone. Existing files are left as they are."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json")):
        if not (target / path.name).exists():
            replace(target / path.name, path.read_bytes())


def _copy_trust(settings: HubSettings, out: Path) -> None:
    """Public, and needed where the whole machine is lost."""
    if trust_file(settings).exists():
        replace(out / TRUST, trust_file(settings).read_bytes())


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def copy_file(source: Path, target: Path) -> None:
    """On disk when it returns, but for its name."""
    with source.open("rb") as read, os.fdopen(_create(target), "wb") as write:
        shutil.copyfileobj(read, write, _CHUNK)
        write.flush()
        os.fsync(write.fileno())


def _create(path: Path) -> int:
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mark(house: House, manifest: Manifest) -> None:
    """From here on terminals may delete what is in it."""
    with house.engine.begin() as connection:
        if read_incarnation(connection) != manifest.incarnation:
            raise HubError("E-HUB-08", "数据库在备份时被换掉了")
        values = {"hub_seq": manifest.hub_seq, "finished_at": manifest.made_at}
        connection.execute(BACKUPS.insert().values(**values))


def newest_backup(house: House) -> tuple[int, str]:
    """``hub_seq`` up to which everything is in a finished backup, and when the newest was; 0 and empty."""
    with reading(house.engine).connect() as connection:
        row = connection.execute(select(func.max(BACKUPS.c.hub_seq), func.max(BACKUPS.c.finished_at))).one()
    return row[0] or 0, row[1] or ""
