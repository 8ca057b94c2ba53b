"""``kiosk orders``: the queue of this terminal, and a submit that goes the same way as a screen's."""

import argparse
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say, table
from kiosk.clock import SystemClock
from kiosk.commands.order_text import order_cells, order_lines
from kiosk.config import Config
from kiosk.content.library import load
from kiosk.control.client import ask
from kiosk.domain.forms import Draft, fields_of, problems, submitted_fields
from kiosk.domain.instants import CHINA
from kiosk.domain.library import Library, ServiceItem
from kiosk.domain.work_order import Submission
from kiosk.doorbell import SYNC_BELL, ring
from kiosk.errors import KioskError
from kiosk.store import report
from kiosk.store.db import open_database, store_path
from kiosk.store.files import write_durably
from kiosk.store.identity import SealerSource
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.reading import reading
from kiosk.store.space import store_space
from kiosk.wire.ids import uuid7
from kiosk.words.problems import ProblemTexts

_INPUT: Final = "E-STO-05"
_USAGE: Final = "E-CFG-02"


class SubmitFile(BaseModel):
    """FILE of ``orders submit``. ``order_id`` (a UUID) makes it repeatable: the same one submits once."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    item: str
    fields: dict[str, str]
    order_id: str = ""


class InputProblems(Exception):
    """What is wrong with FILE: code and sentence for each."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        super().__init__(f"{len(lines)} problems")
        self.lines = lines


def register(commands: Any) -> None:
    orders = commands.add_parser("orders", help="工单队列")
    actions = orders.add_subparsers(metavar="动作", required=True)
    actions.add_parser("list", help="列出本机的工单").set_defaults(handler=list_orders)
    show = actions.add_parser("show", help="看一单的状态；内容已封好，本机看不了")
    show.add_argument("order", metavar="号码")
    show.set_defaults(handler=show_order)
    retry = actions.add_parser("retry", help="把中心退回的再送一次")
    retry.add_argument("order", metavar="号码", nargs="?", help="不写就是全部退回的")
    retry.set_defaults(handler=retry_orders)
    export = actions.add_parser("export", help="把没送到的封好的工单存成文件，带去中心")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--all", action="store_true", help="已送到但还留着的也要")
    export.set_defaults(handler=export_orders)
    submit = actions.add_parser("submit", help='提交一单：{"item": …, "fields": {…}}')
    submit.add_argument("file", type=Path, metavar="FILE.json")
    submit.set_defaults(handler=submit_order)


@contextmanager
def _store(config: Config) -> Iterator[OrderStore]:
    clock = SystemClock()
    space = store_space(config)
    connection = open_database(store_path(config.state_path), check=False)
    sealer, numbers = SealerSource(config.state_path), NumberBlocks(config.state_path)
    with closing(OrderStore(connection, sealer, clock, space, os.urandom, numbers)) as orders:
        yield orders


def _reading(config: Config) -> AbstractContextManager[sqlite3.Connection]:
    return reading(store_path(config.state_path), config.run_path)


def list_orders(args: argparse.Namespace, config: Config) -> int:
    """``[{"order_id", "order_no", "seq", "state", "committed_at", "attempts", "reason"}…]``, oldest first."""
    with _reading(config) as connection:
        rows = report.orders(connection)
    if args.json:
        emit(rows)
    elif rows:
        today = _today()
        for line in table([order_cells(row, today) for row in rows]):
            say(line)
    else:
        say("没有工单")
    return GOOD


def show_order(args: argparse.Namespace, config: Config) -> int:
    """All that this terminal can know of one order; what was written is sealed to the hub."""
    with _reading(config) as connection:
        row = report.order(connection, args.order)
    if row is None:
        complain(_USAGE, f"没有这个号码：{args.order}")
        return USAGE
    word = row.pop("hub_word")
    row["hub_word"] = json.loads(json.loads(word)["text"]) if word else None
    if args.json:
        emit(row)
    else:
        for line in order_lines(row, _today()):
            say(line)
    return GOOD


def _today() -> datetime:
    return SystemClock().now().astimezone(CHINA)


