"""What was read of a ``library/`` folder: every part with the place it stands at, by kind."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.content.publish.calendar import EditorYear
from kiosk.content.publish.editor import (
    EditorGuide,
    EditorItem,
    EditorLaw,
    EditorModel,
    EditorTopic,
)
from kiosk.content.publish.editor_places import EditorNotice, EditorOffice, EditorSite
from kiosk.content.publish.parameters import EditorParameters
from kiosk.content.publish.source import Place, Problem, Source

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A part of the library and where it stands."""

    value: T_co
    source: Source
    place: Place = ()

    @property
    def data(self) -> Any:
        """What stands in the file, before it became a model."""
        data = self.source.data
        for part in self.place:
            data = data[part]
        return data

    def report(self, part: Place, text: str) -> None:
        self.source.report((*self.place, *part), text)


class _Known(set[str]):
    """Ids of a kind. What may only lie in the wrong place, or in a table nobody can read, counts as known:
    that is said once, not by all that name it.
    """

    def __init__(self, ids: Iterable[str], unread: bool, astray: AbstractSet[str]) -> None:
        super().__init__(ids)
        self._unread, self._astray = unread, astray

    def __contains__(self, name: object) -> bool:
        return self._unread or super().__contains__(name) or str(name).rpartition("/")[2] in self._astray


@dataclass(slots=True)
class Draft:
    """All of the library that could be read; what could not is in the sources' problems.

    ``root``: the folder. ``rows``: by the kind's name. ``file_ids``: the same, of all files, so that
    one bad file is not reported by all that name it. ``unread``: kinds whose one file could not be read;
    ``astray``: names, without ending, of files in the wrong place.
    """

    root: Path
    sources: list[Source] = field(default_factory=list)
    rows: dict[str, list[Read[Any]]] = field(default_factory=dict)
    file_ids: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    astray: set[str] = field(default_factory=set)

    def of(self, model: type[T]) -> list[Read[T]]:
        """All parts of one model, in the order of files."""
        return [row for rows in self.rows.values() for row in rows if isinstance(row.value, model)]

    def ids(self, kind: str) -> set[str]:
        """Ids of all parts of a kind, those of files that could not be understood too."""
        found = self.file_ids.get(kind)
        ids = found if found is not None else {row.value.id for row in self.rows.get(kind, ())}
        return _Known(ids, kind in self.unread, self.astray)

    @property
    def guides(self) -> list[Read[EditorGuide]]:
        return self.of(EditorGuide)

    @property
    def items(self) -> list[Read[EditorItem]]:
        return self.of(EditorItem)

    @property
    def topics(self) -> list[Read[EditorTopic]]:
        return self.of(EditorTopic)

    @property
    def offices(self) -> list[Read[EditorOffice]]:
        return self.of(EditorOffice)

    @property
    def notices(self) -> list[Read[EditorNotice]]:
        return self.of(EditorNotice)

    @property
    def years(self) -> list[Read[EditorYear]]:
        return self.of(EditorYear)

    @property
    def parameters(self) -> list[Read[EditorParameters]]:
        return self.of(EditorParameters)

    @property
    def site(self) -> Read[EditorSite] | None:
        return next(iter(self.of(EditorSite)), None)

    @property
    def words(self) -> Read[dict[str, str]] | None:
        return next(iter(self.rows.get("words", ())), None)

    @property
    def synonyms(self) -> Read[dict[str, str]] | None:
        return next(iter(self.rows.get("synonyms", ())), None)

    @property
    def laws(self) -> Read[dict[str, str]] | None:
        return next(iter(self.rows.get("laws", ())), None)

    @property
    def guide_ids(self) -> set[str]:
        return self.ids("guide")

    @property
    def item_ids(self) -> set[str]:
        return self.ids("item")

    @property
    def law_names(self) -> Mapping[str, str]:
        """Laws in English, by their Chinese names."""
        return self.laws.value if self.laws is not None else {}

    @property
    def law_refs(self) -> Iterator[tuple[Read[Any], Place, EditorLaw]]:
        """Every article anything in the library refers to, with the place it stands at in its row."""
        for rows in self.rows.values():
            for row in rows:
                yield from ((row, place, ref) for place, ref in parts(row.value, EditorLaw))

    @property
    def problems(self) -> list[Problem]:
        return sorted({problem for source in self.sources for problem in source.problems})


def parts(value: Any, model: type[T], place: Place = ()) -> Iterator[tuple[Place, T]]:
    """Every ``model`` inside ``value`` with its place, the outermost first."""
    if isinstance(value, model):
        yield place, value
    elif isinstance(value, EditorModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name), model, (*place, name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from parts(part, model, (*place, number))


def texts(data: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in ``data`` with its place."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts(value, (*place, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, (*place, number))
