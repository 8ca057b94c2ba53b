"""Clips, what plays while nobody is there, and hard words on the real window, by touches."""

import pytest

from tests.screens.conftest import Window

RED, BLUE = [255, 0, 0], [0, 0, 255]


def test_a_clip_is_watched_stopped_and_watched_again(each_window: Window) -> None:
    seen = each_window.play("watching.clip")
    assert "正在打开，请等一下" in seen["getting"]
    assert {"每周三，司法所坐船来。", "0:01 / 0:06"} <= set(seen["playing"])
    assert {"有事到码头来问。", "0:03 / 0:06"} <= set(seen["later"])
    assert "接着放" in seen["paused"]
    assert {"从头再放", "0:06 / 0:06"} <= set(seen["ended"])
    assert seen["colours"] == [RED, BLUE]
    assert seen["still"]  # a new picture moves nothing and builds nothing
    assert seen["again"]
    assert seen["back"] == "lesson"
    assert seen["told"] == ["boat", "paused", "boat", "-", "boat", "-"]


def test_that_it_stands_still_is_said_where_there_is_room(window: Window) -> None:
    seen = window.play("watching.clip")
    assert "停着，没有放" in seen["paused"]
    assert "放完了" in seen["ended"]


def test_put_away_at_once_it_is_gone(each_window: Window) -> None:
    seen = each_window.play("watching.hidden")
    assert seen == {"shown": "idle", "told": "-", "kept": False}


def test_it_goes_on_while_it_is_made_louder(each_window: Window) -> None:
    seen = each_window.play("watching.louder")
    assert seen == {"sheet": "comfort", "back": "clip", "run": True, "told": ["boat"]}


def test_what_cannot_be_heard_or_shown_is_one_sentence(each_window: Window) -> None:
    seen = each_window.play("watching.faults")
    assert {"现在没有声音，请看字", "每周三，司法所坐船来。"} <= set(seen["unheard"])
    assert {"这一段现在放不了", "要说的话，前一页都写着"} <= set(seen["broken"])
    assert not {"clip.play", "clip.pause"} & set(seen["ids"])
    assert seen["back"] == "lesson"


def test_it_is_played_by_keys(window: Window) -> None:
    assert window.play("watching.by_keys") == ["clip", "boat", "paused", "boat"]


def test_captions_of_a_silent_clip_are_read_to_who_is_read_to(window: Window) -> None:
    said = window.play("watching.read_to")
    assert said.count("每周三，司法所坐船来。") == 1
    assert "有事到码头来问。" in said


def test_the_idle_page_plays_and_any_touch_begins_the_visit(each_window: Window) -> None:
    seen = each_window.play("watching.idle")
    assert {"船来了（样例）", "每周三，司法所坐船来。", "点一下，开始"} <= set(seen["shown"])
    assert {"idle.start", "idle.language"} <= set(seen["ids"])
    assert seen["colours"] == [RED, BLUE]
    assert seen["still"]
    assert seen["home"] == "home"
    assert seen["told"][-1] == "-"
    assert seen["as before"]


def test_hard_words_are_listed_explained_and_cited(each_window: Window) -> None:
    seen = each_window.play("watching.terms")
    assert {"这页里的词", "劳动关系", "书面合同"} <= set(seen["listed"])
    assert seen["rows"] == ["terms.row.relation", "terms.row.written"]
    assert {"劳动关系", "给单位干活，单位管您、付您工资。", "也叫：用工关系"} <= set(seen["said"])
    assert "《劳动合同法》第 7 条" in seen["said"]
    assert seen["law"] == "law"
    assert seen["back"] == "lesson"


def test_in_english_what_has_none_says_so(window: Window) -> None:
    seen = window.play("watching.terms", language="en")
    assert "Words on this page" in seen["listed"]
    assert any("Chinese" in text for text in seen["listed"])
    assert seen["law"] == "law"


@pytest.mark.parametrize("scenario", ["one_term"])
def test_a_single_word_is_one_touch_away(each_window: Window, scenario: str) -> None:
    seen = each_window.play(f"watching.{scenario}")
    assert not seen["without"]
    assert seen["shown"] == "term"
    assert "干活该得的钱。" in seen["said"]


def test_hard_words_by_keys(window: Window) -> None:
    said = window.play("watching.terms_by_keys")
    assert said[0] == "term"
    assert "写在纸上、两边签了字的约定。" in said


def test_a_calculators_words_are_explained(each_window: Window) -> None:
    assert each_window.play("watching.sum_terms") == {"term": "term", "back": "sum"}
