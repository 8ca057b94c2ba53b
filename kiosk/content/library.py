"""The read side: from a release directory to the Library in memory, every byte checked on the way.

Serving never depends on an update: a release that does not check out is passed over for the one before it,
and content that came with the software stands behind all of them.
"""

import errno
import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from kiosk.content import models
from kiosk.content.models import Entry, Manifest
from kiosk.domain.duty import NO_CALENDAR
from kiosk.domain.known_offices import with_offices
from kiosk.domain.library import Library, ReleaseInfo
from kiosk.domain.library_english import with_english
from kiosk.errors import Finding, KioskError
from kiosk.plain_files import read_plain

NOTHING: Final = "E-CNT-01"
BAD: Final = "E-CNT-02"
CHECK: Final = "内容"
_KNOWN: Final = frozenset({*models.KINDS, models.CLIPS, *models.UNREAD})

_log = logging.getLogger(__name__)


class BadReleaseError(Exception):
    """One release cannot be used; the text says why, in Chinese, for a technician."""


@dataclass(frozen=True, slots=True)
class Opened:
    """``findings`` tells of releases passed over; ``active`` is the directory of the one in ``library``."""

    library: Library
    findings: tuple[Finding, ...]
    active: Path


def load(content: Path, factory: Path | None = None) -> Library:
    """The library of the newest release that checks out; findings go to the log."""
    return open_content(content, factory).library


def open_content(content: Path, factory: Path | None = None) -> Opened:
    """Reads ``content``, then ``factory``. KioskError E-CNT-01: there is none; E-CNT-02: none checks out."""
    findings: list[Finding] = []
    for place in dict.fromkeys(path for path in (content, factory) if path is not None):
        for release in candidates(place):
            try:
                library, skipped = read_release(place, release)
            except BadReleaseError as error:
                _log.error("content.bad_release", extra={"release": release.name, "reason": str(error)})
                findings.append(Finding(CHECK, ok=False, text=f"版本 {release.name}：{error}", code=BAD))
            else:
                return Opened(library, (*findings, *skipped), release)
    if findings:
        raise KioskError(BAD, "；".join(finding.text for finding in findings))
    raise KioskError(NOTHING, f"{content}：没有内容版本")


def candidates(content: Path) -> Iterator[Path]:
    """``current`` first, then older ones, newest first. Without ``current``, all of them.

    A release newer than ``current`` was rolled back by somebody: it is not brought back behind his back.
    """
    active = current(content)
    if active is not None:
        yield active
    numbers = sorted(installed(content), reverse=True)
    limit = (
        int(active.name) if active is not None and active.name.isascii() and active.name.isdigit() else None
    )
    for number in numbers:
        if limit is None or number < limit:
            yield models.release_path(content, number)


def current(content: Path) -> Path | None:
    """The release directory ``current`` points to; None when there is no such pointer."""
    pointer = content / models.CURRENT
    try:
        return models.release_path(content, int(pointer.readlink().name))
    except (OSError, ValueError):
        return None


def installed(content: Path) -> list[int]:
    """Numbers of the releases on disk, in no order."""
    try:
        names = [path.name for path in (content / "releases").iterdir()]
    except OSError:
        return []
    return [int(name) for name in names if name.isascii() and name.isdigit() and not name.startswith("0")]


def read_manifest(release: Path) -> Manifest:
    """Raises BadReleaseError."""
    data = _read(release / models.MANIFEST, models.MANIFEST_MAX_BYTES)
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as error:
        raise BadReleaseError(f"清单写法不对（{_first(error)}）") from None
    if manifest.format > models.FORMAT:
        raise BadReleaseError(f"清单格式 {manifest.format} 比程序新，先升级程序")
    if str(manifest.release) != release.name:
        raise BadReleaseError(f"清单说是版本 {manifest.release}")
    return manifest


