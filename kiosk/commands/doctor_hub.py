"""The doctor's rows about the hub: when it was heard last, what it has said, whether the clock is right."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.domain.delivery import Link
from kiosk.errors import ERRORS, Finding
from kiosk.store import report
from kiosk.store.db import open_database, store_path
from kiosk.store.hub_words import read_kept, revoked
from kiosk.store.identity import load_enrolled
from kiosk.store.link import read_link
from kiosk.store.moment import clock_trusted
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature

# An order may wait this long for a network before somebody has to go and look.
OVERDUE: Final = timedelta(hours=24)
# What no network does: the hub itself has said it, or signs with a key that the UI has to adopt first.
_SAID: Final = frozenset({"E-SYN-04", "E-SYN-05", "E-SYN-06", "E-SYN-07"})


def examine_hub(config: Config, clock: Clock) -> Iterator[Finding]:
    """Nothing at all before the terminal is enrolled and has a store."""
    enrolled, path = load_enrolled(config.state_path), store_path(config.state_path)
    if enrolled is None or not path.is_file():
        return
    with closing(open_database(path, check=False)) as connection:
        yield _contact(connection, clock, enrolled)
        yield _time(connection, clock)
        yield _kept(connection, enrolled)


def _contact(connection: sqlite3.Connection, clock: Clock, enrolled: Enrolled) -> Finding:
    link = read_link(connection)
    if revoked(connection, enrolled):
        return Finding("联络", ok=False, text=ERRORS["E-SYN-05"].staff, code="E-SYN-05")
    if link.code in _SAID:
        return Finding("联络", ok=False, text=ERRORS[link.code].staff, code=link.code)
    if link.changed_at is None:
        return Finding("联络", ok=True, text="还没有联络过中心")
    if link.online:
        return Finding("联络", ok=True, text=f"通，{_heard(link, clock)}")
    late = clock.now() - link.changed_at > OVERDUE
    text = f"不通（{link.code}），从 {link.changed_at.isoformat(timespec='seconds')} 起"
    return Finding("联络", ok=not late, text=text, code=link.code if late else "")


def _heard(link: Link, clock: Clock) -> str:
    """In the kernel's own time: the wall clock may have been set since."""
    if link.seen_boot != clock.boot_id():
        return "这次开机后还没有"
    return f"上次在 {max(0, int((clock.monotonic() - link.seen_monotonic) / 60))} 分钟前"


def _time(connection: sqlite3.Connection, clock: Clock) -> Finding:
    if clock_trusted(connection, clock, clock.boot_id()):
        return Finding("对时", ok=True, text="开机后对过")
    if read_link(connection).online:
        # It was heard, and has not called the clock right.
        return Finding("对时", ok=False, text=ERRORS["E-CLK-02"].staff, code="E-CLK-02")
    return Finding("对时", ok=True, text="开机后还没有对过，连上中心会自己对")


def _kept(connection: sqlite3.Connection, enrolled: Enrolled) -> Finding:
    here = f"本机留着 {report.bodies(connection)} 份封好的工单和评价"
    try:
        kept = read_kept(connection, enrolled)
    except BadSignature:
        kept = None  # of a former hub, or of a key that counts no more; the next exchange brings another
    if kept is None or kept.backed_up_to == 0:
        return Finding("备份", ok=True, text=f"中心还没有说备份过什么；{here}")
    return Finding("备份", ok=True, text=f"中心备份到第 {kept.backed_up_to} 条；{here}")
