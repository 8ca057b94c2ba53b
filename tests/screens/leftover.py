"""Looks for words of a person in everything the frame holds: widgets shown or not, caches, readers."""

from collections.abc import Collection, Iterator
from typing import Any

# Where the words of the visit are while it lasts, and what leads out of the picture.
_OUTSIDE = frozenset({"parent", "services", "_services", "_state", "_builders"})
_DEEPEST = 40


def left_in(frame: Any, words: Collection[str]) -> list[str]:
    """Where any of ``words`` is held, as paths; of both looks, the bars and every screen that was built."""
    looks = {id(one): one for one in (frame._own, frame._present)}.values()
    roots = [frame.root, frame.reader, frame.focus]
    roots += [part for one in looks for part in (one.strip, one.bar, *one.screens.values())]
    seen: set[int] = set()
    return [path for root in roots for path in _held(root, type(root).__name__, frozenset(words), seen)]


def _held(thing: Any, path: str, words: frozenset[str], seen: set[int]) -> Iterator[str]:
    if isinstance(thing, str):
        if any(word in thing for word in words):
            yield f"{path} = {thing!r}"
        return
    if id(thing) in seen or path.count(".") > _DEEPEST:
        return
    seen.add(id(thing))
    for name, inner in _inside(thing):
        yield from _held(inner, f"{path}.{name}", words, seen)


def _inside(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, dict):
        for key, value in list(thing.items()):
            yield "key", key
            yield str(key)[:20], value
    elif isinstance(thing, list | tuple | set | frozenset):
        for number, value in enumerate(list(thing)):
            yield str(number), value
    elif type(thing).__module__.startswith("kiosk."):
        for name, value in list(getattr(thing, "__dict__", {}).items()):
            if name not in _OUTSIDE:
                yield name, value
        for name in getattr(type(thing), "__slots__", ()):
            yield name, getattr(thing, name, None)
