"""An office's Word file, judged before anything parses it: its size, its parts, its XML (ADR 0141)."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final
from xml.parsers import expat  # what it reads is never kept: this is the guard

MAX_FILE: Final = 50_000_000
MAX_PARTS: Final = 2_000
MAX_UNPACKED: Final = 200_000_000
MAX_XML: Final = 16_000_000
MAX_DEPTH: Final = 200
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2: old Word, and encrypted new Word
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_XML: Final = (".xml", ".rels")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ECMA-376 part 2, annex B: no other
# What zipfile raises of directories and parts that hold anything at all.
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,
)
SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”"


class BadWordError(ValueError):
    """``str``: one Chinese sentence that says why no draft can be made of this file."""


def readable(path: Path) -> io.BytesIO:
    """The file again as a zip that holds the XML parts as they are and all other parts (pictures) empty: they
    are never unpacked. Raises BadWordError, and OSError when the file cannot be read at all.
    """
    if not path.is_file():
        raise BadWordError("没有这个文件")
    if path.stat().st_size > MAX_FILE:
        raise BadWordError(f"文件太大，最多 {MAX_FILE // 1_000_000} MB")
    data = path.read_bytes()
    _must_be_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _copied(package)
    except BadWordError:
        raise
    except _DAMAGED as error:
        raise BadWordError(f"文件坏了，打不开；{SAVE_AS}") from error


def _must_be_zip(data: bytes) -> None:
    if not data:
        raise BadWordError("文件是空的")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BadWordError("文件设了密码，请去掉密码再存一份")
        raise BadWordError(f"这是旧版 Word 的文件（.doc），{SAVE_AS}")
    if not data.startswith(b"PK"):
        raise BadWordError(f"不是 Word 的 .docx 文件，{SAVE_AS}")


def _copied(package: zipfile.ZipFile) -> io.BytesIO:
    """Sizes are those the zip declares, and no more of a part is unpacked than that."""
    infos = package.infolist()
    if len(infos) > MAX_PARTS:
        raise BadWordError(f"里面有 {len(infos)} 个部分，最多 {MAX_PARTS} 个，不像正常的 Word 文件")
    if any(info.flag_bits & 1 for info in infos):
        raise BadWordError("文件设了密码，请去掉密码再存一份")
    if not all(info.filename for info in infos):  # a name of nothing cannot be written again
        raise BadWordError(f"文件坏了，打不开；{SAVE_AS}")
    texts = {info.filename for info in infos if info.filename.lower().endswith(_XML)}
    if (
        sum(info.file_size for info in infos) > MAX_UNPACKED
        or sum(info.file_size for info in infos if info.filename in texts) > MAX_XML
    ):
        raise BadWordError("解压以后太大，不像正常的 Word 文件，没有打开")
    if any(info.compress_type not in _METHODS for info in infos):
        raise BadWordError(f"压缩的办法不是 Word 用的，{SAVE_AS}")
    if "[Content_Types].xml" not in texts:
        raise BadWordError(f"不是 Word 的 .docx 文件，{SAVE_AS}")
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w") as out:
        for name in dict.fromkeys(info.filename for info in infos):
            data = b""
            if name in texts:
                data = _unpacked(package, package.getinfo(name))
                _must_be_plain(data)
            out.writestr(name, data)
    copied.seek(0)
    return copied


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Without a number, zipfile unpacks up to 2 GiB at once and cuts off afterwards what is too much."""
    with package.open(info) as part:
        return part.read(info.file_size + 1)


def _must_be_plain(data: bytes) -> None:
    """Well-formed, not too deep, and without a document type: no Word file has one, only there can entities
    be declared, and it is refused before the first of them is read.
    """
    guard = _Guard()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = guard.doctype
    parser.StartElementHandler = guard.opened
    parser.EndElementHandler = guard.closed
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadWordError(f"文件坏了，打不开；{SAVE_AS}") from error


class _Guard:
    def __init__(self) -> None:
        self._depth = 0

    def doctype(self, *_: object) -> None:
        raise BadWordError("里面的 XML 带有实体定义，正常的 Word 文件没有，没有打开")

    def opened(self, *_: object) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BadWordError("里面的格式套得太深，不像正常的 Word 文件，没有打开")

    def closed(self, *_: object) -> None:
        self._depth -= 1
