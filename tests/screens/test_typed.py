"""Typed fields on the real window: amounts with their unit and bounds, identity numbers, days."""

import pytest

from tests.screens.conftest import Window


def test_a_sum_is_typed_in_groups_with_its_unit_and_bounds(each_window: Window) -> None:
    seen = each_window.play("typed.sum_typed")
    assert seen["shown"] == "phone"
    assert {"写到手的数。", "最多 1,000,000 元"} <= set(seen["empty"])
    assert seen["box"] == [["", "元"], ["12,000.50", "元"]]
    assert "小数点后最多 2 位" in seen["places"]
    assert (seen["typed"], seen["heard"]) == ("12000.50", "12000.50 元")
    # Too much: said with the bound, kept as it was typed, and put right by one key.
    assert "最多是 1,000,000 元" in seen["wrong"]
    assert (seen["kept"], seen["stayed"], seen["after"]) == ("5000000", "phone", "consent")


def test_nothing_typed_is_lost_by_going_back(window: Window) -> None:
    assert window.play("typed.sum_left") == ["phone", "12.5", "元"]


def test_a_number_shows_its_unit_and_range(each_window: Window) -> None:
    seen = each_window.play("typed.age_typed")
    assert "最少 14 岁，最多 120 岁" in seen["empty"]
    assert "最少是 14 岁" in seen["wrong"]
    assert (seen["kept"], seen["box"]) == ("9", ["900", "岁"])
    assert "最多 3 位" in seen["full"]


def test_an_identity_number_is_an_ordinary_field(each_window: Window) -> None:
    seen = each_window.play("typed.identity_typed")
    assert seen["shown"] == "phone"
    assert "一共 18 位，最后可能是 X" in seen["empty"]
    assert seen["box"] == ["330922 19000101 0011", ""]
    assert "号码不对，请对着证再看一遍" in seen["wrong"]
    assert (seen["kept"], seen["after"]) == ("330922190001010011", "write")


def test_a_day_is_typed_as_it_is_said(each_window: Window) -> None:
    seen = each_window.play("typed.day_typed")
    assert seen["shown"] == "date"
    assert {"先按年，再按月和日", "最早 2020年1月1日，最晚今天"} <= set(seen["empty"])
    assert seen["box"] == [["", "____年__月__日"], ["2026年03月05日", ""], ["2026年03月0", "_日"]]
    assert (seen["typed"], seen["heard"]) == ("2026-03-05", "2026年3月5日")
    assert "填满了，要改先删一位" in seen["full"]
    assert "日期太早，最早是 2020年1月1日" in seen["wrong"]
    assert (seen["kept"], seen["stayed"]) == ("2019-01-01", "date")
    assert (seen["today"], seen["yesterday"]) == ("2026-11-21", "2026-11-20")
    assert seen["after"] == "consent"


def test_no_day_is_made_up(window: Window) -> None:
    for keys, (said, kept, shown) in window.play("typed.day_of_none").items():
        assert "日期不对，请再看一遍" in said
        assert (kept, shown) == (keys, "date")


def test_only_days_that_may_be_are_offered(each_window: Window) -> None:
    seen = each_window.play("typed.day_far")
    assert seen["ids"] == ["date.clear", "date.delete", "date.done"]
    assert "最早 2026年11月22日" in seen["texts"]
    assert (seen["skip"], seen["after"]) == (True, "consent")


def test_no_day_outlives_the_visit(window: Window) -> None:
    assert window.play("typed.digits_forgotten") == {"box": "", "kept": []}


def test_a_boat_is_two_touches_and_its_figures(each_window: Window) -> None:
    seen = each_window.play("typed.boat_typed")
    assert seen["shown"] == "boat"
    assert "先点前面的字，再按号码" in seen["empty"]
    assert "船号不对，请照船牌上的写" in seen["wrong"]
    assert seen["kept"] == "12"
    assert seen["box"] == [["浙嵊渔 12", ""], ["浙嵊渔 12345", ""]]
    assert (seen["typed"], seen["heard"]) == ("浙嵊渔12345", "浙嵊渔 12345")
    assert (seen["left"], seen["none"]) == ("浙嵊渔", "")
    assert seen["after"] == "write"


def test_a_boat_from_elsewhere_is_written(window: Window) -> None:
    shown = window.play("typed.boat_by_hand")
    assert shown == ["write", "boat", "辽大中渔 88", "", "write", "辽大中渔88"]


def test_every_beginning_can_be_reached(each_window: Window) -> None:
    assert each_window.play("typed.many_boats")["seen"] == list(range(12))


def test_a_place_is_chosen_and_written_on(each_window: Window) -> None:
    seen = each_window.play("typed.place_chosen")
    assert seen["shown"] == "place"
    assert "船上" in seen["empty"]
    assert {"都不是，自己写", "手写"} & set(seen["empty"])
    assert "请填住哪里" in seen["wrong"]
    assert (seen["chosen"], seen["writing"], seen["back"]) == ("船上", "write", "place")
    assert {"您写的", "船上二号舱"} <= set(seen["written"])
    assert seen["after"] == "consent"


@pytest.mark.parametrize("count", [1, 30])
def test_every_place_can_be_reached(each_window: Window, count: int) -> None:
    seen = each_window.play("typed.every_place", count=count)
    assert seen == [f"place.row.{at}" for at in range(count + 2)]  # and the offices


def test_the_check_page_says_them_as_people_read_them(each_window: Window) -> None:
    seen = each_window.play("typed.check_page")
    assert all(covered[0] == "check" for covered, _ in seen.values())
    assert "12,000.50 元" in seen["amount"][0]
    assert "2026年3月5日" in seen["day"][0]
    for texts in seen["who"]:
        assert "3****************0" in texts
        assert not any("330922" in line for line in texts)
    assert "浙嵊渔 ****5" in seen["boat"][0]
    assert "浙嵊渔 12345" in seen["boat"][1]
