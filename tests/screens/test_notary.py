"""An office and a half-day on the real window: chosen, paged, never guessed."""

import re

import pytest

from tests.screens.conftest import Window

HALF_DAY = re.compile(r"2026-1[12]-[0-9]{2} (上午|下午)")


def test_an_office_and_a_half_day_are_chosen(each_window: Window) -> None:
    seen = each_window.play("notary.chosen")
    assert seen["shown"] == "place"
    assert "place.write" not in seen["ids"], "nobody writes the name of an office"
    assert sorted(name for page in seen["pages"] for name in page) == sorted(
        f"place.row.{at}" for at in range(12)
    )
    assert all(len(page) <= 8 for page in seen["pages"])
    assert "请先点一个" in seen["wrong"]
    assert re.fullmatch("第[0-9]+公证处", seen["office"])
    assert any(line.endswith("会打电话跟您定。") for line in seen["day"])
    assert "place.write" not in seen["day_ids"]
    assert all(len(page) <= 7 for page in seen["days"]), "and 哪天都行 below them"
    assert sum(map(len, seen["days"])) > 30
    assert re.search("1[12]月[0-9]+日 周. [上下]午", seen["heard"]), seen["heard"]
    assert seen["any_shown"] == [True], "on the last page, too"
    assert HALF_DAY.fullmatch(seen["slot"]), seen["slot"]
    assert (seen["any"], seen["after"]) == ("any", "consent")


def test_no_day_is_guessed(each_window: Window) -> None:
    seen = each_window.play("notary.not_guessed")
    assert any("哪天开门没核实" in line for line in seen["hours"])
    assert seen["rows"] == []
    assert seen["known"] > 1
    assert any("机器的时间没对准" in line for line in seen["clock"])
    assert (seen["clock_rows"], seen["answer"]) == ([], "any")


@pytest.mark.parametrize("count", [6, 7, 40])
def test_every_paper_is_named_on_the_check_page(each_window: Window, count: int) -> None:
    assert each_window.play("notary.papers", count=count) == {"shown": "check", "missing": []}


def test_in_english_they_are_answered_as_the_county_calls_them(each_window: Window) -> None:
    seen = each_window.play("notary.in_english")
    assert "Notary 0" in seen["office"]
    assert seen["answer"] == "第0公证处"
    assert any(line.endswith("will call you to fix the day.") for line in seen["day"])
    assert any(line.endswith("a.m.") for line in seen["day"])
    assert HALF_DAY.fullmatch(seen["slot"]), seen["slot"]
