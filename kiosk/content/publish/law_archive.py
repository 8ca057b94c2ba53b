"""Reads an archive of statutes that somebody handed in: nothing is unpacked to disk, everything is bounded.

Plain, gzip and xz tar files. A name that leaves its folder, a link, a device, a second file of the same name,
one too large, too many, or more bytes than statutes can be: the whole archive is refused (docs/adr/0136).
"""

import hashlib
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

MAX_FILE_BYTES: Final = 4_000_000
MAX_TOTAL_BYTES: Final = 128_000_000
MAX_FILES: Final = 20_000
MAX_ARCHIVE_BYTES: Final = 64_000_000
_CHUNK: Final = 1 << 16
_END: Final = bytes(1024)  # two empty blocks: a tar without them was cut off
_XZ: Final = b"\xfd7zXZ\x00"
_GZIP: Final = b"\x1f\x8b"
# A dictionary of the highest ordinary setting takes 64 MB; a header may ask for 4 GB.
_XZ_MEMORY: Final = 100_000_000


class BadArchiveError(Exception):
    """The archive is refused; the text says why, in Chinese, for whoever imports."""


class _Opener(Protocol):
    """What gzip's, xz's and no decompression have in common: at most ``size`` bytes of what was given."""

    def more(self, data: bytes, size: int) -> bytes: ...

    def hungry(self) -> bool: ...

    def done(self) -> bool: ...


class _Plain:
    def __init__(self) -> None:
        self._kept = b""

    def more(self, data: bytes, size: int) -> bytes:
        self._kept += data
        out, self._kept = self._kept[:size], self._kept[size:]
        return out

    def hungry(self) -> bool:
        return not self._kept

    def done(self) -> bool:
        return True


class _Xz:
    def __init__(self) -> None:
        self._inner = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def more(self, data: bytes, size: int) -> bytes:
        return b"" if self._inner.eof else self._inner.decompress(data, size)

    def hungry(self) -> bool:
        return self._inner.eof or self._inner.needs_input

    def done(self) -> bool:
        return self._inner.eof


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def more(self, data: bytes, size: int) -> bytes:
        return b"" if self._inner.eof else self._inner.decompress(self._inner.unconsumed_tail + data, size)

    def hungry(self) -> bool:
        return self._inner.eof or not self._inner.unconsumed_tail

    def done(self) -> bool:
        return self._inner.eof


class _Unpacked:
    """A file object of the tar inside. Raises BadArchiveError beyond ``MAX_TOTAL_BYTES``."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = self._file.read(6)
        self._file.seek(0)
        self._opener: _Opener = (
            _Xz() if head.startswith(_XZ) else _Gzip() if head.startswith(_GZIP) else _Plain()
        )
        self._total = 0
        self._tail = b""

    def read(self, size: int) -> bytes:
        """Fewer than ``size`` bytes only at the end."""
        out: list[bytes] = []
        missing = size
        while missing > 0:
            data = self._file.read(_CHUNK) if self._opener.hungry() else b""
            piece = self._opener.more(data, missing)
            if not piece and not data and self._opener.hungry():
                break
            out.append(piece)
            missing -= len(piece)
        self._total += size - missing
        if self._total > MAX_TOTAL_BYTES:
            raise BadArchiveError(f"解开后超过 {MAX_TOTAL_BYTES // 1_000_000} MB，不像法律文本")
        read = b"".join(out)
        self._tail = (self._tail + read[-len(_END) :])[-len(_END) :]
        return read

    def finish(self) -> None:
        """Reads to the very end: only then is the check sum of what was read known to be right.

        Raises EOFError when the file ends too early.
        """
        while self.read(_CHUNK):
            pass
        if not self._opener.done() or self._tail != _END:
            raise EOFError

    def close(self) -> None:
        self._file.close()


def digest(archive: Path) -> str:
    """SHA-256 of the file. Raises BadArchiveError when it is too large, OSError when it cannot be read."""
    if archive.stat().st_size > MAX_ARCHIVE_BYTES:
        raise BadArchiveError(f"文件超过 {MAX_ARCHIVE_BYTES // 1_000_000} MB")
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def texts(archive: Path) -> Iterator[tuple[str, str]]:
    """(path inside, text) of every ``.md`` file, in the archive's order.

    Raises BadArchiveError, also in the middle: nothing may be kept of an archive that was not read to its
    end. Raises OSError when the file cannot be read.
    """
    stream = _Unpacked(archive)
    seen: set[str] = set()
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=_CHUNK) as tar:  # type: ignore[call-overload]
            for count, member in enumerate(tar, 1):
                if count > MAX_FILES:
                    raise BadArchiveError(f"文件超过 {MAX_FILES} 个")
                name = _judged(member)
                if member.isdir():
                    continue
                if name in seen:
                    raise BadArchiveError(f"同一个文件有两份：{_shown(name)}")
                seen.add(name)
                if name.endswith(".md"):
                    yield name, _text(tar, member, name)
        stream.finish()
        if not seen:
            raise BadArchiveError("里面一个文件也没有")
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, UnicodeError) as error:
        raise BadArchiveError(f"打不开，不是完整的 tar、tar.gz 或 tar.xz（{type(error).__name__}）") from None
    finally:
        stream.close()


def _judged(member: tarfile.TarInfo) -> str:
    """Its name, with one slash between folders. Raises BadArchiveError."""
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or "\0" in member.name or "\\" in member.name:
        raise BadArchiveError(f"文件名跑到外面去了：{_shown(member.name)}")
    if not (member.isreg() or member.isdir()):
        raise BadArchiveError(f"不是普通文件：{_shown(member.name)}")
    if member.size > MAX_FILE_BYTES:
        raise BadArchiveError(f"文件太大：{_shown(member.name)}")
    return path.as_posix()


def _text(tar: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> str:
    file = tar.extractfile(member)
    data = file.read(MAX_FILE_BYTES + 1) if file is not None else b""
    if len(data) != member.size:
        raise BadArchiveError(f"不完整：{_shown(name)}")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadArchiveError(f"不是 UTF-8 的文字：{_shown(name)}") from None


def _shown(name: str) -> str:
    """Fit for one line of a console."""
    return "".join(ch if ch.isprintable() else "?" for ch in name)[-80:]
