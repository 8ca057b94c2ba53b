"""A kind of content: where it is written, what it may say, who checks it, how it is released."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from types import GenericAlias
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter

from kiosk.content import models
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.editor import EditorLaw, EditorModel

Check = Callable[[Draft], None]
_MANY: Final = "*"


class Blob(NamedTuple):
    """One entry of a release, before it has a place on a disk."""

    kind: str
    id: str
    data: bytes


Blobs = Iterable[Blob]


@dataclass(frozen=True)
class Kind:
    """``name``: of the kind in a release; ``title``: what editors call it.

    ``where``: ``folder/*.yaml``, one part a file and its id the file's place; or ``name.yaml``: with ``rows``
    a list of parts, else one part. ``most``: files of the folder, or rows of the file. ``needed``: a library
    without it is not whole. ``heard``: the voice reads all of it, so that it may be recorded. ``beside``:
    endings of files that may lie in the folder and are no parts.

    ``checks`` look at the whole draft after everything is read. ``release`` makes what goes into a release;
    None: nothing of it does.
    """

    name: str
    title: str
    where: str
    model: Any
    rows: bool = False
    most: int = 500
    needed: bool = False
    heard: bool = False
    beside: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    release: Callable[[Draft], Blobs] | None = None

    @property
    def folder(self) -> str:
        """``guides`` of ``guides/*.md``; empty when it is one file."""
        place = PurePosixPath(self.where)
        return place.parts[0] if place.stem == _MANY else ""

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.where).suffix

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Of one file."""
        held: Any = GenericAlias(list, (self.model,)) if self.rows else self.model
        return TypeAdapter(held)


def blob(kind: str, item_id: str, item: object) -> Blob:
    """``item`` is a data class the terminal knows under ``kind`` (kiosk/content/models.py)."""
    return Blob(kind, item_id, models.encode(kind, item))


def each(name: str) -> Callable[[Draft], Blobs]:
    """Every part is a blob of its own: one that changes is one new blob."""

    def entries(draft: Draft) -> Blobs:
        for row in sorted(draft.rows.get(name, ()), key=lambda row: str(row.value.id)):
            yield blob(name, row.value.id, released(name, row.value, draft.law_names))

    return entries


def together(name: str) -> Callable[[Draft], Blobs]:
    """All parts in one blob, in the editor's order; none when there are none."""

    def entries(draft: Draft) -> Blobs:
        rows = draft.rows.get(name, ())
        if rows:
            yield blob(name, name, released(name, tuple(row.value for row in rows), draft.law_names))

    return entries


def released(name: str, value: object, names: Mapping[str, str]) -> object:
    """``value`` as the data class of its kind: equal names go over, what a terminal has no use for stays.

    ``names``: laws in English.
    """
    return models.KINDS[name].validate_python(_plain(value, names))


def _plain(value: Any, names: Mapping[str, str]) -> Any:
    """Dicts, lists, texts, numbers, laws; days as ISO texts, decimals as texts, a table as rows of two."""
    if isinstance(value, EditorLaw):
        return value.build(names)
    if isinstance(value, EditorModel):
        said = {name: _plain(getattr(value, name), names) for name in type(value).model_fields}
        # A day that has no end is an empty text in a release.
        return {name: part for name, part in said.items() if part is not None}
    if isinstance(value, tuple):
        return tuple(_plain(part, names) for part in value)
    if isinstance(value, dict):
        return tuple((key, _plain(part, names)) for key, part in value.items())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value
