"""Walks the configuration's schema: what keys there are, of what kind, within which bounds."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kiosk.config import Config

_KINDS: dict[object, str] = {bool: "true 或 false", int: "整数", float: "数字", str: "文字", Path: "路径"}


@dataclass(frozen=True, slots=True)
class Key:
    """One setting. ``path`` is dotted; ``kind`` and ``bound`` are Chinese for a person."""

    path: str
    kind: str
    bound: str
    default: object
    description: str
    textual: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file; ``path`` is empty for the root."""

    path: str
    description: str
    keys: tuple[Key, ...]


def sections(model: type[BaseModel] = Config, path: str = "") -> Iterator[Section]:
    """The root's own keys first, then each table in the order of the schema, depth first."""
    keys: list[Key] = []
    tables: list[tuple[str, type[BaseModel]]] = []
    for name, info in model.model_fields.items():
        dotted = f"{path}.{name}" if path else name
        inner = _model_of(info.annotation)
        if inner is not None:
            tables.append((dotted, inner))
        else:
            keys.append(_key(dotted, info))
    yield Section(path, (model.__doc__ or "").strip() if path else "", tuple(keys))
    for dotted, inner in tables:
        yield from sections(inner, dotted)


def all_keys() -> dict[str, Key]:
    return {key.path: key for section in sections() for key in section.keys}


def table_names() -> frozenset[str]:
    return frozenset(section.path for section in sections() if section.path)


def _model_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def _key(path: str, info: FieldInfo) -> Key:
    base, choices = _base(info.annotation)
    limits = [m for m in info.metadata if isinstance(m, (Ge, Gt, Le, Lt, MaxLen, MinLen))]
    kind = "、".join(str(choice) for choice in choices) + " 之一" if choices else _kind(info.annotation, base)
    return Key(
        path=path,
        kind=kind,
        bound=_bound(limits, "段" if base is tuple else "个字"),
        default=info.get_default(call_default_factory=True, validated_data={}),
        description=info.description or "",
        textual=base in (str, Path) or (bool(choices) and all(isinstance(c, str) for c in choices)),
    )


def _kind(annotation: object, base: object) -> str:
    """A list of tables is described by what each of them holds."""
    row = _model_of(get_args(annotation)[0]) if base is tuple else None
    if row is None:
        return _KINDS.get(base, "值")
    keys = [_key(name, info) for name, info in row.model_fields.items()]
    return "若干 {" + "，".join(" ".join(filter(None, (k.path, k.kind, k.bound))) for k in keys) + "}"


def _base(annotation: object) -> tuple[object, tuple[object, ...]]:
    """The plain type under Annotated and Optional, and a Literal's choices."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _base(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        others = [arg for arg in get_args(annotation) if arg is not type(None)]
        return _base(others[0])
    if origin is Literal:
        return str, get_args(annotation)
    return (origin or annotation), ()


def _bound(limits: list[Any], unit: str) -> str:
    low = next((m.ge for m in limits if isinstance(m, Ge)), None)
    high = next((m.le for m in limits if isinstance(m, Le)), None)
    if low is not None and high is not None:
        return f"{low} 到 {high}"
    if low is not None:
        return f"不小于 {low}"
    if high is not None:
        return f"不大于 {high}"
    shortest = next((m.min_length for m in limits if isinstance(m, MinLen)), 0)
    longest = next((m.max_length for m in limits if isinstance(m, MaxLen)), None)
    if longest is not None:
        return f"{shortest} 到 {longest} {unit}"
    return ""
