"""The ``kiosk-hub`` command. Results on stdout (``--json``: one document), faults on stderr with a code."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NoReturn

from hub.clock import Clock, SystemClock
from hub.errors import HubError
from hub.settings import HubSettings
from kiosk.wire.ids import is_terminal_code
from kiosk.wire.transport import allowed_url

GOOD: Final = 0
FAULT: Final = 1
USAGE: Final = 2
_USAGE_CODE: Final = "E-HUB-05"

Handler = Callable[[argparse.Namespace, HubSettings, Clock], int]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise HubError(_USAGE_CODE, f"{message}（{self.format_usage().strip()}）")


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 good, 1 a fault, 2 bad usage or input."""
    try:
        args = _parser().parse_args(argv)
        settings = HubSettings(data=args.data.absolute(), database=args.database)
        handler: Handler = args.handler
        return handler(args, settings, SystemClock())
    except HubError as error:
        print(error.code, " ".join(error.detail.split()), file=sys.stderr)
        return USAGE if error.code == _USAGE_CODE else FAULT
    except BrokenPipeError:  # the reader of our output has gone: | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except KeyboardInterrupt:
        return 130


def _parser() -> _Parser:
    """``--data``, ``--database`` and ``--json`` may stand before or after the command."""
    parser = _Parser(prog="kiosk-hub", description="县中心：注册、接收、工单")
    parser.add_argument("--data", type=Path, default=Path("var/hub"), help="数据目录，默认 ./var/hub")
    parser.add_argument("--database", default="", help="数据库 URL，不填就用数据目录里的 SQLite")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON")
    common = _Parser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    common.add_argument("--database", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(metavar="命令", required=True, parser_class=_Parser)

    init = commands.add_parser("init", parents=[common], help="建立密钥和数据库")
    init.set_defaults(handler=_init)

    serve = commands.add_parser("serve", parents=[common], help="提供服务，直到收到 SIGTERM")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8080, help="0 为任选一个空闲端口")
    serve.add_argument("--tls-cert", type=Path, help="证书链，PEM")
    serve.add_argument("--tls-key", type=Path, help="证书的私钥，PEM")
    serve.set_defaults(handler=_serve)

    bundle = commands.add_parser("enrol-bundle", parents=[common], help="做一个终端的注册包")
    bundle.add_argument("--url", required=True, help="终端用来连中心的地址")
    bundle.add_argument("--out", type=Path, required=True)
    bundle.add_argument("--terminal-code", default="", help="终端代号，如 SS3；不填就自动编")
    bundle.add_argument("--ca", type=Path, help="中心证书的签发机构，PEM")
    bundle.add_argument("--hours", type=float, default=24.0, help="有效小时数")
    bundle.set_defaults(handler=_enrol_bundle)

    orders = commands.add_parser("orders", parents=[common], help="工单").add_subparsers(
        metavar="动作", required=True, parser_class=_Parser
    )
    orders.add_parser("list", parents=[common], help="列出工单").set_defaults(handler=_list)
    show = orders.add_parser("show", parents=[common], help="打开一单")
    show.add_argument("order", metavar="号码", help="工单号或 order_id")
    show.set_defaults(handler=_show)
    carried = orders.add_parser("import", parents=[common], help="收下终端导出的文件（kiosk orders export）")
    carried.add_argument("file", type=Path, metavar="FILE")
    carried.set_defaults(handler=_import)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("端口是 0 到 65535 的整数")
    return int(text)


def _init(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import make_house, open_house

    made = make_house(settings, clock)
    with closing(open_house(settings, clock)) as house:
        report = {"data": str(settings.data), "hub_id": house.hub_id, "created": made}
    _print(args, report, [f"{'已建立' if made else '已经有了'}：{house.hub_id}（{settings.data}）"])
    return GOOD


def _serve(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.app import create_app
    from hub.serve import serve

    if (args.tls_cert is None) != (args.tls_key is None):
        raise HubError(_USAGE_CODE, "--tls-cert 和 --tls-key 要一起给")
    tls = (args.tls_cert, args.tls_key) if args.tls_cert else None
    host = f"[{args.host}]" if ":" in args.host else args.host

    def announce(port: int) -> None:
        url = f"{'https' if tls else 'http'}://{host}:{port}"
        print(json.dumps({"host": args.host, "port": port, "url": url}), flush=True)

    try:
        serve(create_app(settings, clock), args.host, args.port, announce, tls)
    except OSError as error:
        raise HubError(_USAGE_CODE, f"{args.host}:{args.port} {error.strerror}") from error
    return GOOD


def _enrol_bundle(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.enrolment import make_bundle
    from hub.house import open_house

    if args.terminal_code and not is_terminal_code(args.terminal_code):
        raise HubError(_USAGE_CODE, "--terminal-code 只能用 1 到 12 个大写字母和数字")
    if not allowed_url(args.url):
        raise HubError(_USAGE_CODE, "--url 要用 https；http 只能连本机")
    if args.url.startswith("https:") and args.ca is None:
        raise HubError(_USAGE_CODE, "https 要用 --ca 给出签发机构")
    if not 0 < args.hours <= 24 * 30:
        raise HubError(_USAGE_CODE, "--hours 大于 0，不超过 720")
    try:
        ca_pem = args.ca.read_text(encoding="ascii") if args.ca else ""
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(_USAGE_CODE, f"{args.ca}：读不了") from error
    with closing(open_house(settings, clock)) as house:
        bundle = make_bundle(house, args.url, ca_pem, args.terminal_code, args.hours)
    try:
        _write_secret(args.out, bundle.model_dump_json(indent=1) + "\n")
    except OSError as error:
        raise HubError(_USAGE_CODE, f"{args.out}：{error.strerror}") from error
    report = {"out": str(args.out), "terminal_code": bundle.terminal_code, "expires_at": bundle.expires_at}
    line = f"{args.out}：终端 {bundle.terminal_code}，{bundle.expires_at} 前有效，只能用一次"
    _print(args, report, [line])
    return GOOD


def _write_secret(path: Path, text: str) -> None:
    """The bundle holds a code: nobody else may read it, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _list(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.desk import list_orders
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        orders = list_orders(house)
    lines = [
        f"{o['order_no'] or o['order_id']}  {o['state']}  {o['terminal_id']}  {o['seq']}" for o in orders
    ]
    _print(args, orders, lines or ["没有工单"])
    return GOOD


def _show(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.desk import show_order
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        order = show_order(house, args.order)
    _print(args, order, [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in order.items()])
    return GOOD


def _import(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Envelopes carried on a stick go the way of those from the network; the terminal still sends its own."""
    from hub.house import open_house
    from hub.intake import accept

    try:
        rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
        envelopes = [str(row["envelope"]).encode() for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HubError(_USAGE_CODE, f"{args.file}：不是终端导出的文件") from error
    with closing(open_house(settings, clock)) as house:
        statuses = [accept(house, envelope).status for envelope in envelopes]
    taken = statuses.count(200)
    refused = len(statuses) - taken
    _print(args, {"accepted": taken, "refused": refused}, [f"收下 {taken} 件，退回 {refused} 件"])
    return FAULT if refused else GOOD


def _print(args: argparse.Namespace, report: object, lines: Sequence[str]) -> None:
    if args.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(lines))
