"""Reads the tree's Python files, once, for every rule."""

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TREES: Final = ("kiosk", "hub", "tests", "script", "bench")


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file. ``path`` is relative to the checkout, with ``/``."""

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    """All of the tree, as ``ast.walk`` goes: walked once, for every rule."""

    @property
    def module(self) -> str:
        """The dotted name: ``kiosk/store/db.py`` is ``kiosk.store.db``, a package is its folder's."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")


def parse(path: str, text: str) -> Source:
    tree = ast.parse(text, filename=path)
    return Source(path, text, tree, tuple(ast.walk(tree)))


def read_tree(root: Path = ROOT) -> list[Source]:
    files = (file for tree in TREES for file in sorted((root / tree).rglob("*.py")))
    # A million nodes and no garbage among them: the collector would look through all of them again and again.
    gc.disable()
    try:
        return [parse(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    finally:
        gc.enable()


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a rule is broken and what to do instead."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def origins(source: Source) -> dict[str, str]:
    """What each imported name stands for: ``from time import sleep as nap`` gives nap → time.sleep."""
    names: dict[str, str] = {}
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                names[name] = alias.name if alias.asname else name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The full name an expression reads, as far as imports tell; empty when it is not a plain name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(names.get(node.id, node.id))
    return ".".join(reversed(parts))


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
