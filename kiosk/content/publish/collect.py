"""Reads a whole ``library/`` folder: every file into its model, every problem with file and line."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from kiosk.content.publish import editor
from kiosk.content.publish.draft import Draft, Read, texts
from kiosk.content.publish.kinds.kind import Kind
from kiosk.content.publish.kinds.table import TABLE, kind_of
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.publish.source import Place, Problem, Source, read_front_matter, read_yaml
from kiosk.content.publish.words import sentence, unfilled

# Read by check_law; left behind by Windows.
_IGNORED: Final = ("README.zh-CN.md", "law-index.txt", "Thumbs.db", "desktop.ini")
_WORD: Final = (".docx", ".doc", ".wps")
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)*")
_MAX_FILES: Final = 5000


def collect(root: Path, progress: Progress = SILENT) -> Draft:
    """Reads ``root``. Never raises for what an editor wrote."""
    draft = Draft(root)
    found = files(root)
    if len(found) > _MAX_FILES:
        _report(draft, ".", f"文件太多，最多 {_MAX_FILES} 个，现在 {len(found)} 个，后面的没有看")
        found = found[:_MAX_FILES]
    progress.begin("读文件", len(found))
    for path in found:
        progress.step()
        name = path.relative_to(root).as_posix()
        kind = kind_of(name)
        if kind is None:
            draft.astray.add(path.name.partition(".")[0])
            _report(draft, name, "不认识这个文件，放错地方了吗？")
        elif kind.folder:
            _file(draft, kind, path)
        else:
            _table(draft, kind, path)
    for kind in TABLE:
        if kind.needed and not kind.folder and not (root / kind.where).is_file():
            draft.unread.add(kind.name)
            _report(draft, kind.where, "缺少这个文件")
    return draft


def files(root: Path) -> list[Path]:
    """Everything an editor wrote, in a stable order; hidden files and editors' backups are nobody's."""
    found = [
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.name not in _IGNORED
        and not path.name.endswith("~")
        and not path.name.startswith("~$")
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]
    return sorted(found)


def digest(root: Path, edition: bytes) -> str:
    """SHA-256 over every file's name and bytes, and over ``edition`` of the program that reads them."""
    total = hashlib.sha256(edition)
    for path in files(root):
        name = path.relative_to(root).as_posix().encode()
        total.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _file(draft: Draft, kind: Kind, path: Path) -> None:
    """One part in a file of its own, named by its place."""
    name = path.relative_to(draft.root).as_posix()
    if path.suffix in kind.beside:
        return
    if path.suffix != kind.suffix:
        draft.astray.add(path.name.partition(".")[0])
        word = "，Word 文件先用 kiosk-library draft 做成草稿" if path.suffix in _WORD else ""
        _report(draft, name, f"{kind.title}要是 {kind.suffix} 文件{word}")
        return
    ids = draft.file_ids.setdefault(kind.name, set())
    if len(ids) == kind.most:
        _report(draft, name, f"{kind.title}太多，最多 {kind.most} 个文件")
        return
    source = (read_front_matter if kind.suffix == ".md" else read_yaml)(draft.root, path)
    draft.sources.append(source)
    expected = path.relative_to(draft.root / kind.folder).with_suffix("").as_posix()
    ids.add(expected)
    part = _validate(kind, source)
    named = _NAME.fullmatch(expected) is not None
    if not named:
        _report(draft, name, "文件和文件夹的名字只能用小写英文字母、数字和 -，字母开头")
    if part is None:
        return
    if part.id != expected:
        draft.astray.update((path.stem, part.id.rpartition("/")[2]))
    if named and part.id != expected:
        source.report(("id",), f"id 要和文件的位置一样：{expected}")
    draft.rows.setdefault(kind.name, []).append(Read(part, source))


def _table(draft: Draft, kind: Kind, path: Path) -> None:
    """One file: a list of parts, or one part."""
    source = read_yaml(draft.root, path)
    draft.sources.append(source)
    value = _validate(kind, source)
    if value is None:
        rows = source.data if kind.rows and isinstance(source.data, list) else [None]
        named = [row.get("id") if isinstance(row, dict) else None for row in rows]
        ids = {name for name in named if isinstance(name, str) and _NAME.fullmatch(name)}
        draft.file_ids[kind.name] = ids
        if len(ids) < len(named):  # which ones it was to have nobody knows
            draft.unread.add(kind.name)
        return
    if not kind.rows:
        draft.rows[kind.name] = [Read(value, source)]
        return
    if len(value) > kind.most:
        source.report((kind.most,), f"{kind.title}太多，最多 {kind.most} 条，现在 {len(value)} 条")
    draft.rows[kind.name] = [Read(row, source, (number,)) for number, row in enumerate(value)]


def _report(draft: Draft, name: str, text: str) -> None:
    """Of a file that was not read."""
    draft.sources.append(Source(name, problems=[Problem(name, 1, text)]))


def _validate(kind: Kind, source: Source) -> Any:
    """The model, or None with every problem reported. JSON on the way: there a list may become a tuple."""
    if source.data is None:
        return None
    open_places = _unfilled(source)
    try:
        return kind.adapter.validate_json(json.dumps(source.data))
    except ValidationError as error:
        names = field_names()
        details = error.errors()
        inside = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        for detail in details:
            # A list whose rows are wrong also counts as too short: only the rows are worth a line.
            # What says itself that nobody has filled it is reported as that.
            if detail["loc"] not in open_places and not (
                detail["type"] == "too_short" and detail["loc"] in inside
            ):
                source.report(tuple(detail["loc"]), sentence(detail, names))
        return None


def _unfilled(source: Source) -> set[Place]:
    """Where a draft still says 待填, reported."""
    found = {place: said for place, text in texts(source.data) if (said := unfilled(text))}
    for place, said in found.items():
        source.report(place, f"{'.'.join(map(str, place))}：{said}" if place else said)
    return set(found)


def field_names() -> Sequence[str]:
    """All names any of the editor's models knows."""
    return sorted({name for model in _models(editor.EditorModel) for name in model.model_fields})


def _models(model: type[editor.EditorModel]) -> Iterator[type[editor.EditorModel]]:
    yield model
    for narrower in model.__subclasses__():
        yield from _models(narrower)
