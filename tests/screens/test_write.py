"""Writing by hand on the real window: what a finger does, what it asks for, what is forgotten."""

import pytest

from tests.screens.conftest import Window

FOUND = ["资", "姿", "咨", "恣", "盗", "浓", "次", "茨"]


def test_a_stroke_asks_for_candidates_in_pad_pixels(each_window: Window) -> None:
    seen = each_window.play("writing.stroke")
    width, height = seen["size"]
    assert seen["pad"] == [width, height]
    assert seen["generation"][0] == seen["generation"][1]
    (line,) = seen["strokes"]
    # From the top of the pad to its bottom: y grows downwards.
    assert line[0] == pytest.approx([width / 2, height * 0.2], abs=1)
    assert line[-1] == pytest.approx([width / 2, height * 0.8], abs=1)
    assert seen["asked"][-1] == "Recognise"
    assert seen["kinds"] == ["Ink"]


def test_a_question_as_long_as_the_line_leaves_the_pad_its_room(each_window: Window) -> None:
    assert each_window.play("writing.long_title") == []


def test_a_candidate_enters_the_text_and_clears_the_pad(each_window: Window) -> None:
    seen = each_window.play("writing.take_second")
    assert seen["shown"] == FOUND
    assert seen["text"] == "老板姿"
    assert seen["strokes"] == 0
    assert seen["left"] == []
    assert seen["told"] == [[], True]


def test_each_of_the_eight_candidates_can_be_tapped(each_window: Window) -> None:
    assert each_window.play("writing.each_candidate") == FOUND


def test_words_have_room_and_enter_whole(each_window: Window) -> None:
    seen = each_window.play("writing.words")
    assert 2 <= seen["shown"] < 8
    assert seen["text"] == "拖欠工资"


def test_candidates_of_older_ink_cannot_be_had(window: Window) -> None:
    seen = window.play("writing.late_answer", seconds=0.5)
    assert seen["before"] == FOUND  # still in sight for a moment, so that nothing flickers
    assert seen["tapped"] == ""
    assert seen["later"] == []
    assert seen["wrong"] == []
    assert seen["right"] == ["十", "干"]


def test_ink_can_be_taken_back(window: Window) -> None:
    seen = window.play("writing.ink_tools")
    assert seen["empty"] == [False, False, False]
    assert seen["undone"] == 1
    assert seen["known"] == ["一"]
    assert (seen["cleared"], seen["left"], seen["state"]) == (0, [], [])
    assert seen["lengths"] == [1, 2, 1, 0]
    assert seen["generations"] == [-1, 0, 1, 2]


def test_a_character_is_deleted(window: Window) -> None:
    assert window.play("writing.delete") == ["工", "", "False"]


def test_sentences_are_tapped_in_and_out(each_window: Window) -> None:
    seen = each_window.play("writing_text.sentences")
    assert seen["first"] == "老板拖欠我三个月工，工资没发。"
    assert seen["second"] == "老板拖欠我三个月工，工资没发。人受伤了。"
    assert seen["third"] == "老板拖欠我三个月工，人受伤了。"
    assert seen["chosen"] == [True, False]


def test_many_sentences_come_by_the_page(each_window: Window) -> None:
    seen = each_window.play("writing_text.many_sentences", count=9)
    shown = [touch_id for page in seen["pages"] for touch_id in page]
    assert shown == [f"write.sentence.{number}" for number in range(9)]
    assert len(seen["pages"]) > 1
    assert seen["text"].endswith("还没有办好。")


def test_done_shows_what_it_takes_before_the_page_is_left(window: Window) -> None:
    seen = window.play("writing.done_with_ink")
    assert seen["text"] == "拖欠工资"
    assert seen["shown"] == "write"
    assert "已写上“资”，没错再按一次" in seen["said"]
    assert "NextPage" not in seen["kinds"]
    assert seen["after"] == "consent"


def test_done_before_the_answer_loses_nothing(window: Window) -> None:
    seen = window.play("writing.done_too_early")
    assert (seen["text"], seen["shown"]) == ("拖欠工", "write")
    assert "正在认字，请再按一次" in seen["said"]
    assert seen["seen"] == FOUND
    assert (seen["then"], seen["strokes"]) == ("拖欠工资", 0)


def test_unreadable_ink_is_said_before_it_is_left_behind(window: Window) -> None:
    seen = window.play("writing.done_unread")
    assert "没认出来，请重写，或再按一次" in seen["said"]
    assert (seen["shown"], seen["after"]) == ("write", "consent")


