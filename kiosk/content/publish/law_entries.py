"""A law pack as entries of a release: the catalogue, and a blob for each law."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kiosk.content import disk, models
from kiosk.content.laws import CATALOGUE, BadPackError, LawPack
from kiosk.content.library import BAD
from kiosk.content.models import Entry
from kiosk.content.publish.progress import SILENT, Progress
from kiosk.errors import KioskError
from kiosk.plain_files import read_plain


@dataclass(frozen=True, slots=True)
class PackToSend:
    """A pack as a folder has it. ``catalogue``: the bytes of its list."""

    folder: Path
    pack: LawPack
    catalogue: bytes

    def fingerprint(self) -> bytes:
        return hashlib.sha256(self.catalogue).digest()

    def stored(self, content: Path, progress: Progress = SILENT) -> list[Entry]:
        """Every law is read, judged and unpacked on the way. KioskError E-CNT-02: one is not whole."""
        entries = [self._entry(content, models.LAWS, "catalogue", self.catalogue)]
        progress.begin("带上法律", len(self.pack.laws))
        for law in self.pack.laws:
            progress.step()
            try:
                self.pack.statute(law)
                data = read_plain(models.blob_path(self.folder, law.sha256), models.BLOB_MAX_BYTES)
            except (BadPackError, OSError) as error:
                raise KioskError(BAD, f"{self.folder}：{error}") from None
            entries.append(self._entry(content, models.LAW, law.sha256, data))
        return entries

    def _entry(self, content: Path, kind: str, id: str, data: bytes) -> Entry:
        sha256 = hashlib.sha256(data).hexdigest()
        disk.store_blob(content, sha256, data)
        return Entry(kind=kind, id=id, sha256=sha256, size=len(data))


def opened(folder: Path) -> PackToSend:
    """KioskError E-CNT-02: there is no pack in ``folder``, or one no release can carry."""
    try:
        pack = LawPack(folder)
        catalogue = read_plain(folder / CATALOGUE, models.BLOB_MAX_BYTES)
    except (BadPackError, OSError) as error:
        raise KioskError(BAD, f"{folder}：{error}") from None
    return PackToSend(folder, pack, catalogue)
