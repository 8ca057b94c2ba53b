"""``kiosk-library``: the editor's command. It never runs on a terminal."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.clock import SystemClock
from kiosk.config import CHECKOUT, Config
from kiosk.content.library import load
from kiosk.content.publish import (
    check_law,
    cli_clips,
    cli_draft,
    cli_laws,
    cli_papers,
    cli_preview,
    cli_progress,
    cli_search,
    review,
    schemas,
)
from kiosk.content.publish.build import WRONG, LibraryError, build
from kiosk.content.publish.calendar import RUNS_OUT, calendar, runs_out
from kiosk.content.publish.check import check
from kiosk.content.publish.kinds.table import TABLE
from kiosk.content.publish.quality import quality
from kiosk.content.publish.source import Problem, why
from kiosk.domain.duty import Calendar
from kiosk.domain.instants import CHINA
from kiosk.errors import KioskError
from kiosk.glyphs import UiFont, ui_fonts
from kiosk.wire.usage import complaint


class _Parser(argparse.ArgumentParser):
    """argparse that complains in one line with a code."""

    def error(self, message: str) -> NoReturn:
        complain("E-CFG-02", complaint(message, self.format_usage()))
        raise SystemExit(USAGE)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 good, 1 something is wrong with the content, 2 bad usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == [cli_preview.NAME]:
        return cli_preview.preview(given[1:])
    try:
        args = _parser().parse_args(given)
    except SystemExit as done:
        return int(done.code or 0)
    if not args.library.is_dir():
        complain("E-CFG-02", f"没有这个目录：{args.library}")
        return USAGE
    try:
        status: int = args.handler(args)
    except OSError as error:
        complain("E-CNT-02", f"{error.filename or args.library}：{why(error)}")
        return FAULT
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="kiosk-library", description="内容编辑：检查、生成")
    actions = parser.add_subparsers(metavar="动作", required=True, parser_class=_Parser)
    common = _Parser(add_help=False)
    common.add_argument("--library", type=Path, default=CHECKOUT / "library", metavar="DIR", help="内容目录")
    common.add_argument("--fonts", type=Path, default=Config().fonts_path, metavar="DIR", help="字体目录")
    common.add_argument("--json", action="store_true", help="输出一份 JSON")
    checking = actions.add_parser("check", parents=[common], help="检查每个文件")
    checking.add_argument("--quality", action="store_true", help="再看好不好懂、问法重不重、各栏目有多少")
    cli_search.register(checking)
    checking.set_defaults(handler=_check)
    building = actions.add_parser("build", parents=[common], help="检查并生成一个版本")
    building.add_argument(
        "--out", type=Path, default=Config().factory_content_path, metavar="DIR", help="写到哪里"
    )
    building.add_argument("--clips", type=Path, default=CHECKOUT / "clips", metavar="DIR", help="录音目录")
    building.add_argument("--laws", type=Path, metavar="DIR", help="法律库，跟着版本发下去（先用 laws 做）")
    building.add_argument("--if-changed", action="store_true", help="内容没变就什么也不做")
    building.add_argument(
        "--ring",
        choices=(review.TRIAL, review.STABLE),
        default=review.TRIAL,
        help="stable：发给所有终端，全部审过才行",
    )
    building.set_defaults(handler=_build)
    describing = actions.add_parser("schemas", parents=[common], help="写出各种内容的 JSON Schema")
    describing.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    describing.set_defaults(handler=_schemas)
    making = actions.add_parser("lexicon", parents=[common], help="生成拼音词库")
    making.add_argument("--out", type=Path, default=Config().lexicon_path, metavar="FILE", help="写到哪里")
    making.add_argument("--if-changed", action="store_true", help="词典没变就什么也不做")
    making.set_defaults(handler=_lexicon)
    cli_clips.register(actions, common)
    cli_draft.register(actions, common)
    cli_laws.register(actions, common)
    cli_papers.register(actions, common)
    cli_preview.register(actions)
    return parser


def _fonts(args: argparse.Namespace) -> list[UiFont]:
    fonts = [font for font in ui_fonts(args.fonts) if font.present]
    if not fonts:
        complain("E-FNT-01", f"{args.fonts} 里没有字体，没有检查缺字")
    return fonts


def _check(args: argparse.Namespace) -> int:
    """``{"files", "guides", "items", "kinds": {name: parts}, "unreviewed", "law": {"cited", "checked"},
    "problems": [{"file", "line", "text"}…], "reminders": the same}``, with ``--quality`` also ``"quality":
    {"remarks", "topics", "median"}``, with ``--search`` what cli_search.report says.
    """
    fonts = _fonts(args)
    try:
        with cli_progress.shown(quiet=args.json) as progress:
            draft = check(args.library, fonts, progress)
            found = quality(draft) if args.quality else None
            searched = cli_search.report(draft, args.search, SystemClock(), progress) if args.search else {}
    except KioskError as error:
        complain(error.code, error.detail)
        return USAGE
    problems = draft.problems
    old = review.overdue(draft, _today())
    cited = check_law.coverage(draft)
    copied = bool(args.apart and searched.get("copies"))
    if args.json:
        report: dict[str, Any] = {
            "files": len(draft.sources),
            "guides": len(draft.guides),
            "items": len(draft.items),
            "kinds": {kind.name: len(draft.rows.get(kind.name, ())) for kind in TABLE},
            "unreviewed": len(review.unreviewed(draft)),
            "law": {"cited": cited.cited, "checked": cited.checked},
            "problems": _listed(problems),
            "reminders": _listed(old),
        }
        if found is not None:
            report["quality"] = {
                "remarks": _listed(found.remarks),
                "topics": found.topics,
                "median": found.median,
            }
        if searched:
            report["search"] = searched
        emit(report)
    else:
        if not problems:
            say(f"{len(draft.guides)} 篇指南、{len(draft.items)} 个事项，没有问题")
        for remark in found.remarks if found is not None else ():
            say(str(remark))
        for topic, counts in (found.topics if found is not None else {}).items():
            say(f"{topic}：" + "，".join(f"{name} {count}" for name, count in counts.items()))
        if found is not None:
            say(f"引用法条 {cited.cited} 处，{cited.checked} 处对过有没有这一条")
            say(f"回答和步骤，一句的中位数是 {found.median:g} 个字")
        if searched:
            cli_search.show(searched, apart=args.apart)
    _complain(problems)
    for row in old:
        complain(review.OLD, str(row))
    _remind(calendar(row.value for row in draft.years))
    return FAULT if problems or copied else GOOD


def _build(args: argparse.Namespace) -> int:
    """``{"release", "version", "guides", "items", "fresh"}``."""
    try:
        fonts = _fonts(args)
        with cli_progress.shown(quiet=args.json) as progress:
            built = build(
                args.library,
                args.out,
                SystemClock(),
                fonts,
                if_changed=args.if_changed,
                clips=args.clips,
                ring=args.ring,
                laws=args.laws,
                progress=progress,
            )
    except LibraryError as error:
        _complain(error.problems)
        return FAULT
    except KioskError as error:
        complain(error.code, error.detail)
        return FAULT
    if args.json:
        emit(
            {
                "release": built.release,
                "version": built.version,
                "guides": built.guides,
                "items": built.items,
                "fresh": built.fresh,
            }
        )
    else:
        done = "已生成" if built.fresh else "没有变化，仍是"
        say(f"{done}版本 {built.release}（{built.version}）：{built.guides} 篇指南、{built.items} 个事项")
    _remind(load(args.out).calendar)
    return GOOD


def _schemas(args: argparse.Namespace) -> int:
    """``{"files": [name…]}``."""
    written = schemas.write(args.out)
    if args.json:
        emit({"files": written})
    else:
        say(f"写好 {len(written)} 个文件：{args.out}")
    return GOOD


def _lexicon(args: argparse.Namespace) -> int:
    """``{"words", "fresh"}``; ``words`` 0 when the file is still right."""
    from kiosk.content.publish import lexicon

    words = lexicon.build(args.out, if_changed=args.if_changed)
    if args.json:
        emit({"words": words, "fresh": words > 0})
    else:
        say(f"已生成拼音词库：{words} 个词" if words else "没有变化")
    return GOOD


def _listed(rows: Sequence[Problem]) -> list[dict[str, Any]]:
    return [{"file": row.file, "line": row.line, "text": row.text} for row in rows]


def _today() -> date:
    return SystemClock().now().astimezone(CHINA).date()


def _remind(known: Calendar) -> None:
    """What is no fault of the files yet, and will be one of what terminals say. Nothing fails by it."""
    told = runs_out(known, _today())
    if told:
        complain(RUNS_OUT, told)


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        complain(WRONG, str(problem))


if __name__ == "__main__":
    sys.exit(main())
