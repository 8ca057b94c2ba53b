"""The page where one speaks instead of writing, on the real window."""

import pytest

from tests.screens.conftest import Window


def test_an_order_is_spoken_from_home_to_the_check_page(each_window: Window) -> None:
    seen = each_window.play("recording.spoken_order")
    assert {"请对着话筒说", "开始说话", "改用写字"} <= set(seen["before"])
    assert {"还能说 42 秒", "42", "正在听，您请说", "停止"} <= set(seen["during"])
    assert [name for name in seen["ids"] if name.startswith("record.")] == ["record.stop"]
    assert "正在存好……" in seen["keeping"]
    assert {"第 1 段，20 秒", "重听", "删掉", "再说一段", "说好了"} <= set(seen["kept"])
    assert (seen["after"], seen["shown"]) == ("consent", "check")
    assert any("录了 1 段话，一共 20 秒" in text for text in seen["check"])


def test_words_have_their_room_however_one_comes_to_the_page(each_window: Window) -> None:
    seen = each_window.play("recording.dressed_while_speaking")
    assert seen["shown"] == "record"
    assert set(seen["heights"]) == {"还能说 42 秒", "正在听，您请说"}
    assert min(seen["heights"].values()) > 20


@pytest.mark.parametrize(
    ("verdict", "cause", "said"),
    [
        ("good", "asked", "这一段存好了"),
        ("good", "limit", "满 1 分钟了，存好了，可以再说一段"),
        ("good", "lost", "话筒断了，前面说的存好了"),
        ("loud", "asked", "存好了。声音有点大，离远一点更清楚"),
        ("noisy", "asked", "存好了。周围有点吵，请听听清不清楚"),
        ("short", "asked", "太短了，请说完再按停止"),
        ("silent", "asked", "没听到声音，请靠近话筒再说"),
    ],
)
def test_what_became_of_a_take_is_said(window: Window, verdict: str, cause: str, said: str) -> None:
    assert said in window.play("recording.said_of", verdict=verdict, cause=cause)


def test_takes_are_heard_again_and_given_up(each_window: Window) -> None:
    seen = each_window.play("recording.heard_and_dropped")
    assert {"第 1 段，23 秒", "第 2 段，23 秒", "第 3 段，23 秒"} <= set(seen["full"])
    assert {"停", "正在放，旁边的人也听得见"} <= set(seen["playing"])
    assert "正在放，旁边的人也听得见" not in seen["quiet"]
    assert "第 3 段，23 秒" not in seen["left"]
    assert "record.drop.1" in seen["ids"]
    assert "record.drop.2" not in seen["ids"]


def test_who_cannot_be_heard_is_told_at_once(window: Window) -> None:
    said = window.play("recording.faint")
    assert "没听到声音，请靠近说" in said["never"]
    assert "正在听，您请说" in said["pause"], "who draws breath is not told to come nearer"
    assert "听不见，请靠近一点说" in said["gone"]


def test_who_hears_it_is_said_before_anything_is_said(each_window: Window) -> None:
    seen = each_window.play("recording.spoken_order")
    assert "加密送出，只给答复您的人听" in seen["before"]


def test_it_is_offered_only_where_a_microphone_is_ready(each_window: Window) -> None:
    seen = each_window.play("recording.ways_to_it")
    assert "home.speak" in seen["home"]
    assert "write.speak" in seen["write"]
    assert (seen["record"], seen["back"]) == ("record", "write")
    assert "write.speak" not in seen["gone"]
    assert "home.speak" not in seen["home_without"]


@pytest.mark.parametrize("low_controls", [False, True])
def test_every_other_way_to_write_works_beside_it(each_window: Window, low_controls: bool) -> None:
    seen = each_window.play("recording.other_ways_beside_it", low_controls=low_controls)
    ways = {"write.hand", "write.pinyin", "write.symbols", "write.speak"}
    assert seen == {way: ["write", *sorted(ways - {f"write.{way}"})] for way in ("symbols", "hand", "pinyin")}
