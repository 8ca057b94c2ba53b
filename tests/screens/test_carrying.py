"""What was worked out is shown before it is sent, on the real window, by touches."""

import pytest

from tests.screens.conftest import Window


@pytest.mark.parametrize("told", [True, False])
def test_what_goes_along_is_shown_and_may_stay(each_window: Window, told: bool) -> None:
    seen = each_window.play("carrying.along", told=told)
    assert ("您答的、算的，一起交" in seen["first"]) is told, "on the first page"
    assert ("您答的、算的，不交" in seen["first"]) is not told
    shown, hidden = (seen["texts"], seen["other"]) if told else (seen["other"], seen["texts"])
    said = " ".join(shown)
    for words in ("您在哪里干活？ 工地", "有欠条吗？ 有", "结果：有办法"):
        assert words in said.replace("\n", " "), words
    assert "您在哪里干活？" not in " ".join(hidden)
    assert seen["sent"] == (False if told else 2), "after the touch it is the other way round"


def test_whoever_cannot_draw_is_not_stopped(each_window: Window) -> None:
    seen = each_window.play("carrying.unsigned")
    assert seen["stopped"] == "signature"
    assert "signature.later" in seen["ids"]
    assert "signature.again" not in seen["ids"]
    assert "现在不签，到了窗口再签" in seen["said"]
    assert (seen["answer"], seen["drawn"], seen["sent"]) == ("later", "S1;", "later")
    assert "signature.again" in seen["then"]
    assert "没有签，到场再签" in seen["checked"]
    assert "名还没有签，到了窗口请签。" in " ".join(seen["done"]).replace("\n", "")


def test_a_bundle_left_half_way_stands_on_home(each_window: Window) -> None:
    seen = each_window.play("carrying.half_done")
    assert seen["at"] == seen["back"] == "stop guide/labour/unpaid-wages"
    assert "接着办：讨薪一件事" in seen["texts"]
    assert "home.matter" in seen["ids"]
    assert {"home.matter", "home.resume"} <= set(seen["both"])
    assert "home.resume" in seen["own"], "where its own order is what is filled in, one row leads there"
    assert "home.matter" not in seen["own"]


def test_home_has_room_for_every_row(each_window: Window) -> None:
    seen = each_window.play("carrying.home_with_all")
    assert seen == {name: [] for name in seen}


def test_from_its_outcomes_guide_a_scenario_begun_again_leads_back_to_the_outcome(window: Window) -> None:
    assert window.play("carrying.again_from_the_guide") == [
        "guide labour/unpaid-wages",
        "question where",
        "outcome court",
    ]


def test_a_booking_takes_nothing_along_that_was_begun_before(each_window: Window) -> None:
    seen = each_window.play("carrying.booked")
    assert seen["request"].startswith("我想约：")
    assert "老板" not in seen["request"]
    assert seen["left"] == "老板不给钱", "left as it was begun, it is over"
    assert seen["kept"] == f"{seen['request']}下午"
    assert seen["on"] == "write"


def test_by_keys_alone_a_required_signature_is_passed(each_window: Window) -> None:
    assert each_window.play("carrying.unsigned_by_keys") == {"answer": "later", "after": "check"}
