"""What offices call the parts of a guide, how they number and cite, and where their words go."""

import pytest

from kiosk.content.publish.word import labels
from kiosk.content.publish.word.blocks import Block, Row
from kiosk.content.publish.word.sections import GuideParts, NoSectionsError, sentences, sort_out
from kiosk.domain.article import ArticleNo

OFFICES = {"示例县劳动监察大队": "office/labour", "示例县法律援助中心": "office/legal-aid"}


def sorted_out(*parts: Block | Row | str) -> GuideParts:
    return sort_out([Block(part) if isinstance(part, str) else part for part in parts], OFFICES)


def row(*cells: str, table: int = 1, head: bool = False) -> Row:
    return Row(tuple(tuple(Block(text) for text in cell.split("/")) for cell in cells), table, head)


@pytest.mark.parametrize(
    ("heading", "exact", "loose"),
    [
        ("办事步骤", "steps", "steps"),
        ("一、办理流程：", "steps", "steps"),
        ("（二）所需材料", "bring", "bring"),
        ("2. 需要的材料", "bring", "bring"),
        ("【办理地点】", "where", "where"),
        ("收 费", "cost", "cost"),
        ("办理时限", "time", "time"),
        ("法律依据", "law", "law"),
        ("常见问题？", "asks", "asks"),
        ("三、申请材料及要求", "", "bring"),
        ("办理时间和地点", "", ""),  # two fields: a person has to say
        ("其他说明", "", ""),
        ("申请材料的种类很多，有的要原件，有的要复印件", "", ""),
    ],
)
def test_headings_announce_fields(heading: str, exact: str, loose: str) -> None:
    assert (labels.field_of(heading), labels.field_of(heading, loose=True)) == (exact, loose)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1.身份证；2.户口簿；", ["身份证", "户口簿"]),
        ("（一）申请。（二）受理。", ["申请。", "受理。"]),
        ("①身份证\n②户口簿", ["身份证", "户口簿"]),
        ("第一步：拿申请表", ["拿申请表"]),
        ("● 身份证", ["身份证"]),
        ("1.5 元的复印费", ["1.5 元的复印费"]),
        ("12348 随时能打", ["12348 随时能打"]),
        ("-5 度以下不办", ["-5 度以下不办"]),
        ("一", ["一"]),
    ],
)
def test_numbers_typed_by_hand_go_and_others_stay(text: str, items: list[str]) -> None:
    assert labels.items(text) == items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《劳动合同法》第三十条、第85条", [("劳动合同法", ArticleNo(30)), ("劳动合同法", ArticleNo(85))]),
        ("《中华人民共和国民法典》第一千一百九十八条", [("民法典", ArticleNo(1198))]),
        ("《甲法》第三条至第五条", [("甲法", ArticleNo(3)), ("甲法", ArticleNo(4)), ("甲法", ArticleNo(5))]),
        ("《甲法》第三条和第五条", [("甲法", ArticleNo(3)), ("甲法", ArticleNo(5))]),
        ("《甲法》第一条至第九十条", [("甲法", ArticleNo(1)), ("甲法", ArticleNo(90))]),
        ("《甲法》、《乙条例》第二条", [("甲法", None), ("乙条例", ArticleNo(2))]),
        ("《刑法》第一百三十三条之一", [("刑法", ArticleNo(133, 1))]),
        ("《刑法》第276条之一、第二百七十七条", [("刑法", ArticleNo(276, 1)), ("刑法", ArticleNo(277))]),
        (
            "《甲法》第三条至第五条之一",
            [
                ("甲法", ArticleNo(3)),
                ("甲法", ArticleNo(4)),
                ("甲法", ArticleNo(5)),
                ("甲法", ArticleNo(5, 1)),
            ],
        ),
        ("《甲法》第三条之三十", [("甲法", None)]),
        ("《甲法》第三条之规定", [("甲法", ArticleNo(3))]),
        ("第五条", []),
        ("没有书名号的劳动法第五条", []),
    ],
)
def test_laws_and_articles_are_read(text: str, found: list[tuple[str, ArticleNo | None]]) -> None:
    assert list(labels.citations(text)) == found


def test_typed_headings_and_words_before_a_colon_open_fields() -> None:
    guide = sorted_out(
        "怎样申请？", "请看下面。", "一、办理流程", "请按下面办：", "（一）申请", "（二）受理",
        "办理地点：示例县劳动监察大队二楼", "收费标准：不收费", "常见问题", "问：谁能申请?", "答：都能。",
    )  # fmt: skip
    assert guide.title == "怎样申请？"
    assert guide.fields == {"steps": ["申请", "受理"], "cost": ["不收费"], "asks": ["谁能申请？"]}
    assert guide.kept == {"steps": ["请按下面办："], "where": ["示例县劳动监察大队二楼"]}
    assert guide.offices == ["office/labour"]
    assert guide.unplaced == [
        ("开头", ["请看下面。"]),
        ("常见问题（原文，问和答）", ["问：谁能申请?", "答：都能。"]),
    ]


def test_a_heading_below_a_field_is_of_it_and_one_beside_ends_it() -> None:
    guide = sorted_out(
        Block("办理流程", 1), Block("申请", 2), "拿表。", Block("受理", 2), Block("附则", 1), "自发布之日起。"
    )
    assert guide.fields == {"steps": ["申请", "拿表。", "受理"]}
    assert guide.unplaced == [("附则", ["自发布之日起。"])]


def test_a_table_of_names_and_values_is_read_as_sections() -> None:
    guide = sorted_out(
        "办事指南",
        row("事项名称", "样例补贴"),
        row("办理流程", "1.申请/2.受理"),
        row("收费", "不收费", "办理时限", "三十天"),
        "表格后的话。",
    )
    assert guide.fields == {"steps": ["申请", "受理"], "cost": ["不收费"], "time": ["三十天"]}
    assert guide.unplaced == [("开头", ["事项名称｜样例补贴"]), ("表格后面", ["表格后的话。"])]


def test_a_table_of_materials_is_a_list_without_its_head() -> None:
    guide = sorted_out(
        Block("申请材料", 1),
        row("序号", "材料名称", "份数"),
        row("1", "身份证", "原件"),
        row("2", "照片", "两张"),
    )
    assert guide.fields == {"bring": ["身份证｜原件", "照片｜两张"]}
    assert guide.unplaced == [("表头", ["序号｜材料名称｜份数"])]


def test_what_stands_beside_does_not_end_a_section() -> None:
    guide = sorted_out(Block("办理流程", 1), "一、申请", Block("以最新规定为准。", origin="脚注"), "二、受理")
    assert guide.fields == {"steps": ["申请", "受理"]}
    assert guide.unplaced == [("脚注", ["以最新规定为准。"])]


@pytest.mark.parametrize("texts", [["一段话。", "又一段话。"], ["标题", "一段话。"], []])
def test_without_any_heading_nothing_is_guessed(texts: list[str]) -> None:
    with pytest.raises(NoSectionsError):
        sorted_out(*texts)


def test_paragraphs_become_sentences() -> None:
    assert sentences(["不收费", "复印自理。"]) == "不收费。复印自理。"
