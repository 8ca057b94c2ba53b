"""What a .kv file may reach: its own rule's widget, itself, the call's arguments. Never the application."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.architecture.source import Violation

ALLOWED_NAMES: Final = frozenset({"root", "self", "args"})
UNITS: Final = frozenset({"dp", "sp", "pt", "mm", "cm", "inch", "rgba"})
PURE: Final = frozenset(
    {"True", "False", "None", "abs", "bool", "float", "int", "len", "max", "min", "round", "str", "sum"}
)

_PROPERTY: Final = re.compile(r"^([a-z_][\w.]*)\s*:(.*)$")
_DIRECTIVE: Final = re.compile(r"^#:\s*(\w+)\s+(\S+)(?:\s+(\S+))?")


def _names(code: str) -> Iterator[str]:
    """Names an expression or a few statements read, but for those they bind themselves."""
    tree = ast.parse(code)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    yield from (node.id for node in nodes if node.id not in bound)


def _code(text: str) -> Iterator[tuple[int, str]]:
    """Each property's or handler's Python with its line; a block below ``on_x:`` comes as one piece."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        stripped = line.strip()
        depth = len(line) - len(line.lstrip())
        number += 1
        match = _PROPERTY.match(stripped)
        if not match or match[1].split(".")[0] in {"canvas", "id"}:
            continue
        start, block = number, []
        while number < len(lines):
            following = lines[number]
            if following.strip() and len(following) - len(following.lstrip()) <= depth:
                break
            block.append(following)
            number += 1
        value = match[2].strip()
        # A value may go on in deeper lines; a handler may be deeper lines alone.
        yield start, f"({value}\n{chr(10).join(block)}\n)" if value and block else value or _dedent(block)


def _dedent(block: list[str]) -> str:
    filled = [line for line in block if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return "\n".join(line[margin:] for line in filled)


def _directives(path: str, text: str) -> tuple[set[str], list[Violation]]:
    """Names made by ``#:set`` and ``#:import``; only the screens' own modules may be imported."""
    names: set[str] = set()
    wrong: list[Violation] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _DIRECTIVE.match(line.strip())
        if not match:
            continue
        names.add(match[2])
        if match[1] == "import" and not (match[3] or "").startswith("kiosk.screens."):
            wrong.append(Violation(path, number, f"imports {match[3]}: only kiosk.screens may be imported"))
    return names, wrong


def kv(path: str, text: str) -> list[Violation]:
    own, wrong = _directives(path, text)
    allowed = ALLOWED_NAMES | UNITS | PURE | own
    for line, code in _code(text):
        try:
            reached = set(_names(code)) - allowed
        except SyntaxError as error:
            wrong.append(Violation(path, line, f"not Python: {code!r} ({error.msg})"))
            continue
        wrong.extend(Violation(path, line, f"{name}: only root, self and args") for name in sorted(reached))
    return wrong
