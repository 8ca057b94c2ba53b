"""Pictures, sounds and videos of the release in use: put together from their pieces, judged by their hash."""

import hashlib
from pathlib import Path
from typing import Final

from kiosk.content import models
from kiosk.content.library import BAD, BadReleaseError
from kiosk.domain.library_learning import MediaFile
from kiosk.errors import KioskError
from kiosk.plain_files import read_plain

# A piece stays under what a terminal older than media takes for one entry of a manifest.
PART_MAX_BYTES: Final = 900_000
FILE_MAX_BYTES: Final = 8_000_000


def pieces(data: bytes) -> list[bytes]:
    """``data`` in equal pieces, none larger than a terminal takes."""
    count = max(1, -(-len(data) // PART_MAX_BYTES))
    step = -(-len(data) // count)
    return [data[start : start + step] for start in range(0, len(data), step)]


def read(content: Path, file: MediaFile) -> bytes:
    """The bytes of ``file``. KioskError E-CNT-02 when they are missing, too many or not the ones named."""
    try:
        if file.size > FILE_MAX_BYTES:
            raise BadReleaseError("太大")
        data = b"".join(
            read_plain(models.blob_path(content, part), models.BLOB_MAX_BYTES) for part in file.parts
        )
        if len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256:
            raise BadReleaseError("与清单对不上")
    except (OSError, BadReleaseError) as error:
        raise KioskError(BAD, f"媒体 {file.sha256[:20]} 用不了：{error}") from None
    return data
