"""``kiosk-hub init`` and ``serve``."""

import argparse
import json
import ssl
from contextlib import closing
from pathlib import Path

from hub.clock import Clock, iso
from hub.commands.base import GOOD, USAGE_CODE, Commands, print_report
from hub.commands.trust import WARNING, offline_folder
from hub.errors import HubError
from hub.settings import HubSettings
from hub.trust.offline_keys import make_offline_keys


def add_commands(commands: Commands) -> None:
    commands.add("init", "建立密钥和数据库", _init)
    serve = commands.add("serve", "提供服务，直到收到 SIGTERM", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8080, help="0 为任选一个空闲端口")
    serve.add_argument("--tls-cert", type=Path, help="证书链，PEM")
    serve.add_argument("--tls-key", type=Path, help="证书的私钥，PEM")
    serve.add_argument("--quota-orders", type=_count, default=500, help="一台终端一天最多送多少件")
    serve.add_argument("--quota-mb", type=_count, default=200, help="一台终端一天最多送多少 MB")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("端口是 0 到 65535 的整数")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1_000_000_000:
        raise argparse.ArgumentTypeError("要大于 0 的整数")
    return int(text)


def _init(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import make_house, open_house

    made = make_house(settings, clock)
    folder = offline_folder(settings)
    if made and not folder.exists():
        make_offline_keys(folder, iso(clock.now()), "")
    with closing(open_house(settings, clock)) as house:
        report: dict[str, object] = {"data": str(settings.data), "hub_id": house.hub_id, "created": made}
    lines = [f"{'已建立' if made else '已经有了'}：{house.hub_id}（{settings.data}）"]
    if folder.exists():
        lines.append(f"{folder}：{WARNING}")
        report["warning"] = lines[-1]
    print_report(args, report, lines)
    return GOOD


def _serve(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.app import create_app
    from hub.serve import serve

    if (args.tls_cert is None) != (args.tls_key is None):
        raise HubError(USAGE_CODE, "--tls-cert 和 --tls-key 要一起给")
    tls = (args.tls_cert, args.tls_key) if args.tls_cert else None
    quotas = {"quota_envelopes": args.quota_orders, "quota_bytes": args.quota_mb * 1024 * 1024}
    settings = settings.model_copy(update=quotas)
    host = f"[{args.host}]" if ":" in args.host else args.host

    def announce(port: int) -> None:
        url = f"{'https' if tls else 'http'}://{host}:{port}"
        print(json.dumps({"host": args.host, "port": port, "url": url}), flush=True)

    if tls:
        _require_tls(*tls)
    app = create_app(settings, clock)
    try:
        serve(app, args.host, args.port, announce, tls)
    except OSError as error:
        raise HubError(USAGE_CODE, f"{args.host}:{args.port} 用不了：{error.strerror}") from error
    return GOOD


def _require_tls(chain: Path, key: Path) -> None:
    """Raises HubError E-HUB-05."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chain, key)
    except (OSError, ValueError) as error:  # SSLError is one, too
        raise HubError(USAGE_CODE, f"{chain}、{key}：读不了，不是 PEM，或者两个不是一对") from error
