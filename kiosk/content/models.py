"""A release on disk: manifest, blobs named by their SHA-256, and what each kind of blob holds.

    <content>/current                    symlink to releases/<n>, replaced by rename
    <content>/releases/<n>/manifest.json
    <content>/blobs/<2 hex>/<64 hex>     canonical JSON of one item, shared by all releases

Blobs are the frozen data of kiosk/domain/library.py as JSON. Fields a newer editor added are ignored, kinds
it invented are skipped: old terminals survive new content (docs/adr/0010).
"""

import json
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kiosk.calculators.parameters import ParameterSet
from kiosk.domain.duty import Calendar
from kiosk.domain.lexicon import OwnWord
from kiosk.domain.library import Guide, Notice, Office, ServiceItem, SiteCard, Topic
from kiosk.domain.library_learning import Lesson, Media, Quiz, SelfCheck, Survey, Term, Wording
from kiosk.domain.library_places import Board, Emergency, OnDuty, Register, Visit
from kiosk.domain.library_services import Bundle, DocumentTemplate, Platform, Scenario
from kiosk.domain.map_picture import MapTiles
from kiosk.domain.places import County
from kiosk.domain.places_lookup import Lookup

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
MANIFEST_MAX_BYTES: Final = 4_000_000
BLOB_MAX_BYTES: Final = 1_000_000

# One blob for each guide, office and service item, so that one changed guide is one new blob; one blob for
# each of the short lists.
KINDS: Final[dict[str, TypeAdapter[Any]]] = {
    "site": TypeAdapter(SiteCard),
    "topics": TypeAdapter(tuple[Topic, ...]),
    "notices": TypeAdapter(tuple[Notice, ...]),
    "office": TypeAdapter(Office),
    "guide": TypeAdapter(Guide),
    "item": TypeAdapter(ServiceItem),
    "words": TypeAdapter(tuple[OwnWord, ...]),
    "calendar": TypeAdapter(Calendar),
    # What comes below is in ``Library.more``, by its data class; a tuple is taken apart.
    "scenario": TypeAdapter(Scenario),
    "document": TypeAdapter(DocumentTemplate),
    "bundle": TypeAdapter(Bundle),
    "platform": TypeAdapter(Platform),
    "parameters": TypeAdapter(ParameterSet),
    "register": TypeAdapter(Register),
    "visits": TypeAdapter(tuple[Visit, ...]),
    "boards": TypeAdapter(tuple[Board, ...]),
    "duty": TypeAdapter(tuple[OnDuty, ...]),
    "emergency": TypeAdapter(tuple[Emergency, ...]),
    "county": TypeAdapter(County),
    "lookups": TypeAdapter(tuple[Lookup, ...]),
    "glossary": TypeAdapter(tuple[Term, ...]),
    "lesson": TypeAdapter(Lesson),
    "quiz": TypeAdapter(Quiz),
    "self-check": TypeAdapter(SelfCheck),
    "survey": TypeAdapter(Survey),
    "media": TypeAdapter(Media),
    "map": TypeAdapter(MapTiles),
    "wording": TypeAdapter(tuple[Wording, ...]),
}
OWN_PLACE: Final = frozenset({"site", "topics", "notices", "office", "guide", "item", "words", "calendar"})
SINGLE: Final = frozenset({"site", "topics", "notices"})

# Recorded sentences: one index (kiosk/speech/clips.py) and the sounds it names. Sounds are judged by their
# hash when they are played: there are too many to read at every start.
CLIPS: Final = "clips"
CLIP: Final = "clip"
# Pictures, sounds and videos in pieces an old terminal takes too (kiosk/content/media.py), judged when shown.
MEDIA_PART: Final = "media-part"
# The index of the search (kiosk/content/search.py). Judged by its hash when it is opened: the rest serves
# without it.
SEARCH: Final = "search"
SEARCH_MAX_BYTES: Final = 100_000_000
# A law pack (kiosk/content/laws.py): its catalogue and a blob for each law, read when an article is wanted.
LAWS: Final = "laws"
LAW: Final = "law"
UNREAD: Final = frozenset({CLIP, MEDIA_PART, SEARCH, LAWS, LAW})

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Entry(BaseModel):
    """One item of a release. The order of entries is the order on the screen."""

    model_config = ConfigDict(frozen=True, strict=True)

    kind: str = Field(min_length=1, max_length=40)
    id: str = Field(min_length=1, max_length=100)
    sha256: Sha256
    size: int = Field(ge=2, le=SEARCH_MAX_BYTES)  # others: BLOB_MAX_BYTES, when they are read


class Manifest(BaseModel):
    """``release`` counts publishes; ``published_at`` is ISO 8601 with zone; ``source`` is the SHA-256 of the
    editor's files it was made from. ``ring``: whom it is for; *trial* while something in it is unreviewed.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    format: int = Field(ge=1)
    release: int = Field(ge=1)
    version: str = Field(min_length=1, max_length=40)
    published_at: str = Field(min_length=20, max_length=40)
    source: Sha256
    ring: str = Field(default="trial", pattern=r"^[a-z][a-z0-9-]*$", max_length=20)
    items: tuple[Entry, ...] = Field(max_length=20_000)


def canonical(value: object) -> bytes:
    """The one JSON text of a value: equal values have equal bytes, so equal hashes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def encode(kind: str, item: object) -> bytes:
    """The blob of ``item``."""
    return canonical(KINDS[kind].dump_python(item, mode="json"))


def release_path(content: Path, release: int) -> Path:
    return content / "releases" / str(release)


def blob_path(content: Path, sha256: str) -> Path:
    return content / "blobs" / sha256[:2] / sha256
