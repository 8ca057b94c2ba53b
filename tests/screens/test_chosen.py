"""Several choices, yes or no, how to be reached, a signature: on the real window."""

import pytest

from script.gallery_forms_chosen import ADDRESS
from tests.screens.conftest import Window


def test_several_are_chosen_and_no_more_than_may_be(each_window: Window) -> None:
    seen = each_window.play("chosen.several")
    assert "请先点一个" in seen["missing"]
    assert seen["three"] == "note,chat,witness"
    assert "最多选 3 个" in seen["full"]
    assert (seen["kept"], seen["marked"]) == ("note,chat,witness", [True, False])
    assert "最多选 3 个" not in seen["later"]
    assert "choice.yes" in seen["after"]


def test_yes_or_no(each_window: Window) -> None:
    seen = each_window.play("chosen.yes_or_no")
    assert {"是", "不是"} <= set(seen["said"])
    assert seen["answer"] == "no"
    assert seen["after"] != seen["said"]


def test_who_is_served_first_may_say_so_or_not(window: Window) -> None:
    seen = window.play("chosen.served_first")
    assert {"军人军属", "老年人", "残疾人", "农民工"} <= set(seen["words"])
    assert (seen["answer"], seen["none"], seen["skip"]) == ("elder,disabled", "", True)


def test_who_is_visited_is_asked_when_and_where(each_window: Window) -> None:
    seen = each_window.play("chosen.reached")
    assert {"什么时候方便？", "上午", "周末"} <= set(seen["when"])
    assert seen["where"] == "write"
    assert "到哪里找您？" in seen["field"]
    assert "请写上门到哪里" in seen["missing"]
    assert seen["back"] == ["choice", "visit", "morning", ADDRESS]
    assert seen["after"] == "signature"


def test_whoever_is_not_to_be_called_is_asked_no_more(window: Window) -> None:
    seen = window.play("chosen.no_calls")
    assert "要打电话、发短信，请先留电话" in seen["wrong"]
    assert (seen["still"], seen["after"]) == ("choice", "signature")


def test_a_name_is_signed_and_signed_again(each_window: Window) -> None:
    seen = each_window.play("chosen.signing")
    assert seen["shape"] == pytest.approx(3.0, rel=0.02)
    assert seen["millimetres"] > 80
    assert "请用手指在框里签名" in seen["missing"]
    assert seen["still"]  # the sentence moves no pad
    (stroke,) = seen["one"]
    assert stroke[0] == pytest.approx([200, 500], abs=6)
    assert stroke[-1] == pytest.approx([800, 500], abs=6)
    assert (seen["strokes"], seen["undone"]) == (2, True)
    assert (seen["again"], seen["can"]) == ("", False)
    assert seen["after"] == "check"


def test_a_signature_is_there_when_one_comes_back(each_window: Window) -> None:
    seen = each_window.play("chosen.signed_before")
    assert seen == {"away": 0, "drawn": 2, "same": True, "left": 1}


def test_no_stroke_outlives_the_visit(window: Window) -> None:
    seen = window.play("chosen.signature_forgotten")
    assert seen["during"] > 0
    assert seen["holds"]
    assert (seen["kept"], seen["shown"]) == (0, "idle")


def test_the_check_says_it_in_words_and_covers_what_is_personal(each_window: Window) -> None:
    seen = each_window.play("chosen.checked")
    covered, shown = " ".join(seen["covered"]), " ".join(seen["shown"])
    assert {"欠条", "不是", "选了 1 样", "签好了"} <= set(seen["covered"])
    assert "上门找我，上午，到样" in covered
    assert ADDRESS not in covered
    assert "老年人" not in covered
    assert "老年人" in seen["shown"]
    assert f"上门找我，上午，到{ADDRESS}" in shown.replace("\n", "")
    assert "欠条复印件" in covered  # what to bring after these answers
    assert "优待证件" in covered
    fields = ["papers", "before", "green", "phone", "contact", "sign"]
    assert [f"check.edit.{name}" for name in fields if f"check.edit.{name}" not in seen["ids"]] == []
    assert list(seen["edited"].values()) == ["choice", "choice", "choice", "phone", "choice", "signature"]
    assert seen["after"] == "check"


def test_a_signature_is_drawn_only_when_it_may_be_seen(each_window: Window) -> None:
    assert each_window.play("chosen.pictures") == [0, 1]
