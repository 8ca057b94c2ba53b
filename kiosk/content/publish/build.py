"""From a checked ``library/`` to a release directory that terminals read."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path
from typing import Final

from kiosk.calculators import parameters
from kiosk.clock import Clock
from kiosk.content import disk, library, models
from kiosk.content.models import Entry, Manifest
from kiosk.content.publish import law_entries, review
from kiosk.content.publish.check import check
from kiosk.content.publish.check_forms import check_notices
from kiosk.content.publish.collect import digest
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.kind import Blob
from kiosk.content.publish.kinds.table import TABLE
from kiosk.content.publish.law_entries import PackToSend
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.publish.search_entry import search_entry
from kiosk.content.publish.source import Problem
from kiosk.content.publish.studio import Studio
from kiosk.domain import duty
from kiosk.domain import library as lib
from kiosk.errors import KioskError
from kiosk.glyphs import UiFont
from kiosk.speech.clips import BAD_CLIP, INDEX_MAX_BYTES, ClipIndex

WRONG: Final = "E-CNT-03"
KEPT_RELEASES: Final = 3
CHINA: Final = timezone(timedelta(hours=8))


class LibraryError(KioskError):
    """The editor's files cannot be published. ``problems`` has file and line of each thing wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(WRONG, f"{len(problems)} 处要改，第一处：{problems[0]}" if problems else "没有内容")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Built:
    """``fresh`` False: the active release already says the same, nothing was written."""

    release: int
    version: str
    guides: int
    items: int
    fresh: bool
    ring: str = review.TRIAL


def build(
    root: Path,
    content: Path,
    clock: Clock,
    fonts: Sequence[UiFont] = (),
    *,
    if_changed: bool = False,
    clips: Path | None = None,
    ring: str = review.TRIAL,
    laws: Path | None = None,
    progress: Progress = SILENT,
) -> Built:
    """Check ``root``, write the next release of ``content`` and make it active.

    ``clips``: the folder of recordings (kiosk/content/publish/studio.py), which may be empty or not there.
    ``laws``: a law pack that goes along; KioskError E-CNT-02 when it is none, or not whole.
    ``ring`` stable: refused while anything is unreviewed. With ``if_changed``, an active release made from
    the same files by the same program is left alone.
    Raises LibraryError (E-CNT-03), and OSError when ``content`` cannot be written.
    """
    studio = Studio(clips) if clips is not None else None
    pack = law_entries.opened(laws) if laws is not None else None
    along = [part.fingerprint() for part in (studio, pack) if part is not None]
    source = digest(root, _edition() + b"".join(along))
    with disk.exclusive(content):
        active = _active(content, source) if if_changed else None
        if active is not None and ring in (review.TRIAL, active.ring):
            return active
        draft = check(root, fonts, progress)
        check_notices(draft, _published(content))
        if draft.problems or draft.site is None:
            raise LibraryError(draft.problems)
        if ring == review.STABLE and (waiting := review.unreviewed(draft)):
            raise LibraryError(waiting)
        return _write(draft, content, clock, source, studio, pack, progress)


def ensure_release(content: Path, root: Path, clock: Clock, fonts: Sequence[UiFont] = ()) -> Built:
    """What set-up calls: a release when there is none, or when the files have changed since."""
    return build(root, content, clock, fonts, if_changed=True)


def _edition() -> bytes:
    """Names this program: content is made anew when the code that makes it changed."""
    code = [
        *Path(__file__).parent.rglob("*.py"),
        Path(models.__file__),
        Path(duty.__file__),
        Path(parameters.__file__),
        *Path(lib.__file__).parent.glob("library*.py"),
        *Path(lib.__file__).parent.glob("search*.py"),
        *Path(models.__file__).parent.glob("search*.py"),
        *Path(lib.__file__).parent.glob("places*.py"),
    ]
    return b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sorted(code))


