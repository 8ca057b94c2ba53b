"""The pages of a form on the real window: numbers, choice, consent, identity."""

import pytest

from tests.screens.conftest import Window


def test_a_telephone_number_is_typed_in_groups(each_window: Window) -> None:
    seen = each_window.play("filling.typed_phone")
    assert "不留也行。" in seen["empty"]["texts"]
    assert not seen["empty"]["delete"]
    assert seen["half"] == "138 0000"
    # The twelfth digit is not taken, and it is said why.
    assert (seen["shown"], seen["answer"]) == ("138 0000 0000", "13800000000")
    assert "最多 11 位" in seen["said"]
    assert seen["kinds"]


@pytest.mark.parametrize(("seconds", "typed"), [(0.15, "8"), (0.25, "88")])
def test_a_digit_can_be_repeated_quickly_but_not_by_trembling(
    window: Window, seconds: float, typed: str
) -> None:
    assert window.play("filling.repeated_digit", seconds=seconds) == typed


def test_digits_are_deleted_one_by_one_or_all(window: Window) -> None:
    assert window.play("filling.corrected_phone") == ["13", "", "False"]


def test_a_wrong_number_is_said_until_it_changes(each_window: Window) -> None:
    seen = each_window.play("filling.wrong_phone")
    assert seen["shown"] == "phone"
    assert "电话号码不对，请再看一遍" in seen["said"]
    assert "电话号码不对，请再看一遍" not in seen["later"]


def test_an_optional_number_can_be_skipped(window: Window) -> None:
    assert window.play("filling.skipped_phone") == {"said": True, "changed": True, "after": "check"}


def test_keys_are_large_and_fit_what_is_asked(each_window: Window) -> None:
    seen = each_window.play("filling.keys_of")
    digits = [f"phone.key.{digit}" for digit in range(10)]
    assert seen["phone"] == digits
    assert seen["amount"] == [*digits, "phone.key.dot"]
    assert seen["typed"] == "12.5"
    assert seen["mm"] >= 20


def test_an_identity_number_is_typed(each_window: Window) -> None:
    seen = each_window.play("filling.typed_identity")
    assert seen["early"] == "33"
    assert seen["ended"] == "33092219000101001X"
    assert "号码不对，请对着证再看一遍" in seen["wrong"]
    assert seen["shown"] == "330922 19000101 0010"
    assert "最多 18 位" in seen["said"]
    assert seen["after"] == "phone"


def test_keys_stay_while_the_page_stays(window: Window) -> None:
    seen = window.play("filling.keys_that_stay")
    assert (seen["between"], seen["after"], seen["again"]) == ("timeout", ["phone", "13"], "")
    assert seen["same"] == [True, True, True, False]


def test_no_digit_outlives_the_visit(window: Window) -> None:
    assert window.play("filling.digits_forgotten") == {"display": "", "kept": []}


def test_one_choice_is_marked_by_more_than_colour(each_window: Window) -> None:
    seen = each_window.play("filling.chosen")
    assert "请先点一个" in seen["missing"]
    assert seen["marks"] == {"wages": [False, 0.0], "work-injury": [False, 0.0], "unsure": [True, 1.0]}
    assert (seen["answer"], seen["after"]) == ("unsure", "write")


@pytest.mark.parametrize("count", [2, 8, 14, 30])
def test_every_choice_can_be_reached(each_window: Window, count: int) -> None:
    seen = each_window.play("filling.many_choices", count=count)
    assert seen["seen"] == [f"{number:02}" for number in range(count)]
    assert seen["answer"] == f"c{count - 1:02}"
    assert seen["kept"]
    assert seen["rows"] <= 8


def test_an_optional_choice_can_be_skipped(window: Window) -> None:
    assert window.play("filling.optional_choice") == [True, True]


NOTICE = (
    "您写下的事情。",
    "只用来答复您这件事。",
    "县里收妥就删掉。",
    "示例县司法局管这些话。",
    "示例县司法局，电话 0580-0000001（样例）。",
    "您可以查、改、删，也可以反悔。",
    "不同意就不办这一项，留言、看办法都照常。不满 14 岁，请家里大人来点",
)


