"""``kiosk-hub orders …``: the work-order desk."""

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hub.clock import Clock
from hub.commands.base import FAULT, GOOD, USAGE_CODE, Commands, print_report, require_folder, who
from hub.errors import HubError
from hub.settings import HubSettings

if TYPE_CHECKING:
    from hub.house import House


def add_commands(commands: Commands) -> None:
    orders = commands.group("orders", "工单")
    orders.add("list", "列出工单", _list)
    show = orders.add("show", "打开一单", _show)
    recording = orders.add("recording", "把一单的录音存成能放的文件", _recording)
    signature = orders.add("signature", "把一单的签名存成图", _signature)
    pages = orders.add("pages", "把一单拍的材料存成图，一页一个文件", _pages)
    for opening in (show, recording, signature, pages):
        opening.add_argument("order", metavar="号码", help="工单号或 order_id")
        opening.add_argument("--by", default="", help="谁打开的，会记下来；不填就是登录名")
    signature.add_argument("--out", type=Path, required=True, metavar="FILE", help="存到哪里，.png")
    signature.add_argument("--field", default="", help="哪一项，有几个签名时才要写")
    opened = orders.add("opened", "谁打开过一单、听过录音、看过材料", _opened)
    opened.add_argument("order", metavar="号码", help="工单号或 order_id")
    recording.add_argument("--out", type=Path, required=True, metavar="FILE", help="存到哪里，.opus")
    recording.add_argument("--number", type=int, default=1, metavar="N", help="第几段，不写就是第 1 段")
    pages.add_argument("--out", type=Path, required=True, metavar="DIR", help="存到哪个文件夹")
    pages.add_argument("--number", type=int, default=0, metavar="N", help="第几页，不写就是每一页")
    orders.add("gaps", "哪些终端送来的件中间有缺", _gaps)
    _add_work(orders)
    erasing = orders.add("erase", "删掉办完很久的工单、录音和材料照片，保存期满了用", _erase)
    erasing.add_argument("--over-for", type=int, required=True, metavar="天", help="办完多少天以后，如 730")
    erasing.add_argument("--by", default="", help="经办人，不填就是登录名")
    carried = orders.add("import", "收下终端导出的文件（kiosk orders export）", _import)
    carried.add_argument("file", type=Path, metavar="FILE")


def _add_work(orders: Commands) -> None:
    answer = orders.add("reply", "答复一单；走到“办理中”的每一步都记下来", _reply)
    text = answer.add_mutually_exclusive_group(required=True)
    text.add_argument("--text", help="答复的内容")
    text.add_argument("--file", type=Path, help="内容在这个 UTF-8 文本文件里")
    close = orders.add("close", "办结一单，等居民评价", _close)
    close.add_argument("--reason", default="", help="给居民看的一句话")
    state = orders.add("state", "走一步，如 退回补正", _state)
    state.add_argument("--reason", default="", help="给居民看的一句话；不予受理、退回补正必须写")
    for command in (answer, close, state):
        command.add_argument("order", metavar="号码", help="工单号或 order_id")
        command.add_argument("--by", default="", help="经办人，不填就是登录名")
    state.add_argument("state", metavar="状态")