def retry_orders(args: argparse.Namespace, config: Config) -> int:
    """Asks sync, through the screen when one runs, to send again what the hub refused. Prints the rows."""
    name = args.order or ""
    answer = ask(config.run_path, "retry", {"order": name} if name else {})
    if answer is not None:
        seqs = cast("list[int]", answer["seq"])
    else:
        with _store(config) as store:
            seqs = report.ask_again(store, name)
        ring(config.run_path / SYNC_BELL)
    if args.json:
        emit({"seq": seqs})
    else:
        say(f"已要求重送 {len(seqs)} 单")
    return GOOD


def export_orders(args: argparse.Namespace, config: Config) -> int:
    """One line of JSON an envelope, still sealed; they stay queued until a receipt comes back.

    ``{"out", "envelopes", "unreadable"}``: what a damaged disk still gives is written, and 1 returned.
    """
    out = args.out.absolute()
    if not out.parent.is_dir():
        raise KioskError(_USAGE, f"没有 {out.parent} 这个目录：看看盘插好没有，路径写对没有")
    with _reading(config) as connection:
        found = report.envelopes(connection, everything=args.all)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found.rows)
    try:
        write_durably(out, text.encode(), 0o600)
    except OSError as error:
        raise KioskError(_USAGE, f"{args.out}: {error.strerror}") from error
    if args.json:
        emit({"out": str(args.out), "envelopes": len(found.rows), "unreadable": found.unreadable})
    else:
        say(f"{args.out}：{len(found.rows)} 件，仍在排队，收到中心回执才算送到")
    if found.unreadable:
        complain("E-STO-03", f"另有 {found.unreadable} 件读不出来，请把整个数据目录原样拷走，交给中心")
        return FAULT
    return GOOD


def submit_order(args: argparse.Namespace, config: Config) -> int:
    """``{"order_no", "order_id", "seq", "durable": true, "secret"}``, printed only once it is durable."""
    clock = SystemClock()
    library = load(config.content_path, config.factory_content_path)
    try:
        asked = _read(args.file)
        item = _item(library, asked.item)
        order_id = asked.order_id or uuid7(clock.now(), os.urandom)
        typed = "typed" if "id_number" in asked.fields else ""
        draft = Draft(item.id, order_id, dict(asked.fields), identity_source=typed)
        wrong = problems(item, draft, clock.now().astimezone(CHINA).date())
        if wrong:
            labels = {field.id: field.label for field in fields_of(item)}
            told = {name: ProblemTexts().says(one, labels.get(name, "")) for name, one in wrong.items()}
            raise InputProblems(*((_INPUT, f"{name}：{sentence}") for name, sentence in told.items()))
    except InputProblems as error:
        for code, sentence in error.lines:
            complain(code, sentence)
        return USAGE
    submission = Submission(
        order_id=order_id,
        item_id=item.id,
        fields=submitted_fields(item, draft),
        site=library.site.name,
        content_release=library.info.release,
        identity_source=typed,
    )
    with _store(config) as store:
        committed = store.commit(submission)
    ring(config.run_path / SYNC_BELL)
    if args.json:
        emit(
            {
                "order_no": committed.order_no,
                "order_id": committed.order_id,
                "seq": committed.seq,
                "durable": True,
                "secret": committed.secret,
            }
        )
    else:
        say(f"已提交，号码 {committed.order_no}")
    return GOOD


def _read(path: Path) -> SubmitFile:
    """Raises InputProblems, every one named."""
    try:
        asked = SubmitFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputProblems((_USAGE, f"{path}：{error.strerror}")) from error
    except ValidationError as error:
        lines = tuple(
            (_INPUT, f"{'.'.join(map(str, detail['loc'])) or path.name}：{detail['msg']}")
            for detail in error.errors(include_input=False)
        )
        raise InputProblems(*lines) from None
    if asked.order_id and not _is_uuid(asked.order_id):
        raise InputProblems((_INPUT, "order_id：要写成 UUID"))
    return asked


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _item(library: Library, item_id: str) -> ServiceItem:
    item = library.item(item_id)
    if item is None:
        known = "、".join(known.id for known in library.items)
        raise InputProblems((_INPUT, f"item：没有事项 {item_id}，有 {known}"))
    return item