@pytest.mark.parametrize(
    ("answer", "sent", "after"), [("yes", "GiveConsent", "identity"), ("no", "RefuseConsent", "refused")]
)
def test_consent_says_everything_and_has_two_equal_answers(
    each_window: Window, answer: str, sent: str, after: str
) -> None:
    seen = each_window.play("filling.consent", answer=answer)
    for part in NOTICE:
        assert part in seen["said"]
    assert seen["sizes"][0] == pytest.approx(seen["sizes"][1], abs=1)
    assert (seen["sent"], seen["after"]) == (sent, after)
    assert seen["at"] == "2026-11-21T14:05:00+08:00"


def test_refusing_where_nothing_personal_is_needed_goes_on(each_window: Window) -> None:
    seen = each_window.play("filling.refusing_without_need")
    assert "不同意也能接着办，只是不留称呼和电话。不满 14 岁，请家里大人来点" in seen["said"]
    assert seen["after"] == "check"


def test_after_a_refusal_the_question_can_be_left_without_a_card(each_window: Window) -> None:
    seen = each_window.play("filling.refused")
    assert any("12348" in line for line in seen["said"])
    assert (seen["after"], seen["item"], seen["text"]) == ("write", "consultation", "工资没发")


def test_after_a_refusal_one_can_go_home(window: Window) -> None:
    assert window.play("filling.refused_home") == ["home", "GoHome"]


def test_what_is_not_there_is_not_offered_after_a_refusal(window: Window) -> None:
    assert window.play("filling.refused_alone") == ["refused.home"]


def test_the_card_is_followed_in_words(each_window: Window) -> None:
    seen = each_window.play("filling.card_states")
    assert "援助要看家里困不困难，得知道是谁申请。" in seen["waiting"]
    assert "正在等身份证……" in seen["waiting"]
    assert {"identity.type", "identity.ask"} <= set(seen["ids"])
    assert "正在读，别拿开" in seen["seen"]
    assert "没读出来，请把证放平再试" in seen["problem"]
    assert {"王**", "3****************0", "请拿好身份证"} <= set(seen["read"])
    assert not any("330922" in line for line in seen["read"])
    assert {"identity.next", "identity.again"} <= set(seen["read_ids"])
    assert "identity.type" not in seen["read_ids"]
    assert seen["after"] == "phone"


def test_another_card_begins_anew(window: Window) -> None:
    seen = window.play("filling.card_again")
    assert seen == {"name": "", "shown": "identity", "waiting": True, "lift": True}


def test_a_card_left_lying_by_somebody_else_is_to_be_lifted(each_window: Window) -> None:
    before, lying, after = each_window.play("filling.card_left")
    assert "正在等身份证……" in before
    assert {"上面那张证，请先拿起来", "再放您自己的证"} <= set(lying)
    assert "正在等身份证……" not in lying
    assert after == before


def test_typing_instead_of_the_card(window: Window) -> None:
    seen = window.play("filling.other_ways", way="type")
    assert (seen["shown"], seen["key"], seen["item"]) == ("write", "name", "legal-aid")


def test_asking_instead_of_the_card_takes_the_words_along(window: Window) -> None:
    seen = window.play("filling.other_ways", way="ask")
    assert (seen["shown"], seen["item"], seen["request"]) == ("write", "consultation", "工资没发")


@pytest.mark.parametrize(
    ("state", "words", "primary"),
    [
        ("absent", "读卡器没接上，可以手输号码", True),
        ("never", "读卡器没接上，可以手输号码", True),
        ("opening", "读卡器正在准备……", False),
    ],
)
def test_without_a_reader_typing_comes_first(
    each_window: Window, state: str, words: str, primary: bool
) -> None:
    seen = each_window.play("filling.no_reader", state=state)
    assert words in seen["texts"]
    assert seen["primary"] is primary
    assert seen["back"]


def test_a_typed_identity_is_shown_as_typed(window: Window) -> None:
    seen = window.play("filling.typed_then_shown")
    assert {"填好了，是您吗？", "王**", "3****************0"} <= set(seen["texts"])
    assert "请拿好身份证" not in seen["texts"]
    assert seen["after"] == "check"


def test_nothing_read_from_the_card_is_kept_as_a_picture(window: Window) -> None:
    assert window.play("filling.identity_forgotten") == []
