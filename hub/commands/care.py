"""``kiosk-hub backup``, ``restore``, ``send-again``, ``status`` and ``alarms``: keeping the hub well."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from hub.clock import Clock
from hub.commands.base import FAULT, GOOD, USAGE_CODE, Commands, print_report, require_folder, who
from hub.county_time import shown
from hub.errors import HubError
from hub.settings import HubSettings

_WITH_KEYS: Final = (
    "注意：这份备份里有中心的密钥。拿到它的人能打开全部工单、冒充中心。单独加密存放，用完就删。"
)
_WITHOUT_KEYS: Final = "备份里没有密钥，打不开工单；密钥目录 {} 要另外保存一份"


def add_commands(commands: Commands) -> None:
    backup = commands.add("backup", "备份数据库，服务时也可以做", _backup)
    backup.add_argument("--out", type=Path, required=True, metavar="DIR", help="放备份的新目录")
    backup.add_argument("--with-keys", action="store_true", help="连密钥一起：拿到它的人能打开全部工单")
    restore = commands.add("restore", "用备份换掉数据库；先停服务", _restore)
    restore.add_argument("--from", type=Path, required=True, metavar="DIR", dest="source")
    commands.add("send-again", "让终端把中心没有的都再送一遍；先停服务", _send_again)
    commands.add("status", "中心是否正常", _status)
    alarms = commands.group("alarms", "告警")
    listing = alarms.add("list", "还没处理的告警", _alarms)
    listing.add_argument("--all", action="store_true", help="处理过的也列出来")
    closing_one = alarms.add("close", "查清了，收起一条", _close_alarm)
    closing_one.add_argument("alarm", type=_number, metavar="编号")
    closing_one.add_argument("--by", default="", help="经办人，不填就是登录名")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:  # as long as one of the database's can be
        raise argparse.ArgumentTypeError("要一个编号，kiosk-hub alarms list 里有")
    return int(text)


def _backup(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.care.backup import back_up
    from hub.house import open_house

    out = args.out.absolute()
    require_folder(out)
    if out.exists() and not out.is_dir():
        raise HubError(USAGE_CODE, f"{out}：是一个文件，--out 要一个新目录")
    with closing(open_house(settings, clock)) as house:
        manifest = back_up(house, out, with_keys=args.with_keys)
    warning = _WITH_KEYS if args.with_keys else _WITHOUT_KEYS.format(settings.keys_dir)
    if args.with_keys:
        print(warning, file=sys.stderr)  # also where a program reads stdout
    report = {"out": str(out), **manifest.model_dump(), "warning": warning}
    print_report(args, report, [f"{out}：第 {manifest.hub_seq} 件为止，{shown(manifest.made_at)}", warning])
    return GOOD


def _restore(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.care.restore import restore

    report = restore(settings, args.source.absolute(), clock)
    lines = [
        f"已恢复到 {shown(report['made_at'])} 的备份，第 {report['hub_seq']} 件为止",
        report["gone"],
        "启动服务后，终端会把备份以后的件再送一遍；隔一会儿用 kiosk-hub orders gaps 看",
    ]
    if report["replaced"]:
        lines.append(f"原来的数据库在 {report['replaced']}")
    if report["warning"]:
        lines.append(report["warning"])
    print_report(args, report, lines)
    return GOOD


def _send_again(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.care.restore import send_again

    incarnation = send_again(settings, clock)
    line = "启动服务后，终端会把还留着而中心没有的都再送一遍"
    print_report(args, {"incarnation": incarnation}, [line])
    return GOOD


def _status(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.care.status import status
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        report = status(house)
    lines = [f"{finding['code']} {finding['text']}" for finding in report["findings"]]
    print_report(args, report, lines or [f"{report['hub_id']}：正常，收到 {report['hub_seq']} 件"])
    return FAULT if report["findings"] else GOOD


def _alarms(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.alarms import list_alarms
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        alarms = list_alarms(house, closed=args.all)
    lines = [
        f"{a['alarm_id']}  {a['code']}  {a['kind']}  {a['terminal_code'] or a['terminal_id']}"
        f"  {a['times']} 次  {shown(a['last_at'])}  {a['detail']}"
        for a in alarms
    ]
    print_report(args, alarms, lines or ["没有告警"])
    return GOOD


def _close_alarm(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.alarms import close_alarm
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        close_alarm(house, args.alarm, who(args))
    print_report(args, {"alarm_id": args.alarm}, [f"{args.alarm}：已收起"])
    return GOOD