def read_release(content: Path, release: Path) -> tuple[Library, list[Finding]]:
    """Every blob of one release, checked against its hash, and what was skipped of it.

    Wrong or missing bytes make the release bad (BadReleaseError). Right bytes this program is too old to
    understand cost that one item; kinds it does not know are not read at all, and named once each.
    """
    manifest = read_manifest(release)
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    newer = Counter(entry.kind for entry in manifest.items if entry.kind not in _KNOWN)
    skipped = [_newer(kind, count) for kind, count in sorted(newer.items())]
    for entry in manifest.items:
        if entry.kind in models.UNREAD or entry.kind in newer:
            continue
        data = read_blob(content, entry)
        if entry.kind == models.CLIPS:
            continue
        try:
            found[entry.kind][entry.id] = models.KINDS[entry.kind].validate_json(data)
        except ValidationError as error:
            why = _first(error)
            _log.warning("content.skipped", extra={"kind": entry.kind, "item": entry.id, "reason": why})
            skipped.append(
                Finding(CHECK, ok=False, text=f"{entry.kind} {entry.id} 看不懂，没有显示：{why}", code=BAD)
            )
    missing = [kind for kind in (*sorted(models.SINGLE), "guide") if not found[kind]]
    if missing:
        raise BadReleaseError(f"缺少 {'、'.join(missing)}")
    only = {kind: next(iter(found[kind].values())) for kind in models.SINGLE}
    library = Library(
        info=ReleaseInfo(manifest.release, manifest.version, manifest.published_at, len(found["guide"])),
        topics=only["topics"],
        items=tuple(found["item"].values()),
        site=only["site"],
        notices=only["notices"],
        guides=found["guide"],
        offices=found["office"],
        words=tuple(word for words in found["words"].values() for word in words),
        calendar=next(iter(found["calendar"].values()), NO_CALENDAR),
        more=_more(found),
    )
    return with_english(with_offices(library)), skipped


def _newer(kind: str, count: int) -> Finding:
    """Of a kind that a newer editor invented."""
    _log.warning("content.skipped", extra={"kind": kind, "item": "", "reason": f"{count} of an unknown kind"})
    return Finding(CHECK, ok=False, text=f"{kind}：没见过的种类，{count} 样没有显示，先升级程序", code=BAD)


def _more(found: Mapping[str, Mapping[str, Any]]) -> dict[type[Any], dict[str, Any]]:
    """Data class → id → what was read, of the kinds that have no place of their own in the library."""
    more: defaultdict[type[Any], dict[str, Any]] = defaultdict(dict)
    for kind, values in found.items():
        if kind not in models.OWN_PLACE:
            for value in values.values():
                for one in value if isinstance(value, tuple) else (value,):
                    more[type(one)][one.id] = one
    return dict(more)


def clip_index(content: Path, factory: Path | None = None) -> tuple[Path, Path] | None:
    """The index of recorded sentences of the release in use, and the content directory its sounds lie in."""
    for place in dict.fromkeys(path for path in (content, factory) if path is not None):
        for release in candidates(place):
            try:
                entries = [entry for entry in read_manifest(release).items if entry.kind == models.CLIPS]
                for entry in entries[:1]:
                    read_blob(place, entry)
                    return models.blob_path(place, entry.sha256), place
            except BadReleaseError:
                continue
            return None
    return None


def read_blob(content: Path, entry: Entry) -> bytes:
    """The bytes of one entry; BadReleaseError when they are missing or not the ones named."""
    data = _read(models.blob_path(content, entry.sha256), models.BLOB_MAX_BYTES)
    if len(data) != entry.size or hashlib.sha256(data).hexdigest() != entry.sha256:
        raise BadReleaseError(f"{entry.kind} {entry.id} 与清单对不上")
    return data


def _read(path: Path, limit: int) -> bytes:
    try:
        return read_plain(path, limit)
    except OSError as error:
        reason = "太大" if error.errno == errno.EFBIG else f"读不了（{error.strerror}）"
        raise BadReleaseError(f"{path.name[:20]} {reason}") from None


def _first(error: ValidationError) -> str:
    detail = error.errors()[0]
    return f"{'.'.join(map(str, detail['loc']))}: {detail['type']}"
