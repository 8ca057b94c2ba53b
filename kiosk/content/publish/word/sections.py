"""Paragraphs of a Word file into the fields of a guide; what has no field is kept beside. Pure (ADR 0141)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.content.publish.word import labels
from kiosk.content.publish.word.blocks import Block, Row
from kiosk.domain.article import ArticleNo

MAX_TEXT: Final = 20_000
_LISTS: Final = (labels.ANSWER, labels.STEPS, labels.BRING)
_LONGEST_TITLE: Final = 60
_STOPS: Final = "。！？；：!?;:，,"
_COLUMNS: Final = ("序号", "编号", "材料名称", "名称", "项目", "步骤")
_BEGINNING: Final = "开头"
_AFTER_TABLE: Final = "表格后面"


class NoSectionsError(ValueError):
    """Nothing in the file says what is what."""


@dataclass(slots=True)
class Section:
    """``name``: of the guide's field, empty for none; ``label``: the office's own heading."""

    name: str
    label: str
    level: int
    texts: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class GuideParts:
    """``fields``: lines by field, in the office's words. ``laws``: name and article, None where none is
    named; ``offices``: ids; ``labels``: the office's headings by field.

    ``kept``: by field, words that stand as a comment beside it (where an office is, what a law says).
    ``unplaced``: heading and texts of what an editor has to place.
    """

    title: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    laws: list[tuple[str, ArticleNo | None]] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    unplaced: list[tuple[str, list[str]]] = field(default_factory=list)


def sort_out(parts: Iterable[Block | Row], offices: Mapping[str, str]) -> GuideParts:
    """``offices``: ids by name. Raises NoSectionsError."""
    reading = _Reading()
    for part in parts:
        reading.add(part)
    reading.close()
    if not any(section.name or section.level for section in reading.sections) and not reading.titled:
        raise NoSectionsError
    guide = GuideParts(reading.title)
    for section in reading.sections:
        _place(guide, section, offices)
    guide.laws = list(dict.fromkeys(guide.laws))
    guide.offices = list(dict.fromkeys(guide.offices))
    return guide


class _Reading:
    """Goes through the paragraphs and opens a section where one is announced."""

    def __init__(self) -> None:
        self.sections: list[Section] = [Section("", _BEGINNING, 0)]
        self.title = ""
        self.titled = False  # by a heading of Word
        self._aside: dict[str, Section] = {}
        self._table = 0
        self._of_table: Section | None = None  # the last one that a row of a table opened

    def add(self, part: Block | Row) -> None:
        if isinstance(part, Row):
            self._row(part)
        elif part.origin:
            self._to_aside(part)
        elif not self.title and not self._begun and self._is_title(part):
            self.title = part.text
            self.titled = part.heading > 0
        else:
            if self.sections[-1] is self._of_table:  # what follows a table is not of its last row
                self._open("", _AFTER_TABLE, 0)
            self._block(part)

    @property
    def _begun(self) -> bool:
        return len(self.sections) > 1 or bool(self.sections[0].texts)

    def _is_title(self, part: Block) -> bool:
        if (
            labels.field_of(part.text)
            or labels.labelled(part.text)
            or part.listed
            or labels.numbered(part.text)
        ):
            return False
        short = len(part.text) <= _LONGEST_TITLE and "\n" not in part.text
        return short and (part.heading > 0 or not part.text.endswith(tuple("。；：;:，,")))

    def _block(self, part: Block) -> None:
        now = self.sections[-1]
        named = labels.field_of(part.text, loose=part.heading > 0)
        if named:
            self._open(named, part.text, part.heading)
        elif part.heading and not (now.name and part.heading > now.level > 0):
            self._open("", part.text, part.heading)
        elif (inline := labels.labelled(part.text)) is not None:
            self._open(inline[0], inline[1], now.level)
            self.sections[-1].texts.append(Block(inline[2]))
        else:
            now.texts.append(part)

    def _row(self, row: Row) -> None:
        """A row whose cells announce fields is what stands in them; any other is a line."""
        first = row.table != self._table
        self._table = row.table
        if any(len(cell) == 1 and labels.field_of(cell[0].text) for cell in row.cells) and len(row.cells) > 1:
            for cell in row.cells:
                for block in cell:
                    self._block(block)
            self._of_table = self.sections[-1]
            return
        cells = [" ".join(block.text.replace("\n", " ") for block in cell) for cell in row.cells]
        if len(cells) == 1:
            for block in row.cells[0]:
                self._block(block)
        elif row.head or (first and any(cell in _COLUMNS for cell in cells)):
            self._to_aside(Block("｜".join(cells), origin="表头"))
        else:
            kept = cells[1:] if cells[0].isdigit() else cells
            self.sections[-1].texts.append(Block("｜".join(kept), listed=True))

    def _open(self, named: str, label: str, level: int) -> None:
        self.sections.append(Section(named, label, level))

    def _to_aside(self, part: Block) -> None:
        """Kept at the end, without ending the section it stood in."""
        if part.origin not in self._aside:
            self._aside[part.origin] = Section("", part.origin, 0)
        self._aside[part.origin].texts.append(part)

    def close(self) -> None:
        self.sections.extend(self._aside.values())
        self._aside.clear()


def _place(guide: GuideParts, section: Section, offices: Mapping[str, str]) -> None:
    name = section.name
    if not name:
        if section.texts or section.label not in (_BEGINNING, _AFTER_TABLE):
            guide.unplaced.append((section.label, [block.text for block in section.texts]))
        return
    guide.labels.setdefault(name, []).append(section.label)
    texts = [block.text for block in section.texts]
    if name in _LISTS:
        _list(guide, section)
    elif name == labels.WHERE:
        guide.kept.setdefault(name, []).extend(texts)
        guide.offices.extend(offices[one] for text in texts for one in offices if one in text)
    elif name == labels.LAW:
        guide.kept.setdefault(name, []).extend(texts)
        guide.laws.extend(labels.citations("\n".join(texts)))
    elif name == labels.ASKS:
        _asks(guide, section)
    else:
        lines = guide.fields.setdefault(name, [])
        lines.extend(line for text in texts for line in text.split("\n"))


def _list(guide: GuideParts, section: Section) -> None:
    """Items are what Word or a hand has numbered; without any, every paragraph. What leads in (以下材料：) is
    kept beside.
    """
    lines = guide.fields.setdefault(section.name, [])
    for block in section.texts:
        if block.text.endswith(("：", ":")) and not block.listed and len(section.texts) > 1:
            guide.kept.setdefault(section.name, []).append(block.text)
        else:
            lines.extend(labels.items(block.text))


def _asks(guide: GuideParts, section: Section) -> None:
    """Questions are asks; answers have no place in a guide of their own and are kept."""
    answers: list[str] = []
    for text in (line for block in section.texts for line in block.text.split("\n")):
        asked = labels.question(text)
        if asked:
            guide.fields.setdefault(section.name, []).append(asked)
            answers.append(text)
        else:
            answers.append(text)
    if any(not labels.question(text) for text in answers):
        guide.unplaced.append((f"{section.label}（原文，问和答）", answers))


def sentences(lines: Iterable[str]) -> str:
    """Paragraphs as one, each with its full stop."""
    return "".join(_stopped(line) for line in lines)


def _stopped(line: str) -> str:
    return line if line.endswith(tuple(_STOPS)) else f"{line}。"


def words(guide: GuideParts) -> Iterator[str]:
    """Everything that was read, for counting."""
    yield guide.title
    for lines in (*guide.fields.values(), *guide.kept.values()):
        yield from lines
    for _, texts in guide.unplaced:
        yield from texts
