"""The words of a Word file in their order, as Word shows them with all changes accepted (ADR 0141).

python-docx opens the package and knows its parts; its own texts leave out what was inserted with changes
tracked, text boxes, content controls and footnotes, so the body is walked here. Everything is walked into
but what is listed as hidden: what a later Word brings is shown rather than lost.
Element names: ECMA-376 part 1, chapter 17 (w:) and part 3 (mc:).
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.oxml.parser import parse_xml

from kiosk.content.publish.word.blocks import Block, Row, WordText, clean
from kiosk.content.publish.word.file import SAVE_AS, BadWordError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_VML_PICTURE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_CHOICES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HIDDEN: Final = frozenset(
    f"{_W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
        *("instrText", "delInstrText", "rt", "fldData"),
    )
)
_DELETED: Final = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "delText"))
_SPACES: Final = {f"{_W}{name}": " " for name in ("tab", "ptab")} | {
    f"{_W}{name}": "\n" for name in ("br", "cr")
}
_NOTES: Final = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}


def read(package: io.BytesIO) -> WordText:
    """``package``: as word.file.readable made it. Raises BadWordError."""
    try:
        document = docx.Document(package)
    except (KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise BadWordError(f"不是普通的 Word 文档，{SAVE_AS}") from error
    return _Walk(document).read()


class _Walk:
    """One document. A paragraph whose mark was deleted runs on into the next: ``_open`` is its text."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._rels = list(document.part.rels.values())
        self._styles = _styles(document.styles.element)
        self._found = WordText()
        self._open = ""
        self._notes = {kind: self._note_texts(kind) for kind in _NOTES.values()}

    def read(self) -> WordText:
        self._found.parts.extend(self._parts(self._body))
        self._found.parts.extend(self._left_open())
        for rel in self._rels:
            if rel.reltype.endswith(("/header", "/footer")) and not rel.is_external:
                root = parse_xml(rel.target_part.blob)
                self._found.parts.extend(_from((*self._parts(root), *self._left_open()), "页眉页脚"))
        return self._found

    def _parts(self, element: Any) -> Iterator[Block | Row]:
        for child in _children(element):
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _DELETED:
                self._found.left_out["删掉的修订"] += 1
            else:
                if child.tag == f"{_W}altChunk":
                    self._found.left_out["嵌入的文件"] += 1
                yield from self._parts(child)

    def _table(self, table: Any) -> Iterator[Row]:
        self._found.tables += 1
        number = self._found.tables
        for row in table.iter(f"{_W}tr"):
            if next(_up(row, f"{_W}tbl")) is not table:
                continue  # of a table in a cell: it is text of that cell
            if _has(row, "trPr", "del"):
                self._found.left_out["删掉的修订"] += 1
                continue
            cells = tuple(
                cell
                for one in row.iter(f"{_W}tc")
                if next(_up(one, f"{_W}tr")) is row
                if (cell := self._cell(one))
            )
            if cells:
                yield Row(cells, number, _has(row, "trPr", "tblHeader"))

    def _cell(self, cell: Any) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for part in self._parts(cell):
            if isinstance(part, Row):
                blocks.append(Block("｜".join(block.text for one in part.cells for block in one)))
            else:
                blocks.append(part)
        return (*blocks, *self._left_open())

    def _left_open(self) -> Iterator[Block]:
        """The last paragraph, when its mark was deleted and nothing follows for it to run on into."""
        if text := clean(self._open):
            yield Block(text)
        self._open = ""

    def _paragraph(self, paragraph: Any) -> Iterator[Block | Row]:
        beside: list[Block | Row] = []
        text = self._open + "".join(self._text(paragraph, beside))
        self._open = ""
        mark = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del")
        if mark is not None:
            self._open = text
        elif plain := clean(text):
            heading, listed = self._styles.of(paragraph)
            yield Block(plain, heading, listed and not heading)
        yield from _from(beside, "")

    def _text(self, element: Any, beside: list[Block | Row]) -> Iterator[str]:
        """What is shown in the line; what stands beside it goes into ``beside``."""
        for child in _children(element):
            tag = child.tag
            if tag in _DELETED:
                self._found.left_out["删掉的修订"] += 1
            elif tag in _SPACES:
                yield _SPACES[tag]
            elif tag == f"{_W}noBreakHyphen":
                yield "-"
            elif tag == f"{_W}txbxContent":
                self._beside(beside, child, "文本框")
            elif tag in _NOTES:
                beside.extend(_from(self._notes[_NOTES[tag]].get(child.get(f"{_W}id"), ()), "脚注"))
            elif _local(tag) == "t":
                yield child.text or ""
            else:
                self._count(child)
                yield from self._text(child, beside)

    def _count(self, element: Any) -> None:
        tag = element.tag
        if tag in (_PICTURE, _VML_PICTURE):
            self._found.images.append(_name(element))
        elif tag == f"{_W}commentReference":
            self._found.left_out["批注"] += 1
        elif tag == f"{_W}sym":
            self._found.left_out["特殊符号"] += 1
        elif tag == f"{_W}object":
            self._found.left_out["嵌入的文件"] += 1
        elif _local(tag) == "relIds" or (_local(tag) == "chart" and not len(element)):
            self._found.left_out["图表"] += 1

    def _beside(self, beside: list[Block | Row], box: Any, origin: str) -> None:
        held, self._open = self._open, ""
        beside.extend(_from((*self._parts(box), *self._left_open()), origin))
        self._open = held

    def _note_texts(self, kind: str) -> dict[str, tuple[Block | Row, ...]]:
        """Foot- or endnotes by their id; separators are none."""
        found: dict[str, tuple[Block | Row, ...]] = {}
        for rel in self._rels:
            if rel.reltype.endswith(f"/{kind}") and not rel.is_external:
                for note in _children(parse_xml(rel.target_part.blob)):
                    if note.get(f"{_W}type", "normal") == "normal":
                        found[note.get(f"{_W}id")] = (*self._parts(note), *self._left_open())
        return found


