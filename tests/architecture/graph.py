"""Who imports whom: the dependency rule, the import closure, circles."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.source import Source, Violation


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, whole name. ``typing_only``: under ``if TYPE_CHECKING``."""

    target: str
    line: int
    typing_only: bool


def _type_checking_lines(source: Source) -> set[int]:
    lines: set[int] = set()
    for node in source.nodes:
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            for child in node.body:
                lines.update(range(child.lineno, (child.end_lineno or child.lineno) + 1))
    return lines


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    parts = parts[: len(parts) - node.level + (1 if source.is_package else 0)]
    return ".".join([*parts, node.module] if node.module else parts)


def imports(source: Source, modules: frozenset[str]) -> tuple[Import, ...]:
    """Every import of the file, those inside functions too.

    ``from a import b`` is an import of ``a.b`` where that is one of ``modules``, and of ``a`` otherwise.
    """
    hidden = _type_checking_lines(source)
    found: list[Import] = []

    def add(target: str, node: ast.stmt) -> None:
        found.append(Import(target, node.lineno, node.lineno in hidden))

    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                add(alias.name, node)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                add(whole if whole in modules else base, node)
    return tuple(found)


def room(module: str, rooms: Iterable[str]) -> str:
    """The row of the table that ``kiosk.store.db`` or ``kiosk.config_load`` belongs to; "" for none.

    A room's commands (``kiosk.store.cli``) are commands, wherever they stand.
    """
    last = module.rpartition(".")[2]
    first = module.removeprefix("kiosk").lstrip(".").split(".")[0]
    if first == "commands" or last == "cli" or last.startswith("cli_"):
        return "cli"
    if first in rooms:
        return first
    family = first.split("_")[0]
    return family if family in rooms else ""


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def broken_dependencies(
    sources: Iterable[Source], modules: frozenset[str], allowed: Mapping[str, frozenset[str]]
) -> Iterator[Violation]:
    """Imports between the rooms of ``kiosk`` that the table does not allow. A room may import itself."""
    for source in sources:
        if not inside(source.module, "kiosk") or source.module == "kiosk":
            continue
        here = room(source.module, allowed)
        if not here:
            yield Violation(source.path, 1, "this module is in no row of the dependency table")
            continue
        for imported in imports(source, modules):
            if not inside(imported.target, "kiosk") or imported.target == "kiosk":
                continue
            there = room(imported.target, allowed)
            if there != here and there not in allowed[here]:
                yield Violation(source.path, imported.line, f"{here} may not import {imported.target}")


def forbidden_imports(
    sources: Iterable[Source],
    modules: frozenset[str],
    package: str,
    *,
    allowed: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
) -> Iterator[Violation]:
    """Imports of ``package`` but by the modules ``allowed`` names, and but for the ``parts`` of it."""
    for source in sources:
        if any(inside(source.module, name) for name in allowed):
            continue
        for imported in imports(source, modules):
            target = imported.target
            if inside(target, package) and not any(inside(target, part) for part in parts):
                yield Violation(source.path, imported.line, f"{target} may not be imported here")


def edges(sources: Iterable[Source], modules: frozenset[str]) -> dict[str, set[str]]:
    """Module to the modules of ours it needs when it runs."""
    return {
        source.module: {
            imported.target
            for imported in imports(source, modules)
            if imported.target in modules and not imported.typing_only
        }
        - {source.module}
        for source in sources
    }


def named(source: Source, modules: frozenset[str]) -> set[str]:
    """Modules of ours that a string names: what the command line loads by name when it is needed."""
    return {
        node.value
        for node in source.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in modules
    }


def closure(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    """Everything that may be loaded once ``start`` runs: imports, theirs, and the packages around them."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        waiting.extend(graph.get(module, ()))
        if "." in module:
            waiting.append(module.rpartition(".")[0])
    return seen


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import each other (strongly connected, by Tarjan), sorted."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for target in graph.get(module, ()):
            if target not in index:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], index[target])
        if low[module] == index[module]:
            group = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(group) > 1:
                found.append(sorted(group))

    for module in graph:
        if module not in index:
            visit(module)
    return sorted(found)
