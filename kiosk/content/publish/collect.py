"""Reads a whole ``library/`` folder: every file into its model, every problem with file and line."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import StringConstraints, TypeAdapter, ValidationError

from kiosk.content.publish import editor, editor_places
from kiosk.content.publish.calendar import EditorYear
from kiosk.content.publish.source import Place, Problem, Source, read_front_matter, read_yaml
from kiosk.content.publish.words import sentence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_GUIDE: Final = TypeAdapter(editor.EditorGuide)
_ITEM: Final = TypeAdapter(editor.EditorItem)
_SITE: Final = TypeAdapter(editor_places.EditorSite)
_TOPICS: Final = TypeAdapter(list[editor.EditorTopic])
_OFFICES: Final = TypeAdapter(list[editor_places.EditorOffice])
_NOTICES: Final = TypeAdapter(list[editor.EditorNotice])
_YEARS: Final = TypeAdapter(list[EditorYear])
_WORDS: Final = TypeAdapter(dict[str, str])
_LAWS: Final = TypeAdapter(dict[editor.Line, Annotated[str, StringConstraints(min_length=1, max_length=90)]])

_KNOWN_FILES: Final = ("topics.yaml", "directory.yaml", "notices.yaml", "site.yaml")
_OPTIONAL_FILES: Final = ("words.yaml", "synonyms.yaml", "calendar.yaml", "laws.yaml")
_IGNORED: Final = ("README.zh-CN.md",)
_MAX_FILES: Final = 5000


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A part of the library and where it stands."""

    value: T_co
    source: Source
    place: Place = ()

    def report(self, part: Place, text: str) -> None:
        self.source.report((*self.place, *part), text)


@dataclass(slots=True)
class Draft:
    """All of the library that could be read; what could not is in the sources' problems.

    ``guide_ids`` and ``item_ids`` are of all files, so that one bad file is not reported by all that name it.
    """

    guide_ids: set[str] = field(default_factory=set)
    item_ids: set[str] = field(default_factory=set)
    sources: list[Source] = field(default_factory=list)
    guides: list[Read[editor.EditorGuide]] = field(default_factory=list)
    items: list[Read[editor.EditorItem]] = field(default_factory=list)
    topics: list[Read[editor.EditorTopic]] = field(default_factory=list)
    offices: list[Read[editor_places.EditorOffice]] = field(default_factory=list)
    notices: list[Read[editor.EditorNotice]] = field(default_factory=list)
    years: list[Read[EditorYear]] = field(default_factory=list)
    site: Read[editor_places.EditorSite] | None = None
    words: Read[dict[str, str]] | None = None
    synonyms: Read[dict[str, str]] | None = None
    laws: Read[dict[str, str]] | None = None

    @property
    def law_names(self) -> Mapping[str, str]:
        """Laws in English, by their Chinese names."""
        return self.laws.value if self.laws is not None else {}

    @property
    def problems(self) -> list[Problem]:
        return sorted({problem for source in self.sources for problem in source.problems})


def collect(root: Path) -> Draft:
    """Reads ``root``. Never raises for what an editor wrote."""
    draft = Draft()
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if name.startswith("guides/"):
            _guide(draft, root, path)
        elif name.startswith("items/"):
            _item(draft, root, path)
        elif name in (*_KNOWN_FILES, *_OPTIONAL_FILES):
            _table(draft, root, path)
        else:
            draft.sources.append(Source(name, problems=[Problem(name, 1, "不认识这个文件，放错地方了吗？")]))
    for name in _KNOWN_FILES:
        if not (root / name).is_file():
            draft.sources.append(Source(name, problems=[Problem(name, 1, "缺少这个文件")]))
    return draft


def files(root: Path) -> list[Path]:
    """Everything an editor wrote, in a stable order; hidden files and editors' backups are nobody's."""
    found = [
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.name not in _IGNORED
        and not path.name.endswith("~")
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]
    return sorted(found)[:_MAX_FILES]


def digest(root: Path, edition: bytes) -> str:
    """SHA-256 over every file's name and bytes, and over ``edition`` of the program that reads them."""
    total = hashlib.sha256(edition)
    for path in files(root):
        name = path.relative_to(root).as_posix().encode()
        total.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _guide(draft: Draft, root: Path, path: Path) -> None:
    if path.suffix != ".md":
        name = path.relative_to(root).as_posix()
        draft.sources.append(Source(name, problems=[Problem(name, 1, "指南要是 .md 文件")]))
        return
    source = read_front_matter(root, path)
    draft.sources.append(source)
    expected = path.relative_to(root / "guides").with_suffix("").as_posix()
    draft.guide_ids.add(expected)
    guide = _validate(_GUIDE, source)
    if guide is None:
        return
    if guide.id != expected:
        source.report(("id",), f"id 要和文件的位置一样：{expected}")
    draft.guides.append(Read(guide, source))


def _item(draft: Draft, root: Path, path: Path) -> None:
    source = read_yaml(root, path)
    draft.sources.append(source)
    draft.item_ids.add(path.stem)
    item = _validate(_ITEM, source)
    if item is None:
        return
    if item.id != path.stem or path.suffix != ".yaml":
        source.report(("id",), f"文件名要是 {item.id}.yaml")
    draft.items.append(Read(item, source))


def _table(draft: Draft, root: Path, path: Path) -> None:
    source = read_yaml(root, path)
    draft.sources.append(source)
    match path.name:
        case "site.yaml":
            site = _validate(_SITE, source)
            draft.site = None if site is None else Read(site, source)
        case "topics.yaml":
            draft.topics = list(_rows(_TOPICS, source))
        case "directory.yaml":
            draft.offices = list(_rows(_OFFICES, source))
        case "notices.yaml":
            draft.notices = list(_rows(_NOTICES, source))
        case "calendar.yaml":
            draft.years = list(_rows(_YEARS, source))
        case "words.yaml":
            words = _validate(_WORDS, source)
            draft.words = None if words is None else Read(words, source)
        case "synonyms.yaml":
            synonyms = _validate(_WORDS, source)
            draft.synonyms = None if synonyms is None else Read(synonyms, source)
        case "laws.yaml":
            laws = _validate(_LAWS, source)
            draft.laws = None if laws is None else Read(laws, source)


def _rows(adapter: TypeAdapter[list[T]], source: Source) -> Iterator[Read[T]]:
    rows = _validate(adapter, source)
    for number, row in enumerate(rows or ()):
        yield Read(row, source, (number,))


def _validate(adapter: TypeAdapter[T], source: Source) -> T | None:
    """The model, or None with every problem reported. JSON on the way: there a list may become a tuple."""
    if source.data is None:
        return None
    try:
        return adapter.validate_json(json.dumps(source.data))
    except ValidationError as error:
        names = field_names()
        details = error.errors()
        inside = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        for detail in details:
            # A list whose rows are wrong also counts as too short: only the rows are worth a line.
            if not (detail["type"] == "too_short" and detail["loc"] in inside):
                source.report(tuple(detail["loc"]), sentence(detail, names))
        return None


def field_names() -> Sequence[str]:
    """All names any of the editor's models knows."""
    return sorted({name for model in editor.EditorModel.__subclasses__() for name in model.model_fields})


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
