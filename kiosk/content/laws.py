"""The law pack: official texts an office imported, read article by article. A terminal serves without it.

    <folder>/laws.json                   names, dates and counts of all laws (kiosk-library laws)
    <folder>/blobs/<2 hex>/<64 hex>      one law, compressed, named by the SHA-256 of its bytes

A release may have one: its catalogue is then a blob too (``kiosk-library build --laws DIR``). Only the
catalogue stays in memory; a law is read when one of its articles is wanted (docs/adr/0136).
"""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kiosk.content.models import Sha256, blob_path
from kiosk.domain.citation import key
from kiosk.plain_files import read_plain

FORMAT: Final = 1
CATALOGUE: Final = "laws.json"
CATALOGUE_MAX_BYTES: Final = 4_000_000
LAW_MAX_BYTES: Final = 1_000_000  # compressed, as any blob of a release
TEXT_MAX_BYTES: Final = 4_000_000
LAWS_MAX: Final = 10_000


class BadPackError(Exception):
    """The pack, or one law of it, cannot be used; the text says why, in Chinese, for a technician."""


class Law(BaseModel):
    """One law of the catalogue.

    ``title``: the official one; ``name``: its ``citation.key``, near to how guides cite it. ``date``: ISO, of
    this version (passed or last amended), empty when the source does not say. ``articles``: how many;
    ``last``: the last one's number.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    name: str = Field(min_length=1, max_length=150)
    title: str = Field(min_length=1, max_length=160)
    date: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
    articles: int = Field(ge=0, le=5000)
    last: int = Field(ge=0, le=5000)
    sha256: Sha256
    size: int = Field(ge=2, le=LAW_MAX_BYTES)


class Catalogue(BaseModel):
    """``source``: SHA-256 of the archive it was made from."""

    model_config = ConfigDict(frozen=True, strict=True)

    format: int = Field(ge=1)
    source: Sha256
    laws: tuple[Law, ...] = Field(max_length=LAWS_MAX)


@dataclass(frozen=True, slots=True)
class Article:
    """``number`` 120, ``sub`` 1: 第一百二十条之一. ``text`` begins with that; paragraphs by line breaks.

    ``chapter``: the headings above it, outermost first, one space between.
    """

    number: int
    sub: int
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class Statute:
    """A whole law. ``intro``: what stands before the first article, or all of it where there are none."""

    intro: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An article and its neighbours in the order of the law; None at either end."""

    law: Law
    article: Article
    before: Article | None
    after: Article | None


_STATUTE: Final = TypeAdapter(Statute)


class LawPack:
    """A folder written by ``kiosk-library laws``, or a release's. Not thread-safe: the last law is kept."""

    def __init__(self, folder: Path, sha256: str = "") -> None:
        """``sha256``: of the catalogue among the blobs of ``folder``; empty: it is ``laws.json``. Raises
        BadPackError.
        """
        self._folder = folder
        path = blob_path(folder, sha256) if sha256 else folder / CATALOGUE
        try:
            data = read_plain(path, CATALOGUE_MAX_BYTES)
            if sha256 and hashlib.sha256(data).hexdigest() != sha256:
                raise BadPackError("法律库的目录与清单对不上")
            catalogue = Catalogue.model_validate_json(data)
        except OSError as error:
            raise BadPackError(f"{CATALOGUE} 读不了（{error.strerror}）") from None
        except ValidationError as error:
            detail = error.errors()[0]
            where = ".".join(map(str, detail["loc"]))
            raise BadPackError(f"{CATALOGUE} 写法不对（{where}: {detail['type']}）") from None
        if catalogue.format > FORMAT:
            raise BadPackError(f"法律库格式 {catalogue.format} 比程序新，先升级程序")
        self._laws = {key(law.name): law for law in catalogue.laws}
        self._last: tuple[str, Statute] | None = None

    @property
    def laws(self) -> tuple[Law, ...]:
        return tuple(self._laws.values())

    def law(self, name: str) -> Law | None:
        """By its official title or as guides cite it."""
        return self._laws.get(key(name))

    def article(self, name: str, number: int, sub: int = 0) -> Found | None:
        """None when the pack has no such law or article. Raises BadPackError."""
        law = self.law(name)
        if law is None:
            return None
        articles = self.statute(law).articles
        at = next((at for at, one in enumerate(articles) if (one.number, one.sub) == (number, sub)), None)
        if at is None:
            return None
        after = articles[at + 1] if at + 1 < len(articles) else None
        return Found(law, articles[at], articles[at - 1] if at else None, after)

    def statute(self, law: Law) -> Statute:
        """All of ``law``, its bytes checked on the way. Raises BadPackError."""
        if self._last is None or self._last[0] != law.sha256:
            self._last = (law.sha256, self._read(law))
        return self._last[1]

    def _read(self, law: Law) -> Statute:
        try:
            data = read_plain(blob_path(self._folder, law.sha256), LAW_MAX_BYTES)
        except OSError as error:
            raise BadPackError(f"《{law.name}》读不了（{error.strerror}）") from None
        if len(data) != law.size or hashlib.sha256(data).hexdigest() != law.sha256:
            raise BadPackError(f"《{law.name}》与目录对不上")
        try:
            return unpack(data)
        except ValueError as error:
            raise BadPackError(f"《{law.name}》{error}") from None


def pack(statute: Statute) -> bytes:
    """The blob of ``statute``: equal ones have equal bytes."""
    return zlib.compress(_STATUTE.dump_json(statute), 9)


def unpack(data: bytes) -> Statute:
    """Raises ValueError with a Chinese reason, also when it would grow beyond ``TEXT_MAX_BYTES``."""
    opener = zlib.decompressobj()
    try:
        plain = opener.decompress(data, TEXT_MAX_BYTES)
    except zlib.error:
        raise ValueError("解不开") from None
    if not opener.eof:
        raise ValueError("解开后太大" if opener.unconsumed_tail else "不完整")
    try:
        return _STATUTE.validate_json(plain)
    except ValidationError as error:
        raise ValueError(f"写法不对（{error.errors()[0]['type']}）") from None
