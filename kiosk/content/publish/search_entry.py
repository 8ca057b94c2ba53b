"""The index as one more entry of a release, under its SHA-256 like all others (docs/adr/0128)."""

import hashlib
import tempfile
from pathlib import Path

from kiosk.content import disk, models
from kiosk.content.models import Entry
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.content.publish.search_index import build
from kiosk.content.publish.search_records import searchable


def search_entry(draft: Draft, content: Path, progress: Progress = SILENT) -> Entry:
    """Makes the index of ``draft``, stores it among the blobs of ``content`` and names it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        build(path, searchable(draft), progress)
        data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    disk.store_blob(content, sha256, data)
    return Entry(kind=models.SEARCH, id="index", sha256=sha256, size=len(data))
