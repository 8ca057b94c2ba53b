"""The words of a Word file as it shows them with all changes accepted."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document

from kiosk.content.publish.word.blocks import Block, Row, WordText
from kiosk.content.publish.word.file import BadWordError, readable
from kiosk.content.publish.word.text import read
from tests.support import word_files
from tests.support.word_files import CHANGE, add_paragraph, add_xml, deleted, inserted, run

MARK = f"<w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>"
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="{}"/><a:graphic><a:graphicData uri="x">'
    "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def reading(document: Document) -> WordText:
    return read(io.BytesIO(word_files.saved(document)))


def texts(document: Document) -> list[str]:
    return [block.text for block in reading(document).blocks]


def test_headings_and_lists_are_words_own(tmp_path: Path) -> None:
    found = read(readable(word_files.write(tmp_path / "来 文.docx", word_files.good())))
    blocks = list(found.blocks)
    assert blocks[0] == Block("怎样申请样例补贴？", 1)
    assert Block("办理流程", 1) in blocks
    assert Block("到村里拿申请表。", listed=True) in blocks
    assert Block("不收费。") in blocks


def test_an_outline_level_makes_a_heading_and_number_zero_ends_a_list() -> None:
    document = docx.Document()
    add_paragraph(document, f'<w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("小标题")}')
    plain = '<w:pPr><w:pStyle w:val="ListNumber"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    add_paragraph(document, f"{plain}{run('不是列表')}")
    assert list(reading(document).blocks) == [Block("小标题", 2), Block("不是列表")]


def test_changes_are_accepted_as_shown() -> None:
    document = docx.Document()
    add_paragraph(document, run("先") + deleted("不") + inserted("要") + run("登记"))
    add_paragraph(document, f"<w:moveFrom {CHANGE}>{run('搬走')}</w:moveFrom>{run('留下')}")
    add_paragraph(document, f"<w:moveTo {CHANGE}>{run('搬来')}</w:moveTo>")
    add_paragraph(document, deleted("整段删掉"))
    found = reading(document)
    assert [block.text for block in found.blocks] == ["先要登记", "留下", "搬来"]
    assert found.left_out["删掉的修订"] == 3


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    document = docx.Document()
    add_paragraph(document, MARK + run("前半句，"))
    add_paragraph(document, run("后半句。"))
    add_paragraph(document, MARK + run("最后一段"))
    assert texts(document) == ["前半句，后半句。", "最后一段"]


def test_a_deleted_row_of_a_table_is_out() -> None:
    document = docx.Document()
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    gone = row.format(f"<w:trPr><w:del {CHANGE}/></w:trPr>", run("删掉的行"))
    add_xml(document, f"<w:tbl>{row.format('', run('留下的行'))}{gone}</w:tbl>")
    assert texts(document) == ["留下的行"]


def test_what_stands_beside_the_text_is_found_with_its_origin() -> None:
    document = docx.Document()
    word_files.add_footnotes(document, {2: "以最新规定为准。"})
    add_paragraph(document, f'{run("三十天内答复")}<w:r><w:footnoteReference w:id="2"/></w:r>')
    box = f"<w:txbxContent><w:p>{run('框里的字')}</w:p></w:txbxContent>"
    add_paragraph(
        document,
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp>{box}</wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    document.sections[0].header.paragraphs[0].text = "示例县民政局"
    assert list(reading(document).blocks) == [
        Block("三十天内答复"),
        Block("以最新规定为准。", origin="脚注"),
        Block("框里的字", origin="文本框"),
        Block("示例县民政局", origin="页眉页脚"),
    ]


@pytest.mark.parametrize(
    "around",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        "<w:unheardOf>{}</w:unheardOf>",
    ],
)
def test_words_inside_other_things_are_not_lost(around: str) -> None:
    document = docx.Document()
    add_paragraph(document, run("拿") + around.format(run("身份证")))
    add_xml(document, f"<w:sdt><w:sdtContent><w:p>{run('另一段')}</w:p></w:sdtContent></w:sdt>")
    assert texts(document) == ["拿身份证", "另一段"]


def test_what_is_left_out_is_counted_and_pictures_are_named() -> None:
    document = docx.Document()
    comment = '<w:commentRangeStart w:id="0"/>{}<w:r><w:commentReference w:id="0"/></w:r>'
    add_paragraph(document, comment.format(run("有批注的字")))
    add_paragraph(document, PICTURE.format("办事流程图"))
    add_paragraph(document, PICTURE.format(""))
    add_paragraph(
        document, '<w:r><w:instrText>PAGE</w:instrText><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    found = reading(document)
    assert [block.text for block in found.blocks] == ["有批注的字"]
    assert found.images == ["办事流程图", "图片 1"]
    assert dict(found.left_out) == {"批注": 1, "特殊符号": 1}


def test_tables_are_rows_of_cells_and_tables_in_them_text() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], "甲乙丙丁", strict=True):
        cell.text = text
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "戊", "己"
    found = reading(document)
    rows = [part for part in found.parts if isinstance(part, Row)]
    assert [[[block.text for block in cell] for cell in row.cells] for row in rows] == [
        [["甲"], ["乙"]],
        [["丙"], ["丁", "戊｜己"]],
    ]
    assert found.tables == 2


def test_spaces_and_what_cannot_be_seen_are_tidied() -> None:
    document = docx.Document()
    add_paragraph(
        document, run("　　身份\u200b证") + "<w:r><w:tab/><w:t>原件</w:t><w:br/><w:t>户口簿</w:t></w:r>"
    )
    assert texts(document) == ["身份证 原件\n户口簿"]


def test_another_kind_of_package_is_refused() -> None:
    document = word_files.saved(word_files.good())

    def sheet(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
        )

    def strict(parts: dict[str, bytes]) -> None:
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"schemas.openxmlformats.org", b"purl.oclc.org")

    for change in (sheet, strict, lambda parts: parts.pop("word/document.xml")):
        with pytest.raises(BadWordError, match="不是普通的 Word 文档"):
            read(io.BytesIO(word_files.repacked(document, change)))
