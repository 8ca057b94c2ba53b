"""Another process's memory as it stands, read through /proc and searched for words.

Plain ``/proc/PID/maps`` and ``/proc/PID/mem`` (proc(5)): nothing is stopped and nothing is written, so a page
that changes while it is read is read half. Needs what ptrace needs: the same user and a child, or root.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.sieve import Sieve

_RANGE: Final = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (....) \S+ \S+ \S+ *(.*)$")
_CHUNK: Final = 8 * 1024 * 1024
_AROUND: Final = 128  # bytes in which a word may be cut by the end of a chunk: the longest needle is shorter
_NEVER: Final = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


@dataclass(frozen=True, slots=True)
class Region:
    """``name``: file, ``[heap]``, ``[stack]``; empty for anonymous memory."""

    begin: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """``form``: how the word was written there. ``where``: the region's name."""

    word: str
    form: str
    where: str


def forms_of(word: str) -> dict[str, bytes]:
    """How ``word`` may lie in memory.

    Python keeps a text in one, two or four bytes a character (PEP 393), least byte first here: of Chinese
    that is UTF-16 and UTF-32, of digits plain ASCII.
    """
    forms = {
        "utf-8": word.encode(),
        "utf-16": word.encode("utf-16-le"),
        "utf-32": word.encode("utf-32-le"),
        "gb18030": word.encode("gb18030"),
    }
    return {name: data for name, data in forms.items() if name == "utf-8" or data != forms["utf-8"]}


def regions(pid: int) -> Iterator[Region]:
    """What is mapped and can be read, but pages of files that nobody could write and the kernel's own."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        match = _RANGE.match(line)
        if match is None or match[3][0] != "r" or match[4] in _NEVER:
            continue
        if "w" in match[3] or not match[4].startswith("/"):
            yield Region(int(match[1], 16), int(match[2], 16), match[4])


def contents(pid: int) -> Iterator[tuple[Region, bytes]]:
    """All of it in pieces; two of one region share their last and first bytes."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for region in regions(pid):
            for begin in range(region.begin, region.end, _CHUNK):
                data = _read(memory, begin, min(begin + _CHUNK + _AROUND, region.end))
                if data:
                    yield region, data


def _read(memory: object, begin: int, end: int) -> bytes:
    """Shorter where the region went away meanwhile, or was never there (a file shorter than its mapping)."""
    out = b""
    try:
        memory.seek(begin)  # type: ignore[attr-defined]
        while len(out) < end - begin:
            piece: bytes = memory.read(end - begin - len(out))  # type: ignore[attr-defined]
            if not piece:
                break
            out += piece
    except (OSError, OverflowError, ValueError):
        return out
    return out


def search(pid: int, words: Iterable[str]) -> set[Found]:
    """Where each of ``words`` stands in the memory of ``pid``, in every form."""
    wanted = [(word, form, data) for word in words for form, data in forms_of(word).items()]
    _check(data for _, _, data in wanted)
    found: set[Found] = set()
    for region, data in contents(pid) if wanted else ():
        found |= {Found(word, form, region.name) for word, form, needle in wanted if needle in data}
    return found


def search_bytes(pid: int, needles: Mapping[str, Sequence[bytes]]) -> set[Found]:
    """Where any piece of each needle stands: of sound, whose pieces lie in several buffers."""
    names = {piece: name for name, pieces in needles.items() for piece in pieces}
    _check(names)
    sieve, found = Sieve(tuple(names)), set[Found]()
    for region, data in contents(pid) if names else ():
        found |= {Found(names[piece], "bytes", region.name) for piece in sieve.standing_in(data)}
    return found


def _check(needles: Iterable[bytes]) -> None:
    assert all(len(data) <= _AROUND for data in needles), "a word longer than chunks overlap"


def words_in(pid: int, words: Iterable[str]) -> set[str]:
    return {found.word for found in search(pid, words)}


def stands_in(parts: Iterable[bytes], words: Iterable[str]) -> list[str]:
    """Those of ``words`` that stand in one of ``parts``, in any form."""
    needles = [(word, data) for word in words for data in forms_of(word).values()]
    return sorted({word for part in parts for word, data in needles if data in part})