class _Styles:
    """By id: heading level (0 for none) and whether it makes a list."""

    def __init__(self, known: dict[str, tuple[int, bool]]) -> None:
        self._known = known

    def of(self, paragraph: Any) -> tuple[int, bool]:
        name = paragraph.find(f"{_W}pPr/{_W}pStyle")
        heading, listed = self._known.get(name.get(f"{_W}val") if name is not None else "", (0, False))
        own, numbered = _outline(paragraph), _numbered(paragraph)
        return (heading if own is None else own), (listed if numbered is None else numbered)


def _styles(styles: Any) -> _Styles:
    """What a style does not say, the one it is based on does; a circle of them ends at once."""
    by_id = {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
    known: dict[str, tuple[int, bool]] = {}
    for name in by_id:
        heading: int | None = None
        listed: bool | None = None
        at, seen = name, set[str]()
        while at in by_id and at not in seen:
            seen.add(at)
            style = by_id[at]
            heading = _style_level(style) if heading is None else heading
            listed = _numbered(style) if listed is None else listed
            based = style.find(f"{_W}basedOn")
            at = based.get(f"{_W}val") if based is not None else ""
        known[name] = (heading or 0, bool(listed))
    return _Styles(known)


def _style_level(style: Any) -> int | None:
    named = style.find(f"{_W}name")
    name = (named.get(f"{_W}val") if named is not None else "").lower().replace(" ", "")
    if name in ("title", "标题"):
        return 1
    for word in ("heading", "标题"):
        if name.startswith(word) and name.removeprefix(word).isdigit():
            return max(1, min(9, int(name.removeprefix(word))))
    return _outline(style)


def _outline(element: Any) -> int | None:
    """Level 9 means body text (17.3.1.20)."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = level.get(f"{_W}val") if level is not None else None
    return (int(value) + 1) % 10 if value is not None and value.isdigit() and int(value) <= 9 else None


def _numbered(element: Any) -> bool | None:
    """Number 0 takes a style's numbering away (17.9.18)."""
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return None if number is None else number.get(f"{_W}val") != "0"


def _children(element: Any) -> Iterator[Any]:
    """Of what is written twice, for newer and for older programs, once; nothing that is hidden."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _HIDDEN:
            continue
        if child.tag == _CHOICES:
            yield from _children(child[0] if len(child) else child)
        else:
            yield child


def _up(element: Any, tag: str) -> Iterator[Any]:
    return iter(element.iterancestors(tag))


def _has(element: Any, properties: str, name: str) -> bool:
    return element.find(f"{_W}{properties}/{_W}{name}") is not None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(picture: Any) -> str:
    """As its author described it, else as Word called it."""
    for around in picture.iterancestors():
        for named in around.iterchildren(_DRAWING):
            return clean(named.get("descr") or named.get("name") or "") or "图片"
        if around.tag == f"{_W}p":
            break
    return "图片"


def _from(parts: Any, origin: str) -> Iterator[Block | Row]:
    """``parts`` as they are, or as text with an origin."""
    for part in parts:
        if not origin:
            yield part
        elif isinstance(part, Row):
            yield Block("｜".join(block.text for cell in part.cells for block in cell), origin=origin)
        else:
            yield Block(part.text, origin=part.origin or origin)
