"""A backup in the place of the database: a new incarnation, so that terminals send again what it lacks."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from hub.care.backup import (
    KEYS,
    TRUST,
    Contents,
    Manifest,
    copy_file,
    copy_keys,
    file_sha256,
    look_inside,
    read_manifest,
    sqlite_path,
)
from hub.care.carry import carry_over
from hub.clock import Clock, iso
from hub.county_time import shown
from hub.database.db import new_incarnation, note_restored, open_engine, set_incarnation, sqlite_url
from hub.database.lock import hold_alone
from hub.database.migrate import migrate
from hub.database.replacement import DATABASE, declare, discard, finish, prepare
from hub.database.schema import BACKUPS
from hub.errors import HubError
from hub.files import replace
from hub.house import open_house
from hub.settings import HubSettings
from hub.trust.file import trust_file
from hub.trust.keys import load_keys

_OLDER: Final = "这不是最新的备份：有的工单终端可能已经按更新的备份删掉了。找得到就用那一份再恢复一次"
_LOST: Final = (
    "原来的数据库读不出来：备份以后注册的终端要重新注册，备份以后停用过的按记录照样停用。"
    "备份以后的件，终端还留着的会再送来；终端已经删掉的找不回来"
)


def _gone(made_at: str, now: datetime) -> str:
    """What no terminal can send again: what staff did. ``made_at``: when the backup was made."""
    try:
        hours = int((now - datetime.fromisoformat(made_at)).total_seconds() // 3600)
    except (ValueError, TypeError, OverflowError):
        hours = -1  # a list of contents that says no instant
    age = f"{hours // 24} 天" if hours >= 48 else f"{hours} 小时" if hours >= 1 else "不到 1 小时"
    since = f"（{age}前）" if hours >= 0 else ""
    return f"备份只到 {shown(made_at)}{since}：那以后做的答复、改的状态和办结，这里都没有了，要重新做一次"


def restore(settings: HubSettings, source: Path, clock: Clock) -> dict[str, Any]:
    """Replace the hub's database by the backup in ``source``; what was there is moved aside, not deleted.

    Raises HubError: E-HUB-08 the backup is damaged or another hub's, E-HUB-03 the keys that open it are not
    here, E-HUB-09 somebody works with these data. Cut short at any place, the hub opens with the old
    database or the new one.
    """
    database, manifest = sqlite_path(settings), read_manifest(source)
    settings.data.mkdir(mode=0o750, parents=True, exist_ok=True)
    lock = hold_alone(settings.data)
    try:
        new = prepare(settings.data) / DATABASE
        copy_file(source / DATABASE, new)
        here = _check(new, manifest, database)
        _take_keys(settings, source, manifest)
        incarnation = _begin_anew(new.parent, manifest, clock)
        carried = here is not None and _carry(new, database)
        if any(new.parent.glob(f"{DATABASE}-*")):
            raise HubError("E-HUB-08", "恢复的数据库没有写完")
        declare(settings.data, _stamp(clock))
        aside = finish(settings.data)
    except (OSError, sqlite3.Error) as error:
        raise HubError("E-HUB-08", f"{source}：{error}") from error
    finally:
        discard(settings.data)
        lock.release()
    return {
        "hub_id": manifest.hub_id,
        "incarnation": incarnation,
        "hub_seq": manifest.hub_seq,
        "made_at": manifest.made_at,
        "gone": _gone(manifest.made_at, clock.now()),
        "replaced": str(aside) if aside is not None else None,
        "warning": _warning(aside, here if carried else None, manifest),
    }


def send_again(settings: HubSettings, clock: Clock) -> str:
    """A new incarnation without a restore by us: terminals send all they still have that is not here.

    For a database that was put back by other means. Raises HubError E-HUB-09 while somebody works with it.
    """
    open_house(settings, clock).close()  # that it is a hub's, and of this version
    lock, engine = hold_alone(settings.data), open_engine(settings.database_url)
    try:
        incarnation = new_incarnation()
        with engine.begin() as connection:
            set_incarnation(connection, incarnation)
            note_restored(connection, iso(clock.now()))
        return incarnation
    finally:
        engine.dispose()
        lock.release()


def _take_keys(settings: HubSettings, source: Path, manifest: Manifest) -> None:
    """Nothing that is here is overwritten; on a new machine a backup with keys brings them along."""
    if manifest.with_keys:
        copy_keys(source / KEYS, settings.keys_dir)
    if not settings.keys_dir.is_dir():
        raise HubError("E-HUB-03", f"{settings.keys_dir}：没有密钥，备份里也没有，先把密钥目录拷回来")
    missing = set(manifest.seal_keys) - set(load_keys(settings.keys_dir).openers)
    if missing:
        raise HubError("E-HUB-03", f"缺打开工单的密钥 {'、'.join(sorted(missing))}")
    if not trust_file(settings).exists() and (source / TRUST).exists():
        trust_file(settings).parent.mkdir(mode=0o755, exist_ok=True)
        replace(trust_file(settings), (source / TRUST).read_bytes())


def _check(new: Path, manifest: Manifest, database: Path) -> Contents | None:
    """That the copy is what the backup was, and of the hub that is here; what that says, if it can."""
    if file_sha256(new) != manifest.sha256:
        raise HubError("E-HUB-08", "数据库和备份清单对不上，备份坏了")
    contents = look_inside(new)
    if (contents.hub_id, contents.incarnation) != (manifest.hub_id, manifest.incarnation):
        raise HubError("E-HUB-08", "数据库和备份清单对不上，备份坏了")
    try:
        here = look_inside(database) if database.exists() else None
    except HubError:
        here = None  # the one that is here is damaged: that is what a backup is for
    if here is not None and here.hub_id != manifest.hub_id:
        raise HubError("E-HUB-08", f"这里是 {here.hub_id}，备份是 {manifest.hub_id} 的")
    return here


def _warning(aside: Path | None, here: Contents | None, manifest: Manifest) -> str:
    if here is None:
        return _LOST if aside is not None else ""
    return _OLDER if here.backed_up_to > manifest.hub_seq else ""


def _carry(new: Path, database: Path) -> bool:
    """Whether the database that is here could be read far enough; a restore must not fail by that."""
    with suppress(HubError, SQLAlchemyError, sqlite3.Error):
        _bring_forward(database)  # the program may have been renewed since it was last open
    try:
        carry_over(new, database)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            raise  # the new one's disk: nothing was replaced yet
        return False
    return True


def _bring_forward(database: Path) -> None:
    engine = open_engine(sqlite_url(database.parent))
    try:
        migrate(engine)
    finally:
        engine.dispose()


def _begin_anew(folder: Path, manifest: Manifest, clock: Clock) -> str:
    """Today's tables, a new incarnation, and a mark that is right: this backup holds all that is here."""
    engine = open_engine(sqlite_url(folder))
    try:
        migrate(engine)
        incarnation = new_incarnation()
        with engine.begin() as connection:
            set_incarnation(connection, incarnation)
            note_restored(connection, iso(clock.now()))
            marks = connection.execute(select(BACKUPS.c.hub_seq)).scalars().all()
            if manifest.hub_seq not in marks:
                values = {"hub_seq": manifest.hub_seq, "finished_at": manifest.made_at}
                connection.execute(BACKUPS.insert().values(**values))
    finally:
        engine.dispose()  # the last one out writes the log into the file
    return incarnation


def _stamp(clock: Clock) -> str:
    return iso(clock.now()).replace(":", "").replace(".", "")[:17]
