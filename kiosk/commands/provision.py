"""``kiosk provision``: enrols this terminal with a hub, by a file, a scanned code, or a typed one."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Final

from kiosk.cli_output import GOOD, emit, say, tell
from kiosk.clock import Clock, SystemClock
from kiosk.commands.staff import read_pin_file
from kiosk.config import Config
from kiosk.doorbell import SYNC_BELL, UI_BELL, ring
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import count_unproved
from kiosk.store.floor import Floor, reference_time
from kiosk.store.identity import load_enrolled
from kiosk.store.moment import clock_trusted
from kiosk.store.pin import StaffPin, make_pin, read_pin
from kiosk.store.receipts import Receipts
from kiosk.store.space import store_space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.sync.enrolment import Means, enrol, known, reset
from kiosk.sync.http import Http
from kiosk.sync.invitation import from_file, from_qr, from_typing
from kiosk.wire.bundle import Invitation
from kiosk.wire.models import Enrolled
from kiosk.wire.words import hub_keys

_USAGE: Final = "E-CFG-02"
_YES: Final = "一样"


def register(commands: Any) -> None:
    provision = commands.add_parser("provision", help="向中心注册")
    provision.add_argument("--bundle", type=Path, metavar="FILE", help="中心给的注册包")
    provision.add_argument("--remove-bundle", action="store_true", help="注册成了就删掉注册包文件")
    provision.add_argument("--qr", metavar="TEXT", help="注册二维码的内容；- 为从键盘或扫码器读一行")
    provision.add_argument("--code", help="中心念的 16 位注册码，同时给 --url")
    provision.add_argument("--reset", action="store_true", help="注销本机：要管理密码，工单都送完了才行")
    provision.add_argument("--url", default="", help="中心的地址，和 --code 一起用")
    provision.add_argument(
        "--pin-file",
        metavar="FILE",
        help="管理密码，6 到 12 位数字；- 为从键盘读。第一次不给就自动做",
    )
    provision.add_argument("--words", default="", help="中心念的六个词，用空格隔开；给了就由本机来比")
    provision.add_argument("--wait", type=float, default=1800.0, help="最多等中心接受多少秒")
    provision.set_defaults(handler=provision_terminal)


def provision_terminal(args: argparse.Namespace, config: Config) -> int:
    """Prints ``terminal_id, terminal_code, hub_id, hub_url, trust_version``; ``words`` when there were any to
    compare, ``staff_pin`` when one was made here: it is shown this once, ``bundle_removed`` if asked for.
    """
    _require_one_way(args)
    desk = _Desk(args, config, SystemClock())
    with closing(open_database(store_path(config.state_path))) as connection:
        space = store_space(config)

        before = load_enrolled(config.state_path)

        @contextmanager
        def hold_queue() -> Iterator[int]:
            if before is not None:
                # With the former hub's keys, the last chance to: afterwards its receipts prove nothing here.
                Receipts(connection, desk.clock, space).verify(hub_keys(*before.receipt_keys), before.hub_id)
            with transaction(connection, space):
                yield count_unproved(connection)

        if args.reset:
            return _reset(config, desk, before, hold_queue)
        invitation = _invitation(args)
        if not known(invitation, before):
            desk.take_pin(before)
        trusted = clock_trusted(connection, desk.clock, desk.clock.boot_id())
        reference = reference_time(Floor(config.state_path), desk.clock.now(), trusted=trusted)
        means = Means(
            connect=desk.connect,
            hold_queue=hold_queue,
            show_words=desk.show_words,
            agree=desk.agree,
            clock=desk.clock,
            reference=reference,
            trusted_root=_trusted_root(config),
            before_commit=desk.set_pin,
            patience_s=args.wait,
        )
        with storing():  # the keys' files, on a disk that takes none
            enrolled = enrol(invitation, config.state_path, means)
    _ring(config)
    desk.report(enrolled)
    return GOOD


def _require_one_way(args: argparse.Namespace) -> None:
    """One way in, and nothing beside it that would be left unheard. Raises KioskError E-CFG-02."""
    given = {"--bundle": args.bundle, "--qr": args.qr, "--code": args.code, "--reset": args.reset or None}
    ways = [name for name, value in given.items() if value is not None]
    if not ways:
        raise KioskError(_USAGE, "要给 --bundle、--qr、--code 或 --reset 里的一个")
    if len(ways) > 1:
        raise KioskError(_USAGE, f"{'、'.join(ways)} 只能给一个")
    if args.url and args.code is None:
        raise KioskError(_USAGE, f"--url 只和 --code 一起给，不和 {ways[0]} 一起")
    if args.code is not None and not args.url:
        raise KioskError(_USAGE, "--code 要和 --url 一起给")
    if args.remove_bundle and args.bundle is None:
        raise KioskError(_USAGE, "--remove-bundle 只和 --bundle 一起给")
    if args.reset and args.words:
        raise KioskError(_USAGE, "--reset 是注销，不比六个词，不要给 --words")


def _reset(
    config: Config,
    desk: "_Desk",
    before: Enrolled | None,
    hold_queue: Callable[[], AbstractContextManager[int]],
) -> int:
    if before is None:
        raise KioskError("E-STO-04")
    desk.take_pin(before)
    reset(config.state_path, hold_queue)
    _ring(config)
    desk.say_reset(before)
    return GOOD


def _ring(config: Config) -> None:
    for bell in (SYNC_BELL, UI_BELL):
        ring(config.run_path / bell)


def _invitation(args: argparse.Namespace) -> Invitation:
    if args.bundle is not None:
        return from_file(args.bundle)
    if args.qr is not None:
        return from_qr(sys.stdin.readline() if args.qr == "-" else args.qr)
    return from_typing(args.url, args.code)


def _trusted_root(config: Config) -> str:
    path = config.content.trusted_root
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError("E-CFG-01", f"content.trusted_root：{path} 读不了") from error


class _Desk:
    """What passes between the program and whoever stands at the terminal."""

    def __init__(self, args: argparse.Namespace, config: Config, clock: Clock) -> None:
        self._args = args
        self._config = config
        self.clock = clock
        self._pin = StaffPin(config.state_path, clock)
        self._new_pin = ""
        self._made_pin = ""
        self._words = ""

    def connect(self, url: str, ca_pem: str | None) -> Http:
        """Certificates are not held against a clock that may never have been set."""
        sync = self._config.sync
        return Http(url, ca_pem, sync.connect_timeout_s, sync.read_timeout_s, self.clock, check_time=False)

    def take_pin(self, before: Enrolled | None) -> None:
        """The first enrolment sets a PIN; every later one wants it. Raises KioskError E-PIN-…."""
        given = read_pin(read_pin_file(self._args.pin_file)) if self._args.pin_file else ""
        if before is not None:
            if not given and self._pin.state().is_set:
                raise KioskError("E-PIN-03", "重新注册要管理密码，用 --pin-file 给出")
            self._pin.check(given)
            return
        if not given:
            given = self._made_pin = make_pin()
        self._new_pin = given

    def set_pin(self) -> None:
        if self._new_pin:
            self._pin.set(self._new_pin)

    def show_words(self, words: str) -> None:
        self._words = words
        tell(f"六个词：{words}")
        tell("打电话给中心，两边各念一遍。一样，请中心接受；不一样，按 Ctrl-C 停下。")

    def agree(self, words: str) -> bool:
        """Compared by machine where the county's words were given; else by whoever sits at the keyboard. With
        neither, the operator's acceptance alone counts.
        """
        if self._args.words:
            return " ".join(self._args.words.split()) == words
        if not sys.stdin.isatty():
            return True
        tell(f"中心已接受。中心念的六个词和上面一样吗？一样就输入“{_YES}”：")
        return sys.stdin.readline().strip() == _YES

    def say_reset(self, before: Enrolled) -> None:
        if self._args.json:
            emit({"reset": True, "terminal_id": before.terminal_id})
        else:
            say(f"已注销：终端 {before.terminal_code}。中心那边用 kiosk-hub terminals revoke 撤销")

    def report(self, enrolled: Enrolled) -> None:
        said: dict[str, object] = {
            "terminal_id": enrolled.terminal_id,
            "terminal_code": enrolled.terminal_code,
            "hub_id": enrolled.hub_id,
            "hub_url": enrolled.hub_url,
            "trust_version": enrolled.trust_version,
        }
        if self._words:
            said["words"] = self._words
        if self._made_pin:
            said["staff_pin"] = self._made_pin
        removed = self._remove_bundle() if self._args.remove_bundle else None
        if removed is not None:
            said["bundle_removed"] = removed
        if self._args.json:
            emit(said)
            return
        say(f"已注册：终端 {enrolled.terminal_code}，中心 {enrolled.hub_url}")
        if self._made_pin:
            say(f"管理密码：{self._made_pin}（只显示这一次，请记下）")
        if self._args.bundle is not None:
            left = "文件已删掉" if removed else f"文件没有用了，可以删：{self._args.bundle}"
            say(f"注册包里的注册码已用掉，别的机器再用不了；{left}")

    def _remove_bundle(self) -> bool:
        """The enrolment stands, whatever becomes of the file: a stick may be read-only."""
        try:
            self._args.bundle.unlink()
        except OSError as error:
            tell(f"注册包删不掉（{error.strerror}），请自己删：{self._args.bundle}")
            return False
        return True
