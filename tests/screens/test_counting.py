"""Surveys, 解决了吗 and what is counted on the real window, by touches."""

import pytest

from tests.screens.conftest import Window


def test_a_survey_from_the_list_to_the_thanks(each_window: Window) -> None:
    seen = each_window.play("counting.survey")
    assert sorted(seen["rows"]) == ["surveys.counted", "surveys.row.machine"]
    assert "用起来容易吗？" in seen["first"]
    assert {"很不好", "很好"} <= set(seen["first"])
    assert seen["skip"]
    assert {"用过哪些？", "可以选几个", "下一题"} <= set(seen["several"])
    assert {"谢谢您", "您的回答加进了总数，不记是谁"} <= set(seen["end"])
    assert seen["home"] == "home"
    assert seen["told"] == [
        "survey machine answered",
        "survey machine asked",
        "survey machine easy=4",
        "survey machine heard=2",
        "survey machine used=1",
        "survey machine used=3",
    ]


def test_who_skips_all_is_not_thanked_for_it(each_window: Window) -> None:
    seen = each_window.play("counting.unanswered")
    assert {"没有算进去", "没答完，答案都没有记"} <= set(seen)
    assert "谢谢您" not in seen


def test_a_trembling_hand_answers_one_question(each_window: Window) -> None:
    assert each_window.play("counting.trembling") == "machine#1#0"


def test_every_answer_is_there_however_long_they_are(each_window: Window) -> None:
    seen = each_window.play("counting.many")
    assert seen["found"] == [f"survey.answer.{number}" for number in range(1, 9)]
    assert "谢谢您" in seen["end"]


def test_the_terminal_says_what_it_counts(each_window: Window) -> None:
    seen = each_window.play("counting.what_is_counted")
    said = "".join(seen["said"])
    for words in ("看完以后，几个人说解决了", "不记您是谁，不记几点来的", "少于 3 次的，不单独报"):
        assert words in said
    assert seen["back"] == "surveys"


@pytest.mark.parametrize("seated", [False, True])
def test_one_touch_says_whether_a_guide_helped(each_window: Window, seated: bool) -> None:
    seen = each_window.play("counting.solved", seated=seated)
    assert seen == {
        "last": True,
        "asked": True,
        "thanked": True,
        "sorry": True,
        "ask": True,
        "told": ["solved guide:labour/unpaid-wages no"],
    }


def test_who_asks_somebody_was_not_helped_enough(each_window: Window) -> None:
    seen = each_window.play("counting.asked_somebody")
    assert seen["there"] not in ("guide", "home")
    assert seen["told"] == ["solved guide:labour/unpaid-wages help"]


def test_a_survey_is_answered_by_keys(window: Window) -> None:
    assert "谢谢您" in window.play("counting.by_keys")


def test_what_was_chosen_is_not_said_aloud(window: Window) -> None:
    said = "".join(window.play("counting.aloud"))
    assert "没解决" in said, "the words on the buttons are everybody's"
    assert "已选" not in said