def _list(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.orders.desk import list_orders
    from hub.orders.text import arrival, flooded, plain
    from kiosk.wire.limits import KINDS

    with closing(open_house(settings, clock)) as house:
        orders = list_orders(house)
    lines = [
        f"{o['order_no'] or plain(o['order_id'])}  {o['state']}  {o['terminal_id']}  {o['seq']}"
        + "".join(f"  {arrival(kind, o[kind])}" for kind in KINDS if kind in o)
        + (f"  {flooded(o['flood'])}" if "flood" in o else "")
        for o in orders
    ]
    print_report(args, orders, lines or ["没有工单"])
    return GOOD


def _show(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.orders.desk import show_order
    from hub.orders.readings import WORDS, note_reading
    from hub.orders.text import order_lines

    by = who(args)
    with closing(open_house(settings, clock)) as house:
        order = show_order(house, args.order)
        note_reading(house, args.order, by, WORDS)
    print_report(args, order, order_lines(order))
    return GOOD


def _recording(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """The sound as it was spoken."""
    from hub.house import open_house
    from hub.orders.attachments import open_attachment
    from hub.orders.readings import SOUND, note_reading
    from kiosk.wire.limits import RECORDING
    from kiosk.wire.models import RecordingNote

    by = who(args)
    require_folder(args.out)
    with closing(open_house(settings, clock)) as house:
        found = open_attachment(house, args.order, RECORDING, args.number)
        note_reading(house, args.order, by, SOUND.format(found.number))
    _write_private(args.out, found.data)
    assert isinstance(found.note, RecordingNote)
    seconds = found.note.ms / 1000
    report = {"order": args.order, "number": found.number, "of": found.of, "seconds": seconds}
    said = f"{args.out}：第 {found.number} 段，一共 {found.of} 段，{seconds:.1f} 秒。听完删掉"
    print_report(args, {**report, "out": str(args.out)}, [said])
    return GOOD


def _pages(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Every page that was photographed, or one of them, each as a file of its own."""
    from hub.house import open_house
    from hub.orders.attachments import open_attachment
    from hub.orders.readings import PAPER, note_reading
    from kiosk.wire.limits import PAGE
    from kiosk.wire.models import PageNote

    by = who(args)
    if not args.out.is_dir():
        raise HubError(USAGE_CODE, f"{args.out}：没有这个文件夹")
    saved: list[dict[str, object]] = []
    with closing(open_house(settings, clock)) as house:
        of = open_attachment(house, args.order, PAGE, args.number or 1).of
        for number in [args.number] if args.number else range(1, of + 1):
            found = open_attachment(house, args.order, PAGE, number)
            note_reading(house, args.order, by, PAPER.format(number))
            assert isinstance(found.note, PageNote)
            file = args.out / f"{number:02d}.jpg"
            _write_private(file, found.data)
            saved.append({"number": number, "field": found.note.field, "out": str(file)})
    said = f"{args.out}：存了 {len(saved)} 页，一共 {of} 页。看完删掉"
    print_report(args, {"order": args.order, "of": of, "pages": saved}, [said])
    return GOOD


def _signature(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.orders.readings import SIGNATURE, note_reading
    from hub.orders.signatures import open_signature

    by = who(args)
    require_folder(args.out)
    with closing(open_house(settings, clock)) as house:
        picture = open_signature(house, args.order, args.field)
        note_reading(house, args.order, by, SIGNATURE)
    _write_private(args.out, picture)
    print_report(args, {"order": args.order, "out": str(args.out)}, [f"{args.out}：签名。看完删掉"])
    return GOOD


def _write_private(path: Path, data: bytes) -> None:
    """It is personal: nobody but the owner can read the file."""
    from hub.files import replace

    try:
        replace(path, data)
    except OSError as error:
        raise HubError(USAGE_CODE, f"{path}：写不进去（{error.strerror}）") from error


def _opened(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """``[{"at", "actor", "what"}…]``."""
    from hub.county_time import shown
    from hub.house import open_house
    from hub.orders.readings import list_readings, said
    from hub.orders.text import plain

    with closing(open_house(settings, clock)) as house:
        rows = list_readings(house, args.order)
    lines = [f"{shown(row['at'])}  {plain(row['actor'])}  {said(row['what'])}" for row in rows]
    print_report(args, rows, lines or ["没有人打开过"])
    return GOOD


def _gaps(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.fleet.holdings import list_gaps
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        gaps = list_gaps(house)
    names = {"missing": "缺", "underway": "还没送到", "before": "这次注册以前，或缺"}
    lines = [f"{g['terminal_code']}  {g['from']}–{g['to']}  {names[g['kind']]}" for g in gaps]
    print_report(args, gaps, lines or ["没有缺件"])
    return GOOD


def _reply(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.orders.casework import reply

    try:
        text = args.text if args.file is None else args.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(USAGE_CODE, f"{args.file}：读不了，要 UTF-8 文本") from error
    return _work(args, settings, clock, lambda house, by: reply(house, args.order, text, by))


def _close(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.orders.casework import close

    return _work(args, settings, clock, lambda house, by: close(house, args.order, args.reason, by))


def _state(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.orders.casework import set_state

    return _work(
        args, settings, clock, lambda house, by: set_state(house, args.order, args.state, args.reason, by)
    )


def _work(
    args: argparse.Namespace, settings: HubSettings, clock: Clock, do: Callable[["House", str], str]
) -> int:
    from hub.house import open_house

    by = who(args)
    with closing(open_house(settings, clock)) as house:
        state = do(house, by)
    print_report(args, {"order": args.order, "state": state}, [f"{args.order}：{state}"])
    return GOOD


def _erase(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house
    from hub.orders.erasure import erase

    by = who(args)
    with closing(open_house(settings, clock)) as house:
        count = erase(house, args.over_for, by)
    print_report(args, {"erased": count}, [f"删掉 {count} 单的内容、录音和材料照片，工单号和评价留着"])
    return GOOD


def _import(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Envelopes carried on a stick go the way of those from the network; the terminal still sends its own."""
    from hub.house import open_house
    from hub.uplink.intake import accept

    try:
        rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
        envelopes = [str(row["envelope"]).encode() for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HubError(USAGE_CODE, f"{args.file}：不是终端导出的文件") from error
    with closing(open_house(settings, clock)) as house:
        statuses = [accept(house, envelope).status for envelope in envelopes]
    taken = statuses.count(200)
    refused = len(statuses) - taken
    print_report(args, {"accepted": taken, "refused": refused}, [f"收下 {taken} 件，退回 {refused} 件"])
    return FAULT if refused else GOOD
