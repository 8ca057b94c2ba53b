"""From the check page to the rating, on the real window: what is said is true, and nothing is lost."""

import pytest

from tests.screens.conftest import Window
from tests.support.states import SECRET


def test_everything_is_listed_and_can_be_changed(each_window: Window) -> None:
    seen = each_window.play("finishing.what_is_checked")
    for part in ("讨薪", "工资没发", "王示例\n3****************0", "0580 0000 001", "不要打电话"):
        assert part in seen["texts"]
    assert any("身份证、跟这件事有关的材料" in text for text in seen["texts"])
    assert "1 个工作日内，有人看您的申请。" in seen["texts"]
    assert seen["edits"] == [
        f"check.edit.{field_id}" for field_id in ("contact", "id_number", "matter", "phone", "request")
    ]


@pytest.mark.parametrize(
    ("field_id", "screen"),
    [
        ("matter", "choice"),
        ("request", "write"),
        ("id_number", "identity"),
        ("phone", "phone"),
        ("contact", "choice"),
    ],
)
def test_each_line_leads_to_its_field_and_back(window: Window, field_id: str, screen: str) -> None:
    seen = window.play("finishing.edit", field_id=field_id)
    assert seen == {"at": [screen, field_id], "back": "check"}


@pytest.mark.parametrize("sentences", [3, 30, 70])
def test_a_long_answer_can_be_read_whole(each_window: Window, sentences: int) -> None:
    seen = each_window.play("finishing.long_answer", sentences=sentences)
    assert seen["whole"]
    assert seen["edits"] == 1


def test_while_saving_nothing_can_be_touched(each_window: Window) -> None:
    seen = each_window.play("finishing.saving")
    assert "正在保存……" in seen["during"]
    assert set(seen["able"]) == {False}
    assert seen["asked"] == 1
    assert "现在存不了，您写的还在，请再试一次" in seen["refused"]
    assert "正在保存……" not in seen["refused"]
    assert (seen["again"], seen["after"]) == (True, "submitted")


def test_a_problem_is_said_where_it_is(each_window: Window) -> None:
    seen = each_window.play("finishing.problem_in_place")
    assert "电话号码不对，请再看一遍" not in seen["before"]
    assert "电话号码不对，请再看一遍" in seen["said"]
    assert (seen["edit"], seen["shown"]) == (True, "check")


def test_after_a_refusal_nothing_personal_is_listed(window: Window) -> None:
    seen = window.play("finishing.personal_left_out")
    assert seen["edits"] == ["check.edit.request"]
    assert "电话" not in seen["texts"]


def test_nothing_checked_is_kept_as_a_picture(window: Window) -> None:
    assert window.play("finishing.check_forgotten") == []


@pytest.mark.parametrize(
    ("outcome", "printer", "words", "again"),
    [
        ("SENT", True, "已送到打印机，请取回执", True),
        ("UNCERTAIN", True, "请看回执有没有打出来", True),
        ("REFUSED", True, "打印机没纸了，请抄下号码", True),
        ("REFUSED", False, "打印机没纸了，请抄下号码", False),
    ],
)
def test_the_truth_about_the_slip(
    each_window: Window, outcome: str, printer: bool, words: str, again: bool
) -> None:
    seen = each_window.play("finishing.slip_states", outcome=outcome, printer=printer)
    assert "正在打印回执……" in seen["during"]
    assert not seen["early"]  # nothing to print again while it prints
    assert words in seen["texts"]
    # Without paper in the hand the code for typing is on the screen, otherwise it is not.
    assert any("7K3QX 9M2TA" in text for text in seen["texts"]) is (outcome != "SENT")
    # By the line alone nobody reads an answer: it takes the code, in a picture if not on paper.
    assert ("请拍方块码，或抄这两行" in seen["texts"]) is (outcome != "SENT")
    assert seen["again"] is again
    assert ("PrintAgain" in seen["kinds"]) is again
    if again:
        assert "正在打印回执……" in seen["after"]


