"""What is no Word file, or one that is meant to do harm, is refused before anything parses it."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.publish.word import file
from kiosk.content.publish.word.file import BadWordError, readable
from tests.support import word_files

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'


def refused(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "来文.docx"
    path.write_bytes(data)
    with pytest.raises(BadWordError) as caught:
        readable(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def good() -> bytes:
    return word_files.saved(word_files.good())


GOOD = good()


def put(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__setitem__(name, data)


def test_a_good_file_comes_back_with_its_xml_and_without_its_pictures(tmp_path: Path) -> None:
    data = word_files.repacked(good(), put("word/media/image1.png", b"\x89PNG" * 100))
    path = tmp_path / "来文.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(readable(path)) as made, zipfile.ZipFile(io.BytesIO(data)) as given:
        assert made.namelist() == given.namelist()
        assert made.read("word/document.xml") == given.read("word/document.xml")
        assert made.read("word/media/image1.png") == b""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"hello", "不是 Word 的 .docx 文件"),
        (b"{\\rtf1 }", "不是 Word 的 .docx 文件"),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "设了密码"),
        (b"PK\x03\x04 and then nothing of the kind", "文件坏了"),
    ],
)
def test_what_is_no_docx_is_called_by_its_name(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refused(tmp_path, data)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadWordError, match="没有这个文件"):
        readable(tmp_path / "没有.docx")


def test_a_torn_file_is_told(tmp_path: Path) -> None:
    data = good()
    assert "文件坏了" in refused(tmp_path, data[: len(data) // 2])
    at = data.index(b"word/document.xml") + 60
    assert "文件坏了" in refused(tmp_path, data[:at] + b"\xff" * 40 + data[at + 40 :])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("word/document.xml", LAUGHS, "实体"),
        ("word/document.xml", LAUGHS.decode().encode("utf-16"), "实体"),
        ("word/styles.xml", b'<!DOCTYPE d SYSTEM "file:///etc/hostname"><d/>', "实体"),
        ("word/_rels/document.xml.rels", LAUGHS, "实体"),
        ("customXml/ITEM1.XML", LAUGHS, "实体"),
        ("word/document.xml", b"<d>" * 300 + b"</d>" * 300, "套得太深"),
        ("word/document.xml", b"<d>", "文件坏了"),
    ],
)
def test_tricks_of_xml_are_refused_wherever_they_stand(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    assert said in refused(tmp_path, word_files.repacked(good(), put(name, data)))


def test_a_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    bomb = word_files.repacked(good(), put("word/document.xml", b" " * (file.MAX_XML + 1)))
    assert len(bomb) < 200_000
    assert "解压以后太大" in refused(tmp_path, bomb)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_further(tmp_path: Path) -> None:
    """The directory says 10 bytes: that much is read, and then the checksum is wrong."""
    large = 40_000_000
    bomb = word_files.repacked(good(), put("word/document.xml", b" " * large))
    lied = bomb.replace(struct.pack("<I", large), struct.pack("<I", 10))
    assert lied != bomb
    tracemalloc.start()
    try:
        assert "文件坏了" in refused(tmp_path, lied)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_word_never_packs_with_is_refused_unread(method: int, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
    assert "压缩的办法不是 Word 用的" in refused(tmp_path, packed.getvalue())


@given(data=st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Mostly in the directory at its end, which says where everything is."""
    changed = bytearray(GOOD)
    first = data.draw(st.sampled_from([0, len(changed) - 2000, len(changed) - 22]))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(first, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "changed.docx"
    path.write_bytes(changed)
    with suppress(BadWordError):
        readable(path)


def test_a_directory_that_begins_before_the_file_is_a_damaged_one(tmp_path: Path) -> None:
    """Of a zip whose end says that more lies before it than there is."""
    changed = bytearray(GOOD)
    at = changed.rindex(b"PK\x05\x06")
    struct.pack_into("<I", changed, at + 12, len(changed) * 2)
    assert "文件坏了" in refused(tmp_path, bytes(changed))


def test_a_part_without_a_name_is_a_damaged_file(tmp_path: Path) -> None:
    name = b"word/media/image1.png"  # of those nothing is read, so nothing else notices
    data = word_files.repacked(good(), put(name.decode(), b"\x89PNG"))
    nameless = data.replace(name, b"\0" + name[1:])  # a name ends at its first NUL
    assert "文件坏了" in refused(tmp_path, nameless)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    def many(parts: dict[str, bytes]) -> None:
        parts.update((f"word/media/{number}.png", b"") for number in range(file.MAX_PARTS))

    assert f"最多 {file.MAX_PARTS} 个" in refused(tmp_path, word_files.repacked(good(), many))


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_FILE", 1_000)
    assert "文件太大" in refused(tmp_path, good())


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    data = bytearray(good())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    assert "设了密码" in refused(tmp_path, bytes(data))


def test_another_zip_is_no_word_file(tmp_path: Path) -> None:
    assert "不是 Word" in refused(
        tmp_path, word_files.repacked(good(), lambda parts: parts.pop("[Content_Types].xml"))
    )
