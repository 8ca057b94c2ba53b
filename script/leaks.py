"""Looks for words in every byte of a folder, however they may have been written there."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_STEP: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Leak:
    file: Path
    word: str


@dataclass(frozen=True, slots=True)
class Search:
    """``files``: how many were read; a search of nothing finds nothing."""

    files: int
    leaks: tuple[Leak, ...]


def search(folders: Sequence[Path], words: Sequence[str]) -> Search:
    """Files that hold any of ``words``; folders that are not there count as empty."""
    files = [file for folder in folders for file in _files(folder)]
    wanted = {word: forms(word) for word in words}
    found = [Leak(file, word) for file in files for word in _held(file, wanted)]
    return Search(len(files), tuple(found))


def forms(word: str) -> frozenset[bytes]:
    """The bytes of a word: in each encoding, as JSON escapes, and in base64 wherever it begins."""
    plain = {word.encode(encoding) for encoding in _ENCODINGS}
    escaped = word.encode("ascii", "backslashreplace")
    coded = {part for data in plain for part in _base64(data)}
    return frozenset(plain | {escaped, escaped.upper().replace(b"\\U", b"\\u")} | coded)


def _base64(data: bytes) -> Iterator[bytes]:
    """What is certain of it at each of the three places it may begin in a group of four characters."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + data)
        # The first characters carry bits of what stands before, the last ones of what follows.
        kept = whole[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        if len(kept) >= 8:
            yield kept


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _held(file: Path, wanted: dict[str, frozenset[bytes]]) -> Iterator[str]:
    """Read in pieces that overlap by the longest form."""
    longest = max((len(form) for found in wanted.values() for form in found), default=0)
    missing = dict(wanted)
    with file.open("rb") as stream:
        tail = b""
        while piece := stream.read(_STEP):
            text = tail + piece
            for word, found in list(missing.items()):
                if any(form in text for form in found):
                    del missing[word]
                    yield word
            tail = text[-longest:]