def test_where_the_order_is(each_window: Window) -> None:
    assert each_window.play("finishing.on_its_way") == [
        "正在送到中心，不会丢。",
        "现在没有网络，连上后自动送出，不会丢。",
        "已送到中心。",
    ]


def test_the_number_and_its_code(each_window: Window) -> None:
    seen = each_window.play("finishing.number_and_code", secret=SECRET)
    assert {"已提交，存好了", "SS3-0147", "1 个工作日内，有人看、有人答。"} <= set(seen["texts"])
    assert seen["codes"] == [f"GL1.SS3-0147.{SECRET}"]


def test_an_order_committed_before_has_a_number_and_no_code(each_window: Window) -> None:
    seen = each_window.play("finishing.number_and_code", secret="")
    assert {"SS3-0147", "回执打不了，请抄下号码", "请抄下工单号，问进度用"} <= set(seen["texts"])
    assert seen["codes"] == []
    assert "submitted.print" not in seen["ids"]


def test_a_telephone_can_read_the_code_on_the_screen(each_window: Window) -> None:
    assert each_window.play("finishing.read_code") == [f"GL1.SS3-0147.{SECRET}"]


def test_from_the_number_to_the_faces(window: Window) -> None:
    assert window.play("finishing.go_rating") == "rate"


def test_the_code_does_not_outlive_the_visit(window: Window) -> None:
    assert window.play("finishing.secret_forgotten") == {"said": 1, "kept": [], "left": 0}


@pytest.mark.parametrize(
    ("level", "after"), [(5, "end"), (4, "end"), (3, "end"), (2, "reasons"), (1, "reasons")]
)
def test_each_face_is_one_level(each_window: Window, level: int, after: str) -> None:
    seen = each_window.play("finishing.faces", level=level)
    assert seen == {"sent": [level], "after": after, "equal": True}


def test_the_evaluator_is_mentioned_only_where_there_is_one(each_window: Window) -> None:
    with_keys = each_window.play("finishing.rate_words", evaluator=True)
    without = each_window.play("finishing.rate_words", evaluator=False)
    assert any("评价器" in text for text in with_keys)
    assert not any("评价器" in text for text in without)


def test_not_rating_is_no_rating(window: Window) -> None:
    assert window.play("finishing.skipped_rating") == {"after": "end", "rated": False}


@pytest.mark.parametrize(("send", "kept"), [(True, ["hard"]), (False, [])])
def test_reasons_are_toggled_and_sent(each_window: Window, send: bool, kept: list[str]) -> None:
    seen = each_window.play("finishing.reasons", send=send)
    assert seen["ids"] == 8
    assert seen["marks"] == {"slow": [False, 0.0], "hard": [True, 1.0]}
    assert (seen["after"], seen["level"], seen["reasons"]) == ("end", 2, kept)


@pytest.mark.parametrize(
    ("paper", "slip", "card_read", "title", "things"),
    [
        (True, False, False, "请拿好回执", {"回执"}),
        (True, True, True, "请拿好身份证和回执", {"身份证", "回执"}),
        (False, False, False, "请记好工单号", {"SS3-0147"}),
        (False, False, True, "请拿好身份证", {"身份证", "SS3-0147"}),
        (False, True, False, "请拿好回执", {"回执", "SS3-0147"}),
        (False, True, True, "请拿好身份证和回执", {"身份证", "回执", "SS3-0147"}),
    ],
)
def test_the_farewell_names_what_is_to_be_taken_and_the_number_that_is_on_no_paper(
    each_window: Window, paper: bool, slip: bool, card_read: bool, title: str, things: set[str]
) -> None:
    seen = each_window.play("finishing.farewell", paper=paper, slip=slip, card_read=card_read)
    assert title in seen["told"]
    assert {"身份证", "回执", "SS3-0147"} & set(seen["told"]) == things
    assert seen["faults"] == []


def test_no_page_of_a_form_is_cut_off_or_crowded(each_window: Window) -> None:
    found = each_window.play("finishing.fits")
    assert len(found) > 35
    assert {name: lines for name, lines in found.items() if lines} == {}