def test_an_optional_page_can_be_skipped_while_it_is_empty(window: Window) -> None:
    assert window.play("writing.optional") == {"empty": True, "inked": True, "named": True, "after": "phone"}


def test_a_required_page_says_what_is_missing(each_window: Window) -> None:
    seen = each_window.play("writing.required")
    assert "还没写事情。不写也行，再按一次，我们问您" in seen["said"]
    assert seen["shown"] == "write"
    assert "还没写事情。不写也行，再按一次，我们问您" not in seen["later"]


def test_a_full_field_says_so_and_keeps_the_ink(each_window: Window) -> None:
    seen = each_window.play("writing_text.full")
    assert "还能写 1 个字" in seen["near"]
    assert (seen["length"], seen["strokes"]) == (999, 1)
    assert seen["filled"] == 1000
    assert "写满了，最多 1000 个字" in seen["said"]


def test_digits_and_marks_have_keys(each_window: Window) -> None:
    seen = each_window.play("writing_text.symbols")
    assert seen["text"] == "欠了120，？！、。"
    assert (seen["keys"], seen["pad"]) == ([], True)


def test_without_handwriting_sentences_and_digits_stay(each_window: Window) -> None:
    seen = each_window.play("writing_text.no_pen")
    assert "write.pad" not in seen["ids"]
    assert any("手写暂时用不了" in text for text in seen["said"])
    assert seen["text"] == "工资没发。3"
    assert seen["back"]


@pytest.mark.parametrize("how", ["help", "timeout"])
def test_half_a_character_does_not_outlive_its_page(window: Window, how: str) -> None:
    seen = window.play("writing_text.leaving", how=how)
    assert seen == {"shown": "write", "text": "老板", "strokes": 0, "offered": [], "newer": True}


def test_the_next_field_begins_with_an_empty_pad(window: Window) -> None:
    assert window.play("writing_text.next_field") == {"title": True, "pad": True}


def test_nothing_written_outlives_the_visit(window: Window) -> None:
    seen = window.play("writing_text.visit_over")
    assert not any(any(part in text for part in ("老板", "资", "姿")) for text in seen["shown"])
    assert set(seen["lasting"]) == {""}
    assert (seen["strokes"], seen["lines"]) == (0, [])
    assert seen["next"] == ["", [], 0]


def test_a_finger_that_slips_off_the_pad_presses_nothing(window: Window) -> None:
    seen = window.play("writing.off_the_pad")
    assert seen == {"strokes": 1, "inside": True, "kinds": ["Ink"], "text": ""}


def test_a_finger_from_outside_does_not_write(window: Window) -> None:
    assert window.play("writing.from_outside") == {"strokes": 0, "kinds": []}


def test_a_second_finger_neither_writes_nor_ends_the_stroke(window: Window) -> None:
    seen = window.play("writing.second_finger")
    assert seen["strokes"] == 1


def test_endless_scribbling_stays_small(window: Window) -> None:
    seen = window.play("writing.endless")
    assert seen["points"] <= 800
    assert seen["strokes"] <= 160


def test_a_candidate_that_changes_under_the_finger_is_not_taken(window: Window) -> None:
    assert window.play("writing.changing_under_the_finger") == {"missed": "", "taken": "姿"}


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "工资没发。"), (0.5, "")])
def test_a_trembling_second_tap_does_not_count(window: Window, seconds: float, text: str) -> None:
    assert window.play("writing_text.trembling", seconds=seconds) == text


def test_a_long_text_is_paged_by_one_button(each_window: Window) -> None:
    seen = each_window.play("writing_text.pages_of_text")
    assert seen["pages"] > 2
    assert set(seen["words"][:-1]) == {"往上"}
    assert seen["words"][-1] == "往下"
    assert seen["gone"]


def test_the_name_of_a_typed_identity(each_window: Window) -> None:
    seen = each_window.play("writing_text.identity_name")
    assert "请写您的姓名" in seen["title"]
    assert seen["name"] == "王"
    assert any("姓名请刷身份证" in text for text in seen["said"])
    assert seen["after"] == "identity"


def test_what_was_offered_on_one_pad_is_not_offered_on_the_next(each_window: Window) -> None:
    seen = each_window.play("writing.larger_in_the_middle")
    assert seen == {"left": 0, "before": [], "taken": "", "after": ["十"]}
