"""What a page needs of the disk while it is shown: an article's own words, pictures of the release. Bounded.

A law pack comes with the release in use, or lies in ``laws`` below a content directory (``kiosk-library laws
… --out DIR``). Not thread-safe.
"""

import io
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.content import library, media, models
from kiosk.content.laws import CATALOGUE, BadPackError, LawPack
from kiosk.domain.article import ArticleNo
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures
from kiosk.domain.library_learning import Media
from kiosk.domain.map_picture import MapPicture, ReadMap
from kiosk.errors import KioskError

LAWS: Final = "laws"
WORDS_MAX: Final = 20_000  # characters of one article that are shown
PICTURES_MAX: Final = 4  # of one lesson
_SIDE_MAX: Final = 1920  # pixels; what the editor's check lets through
_DRAWN_MAX: Final = 984  # no page shows one wider
_FORMATS: Final = ("PNG", "JPEG")

_log = logging.getLogger(__name__)


class Shelf:
    """``places``: content directories, the one that is read first before the one that came with the software.

    A pack is opened when the first article is wanted, and again when there was none or another release came:
    either may happen while the terminal runs.
    """

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = tuple(dict.fromkeys(places))
        self._pack: LawPack | None = None
        self._of: tuple[Path | None, ...] = ()  # the releases in use when it was looked for

    def article(self, law: str, article: ArticleNo) -> ArticleLook:
        """Never raises for what is on the disk: what is wrong with it is told and logged."""
        try:
            pack = self._opened()
            if pack is None:
                return ArticleLook(law, article, ArticleOutcome.NO_PACK)
            found = pack.article(law, article.number, article.sub)
        except BadPackError as error:
            _log.error("laws.unreadable", extra={"reason": str(error)})
            self._pack = None
            return ArticleLook(law, article, ArticleOutcome.BROKEN)
        if found is None:
            return ArticleLook(law, article, ArticleOutcome.UNKNOWN)
        words = found.article.text[:WORDS_MAX]
        return ArticleLook(law, article, ArticleOutcome.FOUND, found.law.date, found.article.chapter, words)

    def _opened(self) -> LawPack | None:
        releases = tuple(library.current(place) for place in self._places)
        if self._pack is None or releases != self._of:
            self._of = releases
            self._pack = next((pack for pack in map(_pack, self._places) if pack is not None), None)
        return self._pack

    def pictures(self, lesson_id: str, wanted: Sequence[Media]) -> Pictures:
        """Those that cannot be read come without pixels."""
        return Pictures(lesson_id, tuple(map(self._picture, wanted[:PICTURES_MAX])))

    def map_picture(self, asked: ReadMap) -> MapPicture:
        from kiosk.content.map_picture import (
            drawn as put_together,  # nobody waits for it until there is a map
        )

        return put_together(self._places, asked)

    def _picture(self, of: Media) -> Picture:
        for place in self._places:
            try:
                return drawn(of.id, media.read(place, of.file))
            except KioskError as error:
                reason = error.detail
            except (OSError, ValueError) as error:
                reason = repr(error)
            _log.warning("media.unreadable", extra={"media": of.id, "reason": reason})
        return Picture(of.id)


def _pack(place: Path) -> LawPack | None:
    """The one of the release in use, else the folder's own. Raises BadPackError."""
    for release in library.candidates(place):
        try:
            items = library.read_manifest(release).items
        except library.BadReleaseError:
            continue  # passed over for the one before it, as the library does
        sha256 = next((entry.sha256 for entry in items if entry.kind == models.LAWS), "")
        if sha256:
            return LawPack(place, sha256)
        break
    return LawPack(place / LAWS) if (place / LAWS / CATALOGUE).is_file() else None


def drawn(media_id: str, data: bytes) -> Picture:
    """The picture as pixels, no wider or taller than a page shows it. OSError or ValueError: it is none."""
    from PIL import Image  # nobody waits for it until a lesson has a picture

    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if max(image.size) > _SIDE_MAX:
            raise ValueError(f"{image.size[0]}x{image.size[1]} is too large")
        image.thumbnail((_DRAWN_MAX, _DRAWN_MAX))
        plain = image.convert("RGBA")
    return Picture(media_id, plain.width, plain.height, plain.tobytes())
