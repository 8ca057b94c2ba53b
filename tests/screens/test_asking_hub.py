"""A look-up the hub does, by touches: offered where it can be, and how it ended said plainly."""

import pytest

from tests.screens.conftest import Window


@pytest.mark.parametrize(
    ("case", "here", "words"),
    [
        ("here", True, "县里接通了，可以在这里查"),
        ("none", False, "这台机器上不能直接查"),
        ("no line", False, "现在没有网，这里查不了"),
        ("no pen", False, "这台机器上不能直接查"),
    ],
)
def test_it_is_offered_where_it_can_be(window: Window, case: str, here: bool, words: str) -> None:
    seen = window.play("asking_hub.way", case=case)
    assert ("lookup.here" in seen["ids"]) is here
    assert words in seen["texts"]


def test_what_was_found_is_shown_with_whose_it_is(each_window: Window) -> None:
    seen = each_window.play("asking_hub.found")
    assert seen["empty"] is False
    assert "写好点“找一找”，查完不留下" in seen["before"]
    assert seen["asked"] == ["company", "捕捞公司"]
    assert "正在查，请等一等" in seen["waiting"]
    assert seen["shown"] == "online_answer"
    for words in ("示例捕捞公司", "状态：在业", "还有更多，写全一点再查"):
        assert words in seen["texts"]
    assert any("示例公示系统" in text and "11月1日" in text for text in seen["texts"])
    assert (seen["back"], seen["kept"]) == ("write", "捕捞公司")


@pytest.mark.parametrize(
    ("how", "words", "again"),
    [
        ("unknown", "没有查到", False),
        ("away", "对方现在不回答", True),
        ("offline", "现在连不上县里", True),
        ("limited", "这台机器查得太多了", False),
    ],
)
def test_how_it_ended_is_said_and_the_address_is_there(
    window: Window, how: str, words: str, again: bool
) -> None:
    seen = window.play("asking_hub.ended", how=how)
    assert {words, "示例公示系统", "用手机扫这个码"} <= set(seen["texts"])
    assert seen["again"] is again
    assert ("正在查，请等一等" in seen["after"]) is again
