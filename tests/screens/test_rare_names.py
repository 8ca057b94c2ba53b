"""Characters of names beyond the first font, as they are drawn, measured and asked about."""

from tests.screens.conftest import Window


def test_rare_characters_are_drawn_and_no_placeholder_is_taken_for_one(each_window: Window) -> None:
    seen = each_window.play("rare_names.drawn")
    for role, found in seen.items():
        assert found["differ"] == 3, role
        assert not found["empty"], role
        assert found["white"] == 255, f"{role}: a dark rim would vanish on a dark ground"
        assert found["placeholder"], role
        assert found["off"] <= 1, role
        assert found["height"] == 0, role


def test_rare_characters_wrap_like_any_other(each_window: Window) -> None:
    seen = each_window.play("rare_names.wrapped")
    assert seen == {"whole": True, "widest": True, "lines": 4, "undrawn": ["\ue123"]}


def test_a_name_that_cannot_be_shown_is_asked_about_and_kept(each_window: Window) -> None:
    seen = each_window.play("rare_names.checked")
    assert {"请核对姓名", "〓 是显示不了的字", "自己写姓名"} <= set(seen["asked"])
    assert seen["writing"] == "write"
    assert seen["back"] == "identity"
    assert "〓 是显示不了的字" not in seen["after"]
    assert {"您写的姓名", "王**", "读好了，是您吗？"} <= set(seen["after"])
    assert "王小鱼" in seen["shown"]
    assert seen["kept"]
    assert seen["source"] == "card"


def test_a_name_of_the_second_font_is_not_asked_about(each_window: Window) -> None:
    seen = each_window.play("rare_names.usual")
    assert "读好了，是您吗？" in seen
    assert "自己写姓名" not in seen
