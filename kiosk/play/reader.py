"""Reads a journey and reports everything that is wrong with it at once, each with its line."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kiosk.play.schema import Journey

Place = tuple[int | str, ...]
_INTEGER: Final = re.compile(r"-?(0|[1-9]\d*)")
_FLOAT: Final = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_SHOWN: Final = 60
_WORDS: Final = {
    "extra_forbidden": "没有这一项",
    "missing": "缺少这一项",
    "string_type": "应是文字",
    "float_type": "应是数字",
    "int_type": "应是整数",
    "bool_type": "应是 true 或 false",
    "tuple_type": "应是一列",
    "too_short": "不能是空的",
    "too_long": "太长了",
    "string_too_short": "不能是空的",
    "string_too_long": "太长了",
    "model_type": "应是一组“名字: 值”",
    "dict_type": "应是一组“名字: 值”",
    "enum": "没有这个，只有 {expected}",
    "literal_error": "没有这个，只有 {expected}",
    "float_parsing": "应是数字",
    "int_parsing": "应是整数",
    "bool_parsing": "应是 true 或 false",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "string_pattern_mismatch": "写法不对",
}


class JourneyError(Exception):
    """The journey cannot be played. ``problems``: one Chinese sentence each, file and line in front."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_journey(path: Path) -> Journey:
    """Raises JourneyError."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise JourneyError([f"{path}：读不了（{error.strerror}）"]) from error
    except UnicodeDecodeError as error:
        raise JourneyError([f"{path}：不是 UTF-8 编码"]) from error
    return parse_journey(text, str(path))


def parse_journey(text: str, name: str) -> Journey:
    """``name`` stands before every problem. Raises JourneyError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise JourneyError([f"{name} 第 {line} 行：写法不对（{error.problem}）"]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise JourneyError([f"{name}：不是 YAML"]) from error
    if not isinstance(root, yaml.MappingNode):
        raise JourneyError([f"{name}：应以 name: 和 steps: 开头"])
    tree = _Tree(root)
    try:
        journey = Journey.model_validate(tree.data)
    except ValidationError as error:
        found = dict.fromkeys(_sentence(tree, detail) for detail in error.errors() if not _spurious(detail))
        raise JourneyError(_in_order(name, [*tree.doubled, *found])) from None
    if tree.doubled:
        raise JourneyError(_in_order(name, tree.doubled))
    return journey


class _Tree:
    """YAML as plain data, with the line each part came from.

    Only true and false are truth values and only plain decimal numbers are numbers: ``state: off`` and
    ``0580-1234`` are words, as whoever wrote them meant.
    """

    def __init__(self, root: yaml.Node) -> None:
        self._lines: dict[Place, int] = {}
        self.doubled: list[tuple[int, str]] = []
        self.data = self._build(root, (), frozenset())

    def line(self, place: Place) -> int:
        """Of this part, or of the nearest one around it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def _build(self, node: yaml.Node, place: Place, above: frozenset[int]) -> object:
        self._lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in above:
            return None  # an alias that holds itself
        above = above | {id(node)}
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, above)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(part, (*place, at), above) for at, part in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place, above: frozenset[int]) -> dict[str, object]:
        built: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in built:
                self.doubled.append((key.start_mark.line + 1, f"{name} 写了两遍"))
            self._lines[(*place, name)] = key.start_mark.line + 1
            built[name] = self._build(value, (*place, name), above)
        return built


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _in_order(name: str, found: Sequence[tuple[int, str]]) -> list[str]:
    return [f"{name} 第 {line} 行：{words}" for line, words in sorted(found, key=lambda row: row[0])]


def _spurious(detail: ErrorDetails) -> bool:
    """Where no step is right, pydantic also calls the list of steps empty."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _sentence(tree: _Tree, detail: ErrorDetails) -> tuple[int, str]:
    """Line and words."""
    place = detail["loc"]
    words = _WORDS.get(detail["type"], detail["msg"]).format(**detail.get("ctx", {}))
    given = detail["input"]
    if isinstance(given, str | int | float) and detail["type"] != "extra_forbidden":
        written = str(given)
        words += f"（写的是 {written if len(written) <= _SHOWN else written[:_SHOWN] + '…'}）"
    return tree.line(place), f"{_where(place)}：{words}"


def _where(place: Place) -> str:
    if len(place) > 1 and place[0] == "steps" and isinstance(place[1], int):
        rest = ".".join(map(str, place[2:]))
        return f"第 {place[1] + 1} 步{' ' + rest if rest else ''}"
    return ".".join(map(str, place)) or "全文"
