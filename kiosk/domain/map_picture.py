"""Map pictures as one picture, with what it covers; part of a visit while its map is shown. Pure."""

from dataclasses import dataclass, field

from kiosk.domain.library_learning import MediaFile


@dataclass(frozen=True, slots=True)
class MapTiles:
    """An MBTiles file of the release (kiosk/content/tiles.py), in pieces as media are."""

    id: str
    title: str
    file: MediaFile
    sample: bool = True


@dataclass(frozen=True, slots=True)
class ReadMap:
    """The pictures of ``file`` from ``south`` to ``east``, as one. Answered by MapRead for ``wide``."""

    wide: bool
    file: MediaFile
    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class MapPicture:
    """``pixels``: RGBA, row by row from the north; nothing where the file has no picture. Empty: none at all.

    ``approval``: 审图号; ``attribution``: whose map it is, as the file says.
    """

    wide: bool
    south: float = 0.0
    west: float = 0.0
    north: float = 0.0
    east: float = 0.0
    width: int = 0
    height: int = 0
    pixels: bytes = field(default=b"", repr=False)
    approval: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class MapRead:
    """The answer to ReadMap."""

    picture: MapPicture
