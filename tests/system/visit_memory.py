"""What a terminal still holds: a search through its objects, the locals of its loops, and its files."""

import re
import types
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le")
# Not the terminal: the tests themselves, and what stands for cable and device.
_OUTSIDE: Final = (
    "tests.",
    "kiosk.devices.transport.",
    "kiosk.devices.scanner.simulator",
    "logging",
    "_pytest",
)
_PLAIN: Final = (type(None), bool, int, float, complex, type, types.ModuleType, types.CodeType)


def held(roots: Iterable[tuple[str, object]], needles: Iterable[str]) -> list[str]:
    """Where one of ``needles`` is, as text or as bytes in any encoding used here: ``printer._queue[0]``."""
    wanted = _Wanted(needles)
    return [path for path, value in _reachable(roots) if wanted.is_in(value)]


def frame_roots(frames: Iterable[types.FrameType]) -> Iterator[tuple[str, object]]:
    """The locals of the program's own functions among ``frames``."""
    for frame in frames:
        if frame.f_globals.get("__name__", "").startswith("kiosk."):
            for name, value in frame.f_locals.items():
                yield f"{frame.f_code.co_qualname}:{name}", value


def on_disk(folder: Path, needles: Iterable[str]) -> list[str]:
    """Files that hold one of ``needles`` in plain."""
    wanted = _Wanted(needles)
    return [path.name for path in folder.rglob("*") if path.is_file() and wanted.is_in(path.read_bytes())]


class _Wanted:
    def __init__(self, needles: Iterable[str]) -> None:
        texts = [needle for needle in needles if needle]
        raw = [needle.encode(encoding) for needle in texts for encoding in ENCODINGS]
        self._text = re.compile("|".join(map(re.escape, texts)) or "(?!)")
        self._raw = re.compile(b"|".join(map(re.escape, raw)) or b"(?!)")

    def is_in(self, value: object) -> bool:
        if isinstance(value, str):
            return self._text.search(value) is not None
        return isinstance(value, bytes | bytearray) and self._raw.search(value) is not None


def _reachable(roots: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    seen: set[int] = set()
    keep: list[object] = []  # an id is only an id while its object lives
    todo = [(path, value, True) for path, value in roots]
    while todo:
        path, value, root = todo.pop()
        if isinstance(value, _PLAIN) or id(value) in seen or not (root or _inside(value)):
            continue
        seen.add(id(value))
        keep.append(value)
        yield path, value
        if not isinstance(value, str | bytes | bytearray):
            todo += [(f"{path}{name}", part, False) for name, part in _parts(value)]


def _inside(value: object) -> bool:
    return not type(value).__module__.startswith(_OUTSIDE)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, types.FunctionType):
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
            yield f"({name})", cell.cell_contents
    elif isinstance(value, types.MethodType):
        yield "", value.__self__
        yield "", value.__func__
    elif isinstance(value, Mapping):
        for key, part in list(value.items()):
            yield f"[{key!r:.40}]", part
            yield "{}", key
    elif isinstance(value, list | tuple | set | frozenset | deque):
        for number, part in enumerate(list(value)):
            yield f"[{number}]", part
    elif isinstance(value, BaseException):
        yield ".args", value.args
    for name, part in list(getattr(value, "__dict__", {}).items()):
        yield f".{name}", part
    for kind in type(value).__mro__:
        for name in getattr(kind, "__slots__", ()):
            if isinstance(name, str) and hasattr(value, name):
                yield f".{name}", getattr(value, name)
