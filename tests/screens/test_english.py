"""English on the real window: chosen by one touch, whole to the slip, and gone with the visit."""

from tests.screens.conftest import Window


def test_a_question_is_asked_and_rated_in_english(each_window: Window) -> None:
    seen = each_window.play("english.journey")
    expected = ["home", "items", "write", "consent", "phone", "choice", "check", "submitted"]
    told = list(dict.fromkeys(seen["screens"]))  # the notice has several pages on a low panel
    assert told == [*expected, "rate", "reasons", "end"]
    assert seen["chinese"] == {}
    assert seen["missing"] == ["Nothing yet. Press again to go on; we will ask you"]
    for part in ("Caiyuan Pier Public Legal Service Terminal", "Receipt", "Answer within 1 working day"):
        assert part in seen["slip"]
    assert seen["slip"].isascii()


def test_the_next_person_finds_chinese(window: Window) -> None:
    seen = window.play("english.journey")
    assert seen["after"] == "idle"
    assert any("遇到麻烦" in text for text in seen["idle"])


def test_one_goes_back_and_forth_and_keeps_what_was_written(each_window: Window) -> None:
    seen = each_window.play("english.back_and_forth")
    assert "您遇到了什么事？" in seen["first"]
    assert "English" in seen["first"]
    assert "How can we help?" in seen["english"]
    assert "中文" in seen["english"]
    assert "接着填：留言问法律" in seen["again"]
    assert seen["shown"] == "write"
    assert seen["request"] == "My pay"
    assert "请写下您的事" in seen["title"]


def test_only_the_button_wakes_in_english(window: Window) -> None:
    assert window.play("english.elsewhere_wakes_in_chinese") == ["home zh", "home en"]


def test_what_has_no_english_says_so(each_window: Window) -> None:
    found = each_window.play("english.without_english")
    assert set(found) == {"topics", "guides", "guide"}
    for texts in found.values():
        assert "This part is in Chinese only" in texts


def test_every_guide_can_be_read_in_english(each_window: Window) -> None:
    seen = each_window.play("english.guides")
    assert seen["chinese"] == []
    assert seen["faults"] == []
    assert seen["read"] == seen["all"]
    assert len(seen["read"]) >= 12
    assert seen["pages"] > 3 * len(seen["read"])


def test_a_guide_is_printed_in_english(window: Window) -> None:
    slip = window.play("english.printed_guide")
    for part in (
        "My boss owes me wages: what can I do?",
        "[ What to do ]",
        "5. You have the employer's note of wages owed",
        "Article 27: apply for arbitration within one",
        "The Chinese text counts;",
    ):
        assert part in slip
    assert "【" not in slip


def test_a_question_can_be_typed_in_letters(each_window: Window) -> None:
    seen = each_window.play("english.typed")
    assert seen == {"request": "I won't. Ok?", "keys": True, "pad": True}


def test_digits_are_one_tap_away_on_a_low_panel(desk: Window) -> None:
    assert desk.play("english.digits") == {"request": "W12, q", "same": True}
