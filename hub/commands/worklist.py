"""``kiosk-hub content worklist`` and ``terminals counts``: what was counted without anybody's name."""

import argparse
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from hub.clock import Clock
from hub.commands.base import GOOD, USAGE_CODE, Commands, Parser, print_report
from hub.errors import HubError
from hub.house import House
from hub.settings import HubSettings

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_SHOWN: Final = 20  # of each list; --json has all
_ANSWERS: Final = {"yes": "是", "no": "否"}


def add_worklist(content: Commands) -> None:
    _options(
        content.add(
            "worklist", "该写、该改什么：没搜到的词、没解决的、问卷、常答错的题（全县合计）", _worklist
        )
    )


def add_counts(terminals: Commands) -> None:
    parser = terminals.add("counts", "一台终端报来的合计，看它数没数、报没报", _counts)
    parser.add_argument("terminal", metavar="代号或编号")
    _options(parser)


def _options(parser: Parser) -> None:
    parser.add_argument("--since", default="", metavar="YYYY-MM", help="从哪个月起，默认三个月前")


def _worklist(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        return _report(args, house)


def _counts(args: argparse.Namespace, settings: HubSettings, clock: Clock) -> int:
    """Of every terminal of this id or code, each by itself would be as good as the sum: one at a time."""
    from hub.database.db import reading
    from hub.fleet.terminals import find_all
    from hub.house import open_house

    with closing(open_house(settings, clock)) as house:
        with reading(house.engine).connect() as connection:
            found = find_all(connection, args.terminal)
        if len(found) > 1:
            ids = "，".join(row.terminal_id for row in found)
            raise HubError("E-HUB-14", f"{args.terminal} 有几台，用编号指明：{ids}")
        if not found:
            raise HubError("E-HUB-14", f"没有终端 {args.terminal}")
        return _report(args, house, found[0].terminal_id)


def _report(args: argparse.Namespace, house: House, terminal_id: str = "") -> int:
    """As ``hub.orders.worklist.worklist`` says; with ``--json`` all of it."""
    from hub.orders.worklist import first_month, worklist

    if args.since and not _MONTH.fullmatch(args.since):
        raise HubError(USAGE_CODE, "--since 写成年和月，如 2026-09")
    found = worklist(house, args.since or first_month(house), terminal_id)
    print_report(args, found, list(_lines(found)))
    return GOOD


def _lines(found: dict[str, Any]) -> Iterator[str]:
    if found["unread"]:
        yield f"有 {found['unread']} 份合计打不开（密钥不在了，或报坏了），没有算进来"
    if not found["reports"]:
        yield f"从 {found['since']} 起还没有终端报来合计：终端每月过完才报上个月的"
        return
    yield f"{'、'.join(found['months'])}，{found['reports']} 份合计；少于 3 次的不单列"
    yield from _misses(found["misses"])
    yield from _not_solved(found["not_solved"])
    yield from _quizzes(found["quizzes"])
    yield from _surveys(found["surveys"])


def _misses(misses: dict[str, Any]) -> Iterator[str]:
    yield f"没搜到好答案的：{misses['visits']} 人次"
    for row in misses["words"][:_SHOWN]:
        yield f"  {row['word']}  {row['visits']} 人次"
    if misses["unnamed"]:
        yield f"  词表里没有的、或太少不单列的  {misses['unnamed']}"


def _not_solved(found: dict[str, Any]) -> Iterator[str]:
    if not found["items"] and not any(found["unnamed"].values()):
        return
    yield "看完没解决的（没解决＋去找人问）："
    for row in found["items"][:_SHOWN]:
        yield f"  {row['item']}  没解决 {row['no']}，找人问 {row['help']}，解决了 {row['yes']}"
    rest = found["unnamed"]
    if any(rest.values()):
        yield f"  太少不单列的  没解决 {rest['no']}，找人问 {rest['help']}，解决了 {rest['yes']}"


def _quizzes(rows: list[dict[str, Any]]) -> Iterator[str]:
    wrong = [row for row in rows if row["wrong"]]
    if wrong:
        yield "常答错的题："
    for row in wrong[:_SHOWN]:
        tried = row["right"] + row["wrong"]
        yield f"  {row['quiz']}（{row['version']}）第 {row['question']} 题  {tried} 人答，{row['wrong']} 人错"


def _surveys(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"问卷 {row['survey']}（{row['version']}）：{row['asked']} 人打开，{row['answered']} 人答完"
        for question, chosen in row["chosen"].items():
            said = "，".join(f"{_ANSWERS.get(value, value)}：{visits}" for value, visits in chosen.items())
            yield f"  {question}  {said}"
