"""Word files as offices send them: made with python-docx, and by hand where it cannot (changes, notes)."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES: Final = " ".join(
    (
        f'xmlns:w="{_W}"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    )
)
CHANGE: Final = 'w:id="1" w:author="样例" w:date="2026-11-01T00:00:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f"<w:del {CHANGE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def inserted(text: str) -> str:
    return f"<w:ins {CHANGE}>{run(text)}</w:ins>"


def track(paragraph: Paragraph) -> None:
    """All of it inserted with changes tracked."""
    change = parse_xml(f"<w:ins {NAMESPACES} {CHANGE}/>")
    change.extend([one._r for one in paragraph.runs])
    paragraph._p.append(change)


def add_xml(document: Document, xml: str) -> None:
    """Before the last section's settings; ``xml``: one element of the body."""
    element = parse_xml(xml.replace(">", f" {NAMESPACES}>", 1))
    document.element.body[-1].addprevious(element)


def add_paragraph(document: Document, inside: str) -> None:
    add_xml(document, f"<w:p>{inside}</w:p>")


def add_footnotes(document: Document, notes: Mapping[int, str]) -> None:
    texts = "".join(
        f'<w:footnote w:id="{id_}"><w:p>{run(text)}</w:p></w:footnote>' for id_, text in notes.items()
    )
    line = f'<w:footnote w:type="separator" w:id="-1"><w:p>{run("不该出现")}</w:p></w:footnote>'
    xml = f"<w:footnotes {NAMESPACES}>{line}{texts}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def good() -> Document:
    """A guide as a careful office writes it. Invented, as all samples are."""
    document = docx.Document()
    document.add_heading("怎样申请样例补贴？", 0)
    document.add_heading("一句话回答", 1)
    for line in ("符合条件的都能申请。", "先到村里拿申请表。", "再交到镇上的窗口。"):
        document.add_paragraph(line)
    document.add_heading("办理流程", 1)
    for line in ("到村里拿申请表。", "填好，按上手印。", "交到镇上的窗口。", "等七天公示。"):
        document.add_paragraph(line, style="List Number")
    document.add_heading("申请材料", 1)
    for line in ("身份证", "户口簿"):
        document.add_paragraph(line, style="List Bullet")
    document.add_heading("办理地点", 1)
    document.add_paragraph("示例县劳动监察大队，示例镇示例路 8 号")
    document.add_heading("收费标准", 1)
    document.add_paragraph("不收费。")
    document.add_heading("办理时限", 1)
    document.add_paragraph("三十天。")
    document.add_heading("法律依据", 1)
    document.add_paragraph("《劳动法》第五十条")
    document.add_heading("常见问题", 1)
    for number in range(1, 9):
        document.add_paragraph(f"问：第{number}种情况能申请吗？")
    return document


def repacked(data: bytes, change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """The same package with its parts changed in place by ``change``."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def write(path: Path, document: Document) -> Path:
    path.write_bytes(saved(document))
    return path
