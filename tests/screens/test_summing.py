"""算一算 on the real window, by touches."""

import pytest

from kiosk.calculators.registry import CALCULATORS
from tests.screens.conftest import Window


def test_every_calculator_is_in_the_lists(window: Window) -> None:
    seen = window.play("summing.found_in_the_lists")
    assert len(seen["topics"]) == 5
    assert sorted(seen["reached"]) == sorted(f"sums.row.{name}" for name in CALCULATORS)
    assert seen["shown"] == "sum"


def test_the_result_is_there_as_soon_as_the_lines_are(each_window: Window) -> None:
    seen = each_window.play("summing.court_fee")
    assert {"点这里填", "还差 1 项", "先填：要多少钱"} <= set(seen["empty"])
    assert seen["at"] == "sum_type"
    assert seen["typed"] == ["350,000", "元"]
    assert {"350,000 元", "6,550 元"} <= set(seen["whole"])
    assert any("仅供参考" in text for text in seen["whole"])
    assert {"是", "3,275 元"} <= set(seen["half"])
    assert seen["shown"] == "sum"
    assert any("减半，只减一次" in text for text in seen["steps"])


def test_one_line_leads_to_the_next_that_is_missing(each_window: Window) -> None:
    seen = each_window.play("summing.through_all_lines")
    assert seen["keys"] == ["start", "end", "wage", "kind"]
    assert seen["shown"] == "sum"
    assert {"24,000 元", "2023年3月1日"} <= set(seen["texts"])
    assert any("样例" in text for text in seen["texts"])


def test_what_is_out_of_range_is_said_and_kept(each_window: Window) -> None:
    seen = each_window.play("summing.wrong_grade")
    assert any("1 到 10 级" in text for text in seen["hint"])
    assert "太大了，最多 10 级" in seen["said"]
    assert seen["shown"] == "sum_type"
    assert {"太大了，最多 10 级", "11 级", "有一项要改一改"} <= set(seen["beside"])
    assert seen["after"] == "wage"


def test_a_refusal_stands_beside_its_line(window: Window) -> None:
    seen = window.play("summing.refused")
    assert any(text.startswith("这里只有示例县") for text in seen["said"])
    assert {"还要填一项", "请看：当地职工月平均工资"} <= set(seen["said"])
    assert seen["at"] == "local_average"


def test_a_line_that_is_needed_is_asked_for(window: Window) -> None:
    seen = window.play("summing.missing_line")
    assert seen[0] == "sum_type"
    assert "这一项要填" in seen


def test_the_paper_is_told_of_truthfully(window: Window) -> None:
    seen = window.play("summing.printed")
    assert (seen["jobs"], seen["enabled"]) == (1, False)
    assert "已送到打印机，请取走" in seen["said"]


@pytest.mark.parametrize(("can_submit", "shown"), [(True, "write"), (False, "help")])
def test_somebody_can_be_asked(window: Window, can_submit: bool, shown: str) -> None:
    assert window.play("summing.asked", can_submit=can_submit)[0] == shown


@pytest.mark.parametrize("name", ["injury-total", "severance", "court-labour"])
def test_every_line_can_be_reached(each_window: Window, name: str) -> None:
    seen = each_window.play("summing.every_page", name=name)
    asked = [f"sum.line.{field.key}" for field in CALCULATORS[name].fields]
    assert sorted(seen["seen"]) == sorted(asked)
    assert seen["most"] <= 8


def test_nothing_typed_outlives_the_visit(window: Window) -> None:
    assert window.play("summing.forgotten") == ["", "idle"]
