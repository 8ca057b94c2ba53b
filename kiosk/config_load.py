"""Reads the configuration and reports everything that is wrong with it at once, in the technician's words."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kiosk.config import Config
from kiosk.config_schema import Key, all_keys, table_names

_CODE: Final = "E-CFG-01"
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_SHOWN: Final = 60


class ConfigError(Exception):
    """The configuration cannot be used. ``problems`` has one Chinese sentence for each thing wrong."""

    code = _CODE

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def load(path: Path | None = None, overrides: Iterable[str] = ()) -> Config:
    """The configuration of ``path`` (defaults without one) with ``KEY=VALUE`` overrides, later ones winning.

    Raises ConfigError with every problem of the file and of the overrides together.
    """
    problems: list[str] = []
    data = _read(path, problems) if path is not None else {}
    keys = all_keys()
    for override in overrides:
        _apply(data, override, keys, problems)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        names = [*keys, *table_names()]
        problems.extend(_sentence(detail, keys, names) for detail in error.errors())
        raise ConfigError(problems) from None
    if problems:
        raise ConfigError(problems)
    return config


def _read(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(f"{path}：读不了（{error.strerror}）")
    except UnicodeDecodeError:
        problems.append(f"{path}：不是 UTF-8 编码")
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        where = f"第 {place[1]} 行第 {place[2]} 个字" if place else "末尾"
        problems.append(f"{path}：{where}写法不对（{_TOML_PLACE.sub('', str(error)).strip()}）")
    return {}


def _apply(data: dict[str, Any], override: str, keys: Mapping[str, Key], problems: list[str]) -> None:
    name, sign, raw = override.partition("=")
    parts = name.strip().split(".")
    if not sign or not all(parts):
        problems.append(f"--set {override}：要写成 KEY=VALUE")
        return
    key = keys.get(".".join(parts))
    table = data
    for part in parts[:-1]:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            problems.append(f"--set {override}：{part} 不是一组设置")
            return
    table[parts[-1]] = _value(raw, textual=key is not None and key.textual)


def _value(raw: str, *, textual: bool) -> object:
    """TOML when it is TOML, else the text itself. A setting that wants text gets text: name=110 is a name."""
    try:
        value: object = tomllib.loads(f"v = {raw}")["v"]
    except tomllib.TOMLDecodeError:
        return raw
    return raw if textual and not isinstance(value, str) else value


def _sentence(detail: ErrorDetails, keys: Mapping[str, Key], names: Sequence[str]) -> str:
    path = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"{path}：没有这个设置{_suggestion(path, names)}"
    if detail["type"] == "missing":
        return f"{path}：必须填写"
    shown = repr(detail["input"])
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    key = keys.get(path) or _nearest_parent(path, keys)
    if _ours(detail) or (key is None and path not in names):
        return _own(path, detail)
    if key is None:
        return f"{path} = {shown}：应是一组设置，写成 [{path}]"
    wanted = f"{key.kind}，{key.bound}" if key.bound else key.kind
    return f"{path} = {shown}：应是 {wanted}"


def _ours(detail: ErrorDetails) -> bool:
    """A validator of ours speaks Chinese already; pydantic's own words are English."""
    return any("\u4e00" <= ch <= "\u9fff" for ch in detail["msg"])


def _own(path: str, detail: ErrorDetails) -> str:
    words = detail["msg"] if _ours(detail) else f"值不对（{detail['type']}）"
    return f"{path or '配置'}：{words.removeprefix('Value error, ')}"


def _nearest_parent(path: str, keys: Mapping[str, Key]) -> Key | None:
    while "." in path:
        path = path.rpartition(".")[0]
        if path in keys:
            return keys[path]
    return None


def _suggestion(path: str, names: Sequence[str]) -> str:
    """The key that was probably meant: a near miss of the whole name, or the same name in another table."""
    others = [name for name in names if not path.startswith(f"{name}.")]
    near = difflib.get_close_matches(path, others, n=1, cutoff=0.75)
    if not near:
        last = path.rpartition(".")[2]
        near = [name for name in others if name.rpartition(".")[2] == last][:1]
    return f"，是不是 {near[0]}？" if near else ""
