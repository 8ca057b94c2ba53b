from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.content.publish.collect import collect
from kiosk.content.publish.kinds.kind import released
from kiosk.content.publish.kinds.services import EditorDocument
from kiosk.documents.fill import Part, fields_of, filled, own_parts, stands, written
from kiosk.domain.article import ArticleNo
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.library import LawRef, Office
from kiosk.domain.library_services import Block, DocumentTemplate
from tests.documents.papers import FIELDS, template

TODAY = date(2026, 11, 23)
LIBRARY = Path(__file__).resolve().parents[2] / "library"
BY_ID = {field.id: field for field in FIELDS}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "陈阿水", "陈阿水"),
        ("amount", "10500.60", "人民币壹万零伍佰元陆角整（¥10,500.60）"),
        ("day", "2026-02-03", "2026年2月3日"),
        ("how", "bank", "转账"),
        ("which", "one,two", "一、二"),
        ("sure", "yes", "是"),
        ("sure", "no", "否"),
        ("age", "63", "63岁"),
    ],
)
def test_an_answer_is_written_as_papers_write_it(field: str, value: str, said: str) -> None:
    assert written(BY_ID[field], value) == said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "much"),
        ("amount", "NaN"),
        ("day", "someday"),
        ("how", "gold"),
        ("mark", "1,2;3,4"),
        ("name", ""),
    ],
)
def test_what_is_no_answer_is_a_blank_to_fill_by_hand(field: str, value: str) -> None:
    assert "＿＿" in written(BY_ID[field], value)
    assert value not in written(BY_ID[field], value) or not value


def test_blanks_conditions_and_today() -> None:
    paper = filled(
        template(
            Block("title", "样张"),
            Block("text", "{name}于{day}借{amount}，{unknown}。"),
            Block("text", "现金", when="how=cash"),
            Block("text", "转账", when="how=bank"),
            Block("text", "说过经过", when="story"),
            Block("table", rows=(("姓名", "{name}"),)),
            Block("date", "{today}"),
        ),
        {"name": "陈阿水", "amount": "20.00", "how": "bank", "nobody": "asked"},
        TODAY,
    )
    assert paper.parts == (
        Part("title", "样张"),
        Part("text", "陈阿水于＿＿＿年＿＿月＿＿日借人民币贰拾元整（¥20），＿＿＿＿＿＿。"),
        Part("text", "转账"),
        Part("table", rows=(("姓名", "陈阿水"),)),
        Part("date", "2026年11月23日"),
    )


def test_the_empty_form_holds_what_hangs_on_being_filled_and_no_day_of_today() -> None:
    paper = filled(
        template(
            Block("text", "还清的日子：{day}。", when="day"),
            Block("text", "现金", when="how=cash"),
            Block("date", "{today}"),
        ),
        {"name": " "},
        TODAY,
    )
    day = "＿＿＿年＿＿月＿＿日"
    assert paper.parts == (Part("text", f"还清的日子：{day}。"), Part("date", day))


def test_whose_words_a_part_holds_is_known_part_by_part() -> None:
    one = template(
        Block("title", "样张"),
        Block("text", "{name}借{amount}。"),
        Block("text", "现金", when="how=cash"),
        Block("text", "转账", when="how=bank"),
        Block("table", rows=(("姓名", "{name}"),)),
        Block("text", "{story}"),
        Block("date", "{today}"),
    )
    answers = {"name": "陈阿水", "how": "bank", "story": " "}
    assert len(own_parts(one, answers)) == len(filled(one, answers, TODAY).parts)
    assert own_parts(one, answers) == (False, True, True, True, False, False)
    assert not any(own_parts(one, {}))


def test_an_answer_that_looks_like_a_blank_is_only_words() -> None:
    paper = filled(template(Block("text", "{story}")), {"story": "{name}", "name": "陈阿水"}, TODAY)
    assert paper.parts[0].text == "{name}"


