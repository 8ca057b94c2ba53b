"""``kiosk-hub enrol-bundle``, ``enrol-code``, ``terminals …``: becoming a terminal, and ceasing to be one."""

import argparse
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from hub.clock import Clock
from hub.commands.base import (
    GOOD,
    USAGE_CODE,
    Commands,
    Parser,
    print_report,
    require_folder,
    who,
)
from hub.commands.terminal_show import add_show
from hub.commands.trust import add_key_options, offline_keys, read_ca, require_address
from hub.commands.worklist import add_counts
from hub.county_time import shown
from hub.errors import HubError
from hub.files import write_new
from hub.house import House
from hub.settings import HubSettings
from kiosk.wire.bundle import EnrolmentBundle, show_code, write_qr
from kiosk.wire.ids import is_terminal_code

_WHO = "代号或编号"
_LOOK_AT = 4096
_BUNDLE = str(EnrolmentBundle.model_fields["kind"].default).encode()


def add_commands(commands: Commands) -> None:
    bundle = commands.add("enrol-bundle", "做一个终端的注册包", _enrol_bundle)
    bundle.add_argument("--out", type=Path, required=True)
    bundle.add_argument("--qr", type=Path, metavar="PNG", help="同一个码的二维码图")
    _invitation_options(bundle)
    _invitation_options(commands.add("enrol-code", "做一个在电话里念的注册码", _enrol_code))

    terminals = commands.group("terminals", "终端")
    terminals.add("list", "列出终端；码是输入的有六个词", _list)
    add_show(terminals)
    add_counts(terminals)
    history = terminals.add("history", "一台终端什么时候、由谁、为什么接受或停用", _history)
    accepting = terminals.add("accept", "六个词一样，接受这台终端", _accept)
    refusing = terminals.add("refuse", "六个词不一样，拒绝这台终端", _refuse)
    revoking = terminals.add("revoke", "撤销：从下一个请求起不再理它", _revoke)
    reinstating = terminals.add("reinstate", "撤错了：照原样恢复，它上面等着的工单接着送", _reinstate)
    resetting = terminals.add("reset-counter", "从它下一个请求的编号重新数起", _reset_counter)
    for parser in (history, accepting, refusing, revoking, reinstating, resetting):
        parser.add_argument("terminal", metavar=_WHO)
    for parser in (accepting, refusing, revoking, reinstating):
        parser.add_argument("--by", default="", help="经办人，不填就是登录名")
    revoking.add_argument("--reason", default="", help="为什么撤销，记下来")
    reinstating.add_argument("--reason", required=True, help="为什么是撤错了，记下来")
    reinstating.add_argument(
        "--despite-alarm", action="store_true", help="有过硬盘被复制的告警，现场已经查清只有一台"
    )


def _invitation_options(parser: Parser) -> None:
    parser.add_argument("--url", required=True, help="终端用来连中心的地址")
    parser.add_argument("--terminal-code", default="", help="终端代号，如 SS3；不填就自动编")
    parser.add_argument("--ca", type=Path, help="中心证书的签发机构，PEM")
    parser.add_argument("--hours", type=float, default=24.0, help="有效小时数")
    add_key_options(parser)


