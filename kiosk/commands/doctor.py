"""``kiosk doctor``: all a technician should know before he leaves; each row is true when it is printed."""

import argparse
import dataclasses
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, complain, emit, one_console, say, table
from kiosk.clock import Clock, SystemClock
from kiosk.commands.doctor_hub import OVERDUE, examine_hub
from kiosk.commands.doctor_programs import examine_programs
from kiosk.commands.doctor_sheets import examine_sheets
from kiosk.commands.doctor_speech import examine_speech
from kiosk.config import Config
from kiosk.content import library
from kiosk.domain.duty import Calendar, missing_year
from kiosk.domain.instants import CHINA
from kiosk.errors import ERRORS, Finding, KioskError, for_staff
from kiosk.glyphs import Faces, rare_font, ui_fonts
from kiosk.words.times import TimeTexts

_log = logging.getLogger(__name__)
_CLOCK: Final = "时钟"

Check = Callable[[Config, Clock], Iterator[Finding]]


def register(commands: Any) -> None:
    commands.add_parser("doctor", help="检查这台终端").set_defaults(handler=doctor)


def doctor(args: argparse.Namespace, config: Config) -> int:
    """``{"ok", "findings": [{"check", "ok", "text", "code"}…]}``; exit 1 when any row is bad.

    Times are ISO 8601 in the document, and the country's own for people. A bad row is said on stderr, too,
    unless that is the very console the table was printed on.
    """
    clock = SystemClock()
    findings = list(examine(config, clock))
    told = [_told(finding, clock.now()) for finding in findings]
    good = all(finding.ok for finding in findings)
    if args.json:
        emit({"ok": good, "findings": [dataclasses.asdict(finding) for finding in findings]})
    else:
        for line in table([[_mark(f), f.check, f.code, f.text] for f in told]):
            say(line)
    if args.json or not one_console():
        for finding in told:
            if not finding.ok:
                complain(finding.code, f"{finding.check}：{finding.text}")
    return GOOD if good else FAULT


def _told(finding: Finding, now: datetime) -> Finding:
    """A clock that is years off shows its year; any other time does when it is of another year."""
    today = None if finding.check == _CLOCK else now.astimezone(CHINA)
    return dataclasses.replace(finding, text=TimeTexts().with_times_told(finding.text, today))


def _mark(finding: Finding) -> str:
    return "好" if finding.ok else "坏"


def examine(config: Config, clock: Clock) -> Iterator[Finding]:
    """All rows. A check that fails in a way nobody foresaw is a bad row, not the end of the examination."""
    for name, check in CHECKS.items():
        try:
            yield from check(config, clock)
        except KioskError as error:
            yield Finding(name, ok=False, text=for_staff(error.code, error.detail), code=error.code)
        except Exception as error:
            _log.exception("doctor.unhandled", extra={"check": name})
            yield Finding(name, ok=False, text=f"检查不了（{type(error).__name__}）", code="E-APP-01")


def _settings(config: Config, clock: Clock) -> Iterator[Finding]:
    yield Finding("配置", ok=True, text=f"数据在 {config.state_path}")


