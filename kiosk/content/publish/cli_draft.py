"""``kiosk-library draft``: an office's Word document in, a guide draft out (ADR 0141)."""

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, USAGE, complain, emit, say
from kiosk.content.publish.editor import SLUG
from kiosk.content.publish.source import MAX_BYTES, Source, read_yaml

BAD: Final = "E-CFG-02"
UNREADABLE: Final = "E-CNT-06"
EXISTS: Final = "E-CNT-07"
_LONGEST_NAME: Final = 40
_SHOWN: Final = 12


def register(actions: Any, common: argparse.ArgumentParser) -> None:
    """Adds ``draft`` to ``kiosk-library``."""
    drafting = actions.add_parser("draft", parents=[common], help="把 Word 文件做成一篇指南的草稿")
    drafting.add_argument("word", type=Path, metavar="FILE.docx", help="办事单位给的 Word 文件")
    drafting.add_argument("--out", type=Path, metavar="DIR", help="指南的目录，不写就是内容目录里的 guides")
    drafting.add_argument("--topic", metavar="栏目", help="放进哪个栏目，topics.yaml 里的 id")
    drafting.set_defaults(handler=_draft)


@dataclass(frozen=True, slots=True)
class _Made:
    """``text``: the file; ``fields``: its front matter; ``guide``: a GuideParts, ``word``: a WordText."""

    text: str
    fields: Mapping[str, Any]
    guide: Any
    word: Any


def _draft(args: argparse.Namespace) -> int:
    """See ``_summary``. Only this command loads the reader of Word files."""
    from kiosk.content.publish.word.file import BadWordError

    topics = _named(args.library, "topics.yaml", "id", "id")
    if args.topic is not None and args.topic not in topics:
        complain(BAD, f"topics.yaml 里没有栏目 {args.topic}，有 {'、'.join(topics)}")
        return USAGE
    name = slug(args.word.stem)
    path = (args.out or args.library / "guides") / (args.topic or "") / f"{name}.md"
    if path.is_symlink() or path.exists():
        complain(EXISTS, str(path))
        return FAULT
    try:
        made = _made(args.word, f"{args.topic}/{name}" if args.topic else "", args.library)
    except BadWordError as error:
        complain(UNREADABLE, f"{args.word.name}：{error}")
        return USAGE
    except ModuleNotFoundError as error:  # a terminal has none of it
        complain(UNREADABLE, f"这台电脑上没有装 {error.name}，读不了 Word 文件；请在编辑用的电脑上做")
        return FAULT
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, made.text)
    except FileExistsError:
        complain(EXISTS, str(path))
        return FAULT
    if args.json:
        emit(_summary(path, made))
    else:
        _show(path, made)
    return GOOD


def _made(word_file: Path, guide_id: str, library: Path) -> _Made:
    """Raises BadWordError."""
    from kiosk.content.publish.word import file, markdown, sections, text

    word = text.read(file.readable(word_file))
    length = sum(len(block.text) for block in word.blocks)
    if not length:
        raise file.BadWordError("里面没有字")
    if length > sections.MAX_TEXT:
        raise file.BadWordError(
            f"太长，有 {length} 个字，最多 {sections.MAX_TEXT} 个；一篇指南只讲一件事，请拆成几份"
        )
    try:
        guide = sections.sort_out(word.parts, _named(library, "directory.yaml", "name", "id"))
    except sections.NoSectionsError:
        raise file.BadWordError(
            "没有标题，也没有“办理流程”“申请材料”这样的小标题，分不出哪段是什么"
        ) from None
    made = markdown.fields(guide, guide_id)
    written = markdown.markdown(guide, made, word_file.name)
    if len(written.encode()) > MAX_BYTES:
        raise file.BadWordError("太长，一篇指南只讲一件事，请拆成几份")
    return _Made(written, made, guide, word)


def slug(stem: str) -> str:
    """A file's name as the name of a guide: letters as they are, Chinese as pinyin."""
    from pypinyin import lazy_pinyin

    parts = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(stem)).lower())
    name = ""
    for part in parts:
        longer = f"{name}-{part}" if name else part
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name if re.fullmatch(SLUG, name) else f"guide-{name}"[:_LONGEST_NAME].rstrip("-")


def _named(library: Path, file: str, name: str, value: str) -> dict[str, str]:
    """Rows of one of the library's tables; what is wrong with them ``check`` says."""
    path = library / file
    source = read_yaml(library, path) if path.is_file() else Source(file)
    rows = source.data if isinstance(source.data, list) else []
    return {
        row[name]: row[value]
        for row in rows
        if isinstance(row, dict) and isinstance(row.get(name), str) and isinstance(row.get(value), str)
    }


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and never over a file that came meanwhile. Raises FileExistsError, OSError."""
    with path.open("x", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _summary(path: Path, made: _Made) -> dict[str, Any]:
    """``{"file", "found": {field: {"headings": [text…], "lines": n}}, "missing": [field…], "unplaced":
    {heading: paragraphs}, "images": [name…], "left_out": {what: n}, "tables"}``.
    """
    guide = made.guide
    return {
        "file": str(path),
        "found": {
            name: {"headings": headings, "lines": _count(made, name)}
            for name, headings in guide.labels.items()
        },
        "missing": _missing(made),
        "unplaced": {heading: len(texts) for heading, texts in guide.unplaced},
        "images": made.word.images,
        "left_out": dict(made.word.left_out),
        "tables": made.word.tables,
    }


def _count(made: _Made, name: str) -> int:
    """Lines of the field that came from the document."""
    if name == "where":
        return len(made.guide.offices)
    return len(made.guide.laws if name == "law" else made.guide.fields.get(name, ()))


def _missing(made: _Made) -> list[str]:
    from kiosk.content.publish.word.markdown import missing

    return missing(made.fields)


def _show(path: Path, made: _Made) -> None:
    said = _summary(path, made)
    say(f"写好草稿：{path}")
    for name, found in said["found"].items():
        say(f"找到 {name}：{found['lines']} 条，原文的标题是“{'”“'.join(found['headings'])}”")
    say(f"待填：{'、'.join(said['missing'])}")
    if said["unplaced"]:
        rows = [f"{heading} {count} 段" for heading, count in said["unplaced"].items()]
        say(f"没有放进去的，在文件最后“待编辑处理”：{'；'.join(rows)}")
    if said["tables"]:
        say(f"表格 {said['tables']} 个，一行变成一条")
    if said["images"]:
        more = "等" if len(said["images"]) > _SHOWN else ""
        say(f"没有带过来的图片 {len(said['images'])} 张：{'、'.join(said['images'][:_SHOWN])}{more}")
    if said["left_out"]:
        say(f"没有带过来的：{'、'.join(f'{what} {count} 处' for what, count in said['left_out'].items())}")
    say("没有人审过，只能发到试用的终端。填好以后运行 script/kiosk-library check")
