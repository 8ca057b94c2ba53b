"""Scenarios and bundles on the real window, by touches."""

import pytest

from tests.screens.conftest import Window


def test_from_the_list_to_an_outcome_and_back_one_question_at_a_time(each_window: Window) -> None:
    seen = each_window.play("matter.asked")
    assert seen["on"] == ["question where", "question where?", "question note", "outcome court#0"]
    assert "看谁发钱。" in seen["telling"]
    told = seen["told"]
    for text in ("有办法", "钱可以去讨。", "先去投诉。", "《劳动法》第 50 条"):
        assert text in told["texts"], text
    assert "样例，以工作人员答复为准" in told["texts"]
    assert "outcome.way.guide.labour/unpaid-wages" in told["ids"]
    assert "outcome.way.item.legal-aid" in told["ids"]
    assert "outcome.way.calculator.payment-order" in told["ids"]
    assert "算一算" not in told["texts"], "it is called by its title"
    assert {"path.line.0", "path.line.1"} <= set(told["ids"])
    places = [one.partition("#")[0] for one in seen["back"]]
    assert places == ["outcome court", "question note", "question where", "scenarios "]


def test_the_steps_are_said_as_they_are(each_window: Window) -> None:
    first, second = each_window.play("matter.steps_said")
    assert "第 1 步，最多 2 步" in first
    assert "第 2 步，最多 2 步" in second


def test_a_line_of_the_path_is_answered_anew(window: Window) -> None:
    assert window.play("matter.anew") == [
        "question where",
        "question note",
        "question where",
        "question note",
        "outcome ask#0",
        "question note",
    ]


@pytest.mark.parametrize(
    ("way", "screen"),
    [("guide.labour/unpaid-wages", "guide labour/unpaid-wages"), ("item.legal-aid", "choice matter")],
)
def test_an_outcome_leads_on_and_is_come_back_to(each_window: Window, way: str, screen: str) -> None:
    assert each_window.play("matter.out_and_in", way=f"outcome.way.{way}") == [screen, "outcome court"]


def test_the_paper_is_told_truthfully_and_not_left_behind(window: Window) -> None:
    seen = window.play("matter.printed")
    assert "正在打印，请等一下" in seen["during"]
    assert "已送到打印机，请取走" in seen["after"]
    assert "请拿好打出来的单子" in seen["end"]


def test_a_bundle_from_its_questions_to_its_sheet(each_window: Window) -> None:
    seen = each_window.play("matter.together")
    assert seen["on"] == [
        "question where",
        "question note",
        "outcome court#0",
        "stop guide/labour/unpaid-wages",
        "guide labour/unpaid-wages#0",
        "stop guide/labour/unpaid-wages",
        "stop calculator/payment-order",
        "stop item/legal-aid",
        "choice matter",
        "submitted ",
        "bundle_end unpaid-wages",
        "bundle_end unpaid-wages",
        "submitted ",
    ]
    assert "开始算" in seen["sum"]["texts"]
    assert {"stop.skip", "stop.open"} <= set(seen["sum"]["ids"])
    assert seen["begun"] == {"matter": "wages"}
    assert "申请已提交，工单号要记好" in seen["sheet"]
    assert seen["slips"] == ["Receipt", "PathPaper"], "one slip, and a sheet for who asks"


def test_stops_that_were_passed_can_be_touched(window: Window) -> None:
    assert window.play("matter.together")["row"] == ["stop.row.0", "stop.row.1", "stop.row.2"]


def test_a_bundle_that_was_left_goes_on_where_it_was(window: Window) -> None:
    seen = window.play("matter.left_half_way")
    assert "走到一半，接着走" in seen["said"]
    assert seen["on"] == ["stop guide/labour/unpaid-wages"]


@pytest.mark.parametrize("can_submit", [True, False])
def test_a_bundle_without_an_order_ends_at_home(window: Window, can_submit: bool) -> None:
    seen = window.play("matter.without_order", can_submit=can_submit)
    assert ("stop.open" in seen["item"]["ids"]) is can_submit
    assert ("现在交不了，可以先跳过" in seen["item"]["texts"]) is not can_submit
    assert seen["on"] == ["bundle_end unpaid-wages", "home "]
    assert "没有交申请" in seen["end"]


def test_guides_lead_into_scenarios(window: Window) -> None:
    seen = window.play("matter.from_guides")
    assert {"guides.step.wages", "guides.together.unpaid-wages"} <= set(seen["rows"])
    assert not [one for one in seen["other"] if one.startswith("guides.step")]
    assert seen["on"] == [
        "question where",
        "guides labour#0",
        "question where",
        "guide labour/unpaid-wages#0",
    ]


def test_where_rows_are_few_one_leads_to_the_list_of_them(desk: Window) -> None:
    assert desk.play("matter.from_a_low_list") == [
        "scenarios labour#0",
        "question where",
        "guide labour/unpaid-wages#0",
        "question where",
    ]


def test_answers_are_not_said_to_the_room(window: Window) -> None:
    heard = window.play("matter.silent_answers")
    assert any("有欠条吗" in text for text in heard)
    assert any("您在哪里干活" in text for text in heard)
    assert not any("工地" in text for text in heard)


@pytest.mark.parametrize("elder", [False, True])
def test_who_reads_english_is_told_that_it_is_chinese(each_window: Window, elder: bool) -> None:
    listed, question, telling = each_window.play("matter.in_english", elder=elder)
    assert "The content is in Chinese only" in listed or any("Chinese" in text for text in listed)
    assert "Not sure" in question
    assert "Still not sure, go on" in telling


def test_by_keys_alone(window: Window) -> None:
    assert window.play("matter.by_keys")[0] == "outcome ask#0"


def test_nothing_of_the_path_outlives_the_visit(window: Window) -> None:
    assert window.play("matter.forgotten") == [True, False]