def _published(content: Path) -> tuple[lib.ServiceItem, ...]:
    """The items of the active release; none when there is none that can be read."""
    release = library.current(content)
    try:
        return library.read_release(content, release)[0].items if release is not None else ()
    except library.BadReleaseError:
        return ()


def _active(content: Path, source: str) -> Built | None:
    """The active release when it is whole and was made from ``source``."""
    release = library.current(content)
    if release is None:
        return None
    try:
        manifest = library.read_manifest(release)
        if manifest.source != source:
            return None
        library.read_release(content, release)
    except library.BadReleaseError:
        return None
    return _built(manifest, fresh=False)


def _built(manifest: Manifest, *, fresh: bool) -> Built:
    kinds = [entry.kind for entry in manifest.items]
    return Built(
        manifest.release, manifest.version, kinds.count("guide"), kinds.count("item"), fresh, manifest.ring
    )


def _write(
    draft: Draft,
    content: Path,
    clock: Clock,
    source: str,
    studio: Studio | None,
    pack: PackToSend | None,
    progress: Progress,
) -> Built:
    release = max(library.installed(content), default=0) + 1
    now = clock.now().astimezone(CHINA)
    entries: list[Entry] = []
    for blob in blobs(draft):
        sha256 = hashlib.sha256(blob.data).hexdigest()
        disk.store_blob(content, sha256, blob.data)
        entries.append(Entry(kind=blob.kind, id=blob.id, sha256=sha256, size=len(blob.data)))
    entries.append(search_entry(draft, content, progress))
    if studio is not None:
        progress.begin("收录音")
        entries += _clips(studio, content)
    if pack is not None:
        entries += pack.stored(content, progress)
    manifest = Manifest(
        format=models.FORMAT,
        release=release,
        version=f"{now:%Y.%m.%d}-{release}",
        published_at=now.isoformat(timespec="seconds"),
        source=source,
        ring=review.ring(draft),
        items=tuple(entries),
    )
    disk.store_manifest(content, release, models.canonical(manifest.model_dump(mode="json")))
    # Read it back the way a terminal will, before any terminal does.
    library.read_release(content, models.release_path(content, release))
    disk.activate(content, release)
    _prune(content, release)
    return _built(manifest, fresh=True)


def blobs(draft: Draft) -> Iterator[Blob]:
    """Everything of ``draft`` that goes into a release, in the order of the table of kinds."""
    for kind in TABLE:
        if kind.release is not None:
            yield from kind.release(draft)


def _clips(studio: Studio, content: Path) -> list[Entry]:
    """The index, then each sound once. KioskError E-SPK-03 when one is not what the index says."""
    index = studio.index()
    if not index.clips:
        return []
    # For terminals without the texts: they ask by key, and know what they ask for.
    data = models.canonical(ClipIndex.model_validate(index.model_dump()).model_dump(mode="json"))
    if len(data) > INDEX_MAX_BYTES:
        count = sum(len(table) for table in index.clips.values())
        raise KioskError(BAD_CLIP, f"录音太多，{count} 段的目录放不进一个版本，请先删掉不用的")
    entries = [Entry(kind=models.CLIPS, id="index", sha256=hashlib.sha256(data).hexdigest(), size=len(data))]
    disk.store_blob(content, entries[0].sha256, data)
    for dialect, key, clip in sorted((d, k, c) for d, table in index.clips.items() for k, c in table.items()):
        disk.store_blob(content, clip.sha256, studio.sound(dialect, key, clip))
        entries.append(Entry(kind=models.CLIP, id=f"{dialect}/{key}", sha256=clip.sha256, size=clip.size))
    return entries


def _prune(content: Path, active: int) -> None:
    """Keep the newest few, so that a terminal can fall back."""
    kept = sorted(library.installed(content), reverse=True)[:KEPT_RELEASES]
    needed: set[str] = set()
    for number in kept:
        try:
            manifest = library.read_manifest(models.release_path(content, number))
        except library.BadReleaseError:
            continue
        needed.update(entry.sha256 for entry in manifest.items)
    disk.prune(content, {*kept, active}, needed)
