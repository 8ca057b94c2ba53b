import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.content.publish import law_archive
from kiosk.content.publish.law_archive import BadArchiveError, digest, texts

Row = tuple[str, bytes] | tarfile.TarInfo


def tar(*rows: Row) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for row in rows:
            if isinstance(row, tarfile.TarInfo):
                file.addfile(row, io.BytesIO(b"\0" * row.size))
            else:
                info = tarfile.TarInfo(row[0])
                info.size = len(row[1])
                file.addfile(info, io.BytesIO(row[1]))
    return out.getvalue()


def special(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


GOOD = tar(special("a", tarfile.DIRTYPE), ("a/甲.md", "一\r\n二".encode()), ("a/图.png", b"\x89"))


@pytest.mark.parametrize("packed", [bytes, gzip.compress, lzma.compress], ids=["tar", "gz", "xz"])
def test_texts_of_every_kind_of_archive(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "laws"
    file.write_bytes(packed(GOOD))
    assert list(texts(file)) == [("a/甲.md", "一\n二")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (tar(("../a.md", b"x")), "跑到外面"),
        (tar(("a/../../b.md", b"x")), "跑到外面"),
        (tar(("/etc/a.md", b"x")), "跑到外面"),
        (tar(("a\\..\\b.md", b"x")), "跑到外面"),
        (tar(special("a.md", tarfile.SYMTYPE, "/etc/passwd")), "不是普通文件"),
        (tar(special("a.md", tarfile.LNKTYPE, "b.md")), "不是普通文件"),
        (tar(special("a.md", tarfile.FIFOTYPE)), "不是普通文件"),
        (tar(special("a.md", tarfile.CHRTYPE)), "不是普通文件"),
        (tar(("a.md", b"x"), ("./a.md", b"y")), "两份"),
        (tar(("a.md", b"\xff\xfe")), "UTF-8"),
        (tar(), "一个文件也没有"),
        (b"", "打不开"),
        (b"no archive at all" * 100, "打不开"),
        (GOOD[:700], "打不开"),
        (lzma.compress(GOOD)[:-30], "打不开"),
        (gzip.compress(GOOD)[:-30], "打不开"),
        (b"\xfd7zXZ\x00" + b"x" * 100, "打不开"),
    ],
)
def test_a_bad_archive_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "laws"
    file.write_bytes(data)
    with pytest.raises(BadArchiveError, match=reason):
        list(texts(file))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.md")
    info.size = law_archive.MAX_FILE_BYTES + 1
    file = tmp_path / "laws.tar"
    file.write_bytes(info.tobuf())
    with pytest.raises(BadArchiveError, match="太大"):
        list(texts(file))


@pytest.mark.parametrize("packed", [bytes, gzip.compress, lzma.compress], ids=["tar", "gz", "xz"])
def test_a_bomb_is_left_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(law_archive, "MAX_TOTAL_BYTES", 300_000)
    file = tmp_path / "laws"
    file.write_bytes(packed(tar(*((f"{n}.md", b" " * 100_000) for n in range(4)))))
    with pytest.raises(BadArchiveError, match="解开后超过"):
        list(texts(file))


def test_what_is_skipped_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header of an extended name is read whole by the tar reader itself: it too is within the bound."""
    monkeypatch.setattr(law_archive, "MAX_TOTAL_BYTES", 300_000)
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 2_000_000
    file = tmp_path / "laws"
    file.write_bytes(lzma.compress(header.tobuf() + b"\0" * 2_000_000))
    with pytest.raises(BadArchiveError):
        list(texts(file))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_archive, "MAX_FILES", 2)
    file = tmp_path / "laws"
    file.write_bytes(tar(*((f"{n}.md", b"x") for n in range(3))))
    with pytest.raises(BadArchiveError, match="超过 2 个"):
        list(texts(file))


def test_a_dictionary_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(law_archive, "_XZ_MEMORY", 1_000_000)
    file = tmp_path / "laws"
    file.write_bytes(lzma.compress(GOOD, preset=9))
    with pytest.raises(BadArchiveError, match="打不开"):
        list(texts(file))


def test_the_digest_is_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "laws"
    file.write_bytes(b"x")
    assert digest(file).startswith("2d711642b726b044")
    monkeypatch.setattr(law_archive, "MAX_ARCHIVE_BYTES", 0)
    with pytest.raises(BadArchiveError, match="超过"):
        digest(file)
