"""``kiosk-hub enrol-bundle``: what a technician carries to a terminal."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from hub.cli_base import GOOD, USAGE_CODE, Commands, print_report
from hub.clock import Clock
from hub.errors import HubError
from hub.settings import HubSettings
from kiosk.wire.ids import is_terminal_code
from kiosk.wire.transport import allowed_url


def add_commands(commands: Commands) -> None:
    bundle = commands.add("enrol-bundle", "做一个终端的注册包", _enrol_bundle)
    bundle.add_argument("--url", required=True, help="终端用来连中心的地址")
    bundle.add_argument("--out", type=Path, required=True)
    bundle.add_argument("--terminal-code", default="", help="终端代号，如 SS3；不填就自动编")
    bundle.add_argument("--ca", type=Path, help="中心证书的签发机构，PEM")
    bundle.add_argument("--hours", type=float, default=24.0, help="有效小时数")


def _enrol_bundle(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.enrolment import make_bundle
    from hub.house import open_house

    if args.terminal_code and not is_terminal_code(args.terminal_code):
        raise HubError(USAGE_CODE, "--terminal-code 只能用 1 到 12 个大写字母和数字")
    if not allowed_url(args.url):
        raise HubError(USAGE_CODE, "--url 要用 https；http 只能连本机")
    if args.url.startswith("https:") and args.ca is None:
        raise HubError(USAGE_CODE, "https 要用 --ca 给出签发机构")
    if not 0 < args.hours <= 24 * 30:
        raise HubError(USAGE_CODE, "--hours 大于 0，不超过 720")
    try:
        ca_pem = args.ca.read_text(encoding="ascii") if args.ca else ""
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(USAGE_CODE, f"{args.ca}：读不了") from error
    with closing(open_house(settings, clock)) as house:
        bundle = make_bundle(house, args.url, ca_pem, args.terminal_code, args.hours)
    try:
        _write_secret(args.out, bundle.model_dump_json(indent=1) + "\n")
    except OSError as error:
        raise HubError(USAGE_CODE, f"{args.out}：{error.strerror}") from error
    report = {"out": str(args.out), "terminal_code": bundle.terminal_code, "expires_at": bundle.expires_at}
    line = f"{args.out}：终端 {bundle.terminal_code}，{bundle.expires_at} 前有效，只能用一次"
    print_report(args, report, [line])
    return GOOD


def _write_secret(path: Path, text: str) -> None:
    """The bundle holds a code: nobody else may read it, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
