"""Typing pinyin on the real window, and 更多: what a finger does, what it asks for, what is forgotten."""

import pytest

from tests.screens.conftest import Window
from tests.screens.spelling import GONG, GONGZI

FOUND = ["资", "姿", "咨", "恣", "盗", "浓", "次", "茨"]


def test_letters_become_text_by_a_touch(each_window: Window) -> None:
    seen = each_window.play("spelling.typed")
    assert seen["asked"] == ["g", "go", "gon", "gong", "gongz", "gongzi"]
    assert seen["composing"] == "gong zi"
    assert seen["shown"] == list(GONGZI)
    assert (seen["text"], seen["left"]) == ("没发工资", ["", []])
    assert seen["kinds"] == ["PinyinKey", "PinyinPick"]


def test_a_word_may_be_picked_by_its_parts(each_window: Window) -> None:
    assert each_window.play("spelling.by_parts") == {"between": ["公", "zi"], "text": "公子"}


def test_letters_and_syllables_are_taken_back(each_window: Window) -> None:
    assert each_window.play("spelling.taken_back") == {
        "rest": [True, False],
        "letter": "gong z",
        "syllable": "gong",
        "none": "",
        "text": "",
        "empty": False,
    }


def test_candidates_come_by_the_page(each_window: Window) -> None:
    seen = each_window.play("spelling.pages")
    assert [char for page in seen["pages"] for char in page] == list(GONG)
    assert len(seen["pages"]) > 1
    assert seen["back"]
    assert seen["text"] == seen["pages"][-1][0]


def test_candidates_of_fewer_letters_cannot_be_had(window: Window) -> None:
    seen = window.play("spelling.late_answer", seconds=0.5)
    assert seen["before"] == ["工", "公"]
    assert seen["tapped"] == ""
    assert "旧" not in seen["wrong"]
    assert seen["later"] == []
    assert seen["right"] == ["工", "公"]


def test_a_candidate_that_changes_under_the_finger_is_not_taken(window: Window) -> None:
    assert window.play("spelling.changing_under_the_finger") == {"missed": "", "taken": "公"}


def test_letters_that_are_no_word_are_said_and_left_behind(each_window: Window) -> None:
    seen = each_window.play("spelling.nothing")
    assert "拼不出字，请删掉几个字母，或改手写" in seen["said"]
    assert seen["stays"] == ["write", "ü ü"]
    assert (seen["after"], seen["text"]) == ("consent", "老板欠钱")


def test_done_shows_what_it_takes_before_the_page_is_left(each_window: Window) -> None:
    seen = each_window.play("spelling.done")
    text, shown, said = seen["early"]
    assert (text, shown) == ("没发", "write")
    assert "正在认字，请再按一次" in said
    text, shown, said = seen["took"]
    assert (text, shown) == ("没发工资", "write")
    assert "已写上“工资”，没错再按一次" in said
    assert seen["after"] == "consent"


def test_marks_wait_for_the_letters(each_window: Window) -> None:
    assert each_window.play("spelling.marks") == {
        "resting": [False, False, True], "text": "工，", "letters": True
    }  # fmt: skip


def test_pinyin_is_remembered_for_the_visit_alone(each_window: Window) -> None:
    seen = each_window.play("spelling.remembered")
    assert seen == {"field": True, "sheet": [True, "wang"], "visit": True}


def test_hand_and_pinyin_are_one_touch_apart(each_window: Window) -> None:
    seen = each_window.play("spelling.ways")
    assert seen == {"pinyin": [[], False], "hand": [[], 0, ""], "text": "没发工"}


@pytest.mark.parametrize("ready", [True, False])
def test_a_lexicon_that_comes_or_goes_leaves_the_ink(each_window: Window, ready: bool) -> None:
    seen = each_window.play("spelling.without", ready=ready)
    assert seen == {"before": False, "after": ready, "strokes": 1, "offered": FOUND, "pad": True}


def test_a_lexicon_lost_between_letters_leaves_the_pen(each_window: Window) -> None:
    seen = each_window.play("spelling.broken")
    assert (seen["pad"], seen["key"], seen["text"]) == (True, False, "没发工")
    assert "拼音暂时用不了，请用手写" in seen["said"]
    assert "拼音暂时用不了，请用手写" not in seen["later"]


def test_without_handwriting_pinyin_is_there_at_once(each_window: Window) -> None:
    assert each_window.play("spelling.no_pen") == {"letters": True, "hand": False, "text": "工"}


def test_a_full_field_takes_no_word_and_keeps_the_letters(window: Window) -> None:
    assert window.play("spelling.full") == {"length": 999, "composing": "gong zi"}


def test_sentences_are_shown_whole(each_window: Window) -> None:
    seen = each_window.play("spelling.long_words")
    assert seen["seen"] == ["老板拖欠工资三个月没有发", "老板拖欠工资", "老板", "老"]
    assert seen["cut"] == []


def test_more_brings_rare_characters(each_window: Window) -> None:
    seen = each_window.play("spelling.more")
    assert seen["more"]
    assert seen["waiting"] == FOUND
    assert (seen["others"], seen["last"]) == (["赀", "資", "瓷"], False)
    assert (seen["first"], seen["asked"]) == (FOUND, 1)
    assert (seen["text"], seen["left"]) == ("資", [])


def test_more_that_brings_nothing_takes_nothing(each_window: Window) -> None:
    seen = each_window.play("spelling.no_more")
    assert (seen["kept"], seen["rests"]) == (FOUND, True)
    assert (seen["anew"], seen["again"]) == (["十", "干"], True)


def test_nothing_typed_outlives_the_visit(window: Window) -> None:
    seen = window.play("spelling.visit_over")
    assert set(seen["lasting"]) == {""}
    assert (seen["kept"], seen["items"]) == ([], [])


def test_the_name_of_a_typed_identity(each_window: Window) -> None:
    assert each_window.play("spelling.name_of_a_card") == {"name": True, "after": "phone"}


def test_the_pad_can_be_used_in_every_way_one_is_served(each_window: Window) -> None:
    assert each_window.play("spelling.sizes") == []
