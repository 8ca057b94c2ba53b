"""Looking for something on the real window."""

from tests.screens.conftest import Window
from tests.support.library import CREW, DISMISSED, WAGES


def test_the_box_is_there_while_something_can_be_written_and_found(window: Window) -> None:
    seen = window.play("searching.boxes")
    assert seen["both"] == ["home.search", "home.search.hand", "home.search.pinyin"]
    assert seen["hand"] == ["home.search"]
    assert seen["neither"] == []
    assert seen["no index"] == []


def test_results_come_while_it_is_written_and_back_has_all_of_it(each_window: Window) -> None:
    seen = each_window.play("searching.journey")
    assert (seen["shown"], seen["empty"]) == ("write", False)
    assert "写一两个字，就开始找" in seen["begin"]
    assert seen["asked letters"] == "gongzi"
    best = [f"write.found.guide.{name}" for name in (WAGES, DISMISSED, CREW)]
    assert seen["live"] == best[: len(seen["live"])] != []
    assert seen["asked word"] == "工资"
    assert seen["live then"][0] == best[0]
    assert seen["results"] == "search"
    assert seen["rows"] == [f"search.row.guide.{WAGES}", "search.row.item.consultation"]
    assert "指南" in seen["said"]
    assert seen["opened"] == "guide"
    assert seen["rows again"] == seen["rows"]
    assert (seen["text again"], seen["live again"]) == ("工资", seen["live then"])


def test_one_is_opened_while_it_is_written_and_home_knows_nothing_of_it(window: Window) -> None:
    assert window.play("searching.opened_live") == ["guide", ""]


def test_ink_becomes_text_before_the_page_is_left(window: Window) -> None:
    seen = window.play("searching.by_hand")
    assert seen == {"first": ["write", "工"], "then": "search"}


def test_where_nothing_fits_there_are_the_nearest_fields_and_somebody_to_ask(each_window: Window) -> None:
    seen = each_window.play("searching.unsure")
    assert {"没有正好的，这些最接近", "没有正好的"} & set(seen["said"])
    assert seen["rows"][:3] == [f"search.row.guide.{CREW}", "search.row.topic.labour", "search.people"]
    if "leave" in seen:  # where it has room below three rows
        assert seen["leave"] == ["write", "签证"]
    assert seen["people"] == "help"


def test_who_cannot_leave_a_word_can_ask_somebody(window: Window) -> None:
    seen = window.play("searching.unsure", can_submit=False)
    assert "search.leave" not in seen["rows"]
    assert seen["people"] == "help"


def test_it_says_so_when_it_stops_working(window: Window) -> None:
    seen = window.play("searching.broken")
    assert "现在找不了，请看各类问题" in seen["said"]
    assert set(seen["rows"]) == {"search.people", "search.topics"}
    assert "现在找不了，请看各类问题" in seen["then"]
    assert seen["after"] == "topics"


def test_nothing_of_the_line_is_kept(window: Window) -> None:
    assert window.play("searching.forgotten") == ["True"]


def test_it_is_said_in_english_and_found_by_pinyin(each_window: Window) -> None:
    seen = each_window.play("searching.in_english")
    assert seen["live"] == [f"write.found.guide.{WAGES}"]
    assert "Found" in seen["said"]
    assert seen["rows"] == [f"search.row.guide.{WAGES}"]


def test_matched_words_have_a_line_under_them(window: Window) -> None:
    assert window.play("searching.marks_drawn") == {"lines": 2, "inside": True, "below": True}