def _disk(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.store.space import MB, free_bytes

    folder = next(path for path in (config.state_path, *config.state_path.parents) if path.is_dir())
    free = free_bytes(folder) // MB
    floor = config.store.free_floor_mb
    if free < floor:
        yield Finding("磁盘", ok=False, text=f"剩 {free} MB，下限 {floor} MB，不收新工单", code="E-STO-01")
    else:
        yield Finding("磁盘", ok=True, text=f"剩 {free} MB，下限 {floor} MB")


def _store(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.store import report
    from kiosk.store.db import open_database, store_path

    path = store_path(config.state_path)
    if not path.is_file():
        yield Finding("工单库", ok=True, text="还没有，第一次运行时建立")
        return
    with closing(open_database(path)) as connection:
        orders = report.orders(connection)
    yield Finding("工单库", ok=True, text=f"完好，{len(orders)} 单")
    yield from _queue([row for row in orders if row["state"] != "accepted"], clock.now())


def _queue(waiting: list[dict[str, Any]], now: datetime) -> Iterator[Finding]:
    refused = sum(row["state"] == "needs_staff" for row in waiting)
    if refused:
        text = f"{refused} 单被中心退回，用 kiosk orders list 看"
        yield Finding("退回", ok=False, text=text, code="E-SYN-02")
    if not waiting:
        yield Finding("队列", ok=True, text="没有等着送的工单")
        return
    age = now - min(datetime.fromisoformat(row["committed_at"]) for row in waiting)
    hours = max(0, int(age / timedelta(hours=1)))
    late = age > OVERDUE
    text = f"{len(waiting)} 单等着送，最早的等了 {hours} 小时"
    yield Finding("队列", ok=not late, text=text, code="E-SYN-01" if late else "")


def _enrolment(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.store.identity import load_enrolled, load_sealer, loose_files

    enrolled = load_enrolled(config.state_path)
    if enrolled is None or load_sealer(config.state_path) is None:
        yield Finding("注册", ok=False, text=ERRORS["E-STO-04"].staff, code="E-STO-04")
    else:
        yield Finding("注册", ok=True, text=f"终端 {enrolled.terminal_code}，中心 {enrolled.hub_url}")
        yield _trust(config, clock, enrolled.trust_version)
    yield _pin(config, clock)
    loose = loose_files(config.state_path)
    if loose:
        text = f"身份文件 {'、'.join(loose)} 的权限或主人不对"
        yield Finding("身份文件", ok=False, text=text, code="E-STO-06")


def _trust(config: Config, clock: Clock, version: int) -> Finding:
    from kiosk.store.trust import floors_file, load_judged

    refused = load_judged(config.state_path).refused
    if refused:
        return Finding(
            "信任", ok=False, text=f"收到的没有采用（{refused}），仍用第 {version} 版", code="E-TRU-01"
        )
    try:
        told = datetime.fromtimestamp(floors_file(config.state_path).stat().st_mtime, UTC)
    except OSError:
        return Finding("信任", ok=True, text=f"第 {version} 版，还没有核对过")
    days = max(0, (clock.now() - told).days)
    return Finding("信任", ok=True, text=f"第 {version} 版，{days} 天前核对过")


def _pin(config: Config, clock: Clock) -> Finding:
    from kiosk.store.pin import StaffPin

    state = StaffPin(config.state_path, clock).state()
    if not state.is_set:
        return Finding("管理密码", ok=False, text=ERRORS["E-PIN-04"].staff, code="E-PIN-04")
    locked = f"，连续输错，还锁 {round(state.locked_s)} 秒" if state.locked_s else ""
    return Finding("管理密码", ok=True, text=f"已设{locked}")


def _content(config: Config, clock: Clock) -> Iterator[Finding]:
    opened = library.open_content(config.content_path, config.factory_content_path)
    yield from opened.findings
    info = opened.library.info
    yield Finding(
        "内容", ok=True, text=f"版本 {info.release}，{info.published_at} 发布，{info.guides} 篇指南"
    )
    now = clock.now()
    published = datetime.fromisoformat(info.published_at)
    if now < published:
        text = f"{now.isoformat(timespec='seconds')}，比内容发布的时间还早"
        yield Finding(_CLOCK, ok=False, text=text, code="E-CLK-01")
    else:
        yield Finding(_CLOCK, ok=True, text=now.isoformat(timespec="seconds"))
    yield from _calendar(opened.library.calendar, max(now, published).astimezone(CHINA).date())


def _calendar(known: Calendar, today: date) -> Iterator[Finding]:
    """Before the year ends whose holidays are known, while an editor can still do something about it."""
    if not known.years:
        return
    year = missing_year(known, today)
    if year is None:
        yield Finding("节假日", ok=True, text=f"写到 {known.years[-1]} 年")
    else:
        text = f"没有 {year} 年的安排，请编辑补进 calendar.yaml 再发布"
        yield Finding("节假日", ok=False, text=text, code="E-CNT-04")


def _fonts(config: Config, clock: Clock) -> Iterator[Finding]:
    for font in ui_fonts(config.fonts_path):
        if not font.present:
            yield Finding("字体", ok=False, text=f"{font.path} 没有", code="E-FNT-01")
        else:
            yield Finding("字体", ok=True, text=f"{font.path.name}，{font.count} 个字")
    rare = rare_font(config.fonts_path)
    if Faces(config.fonts_path).rare is None:
        text = f"{rare.path} {'坏了' if rare.present else '没有'}，{ERRORS['E-FNT-02'].staff}"
        yield Finding("生僻字字体", ok=False, text=text, code="E-FNT-02")
    else:
        yield Finding("生僻字字体", ok=True, text=f"{rare.path.name}，{rare.count} 个字")


def _handwriting(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.input.handwriting import Recogniser

    yield Finding("手写", ok=True, text=f"认得 {len(Recogniser.load().characters)} 个字")


def _pinyin(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.input.pinyin_lexicon import Lexicon

    Lexicon.open(config.lexicon_path).close()
    yield Finding("拼音", ok=True, text=f"词库 {config.lexicon_path.stat().st_size / 1e6:.1f} MB")


def _devices(config: Config, clock: Clock) -> Iterator[Finding]:
    from kiosk.devices.cli import examine as examine_device
    from kiosk.devices.registry import KINDS

    for kind in KINDS.values():
        if getattr(config.devices, kind.name).enabled:
            try:
                yield from examine_device(kind, config, clock)
            except KioskError as error:
                yield Finding(kind.label, ok=False, text=for_staff(error.code, error.detail), code=error.code)
        else:
            yield Finding(kind.label, ok=True, text="没有启用")


CHECKS: Final[dict[str, Check]] = {
    "配置": _settings,
    "磁盘": _disk,
    "工单库": _store,
    "注册": _enrolment,
    "中心": examine_hub,
    "内容": _content,
    "字体": _fonts,
    "手写": _handwriting,
    "拼音": _pinyin,
    "朗读": examine_speech,
    "程序": examine_programs,
    "设备": _devices,
    "文书打印": examine_sheets,
}