def _enrol_bundle(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    for path, what, sign in ((args.out, "注册包", _BUNDLE), (args.qr, "二维码图", b"\x89PNG")):
        require_folder(path)
        _require_ours(path, what, sign)
    if args.qr is not None and args.qr.absolute() == args.out.absolute():
        raise HubError(USAGE_CODE, "--out 和 --qr 要两个文件")
    bundle, used = _invite(args, settings, clock, compare_words=False)
    try:
        _write_secret(args.out, (bundle.model_dump_json(indent=1) + "\n").encode())
        if args.qr is not None:
            _write_secret(args.qr, _qr_png(bundle))
    except OSError as error:
        raise HubError(USAGE_CODE, f"{error.filename}：{error.strerror}") from error
    report = {"out": str(args.out), "terminal_code": bundle.terminal_code, "expires_at": bundle.expires_at}
    line = f"{args.out}：终端 {bundle.terminal_code}，{shown(bundle.expires_at)} 前有效，只能用一次"
    print_report(args, report | used, [line, *used.values()])
    return GOOD


def _enrol_code(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Whoever overhears it could use it: such a terminal waits until its words were compared."""
    bundle, used = _invite(args, settings, clock, compare_words=True)
    report = {
        "url": bundle.hub_url,
        "code": show_code(bundle.code),
        "terminal_code": bundle.terminal_code,
        "expires_at": bundle.expires_at,
    }
    lines = [
        f"地址 {bundle.hub_url}",
        f"注册码 {show_code(bundle.code)}，终端 {bundle.terminal_code}",
        f"{shown(bundle.expires_at)} 前有效，只能用一次",
        "终端输入以后，两边念一遍六个词（kiosk-hub terminals list），一样再 accept",
        *used.values(),
    ]
    print_report(args, report | used, lines)
    return GOOD


def _invite(
    args: argparse.Namespace, settings: HubSettings, clock: Clock, *, compare_words: bool
) -> tuple[EnrolmentBundle, dict[str, str]]:
    """And a ``warning`` when a terminal in use has that name: two that both have it meet in their numbers."""
    from hub.fleet.enrolment import make_bundle
    from hub.fleet.terminals import list_terminals
    from hub.house import open_house
    from hub.trust.document import ensure_published
    from hub.trust.file import read_published

    if args.terminal_code and not is_terminal_code(args.terminal_code):
        raise HubError(USAGE_CODE, "--terminal-code 只能用 1 到 12 个大写字母和数字")
    if not 0 < args.hours <= 24 * 30:
        raise HubError(USAGE_CODE, "--hours 大于 0，不超过 720")
    published, ca_pem = read_published(settings), read_ca(args.ca)
    if ca_pem is None:
        ca_pem = published.hub.ca_pem if published is not None else ""
    require_address(args.url, ca_pem)
    with closing(open_house(settings, clock)) as house:
        ensure_published(house, args.url, ca_pem, lambda: offline_keys(args, settings))
        bundle = make_bundle(house, args.terminal_code, args.hours, compare_words=compare_words)
        taken = {row["terminal_code"] for row in list_terminals(house) if row["state"] == "active"}
    name = bundle.terminal_code
    if name not in taken:
        return bundle, {}
    return bundle, {"warning": f"{name} 已经有一台在用：这份只给它重新注册；给别的机器，请换一个代号再开"}


def _qr_png(bundle: EnrolmentBundle) -> bytes:
    import io

    import qrcode

    text = write_qr(bundle.hub_url, bundle.receipt_sha256, bundle.root_sha256, bundle.code)
    picture = io.BytesIO()
    qrcode.make(text, box_size=8).save(picture)
    return picture.getvalue()


def _require_ours(path: Path | None, what: str, sign: bytes) -> None:
    """What is there is replaced when it is such a thing itself, or empty: a slip must cost no other file."""
    if path is None or not os.path.lexists(path):
        return
    if not path.is_file():
        raise HubError(USAGE_CODE, f"{path}：不是一个普通文件，放不了{what}")
    with path.open("rb") as file:
        begins = file.read(_LOOK_AT)
    if begins and sign not in begins:
        raise HubError(USAGE_CODE, f"{path}：已经有这个文件，不是{what}，不覆盖")


def _write_secret(path: Path, data: bytes) -> None:
    """It holds a code: nobody else may read it, not even for a moment."""
    path.unlink(missing_ok=True)
    write_new(path, data)


def _list(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import list_terminals
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        terminals = list_terminals(house)
    columns = ("terminal_code", "state", "terminal_id", "words")
    lines = ["  ".join([*(t[name] for name in columns), _seen(t["health"])]).rstrip() for t in terminals]
    print_report(args, terminals, lines or ["还没有终端"])
    return GOOD


def _seen(health: dict[str, Any] | None) -> str:
    if health is None:
        return ""
    from hub.fleet.devices import devices_summary

    return f"{shown(health['seen_at'])} 来过，{health['waiting']} 件待送，{devices_summary(health)}"


def _history(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import list_moves
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        moves = list_moves(house, args.terminal)
    columns = ("terminal_id", "before", "after", "actor", "reason")
    lines = ["  ".join([shown(m["at"]), *(m[name] for name in columns)]).rstrip() for m in moves]
    print_report(args, moves, lines or ["没有人动过"])
    return GOOD


def _accept(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import accept

    return _do(args, settings, clock, lambda house, name: accept(house, name, who(args)))


def _refuse(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import refuse

    return _do(args, settings, clock, lambda house, name: refuse(house, name, who(args)))


def _revoke(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import revoke

    return _do(args, settings, clock, lambda house, name: revoke(house, name, who(args), args.reason))


def _reinstate(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.reinstatement import reinstate

    def again(house: House, name: str) -> dict[str, Any]:
        return reinstate(house, name, args.reason, who(args), despite_alarm=args.despite_alarm)

    return _do(
        args,
        settings,
        clock,
        again,
        "已恢复；终端十分钟左右自己接着送，在终端上运行 kiosk sync --once 马上送",
    )


def _reset_counter(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.terminals import reset_counter

    said = "已忘掉它的请求编号，从它下一个请求重新数起"
    return _do(args, settings, clock, reset_counter, said)


def _do(
    args: argparse.Namespace,
    settings: HubSettings,
    clock: Clock,
    action: Callable[[House, str], dict[str, Any]],
    said: str = "",
) -> int:
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        terminal = action(house, args.terminal)
    code = terminal["terminal_code"]
    print_report(args, terminal, [f"{code}：{said}" if said else f"{code}  {terminal['state']}"])
    return GOOD
