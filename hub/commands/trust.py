"""``kiosk-hub trust …`` and ``keys …``: what terminals are told to trust, signed with keys kept off-line."""

import argparse
import ssl
from contextlib import closing
from pathlib import Path

from hub.clock import Clock, iso
from hub.commands.base import GOOD, USAGE_CODE, Commands, Parser, print_report, require_folder
from hub.errors import HubError
from hub.settings import HubSettings
from hub.trust.offline_keys import OfflineKey, load_offline_keys, make_offline_keys
from kiosk.wire.transport import allowed_url
from kiosk.wire.trust import LONGEST_CA, LONGEST_URL

WARNING = "离线密钥能决定终端信任谁。正式使用前，把三套分别移到三个不联网的盘里、三个人各管一个，这里不要留。"


def add_commands(commands: Commands) -> None:
    trust = commands.group("trust", "终端信任谁：离线签发")
    init = trust.add("init", "做一套离线密钥", _init)
    init.add_argument("--out", type=Path, help="放在哪里，不填就是数据目录里的 offline-keys")
    _passphrase(init)
    publish = trust.add("publish", "签发新一版：中心地址、证书、密钥", _publish)
    publish.add_argument("--url", default="", help="终端用来连中心的地址，不填就照旧")
    publish.add_argument("--ca", type=Path, help="中心证书的签发机构，PEM，不填就照旧")
    add_key_options(publish)
    change = trust.add("replace", "换一套离线密钥（丢了一把就换），旧的要有两把", _replace)
    change.add_argument("--new", type=Path, required=True, metavar="DIR", help="新的一套，用 trust init 做好")
    change.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help="新的一套的口令")
    add_key_options(change)
    trust.add("show", "现在签发的是哪一版", _show)

    keys = commands.group("keys", "中心自己的密钥")
    rotate = keys.add("rotate", "换新的密钥并签发；旧工单照样能打开", _rotate)
    rotate.add_argument("--seal", action="store_true", help="封工单的密钥")
    rotate.add_argument("--receipt", action="store_true", help="签回执的密钥")
    rotate.add_argument("--online", action="store_true", help="签信任文件在线部分的密钥")
    rotate.add_argument("--distrust-old", action="store_true", help="旧的回执密钥泄露了，从此不认")
    add_key_options(rotate)


def add_key_options(parser: Parser) -> None:
    parser.add_argument("--keys", type=Path, action="append", metavar="DIR", help="离线密钥在哪里，可给几个")
    _passphrase(parser)


def _passphrase(parser: Parser) -> None:
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="离线密钥的口令")


def offline_folder(settings: HubSettings) -> Path:
    return settings.data / "offline-keys"


def offline_keys(args: argparse.Namespace, settings: HubSettings) -> list[OfflineKey]:
    """The off-line keys at hand: where ``--keys`` says, or those made by ``init``."""
    return load_offline_keys(args.keys or [offline_folder(settings)], read_passphrase(args))


def read_passphrase(args: argparse.Namespace) -> str:
    return _read_text(args.passphrase_file)


def _read_text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        words = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(USAGE_CODE, f"{path}：读不了") from error
    if not words:  # the keys would lie there plain, and whoever asked for it would not know
        raise HubError(USAGE_CODE, f"{path}：是空的，里面要有口令")
    return words


def read_ca(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(USAGE_CODE, f"{path}：读不了") from error


def _init(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    require_folder(args.out)
    folder = args.out or offline_folder(settings)
    made = make_offline_keys(folder, iso(clock.now()), read_passphrase(args))
    report = {"out": str(folder), "keys": [path.name for path in made], "warning": WARNING}
    print_report(args, report, [f"{folder}：{len(made)} 把离线密钥", WARNING])
    return GOOD


def _publish(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.trust.document import publish
    from hub.trust.file import read_published

    before = read_published(settings)
    url = args.url or (before.hub.hub_url if before is not None else "")
    ca_pem = read_ca(args.ca)
    if ca_pem is None:
        ca_pem = before.hub.ca_pem if before is not None else ""
    require_address(url, ca_pem)
    with closing(open_house(settings, clock)) as house:
        hub = publish(house, url, ca_pem, offline_keys(args, settings))
    _report(args, {"version": hub.version, "hub_url": hub.hub_url})
    return GOOD


def _replace(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.trust.document import publish
    from hub.trust.file import read_published

    before = read_published(settings)
    if before is None:
        raise HubError("E-HUB-13")
    new_set = load_offline_keys([args.new], _read_text(args.new_passphrase_file))
    if not new_set:  # nothing would be replaced, and it would look as if
        raise HubError("E-HUB-12", f"{args.new}：里面没有离线密钥，先用 kiosk-hub trust init 做一套")
    with closing(open_house(settings, clock)) as house:
        old = offline_keys(args, settings)
        hub = publish(house, before.hub.hub_url, before.hub.ca_pem, old, new_set=new_set)
    _report(args, {"version": hub.version, "new": str(args.new)})
    return GOOD


def require_address(url: str, ca_pem: str) -> None:
    """Raises HubError E-HUB-05."""
    if not allowed_url(url):
        raise HubError(USAGE_CODE, "--url 要用 https；http 只能连本机")
    if len(url) > LONGEST_URL or not url.isprintable():
        raise HubError(USAGE_CODE, f"--url 最多 {LONGEST_URL} 个字，不能有控制字符")
    if url.startswith("https:") and not ca_pem:
        raise HubError(USAGE_CODE, "https 要用 --ca 给出签发机构")
    if ca_pem and not _holds_certificates(ca_pem):
        raise HubError(USAGE_CODE, f"--ca 里没有能用的证书，要 PEM，最长 {LONGEST_CA // 1024} KB")


def _holds_certificates(ca_pem: str) -> bool:
    """What is signed and no certificate would cut off every terminal that is told of it."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError):
        return False
    return len(ca_pem) <= LONGEST_CA


def _show(args: argparse.Namespace, settings: HubSettings, _clock: Clock) -> int:
    from hub.trust.file import read_published

    published = read_published(settings)
    if published is None:
        raise HubError("E-HUB-13")
    hub = published.hub
    _report(
        args,
        {
            "version": hub.version,
            "hub_id": hub.hub_id,
            "hub_url": hub.hub_url,
            "receipt_keys": hub.receipt_keys,
            "seal_key": hub.seal_key,
            "roots": len(published.document.roots),
        },
    )
    return GOOD


def _rotate(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.trust.rotation import rotate

    uses = {"sealing": args.seal, "signing": args.receipt, "online": args.online}
    wanted = [use for use, asked in uses.items() if asked]
    if not wanted and not args.distrust_old:
        raise HubError(USAGE_CODE, "要换哪个：--seal、--receipt、--online")
    with closing(open_house(settings, clock)) as house:
        hub = rotate(house, wanted, offline_keys(args, settings), distrust_old=args.distrust_old)
    _report(args, {"version": hub.version, "rotated": wanted})
    return GOOD


def _report(args: argparse.Namespace, report: dict[str, object]) -> None:
    print_report(args, report, [f"{name}：{value}" for name, value in report.items()])
