"""The program that makes one paper and ends: the fonts' 100 MB and what the paper says go with it.

Reads one JSON document from stdin, writes a PDF, or a preview's pictures, to stdout. No file but the fonts is
opened, nothing is kept; a crash leaves no image of the memory (docs/adr/0135).
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.documents.fill import Paper
from kiosk.documents.layout import TooLongError, laid_out
from kiosk.documents.type import FontType

GIVEN_MAX_BYTES: Final = 400_000
PREVIEW_WIDTHS: Final = range(200, 1601)
_PAPER: Final = TypeAdapter(Paper)
_LENGTH: Final = 4  # bytes before each picture
TOO_LONG: Final = 3
BAD: Final = 4


def request(paper: Paper, fonts: Path, preview: int = 0) -> bytes:
    """What stdin is given. ``preview``: width in pixels; 0: a PDF."""
    row = {"paper": _PAPER.dump_python(paper, mode="json"), "fonts": str(fonts), "preview": preview}
    return json.dumps(row, ensure_ascii=False).encode()


def pictures_of(data: bytes) -> tuple[bytes, ...]:
    """The pictures of an answer. ValueError when it is cut short."""
    found: list[bytes] = []
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + _LENGTH], "big")
        at += _LENGTH
        if len(data) < at + length or not length:
            raise ValueError("cut short")
        found.append(data[at : at + length])
        at += length
    return tuple(found)


def answered(given: bytes) -> bytes | bytearray:
    """Raises ValueError for what is no request, TooLongError, OSError for fonts that are not there."""
    row: Any = json.loads(given)
    try:
        paper = _PAPER.validate_python(row["paper"])
        fonts, preview = Path(row["fonts"]), int(row["preview"])
    except (KeyError, TypeError, ValidationError):
        raise ValueError("no request") from None
    type_ = FontType(fonts)
    pages = laid_out(paper, type_)
    if preview:
        from kiosk.documents.preview import pictures

        if preview not in PREVIEW_WIDTHS:
            raise ValueError("no width of a picture")
        made = pictures(pages, type_, preview)
        return b"".join(len(one).to_bytes(_LENGTH, "big") + one for one in made)
    from kiosk.documents.pdf import pdf

    return pdf(pages, type_, paper.title)


def main(source: BinaryIO, sink: BinaryIO) -> int:
    """Exit status: 0 made, ``TOO_LONG``, ``BAD``. Says nothing else: it would be personal."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given = source.read(GIVEN_MAX_BYTES + 1)
    try:
        if len(given) > GIVEN_MAX_BYTES:
            return TOO_LONG
        sink.write(answered(given))
    except TooLongError:
        return TOO_LONG
    except (ValueError, OSError):
        return BAD
    sink.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
