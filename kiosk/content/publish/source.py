"""Reads an editor's file into plain data, and remembers on which line everything stands."""

import errno
import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor

from kiosk.content.publish.yaml_words import explained

MAX_BYTES: Final = 200_000
_FENCE: Final = "---"
# Where libyaml takes more than PyYAML does, or something else: tabs, a question mark in brackets, a tag
# without a name, a second mark of byte order.
_ASTRAY: Final = re.compile("[\t?!\ufeff]")
_REASONS: Final = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是个文件夹",
    errno.ENOTDIR: "路上有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "只能读，不能写",
    errno.ELOOP: "链接绕回来了",
}

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, for a person with the file open. ``file`` is relative to the library folder."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.text}"


@dataclass(slots=True)
class Source:
    """``data`` is None when the file could not be read at all; then ``problems`` says why."""

    file: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of ``place``, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def report(self, place: Place, text: str) -> None:
        self.problems.append(Problem(self.file, self.line(place), text))


def why(error: OSError) -> str:
    """Why a file cannot be read or written, in an editor's words."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def read_yaml(root: Path, path: Path) -> Source:
    source = Source(path.relative_to(root).as_posix())
    text = _text(path, source)
    if text is not None:
        _parse(source, text, 0)
    return source


def read_front_matter(root: Path, path: Path) -> Source:
    """A Markdown file that begins with YAML between two lines of ``---``. Nothing may stand after it yet:
    screens show only the fields, and text nobody sees must not be lost silently.
    """
    source = Source(path.relative_to(root).as_posix())
    text = _text(path, source)
    if text is None:
        return source
    lines = text.splitlines()
    if not text.strip():
        source.report((), "是空的")
        return source
    if lines[0].rstrip() != _FENCE:
        source.report((), "第一行要是 ---")
        return source
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        source.report((), "少了结尾的 ---")
        return source
    _parse(source, "\n".join(lines[1:end]) + "\n", 1)
    for number, line in enumerate(lines[end + 1 :], end + 2):
        if line.strip():
            source.problems.append(Problem(source.file, number, "--- 后面的字屏幕上不显示，请写进上面的项目"))
            break
    return source


def _text(path: Path, source: Source) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        source.report((), f"读不了（{why(error)}）")
        return None
    if len(data) > MAX_BYTES:
        source.report((), f"文件太大，最多 {MAX_BYTES // 1000} KB")
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        source.problems.append(Problem(source.file, line, "不是 UTF-8 编码，用记事本另存为 UTF-8"))
        return None


class _FastLoader(Composer, yaml.CSafeLoader):
    """libyaml's tokens, some five times as fast as PyYAML's own. What nests is followed in Python all the
    same: libyaml's composer goes as deep as the text does, and through the end of the stack.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


def _parse(source: Source, text: str, above: int) -> None:
    """``above``: lines of the file before ``text``."""
    if not _ASTRAY.search(text) and _parsed_fast(source, text, above):
        return
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            source.report((), "是空的")
            return
        reader = _Reader(source, loader, above)
        source.data = reader.value(node, ())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, reason = explained(error, text)
        source.problems.append(Problem(source.file, above + 1 + line, f"写法不对：{reason}"))
        source.data = None


def _parsed_fast(source: Source, text: str, above: int) -> bool:
    """False when nothing, or no list or mapping, was read: how to say that, and where, PyYAML's own knows."""
    found = Source(source.file)
    try:
        loader = _FastLoader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.CollectionNode):
            return False
        found.data = _Reader(found, loader, above).value(node, ())
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    source.data, source.lines = found.data, found.lines
    source.problems += found.problems
    return True


class _Reader:
    """Turns YAML nodes into dicts, lists and scalars, noting lines and what YAML lets pass too easily."""

    def __init__(self, source: Source, loader: SafeConstructor, above: int) -> None:
        self._source = source
        self._loader = loader
        self._above = above
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Any:
        self._source.lines[place] = self._above + node.start_mark.line + 1
        if id(node) in self._seen:
            self._source.report(place, "不要用 & 和 *，请把内容写两遍")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, number)) for number, item in enumerate(node.value)]
        try:
            scalar = self._loader.construct_object(node)
        except ValueError:  # a date that is not in the calendar
            return str(node.value)
        if isinstance(scalar, int) and ":" in node.value:  # 9:00 is a time, not 540
            return str(node.value)
        if isinstance(scalar, date):  # written without quotes; everywhere else it is text again
            return scalar.isoformat()
        if scalar is None or isinstance(scalar, (str, int, float)):
            return scalar
        self._source.report(place, "这里只能写文字或数字")
        return None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key: Hashable = self._loader.construct_object(key_node)
            name = str(key)
            inner = (*place, name)
            self._source.lines[inner] = self._above + key_node.start_mark.line + 1
            if name in found:
                self._source.report(inner, f"{name} 写了两遍")
            line = self._source.lines[inner]
            found[name] = self.value(value_node, inner)
            self._source.lines[inner] = line  # the name's line, not its value's
        return found
