"""What no Python file of ours may contain, whatever room it is in."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.architecture.source import Source, Violation, dotted, functions, origins

MAX_FILE_LINES: Final = 400
MAX_FUNCTION_LINES: Final = 60

CLOCK_MODULES: Final = frozenset({"kiosk.clock", "hub.clock"})
"""The two places that ask the machine for the time; the hub may not import the terminal's."""

BANNED_TIME: Final = frozenset(
    {
        "time.sleep",
        "time.time",
        "time.time_ns",
        "time.monotonic",
        "time.monotonic_ns",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "asyncio.sleep",
    }
)
BANNED_STOPWATCH: Final = frozenset({"time.perf_counter", "time.perf_counter_ns"})

MUTATORS: Final = frozenset(
    {
        "add",
        "append",
        "appendleft",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "setdefault",
        "update",
    }
)


def clocks(source: Source) -> Iterator[Violation]:
    """Reading the time or sleeping outside the clock modules. Benchmarks may use a stopwatch."""
    if source.module in CLOCK_MODULES:
        return
    names = origins(source)
    banned = BANNED_TIME if source.path.startswith("bench/") else BANNED_TIME | BANNED_STOPWATCH
    for node in source.nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            name = dotted(node, names)
            if name in banned:
                yield Violation(source.path, node.lineno, f"{name}: take a Clock")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "wait"
            and isinstance(node.func.value, ast.Call)
            and dotted(node.func.value.func, names) == "threading.Event"
        ):
            yield Violation(source.path, node.lineno, "waiting for an event nobody sets is a sleep")


def app_lookups(source: Source) -> Iterator[Violation]:
    for node in source.nodes:
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name == "get_running_app":
            yield Violation(
                source.path, getattr(node, "lineno", 1), "get_running_app: take it as an argument"
            )


def global_statements(source: Source) -> Iterator[Violation]:
    for node in source.nodes:
        if isinstance(node, ast.Global):
            yield Violation(source.path, node.lineno, f"global {', '.join(node.names)}: pass it in")


def _is_constant_name(name: str) -> bool:
    bare = name.strip("_")
    # A capital first is a type (NewType, TypeVar, alias); all capitals a constant; dunders are Python's.
    return bare[:1].isupper() or (name.startswith("__") and name.endswith("__"))


def _bindings(tree: ast.Module) -> Iterator[tuple[str, ast.expr, bool, int]]:
    """Names bound at module level: name, value, whether annotated Final, line."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value, False, node.lineno
        elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            final = "Final" in ast.unparse(node.annotation)
            yield node.target.id, node.value, final, node.lineno


def module_state(source: Source) -> Iterator[Violation]:
    """Objects that live in a module: lower-case instances and containers, and any name that is changed.

    A logger is a name for a stream of records, not state, and is let through.
    """
    names = origins(source)
    made = (ast.Call, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    bound: set[str] = set()
    for name, value, final, line in _bindings(source.tree):
        bound.add(name)
        is_logger = isinstance(value, ast.Call) and dotted(value.func, names) == "logging.getLogger"
        if isinstance(value, made) and not (final or is_logger or _is_constant_name(name)):
            yield Violation(source.path, line, f"{name}: an object in a module is a singleton; pass it in")
    for function in functions(source):
        yield from _changes(source, function, bound)


def _changes(
    source: Source, function: ast.FunctionDef | ast.AsyncFunctionDef, bound: set[str]
) -> Iterator[Violation]:
    arguments = function.args
    own = {
        argument.arg
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        + [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
    for node in ast.walk(function):
        changed: ast.expr | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            changed = node.value
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS
        ):
            changed = node.func.value
        if isinstance(changed, ast.Name) and changed.id in bound - own:
            line = getattr(node, "lineno", function.lineno)
            yield Violation(source.path, line, f"{changed.id}: a module's own object is changed here")


def prints(source: Source) -> Iterator[Violation]:
    """``print`` where nobody reads stdout: only commands and scripts talk to it."""
    stem = source.path.rpartition("/")[2].removesuffix(".py")
    is_command = (
        stem in {"cli", "__main__"}
        or stem.startswith("cli_")
        or "/commands/" in source.path
        or source.path.startswith(("script/", "bench/"))
    )
    if is_command:
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield Violation(source.path, node.lineno, "print: write to the log, or report from the command")


def _is_data(source: Source) -> bool:
    """A test's file of values alone: no function, no class."""
    return source.path.startswith("tests/") and not any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)
        for node in source.nodes
    )


def sizes(source: Source) -> Iterator[Violation]:
    lines = len(source.text.splitlines())
    if lines > MAX_FILE_LINES and not _is_data(source):
        yield Violation(source.path, 1, f"{lines} lines in one file, at most {MAX_FILE_LINES}")
    for function in functions(source):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MAX_FUNCTION_LINES:
            message = f"{function.name}: {length} lines in one function, at most {MAX_FUNCTION_LINES}"
            yield Violation(source.path, function.lineno, message)
