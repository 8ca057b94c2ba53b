"""``kiosk search TEXT``: what the terminal would find in the content it serves."""

import argparse
from typing import Any, Final

from kiosk.cli_output import GOOD, emit, say, table
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.content.search import LIMIT, open_search
from kiosk.domain.search_terms import LONGEST_QUESTION
from kiosk.errors import KioskError

_MOST: Final = 100


def register(commands: Any) -> None:
    search = commands.add_parser("search", help="在内容里查找")
    search.add_argument("text", metavar="TEXT", nargs="+", help="要找的话：汉字、拼音、首字母都行")
    search.add_argument("--limit", type=int, default=LIMIT, metavar="N", help=f"最多几条，默认 {LIMIT}")
    search.set_defaults(handler=_search)


def _search(args: argparse.Namespace, config: Config) -> int:
    """``{"results": [{"id", "kind", "topic", "title", "score", "snippet"}…], "ms"}``, best first; ``score`` 0
    is of what is shown because nothing fits well: the nearest topics and whom to ask. ``ms``: of the search
    alone, without opening the index.
    """
    text = " ".join(args.text).strip()
    if not text:
        raise KioskError("E-CFG-02", "要写找什么")
    if not 1 <= args.limit <= _MOST:
        raise KioskError("E-CFG-02", f"--limit 是 1 到 {_MOST}")
    clock = SystemClock()
    index = open_search(config.content_path, config.factory_content_path)
    try:
        begun = clock.monotonic()
        answer = index.ask(text[:LONGEST_QUESTION], args.limit)
        ms = round((clock.monotonic() - begun) * 1000, 1)
    finally:
        index.close()
    rows = [
        {
            "id": found.id,
            "kind": found.kind,
            "topic": found.topic,
            "title": found.title,
            "score": found.score,
            "snippet": found.snippet,
        }
        for found in answer.results
    ]
    if args.json:
        emit({"results": rows, "ms": ms})
        return GOOD
    if not answer.sure:
        say("没有正好的，先看这些：")
    for line in table([[found.kind, found.id, found.title, found.snippet] for found in answer.results]):
        say(line)
    return GOOD
