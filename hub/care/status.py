"""How the hub is: its life, its backups, what staff have to look at."""

import shutil
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from hub.care.backup import newest_backup
from hub.county_time import shown
from hub.database.db import reading
from hub.database.schema import JOURNAL, ORDERS
from hub.errors import HubError
from hub.fleet.alarms import list_alarms
from hub.fleet.holdings import list_gaps
from hub.house import House
from hub.orders.opening import open_pending
from hub.trust.document import OFFLINE_DUE, offline_until
from hub.trust.file import read_published

_OLD_BACKUP_S: Final = 2 * 24 * 3600
# A day's orders and their backup, with room to do something about it.
_LEAST_FREE_MB: Final = 500


def status(house: House) -> dict[str, Any]:
    """For ``kiosk-hub status --json``. ``findings``: ``{"code", "text"}`` each, empty when all is well."""
    open_pending(house)
    with reading(house.engine).connect() as connection:
        newest = connection.execute(select(func.max(JOURNAL.c.hub_seq))).scalar() or 0
        states = connection.execute(
            select(ORDERS.c.state, func.count()).group_by(ORDERS.c.state).order_by(ORDERS.c.state)
        ).all()
        unreadable = connection.execute(
            select(func.count()).select_from(ORDERS).where(ORDERS.c.problem != "")
        ).scalar_one()
    backed_up_to, finished_at = newest_backup(house)
    free_mb = shutil.disk_usage(house.settings.data).free // 1_000_000
    age = _age(house, finished_at)
    report: dict[str, Any] = {
        "hub_id": house.hub_id,
        "incarnation": house.incarnation,
        "database": "external" if house.settings.database else "sqlite",
        "free_mb": free_mb,
        "hub_seq": newest,
        "orders": {row[0]: row[1] for row in states},
        "unreadable": unreadable,
        "backup": {"hub_seq": backed_up_to, "finished_at": finished_at or None, "age_s": age},
        "alarms": list_alarms(house),
        "gaps": [gap for gap in list_gaps(house) if gap["kind"] == "missing"],
    }
    return {**report, "findings": [*_findings(report), *_signatures(house)]}


def _signatures(house: House) -> list[dict[str, str]]:
    """The off-line part of the trust file, before it runs out: nobody else would notice in time."""
    try:
        published = read_published(house.settings)
        until = offline_until(published.document) if published is not None else None
    except HubError as error:
        return [{"code": error.code, "text": error.detail}]
    if until is None or until > house.clock.now() + OFFLINE_DUE:
        return []
    text = f"离线签名到 {shown(until.isoformat())} 为止，过了就不能注册终端、不能换密钥"
    return [{"code": "E-HUB-12", "text": f"{text}：用 kiosk-hub trust publish --keys … 重新签一次"}]


def _age(house: House, finished_at: str) -> int | None:
    if not finished_at:
        return None
    return int((house.clock.now() - datetime.fromisoformat(finished_at)).total_seconds())


def _findings(report: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def find(code: str, text: str) -> None:
        found.append({"code": code, "text": text})

    if report["free_mb"] < _LEAST_FREE_MB:
        find("E-HUB-16", f"磁盘只剩 {report['free_mb']} MB，满了就收不下工单")
    backup = report["backup"]
    if report["database"] == "sqlite" and report["hub_seq"]:
        if backup["age_s"] is None:
            find("E-HUB-08", "还没有做过备份，终端会一直留着送到的工单")
        elif backup["age_s"] > _OLD_BACKUP_S:
            find("E-HUB-08", f"最近一次备份是 {shown(backup['finished_at'])}")
    for alarm in report["alarms"]:
        name = alarm["terminal_code"] or alarm["terminal_id"]
        find(alarm["code"], f"{name}：{alarm['kind']}，{alarm['times']} 次，最近 {shown(alarm['last_at'])}")
    for gap in report["gaps"]:
        find("E-HUB-11", f"{gap['terminal_code']}：缺第 {gap['from']} 到 {gap['to']} 件")
    if report["unreadable"]:
        find("E-HUB-06", f"{report['unreadable']} 件打不开")
    return found
