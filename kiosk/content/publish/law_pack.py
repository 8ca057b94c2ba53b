"""From an archive of official texts to a law pack (kiosk/content/laws.py): the newest version of each law."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kiosk.content import disk, laws
from kiosk.content.laws import Catalogue, Law, Statute
from kiosk.content.models import blob_path, canonical
from kiosk.content.publish import law_archive, law_text
from kiosk.content.publish.law_text import Source
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.domain.article import ArticleNo
from kiosk.domain.citation import key


@dataclass(frozen=True, slots=True)
class Version:
    """One law as the archive has it, the books of a code joined."""

    title: str
    date: str
    statute: Statute
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an archive. ``older``: files with versions that a newer one replaces; ``skipped``: no
    statutes. ``gaps``: law → numbers that are not there, repealed or lost; ``inserted``: those of amendments.
    ``packed`` in bytes.
    """

    catalogue: Catalogue
    files: int
    articles: int
    text_bytes: int
    packed: int
    older: tuple[str, ...]
    skipped: tuple[str, ...]
    undated: tuple[str, ...]
    gaps: dict[str, tuple[int, ...]]
    inserted: dict[str, tuple[ArticleNo, ...]]


def import_archive(archive: Path, out: Path | None, progress: Progress = SILENT) -> Imported:
    """Writes the pack into ``out``; None only looks.

    Nothing is written before all of the archive was read. Raises BadArchiveError, and OSError.
    """
    source = law_archive.digest(archive)
    found: list[Source] = []
    skipped: list[str] = []
    progress.begin("读法律")
    for name, text in law_archive.texts(archive):
        progress.step()
        one = law_text.read(name, text)
        if one is not None:
            found.append(one)
        elif not Path(name).stem.startswith("_"):
            skipped.append(name)
    if not found:
        raise law_archive.BadArchiveError("里面没有一部看得懂的法律")
    newest, older = _newest(found)
    progress.begin("收进法律库", len(newest))
    blobs: dict[str, bytes] = {}
    for name, version in newest.items():
        progress.step()
        blobs[name] = laws.pack(version.statute)
    for name, data in blobs.items():
        if len(data) > laws.LAW_MAX_BYTES or laws.unpack(data) != newest[name].statute:
            raise law_archive.BadArchiveError(f"《{name}》太大，放不进法律库")
    rows = tuple(_row(name, version, blobs[name]) for name, version in sorted(newest.items()))
    catalogue = Catalogue(format=laws.FORMAT, source=source, laws=rows)
    written = canonical(catalogue.model_dump(mode="json"))
    if len(rows) > laws.LAWS_MAX or len(written) > laws.CATALOGUE_MAX_BYTES:
        raise law_archive.BadArchiveError("法律太多，放不进法律库")
    if out is not None:
        _write(out, written, blobs.values())
    return Imported(
        catalogue,
        len(found),
        sum(row.articles for row in rows),
        sum(_size(version.statute) for version in newest.values()),
        len(written) + sum(row.size for row in rows),
        tuple(older),
        tuple(skipped),
        tuple(row.name for row in rows if not row.date),
        {name: gap for name, version in newest.items() if (gap := law_text.gaps(version.statute))},
        {name: put for name, version in newest.items() if (put := law_text.inserted(version.statute))},
    )


def _newest(found: Iterable[Source]) -> tuple[dict[str, Version], list[str]]:
    """Name → its newest version, and the files of the others."""
    by_name: dict[str, dict[str, list[Source]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        # The books of a code have dates of their own files; they belong together.
        by_name[key(one.title)]["" if one.part else one.date].append(one)
    newest: dict[str, Version] = {}
    older: list[str] = []
    for name, versions in by_name.items():
        date = max(versions)
        sources = versions.pop(date)
        if not sources[0].part:
            # Two files of one day say the same in two ways: the longer one.
            sources.sort(key=lambda one: (_size(one.statute), one.path))
            older += [one.path for one in sources[:-1]]
            sources = sources[-1:]
        older += [one.path for rest in versions.values() for one in rest]
        newest[name] = _version(sources)
    return newest, sorted(older)


def _version(sources: list[Source]) -> Version:
    statute = law_text.joined(sources) if len(sources) > 1 else sources[0].statute
    date = max(one.date for one in sources)
    return Version(sources[0].title, date, statute, tuple(one.path for one in sources))


def _row(name: str, version: Version, data: bytes) -> Law:
    articles = version.statute.articles
    return Law(
        name=name,
        title=version.title,
        date=version.date,
        articles=len(articles),
        last=max((article.number for article in articles), default=0),
        sha256=sha256(data).hexdigest(),
        size=len(data),
    )


def _write(out: Path, catalogue: bytes, blobs: Iterable[bytes]) -> None:
    """First what the catalogue names, then the catalogue: a run cut short leaves the old pack whole."""
    with disk.exclusive(out):
        needed = {sha256(data).hexdigest(): data for data in blobs}
        for name, data in needed.items():
            disk.store_blob(out, name, data)
        disk.write_durable(out / laws.CATALOGUE, catalogue)
        for blob in _blobs(out):
            if blob.name not in needed:
                blob.unlink(missing_ok=True)


def _blobs(out: Path) -> Iterator[Path]:
    yield from blob_path(out, "0" * 64).parent.parent.glob("??/*")


def _size(statute: Statute) -> int:
    return len(statute.intro.encode()) + sum(len(article.text.encode()) for article in statute.articles)
