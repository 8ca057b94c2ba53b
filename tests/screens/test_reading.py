"""What is heard of what is shown: by itself, when asked for, and never what is somebody's own."""

from typing import Any

import pytest

from tests.screens.conftest import Window


@pytest.fixture(scope="module")
def everything(each_window: Window) -> dict[str, Any]:
    found: dict[str, Any] = each_window.play("reading.every_state")
    assert found["count"] > 100
    return found


def test_every_touchable_has_a_spoken_name(everything: dict[str, Any]) -> None:
    assert everything["nameless"] == []


def test_every_touchable_can_be_reached_by_keys_also_by_who_hears(everything: dict[str, Any]) -> None:
    assert everything["beyond"] == []


def test_nothing_is_said_that_is_not_on_the_screen(everything: dict[str, Any]) -> None:
    assert everything["unseen"] == []


def test_nothing_of_a_person_is_said_on_the_loudspeaker(everything: dict[str, Any]) -> None:
    assert everything["told"] == []


def test_pages_are_read_by_themselves_to_who_asked_for_it(window: Window) -> None:
    seen = window.play("reading.by_itself")
    assert seen["silent"] == []
    (home,) = seen["home"]
    assert home["said"][0] == "您遇到了什么事？"
    assert {"问法律", "办事情", "找人帮"} < set(home["said"])
    assert "返回" not in home["said"]
    assert seen["still"] == [[], [], []]
    (topic,) = seen["topic"]
    assert "是哪一类事？" not in topic["said"]


def test_the_bar_reads_all_that_stands_there_and_shows_what_is_said(window: Window) -> None:
    seen = window.play("reading.asked_for")
    (read,) = seen["read"]
    assert read["said"][0] == "您遇到了什么事？"
    assert {"大字", "结束", "已联网"} < set(read["said"])
    assert read["said"].index("问法律") < read["said"].index("已联网") < read["said"].index("结束")
    assert seen["while"].count("您遇到了什么事？") == 2  # the page's, and the caption
    assert "停下" in seen["while"]
    assert seen["hushed"]
    assert seen["then"].count("您遇到了什么事？") == 1
    assert "朗读" in seen["then"]


def test_a_row_and_an_answer_are_read_alone(window: Window) -> None:
    row, answer = window.play("reading.a_row")
    assert len(row["said"]) == 2
    assert row["said"][1] == answer["said"][0]  # the row's second line is the answer's first sentence


def test_a_silent_terminal_offers_nothing_to_hear(window: Window) -> None:
    ids = window.play("reading.silent_terminal")
    assert "bar.help" in ids
    assert [i for i in ids if "say" in i.split(".") or "speak" in i.split(".")] == []
    assert "comfort.voice" not in ids
    assert "comfort.louder" not in ids


def test_of_a_page_that_stays_only_the_news_is_said(window: Window) -> None:
    seen = window.play("reading.news")
    assert len(seen["page"]) == 1
    assert seen["chosen"] == [{"said": ["选好了"], "warning": False, "after": False}]
    at_end, inside = seen["written"]
    assert at_end == {"said": ["<，我|>"], "warning": False, "after": False}
    assert inside == {"said": ["<总|>"], "warning": False, "after": True}
    (problem,) = seen["problem"]
    assert len(problem["said"]) >= 1
    assert "<" not in "".join(problem["said"])


def test_of_a_number_it_is_said_how_long_it_is(window: Window) -> None:
    shown, *said = window.play("reading.number_typed")
    assert shown == "phone"
    assert len(said) == 4
    for place, one in enumerate(said[1:], start=1):
        public = [text for text in one["said"] if not text.startswith("<")]
        assert public, one
        assert str(place) in "".join(public)
        assert all(text.endswith("|>") for text in one["said"] if text.startswith("<"))


def test_nothing_is_said_into_a_recording(window: Window) -> None:
    seen = window.play("reading.recording")
    assert len(seen["before"]) == 1
    assert seen["silent"]
    assert seen["during"] == []
    assert "太短了，请说完再按停止" in seen["after"][0]["said"]


def test_the_countdown_is_heard_by_everybody(window: Window) -> None:
    question, *called = window.play("reading.countdown")
    assert question["warning"]
    assert question["said"][0] == "您还在吗？"
    assert [one["said"] for one in called] == [[f"还有 {seconds} 秒"] for seconds in (30, 20, 10, 5)]
    assert all(one["warning"] and one["after"] for one in called)


def test_what_must_not_stay_behind_is_said_to_everybody(window: Window) -> None:
    (said,) = window.play("reading.farewell")  # and its seconds are not
    assert said["warning"]
    assert "身份证" in said["said"][0]


def test_an_order_number_is_said_slowly_twice_and_the_slips_code_never(window: Window) -> None:
    seen = window.play("reading.submitted")
    assert seen["shown"] == "submitted"
    said = seen["said"][0]["said"]
    assert "SS3-0147×2" in said
    assert "7K3QX" not in "".join(text for text in said if not text.startswith("<"))


def test_the_volume_is_heard_as_it_is_chosen(window: Window) -> None:
    seen = window.play("reading.volume")
    assert seen["steps"] == [4, 5]
    assert [one["said"] for one in seen["said"]] == [["第 4 档，共 5 档"], ["第 5 档，共 5 档"]]
    assert seen["usual"] == 3
    assert seen["voice"] is True


def test_a_screen_can_be_written_down(window: Window) -> None:
    lines = window.play("reading.written_down").splitlines()
    assert lines[0].startswith("# ")
    assert "(这一项不念出声)" in lines
    assert any(line.startswith("[check.submit]") for line in lines)
    assert "老板不给钱" not in "\n".join(lines)


def test_the_reader_keeps_nothing_of_a_visit(window: Window) -> None:
    assert window.play("reading.forgotten")


def test_everything_can_be_heard_on_the_low_panel_too(each_window: Window) -> None:
    found = each_window.play("reading.by_itself")
    assert found["home"][0]["said"][0] == "您遇到了什么事？"


def test_of_a_long_answer_it_is_said_once_that_it_is_not_read(window: Window) -> None:
    said = window.play("reading.long_answer")
    assert said == ["答复", "<第一段\n第二段\n第三段|这一项不念出声>", "看好了"]


def test_the_keys_hear_where_they_stand_and_the_page_again(window: Window) -> None:
    tile, dimmed, bar, page = window.play("reading.keys_come_by")
    assert tile["said"][0] == "问法律"
    assert dimmed["said"] == ["返回", "现在点不了"]
    assert bar["said"] == ["朗读"]
    assert page["said"][0] == "您遇到了什么事？"


def test_the_keys_hear_no_answer_aloud_and_no_name_twice(window: Window) -> None:
    chosen, second, first, edit = window.play("reading.keys_on_answers")
    assert chosen[-1] == "<已选上|>"
    assert first == ["<工|这一项不念出声>", "第 1 个字"]
    assert second[-1] == "第 2 个字"
    assert len(edit) == 1
    assert edit[0].startswith("改，")
