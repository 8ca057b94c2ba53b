"""``kiosk-library laws``: official texts in, a law pack for terminals out."""

import argparse
from pathlib import Path
from typing import Any, Final

from pydantic_core import PydanticCustomError

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.clock import SystemClock
from kiosk.content.disk import write_durable
from kiosk.content.laws import BadPackError, Found, LawPack
from kiosk.content.publish import cli_progress
from kiosk.content.publish.article import article_of
from kiosk.content.publish.law_archive import BadArchiveError
from kiosk.content.publish.law_index import index_text
from kiosk.content.publish.law_pack import Imported, import_archive

BAD: Final = "E-CFG-02"
BROKEN: Final = "E-CNT-02"
_SHOWN: Final = 10


def register(actions: Any, common: argparse.ArgumentParser) -> None:
    """Adds ``laws`` to ``kiosk-library``."""
    laws = actions.add_parser("laws", parents=[common], help="收进法律全文，或者查一条")
    laws.add_argument("archive", type=Path, nargs="?", metavar="ARCHIVE", help="法律文本的 tar 文件")
    laws.add_argument("--out", type=Path, metavar="DIR", help="法律库写到哪里（查的时候：从哪里读）")
    laws.add_argument("--index", type=Path, metavar="FILE", help="只有名称和条数的目录写到哪里")
    laws.add_argument("--article", nargs=2, metavar=("法律", "条"), help="从法律库里查一条")
    laws.set_defaults(handler=_laws)


def _laws(args: argparse.Namespace) -> int:
    if args.article is not None:
        return _article(args)
    if args.archive is None or (args.out is None and args.index is None):
        complain(BAD, "要写法律文本的文件，和 --out 或 --index")
        return USAGE
    clock = SystemClock()
    begun = clock.monotonic()
    try:
        with cli_progress.shown(quiet=args.json) as progress:
            imported = import_archive(args.archive, args.out, progress)
        if args.index is not None:
            write_durable(args.index, index_text(imported).encode())
    except BadArchiveError as error:
        complain(BAD, f"{args.archive.name}：{error}")
        return USAGE
    _report(args, imported, clock.monotonic() - begun)
    return GOOD


def _report(args: argparse.Namespace, imported: Imported, seconds: float) -> None:
    """``{"laws", "articles", "files", "text_bytes", "packed_bytes", "older", "skipped", "undated", "gaps",
    "seconds"}``.
    """
    laws = imported.catalogue.laws
    if args.json:
        emit(
            {
                "laws": len(laws),
                "articles": imported.articles,
                "files": imported.files,
                "text_bytes": imported.text_bytes,
                "packed_bytes": imported.packed,
                "older": imported.older,
                "skipped": imported.skipped,
                "undated": imported.undated,
                "gaps": imported.gaps,
                "seconds": round(seconds, 2),
            }
        )
        return
    say(f"{len(laws)} 部法律、{imported.articles} 条，来自 {imported.files} 个文件，用了 {seconds:.1f} 秒")
    say(f"文字 {imported.text_bytes / 1e6:.1f} MB，法律库 {imported.packed / 1e6:.1f} MB")
    _list("有更新版本、没有收的旧版", imported.older)
    _list("不是法律、没有收的文件", imported.skipped)
    _list("没有写日期的", imported.undated)
    _list("条文号不连着的", [f"{name}（缺 {len(gap)} 个号）" for name, gap in imported.gaps.items()])


def _list(what: str, rows: tuple[str, ...] | list[str]) -> None:
    if rows:
        say(f"{what}：{len(rows)}")
        for row in rows[:_SHOWN]:
            say(f"  {row}")


def _article(args: argparse.Namespace) -> int:
    """``{"law", "date", "number", "sub", "chapter", "text", "before", "after"}``: neighbours as texts."""
    name, asked = args.article
    try:
        wanted = article_of(int(asked) if asked.isascii() and asked.isdigit() else asked)
    except PydanticCustomError:
        wanted = None
    if args.out is None or wanted is None:
        complain(BAD, "要写 --out 法律库的目录，条写成 120，第一百二十条之一写成 120之一")
        return USAGE
    try:
        found = LawPack(args.out).article(name, wanted.number, wanted.sub)
    except BadPackError as error:
        complain(BROKEN, str(error))
        return FAULT
    if found is None:
        complain(BAD, f"法律库里没有《{name}》{wanted.chinese}")
        return FAULT
    if args.json:
        emit(_row(found))
    else:
        say(f"{found.law.title}（{found.law.date or '没有日期'}）{found.article.chapter}")
        say(found.article.text)
    return GOOD


def _row(found: Found) -> dict[str, object]:
    article = found.article
    return {
        "law": found.law.title,
        "date": found.law.date,
        "number": article.number,
        "sub": article.sub,
        "chapter": article.chapter,
        "text": article.text,
        "before": found.before.text if found.before else None,
        "after": found.after.text if found.after else None,
    }