def test_one_of_several_choices_meets_a_condition() -> None:
    assert stands(Block("text", "x", when="which=two"), {"which": "one,two"})
    assert not stands(Block("text", "x", when="which=two"), {"which": "one"})
    assert not stands(Block("text", "x", when="which=two"), {})


def test_the_advice_says_where_to_sign_and_where_to_go() -> None:
    office = Office("office/a", "示例所", "司法所", "示例路 1 号", "0580-0000001", UNKNOWN, 30.0, 122.0)
    paper = filled(
        template(
            Block("sign", "借款人（签名）："),
            hand_in=("office/a", "office/gone"),
            copies=2,
            bring=("身份证",),
            notes=("当面签。",),
        ),
        {},
        TODAY,
        {"office/a": office},
    )
    assert dict(paper.advice) == {
        "先看一遍": ("姓名、号码、钱数、日期对不对。空着的横线，用黑色水笔写上。",),
        "在哪里签名": ("“借款人（签名）”后面，本人亲手签。",),
        "要注意": ("当面签。",),
        "打印几份": ("2 份。",),
        "一起带上": ("1. 身份证",),
        "交到哪里": ("示例所：示例路 1 号，电话 0580-0000001。",),
        "依据的法律": ("《民法典》第 668 条：借款写明数额。",),
    }


def test_a_law_put_in_by_an_amendment_is_named_whole() -> None:
    law = (LawRef("刑法", ArticleNo(276, 1), "欠薪不给是犯罪"),)
    paper = filled(template(law=law), {}, TODAY, {})
    assert dict(paper.advice)["依据的法律"] == ("《刑法》第 276 条之一：欠薪不给是犯罪。",)


@pytest.fixture(scope="module")
def templates() -> dict[str, DocumentTemplate]:
    draft = collect(LIBRARY)
    rows = draft.of(EditorDocument)
    made: list[Any] = [released("document", row.value, draft.law_names) for row in rows]
    return {one.id: one for one in made}


def test_the_worked_papers_are_samples(templates: dict[str, DocumentTemplate]) -> None:
    worked = {"arbitration-application", "iou", "legal-aid-application", "power-of-attorney", "will"}
    assert worked <= set(templates)
    assert len(templates) >= 20
    assert all(one.sample for one in templates.values())


def test_an_iou(templates: dict[str, DocumentTemplate]) -> None:
    answers = {
        "borrower": "陈阿水",
        "lender": "林阿海",
        "amount": "5000.00",
        "paid": "transfer",
        "lent_on": "2026-11-20",
        "interest": "no",
    }
    said = "\n".join(part.text for part in filled(templates["iou"], answers, TODAY).parts)
    assert "向出借人林阿海" in said
    assert "借款人民币伍仟元整（¥5,000）" in said
    assert "2026年11月20日通过转账" in said
    assert "不要利息" in said
    assert "现金" not in said
    assert "年利率" not in said


def test_an_arbitration_request_has_what_the_law_asks_for(templates: dict[str, DocumentTemplate]) -> None:
    """劳动争议调解仲裁法第二十八条."""
    one = templates["arbitration-application"]
    needed = {"name", "sex", "age", "job", "employer", "address", "employer_address", "boss", "boss_post"}
    needed |= {"claim", "facts", "evidence", "witnesses"}
    assert needed <= {field.id for field in fields_of(one)}
    assert one.copies == 2


def test_a_power_of_attorney_has_what_the_law_asks_for(templates: dict[str, DocumentTemplate]) -> None:
    """民法典第一百六十五条: who, what, how far, how long, signed."""
    one = templates["power-of-attorney"]
    assert {"agent", "matter", "powers", "from_day", "to_day"} <= {
        field.id for field in fields_of(one) if field.required
    }
    assert any(block.kind == "sign" for block in one.blocks)


def test_every_paper_can_be_printed_empty(templates: dict[str, DocumentTemplate]) -> None:
    for one in templates.values():
        words = [text for part in filled(one, {}, TODAY).parts for text in (part.text, *sum(part.rows, ()))]
        assert any("＿＿" in word for word in words)
        assert not any("{" in word for word in words)
