"""A caret in the middle of a text on the real window: put there by a touch, written at, moved by keys."""

from tests.screens.conftest import Window


def test_a_wrong_character_is_changed_where_it_stands(each_window: Window) -> None:
    seen = each_window.play("writing_caret.by_hand")
    assert seen["seen"] == [
        "老板托欠工资|",
        "老板托|欠工资",
        "老板|欠工资",
        "老板拖|欠工资",
        "老板拖3，|欠工资",
    ]
    assert seen["asked"] == ["老板"]
    assert len(seen["drawn"]) == 1
    assert abs(seen["drawn"][0]) < seen["size"] * 0.2


def test_the_nearest_place_is_meant(each_window: Window) -> None:
    seen = each_window.play("writing_caret.near")
    assert [seen[name] for name in ("right of", "left of", "above")] == ["老板拖|欠工资"] * 3
    assert seen["edge"] == "|老板拖欠工资"
    assert seen["delete"] == [False, "老板拖欠工资"]
    assert seen["behind"] == "老板拖欠工资|"
    assert seen["below"] == ("老板拖欠工资|" if seen["room"] else "|老板拖欠工资")


def test_pinyin_is_spelt_where_the_caret_is(each_window: Window) -> None:
    seen = each_window.play("writing_caret.by_pinyin")
    assert seen["drawn"] == "老板tuo qian工资"
    assert seen["moved"] == ["老板工|资", "老板工tuo qian资"]
    assert (seen["first"], seen["left"]) == ("老板拖|工资", "老板拖qian工资")
    assert seen["back"] == "老板|工资"


def test_a_sentence_goes_in_and_out_behind_the_mark(each_window: Window) -> None:
    seen = each_window.play("writing_caret.sentences")
    assert seen == ["老板|，不给钱", "老板，工资没发。|不给钱", "老板，|不给钱"]


def test_letters_are_capitals_where_a_sentence_begins(each_window: Window) -> None:
    assert each_window.play("writing_caret.typed_letters") == "One. Two.| Three"


def test_the_caret_of_a_long_text_is_in_sight(each_window: Window) -> None:
    seen = each_window.play("writing_caret.paged")
    end, top = seen["ends"]
    assert end[1] == seen["length"]
    assert top[0] == 0
    assert seen["without"] == 0
    assert seen["seen"][0] == top  # nothing jumps under the finger
    assert seen["at"] == 34
    assert seen["seen"][1][0] <= 34 <= seen["seen"][1][1]
    assert seen["drawn"] == 1
    assert seen["leafed"] != seen["seen"][1]


def test_between_two_lines_the_caret_is_where_it_was_put(window: Window) -> None:
    seen = window.play("writing_caret.between_lines")
    assert seen["before"][0] == seen["behind"][0] == seen["at"]
    assert 0 <= seen["before"][1] < 10
    assert 0 <= seen["behind"][1] < 10


def test_ink_on_the_pad_follows_other_characters_now(window: Window) -> None:
    seen = window.play("writing_caret.ink_is_asked_about_again")
    assert seen == {"strokes": 1, "asked": ["工资", "老板"], "waiting": "老板工资", "then": ["拖", "施"]}


def test_the_caret_is_moved_by_keys_and_told(window: Window) -> None:
    seen = window.play("writing_caret.by_keys")
    where = "写字的位置在第 {} 个字后面"
    names, personal = seen["came"]
    assert (names[-3:], personal) == (["改中间的字", where.format(6), "按确认，就能挪位置"], ["资"])
    held = [["改中间的字", where.format(6), "按上一项、下一项，一个字一个字挪，挪好了按确认"], ["资"]]
    assert seen["held"] == ["老板托欠工资|", "write.caret", held]
    assert seen["told"] == [
        ["老板托欠工|资", "write.caret", [[where.format(5)], ["工"]]],
        ["老板托欠|工资", "write.caret", [[where.format(4)], ["欠"]]],
        ["老板托|欠工资", "write.caret", [[where.format(3)], ["托"]]],
        ["老板托欠|工资", "write.caret", [[where.format(4)], ["欠"]]],
    ]
    assert seen["after"][0] == "老板托欠|工资"
    assert seen["after"][1] != "write.caret"


def test_nothing_of_it_outlives_the_visit(window: Window) -> None:
    assert window.play("writing_caret.forgotten") == {"left": ["", "", ""], "next": "工资没发|"}


def test_an_empty_text_has_no_middle(each_window: Window) -> None:
    assert each_window.play("writing_caret.without_text") == [False, True]
