"""By keys and ear: where one is, what can be done, what happened; and no press does what was not meant."""

import pytest

from tests.screens.conftest import Window

HOW = ["用四个键，下一项，上一项，确认，重念", "一项一项往下听，听到要的，按确认", "念着也能按"]


def test_who_comes_by_keys_is_told_what_this_is_and_what_the_keys_do(each_window: Window) -> None:
    seen = each_window.play("hearing.welcome")
    (first,) = seen["keys"]
    assert first[0] == "您好，这里是二十四小时公共法律服务，不收钱"
    assert first[1:4] == HOW
    assert first[5] == "您遇到了什么事"
    assert first[first.index("现在停在") + 1] == "问法律"
    assert "热线，法律顾问" not in first  # what explains a thing is heard when one comes to it


def test_repeat_says_the_page_again_and_twice_what_the_keys_do(window: Window) -> None:
    seen = window.play("hearing.welcome")
    (first,), (again,), (how,), (page,) = (seen[name] for name in ("keys", "again", "how", "page"))
    assert again == page == first[5:]
    assert how[:3] == HOW


def test_who_comes_by_finger_hears_nothing_of_keys(window: Window) -> None:
    (page,) = window.play("hearing.welcome")["finger"]
    assert page[0] == "您遇到了什么事"
    assert not any("现在停在" in sentence for sentence in page)
    assert "热线，法律顾问" in page


def test_one_key_begins_a_recording_ends_it_and_goes_on(each_window: Window) -> None:
    seen = each_window.play("hearing.recording")
    page, first, tone, listening, silent, still, waiting, awaits, pressed, nothing, *rest = seen
    assert page == ["按确认，听到滴一声再说，说完再按一下确认", "现在停在", "开始说话"]
    assert (first, tone, listening) == ("record.start", [["（滴）"]], "record.stop")
    assert (silent, still) == ([], "record.stop")
    assert (waiting, awaits, pressed) == ("", True, "record")
    assert nothing[-1] == ["正在存好"]
    kept, done, playing, after = rest
    known = {"第一段，三秒", "这一段存好了", "重听，第一段，三秒", "删掉，第一段，三秒", "再说一段"}
    assert known < set(kept[0])
    assert kept[0][-2:] == ["现在停在", "说好了"]
    assert done == "record.done"
    assert playing[-1][0].startswith("删掉，第一段")
    assert after == "record.drop.0"


def test_submit_pressed_again_while_it_is_stored_presses_nothing_else(each_window: Window) -> None:
    before, at, again, still, shown, onward, done, last = each_window.play("hearing.submitting")
    assert before == []
    assert (at, still, shown) == ("check.submit", "check.submit", "check")
    assert again[-1][-1] == "现在点不了"
    assert onward not in ("check.submit", "")
    assert done == ["已提交，存好了", "工单号"]
    assert last == "submitted.rate"


def test_what_is_switched_says_how_it_is_now(window: Window) -> None:
    seen = window.play("hearing.switches")
    assert "已打开" in seen["size"][seen["size"].index("字大一些") :][:3]
    assert seen["covered"] == [["遮住画面", "已打开"], ["画面遮住了", "按键和声音照常"]]
    assert seen["louder"] == [["第四档，共五档"]]
    assert seen["elsewhere"] == [["声音大小", "第三档，共五档"]]
    assert seen["lifted"][-1] == ["画面又看得见了"]


def test_of_an_answer_the_room_hears_only_that_it_was_given_or_taken_back(each_window: Window) -> None:
    chosen, dropped = each_window.play("hearing.answers")
    assert chosen == [["选好了"]]
    assert dropped == [["哪天，和谁，出了什么事", "去掉了"]]  # nothing is written now


@pytest.mark.parametrize("each_window", ["desk"], indirect=True)
def test_what_comes_in_the_place_of_other_sentences_is_named(each_window: Window) -> None:
    heard, new = each_window.play("hearing.others")
    assert len(heard) >= 3
    assert heard == new


def test_one_press_answers_the_time_out_question(each_window: Window) -> None:
    seen = each_window.play("hearing.asked")
    assert seen["question"][:2] == ["您还在吗", "还有四十五秒"]
    assert seen["question"][-3:] == ["按一下确认，就接着用", "现在停在", "继续使用"]
    assert seen["end"] == ["我办完了，结束"]
    assert all(seen["warnings"])
    assert seen["shown"] == "home"


@pytest.mark.parametrize(
    ("card", "printed", "words"),
    [
        (True, False, "请拿好身份证"),
        (False, True, "请拿好打出来的单子"),
        (True, True, "请把东西都拿好"),
        (False, False, ""),
    ],
)
def test_who_walks_off_is_called_back_for_card_and_paper(
    each_window: Window, card: bool, printed: bool, words: str
) -> None:
    seen = each_window.play("hearing.left_lying", card=card, printed=printed)
    assert seen["heard"][0] == "您还在吗"
    assert [line for line in seen["heard"] if "拿好" in line] == ([words] if words else [])
    assert [line for line in seen["question"] if "拿好" in line] == ([words] if words else [])
    assert seen["shown"] == ("end" if words else "idle")
    assert {"身份证", "单子"} & set(seen["end"]) == {
        word for word, there in (("身份证", card), ("单子", printed)) if there
    }


@pytest.mark.parametrize("voice", [False, True])
def test_a_card_that_lies_there_still_is_shown_and_said_once(each_window: Window, voice: bool) -> None:
    lies, take = "身份证还在读卡器上，请拿走", "请拿好身份证"
    seen = each_window.play("hearing.card_lying", voice=voice)
    assert (take in seen["before"], lies in seen["before"]) == (True, False)
    assert (take in seen["lying"], lies in seen["lying"]) == (False, True)
    assert seen["heard"] == [[lies]]
    assert seen["faults"] == []
    assert [line for line in seen["lying"] if "秒" in line] == [], "nothing is counted that does not end"
    assert (seen["later"][0], lies in seen["later"], seen["again"]) == ("end", True, [])
    assert (take in seen["lifted"], lies in seen["lifted"]) == (True, False)
    assert [lines[0] for lines in seen["thanked"]] == [take]  # then, for who has a moment, the survey
    assert seen["gone"] == "idle"


def test_a_card_that_lies_there_holds_nobody_up(each_window: Window) -> None:
    assert each_window.play("hearing.card_in_the_way") == ["end", "idle", "end", "home"]


def test_the_question_says_that_the_card_lies_there(each_window: Window) -> None:
    lies, take = "身份证还在读卡器上，请拿走", "请拿好身份证"
    seen = each_window.play("hearing.card_at_the_question")
    assert (seen["heard"], seen["shown"]) == ([[lies]], "timeout")
    assert (take in seen["texts"], lies in seen["texts"]) == (False, True)
    assert (take in seen["lifted"], lies in seen["lifted"]) == (True, False)


def test_the_farewell_stays_while_it_is_being_said(each_window: Window) -> None:
    first, later, shown = each_window.play("hearing.heard_out")
    assert [line for line in first if line.endswith("秒后自动收起")] != []
    assert [line for line in later if "秒" in line] == [], "no countdown below nothing"
    assert shown == ["end", "idle"]


@pytest.mark.parametrize("keys", ["0580<1"])
def test_digits_are_heard_in_a_headphone_and_counted_in_the_room(each_window: Window, keys: str) -> None:
    seen = each_window.play("hearing.digits", keys=keys)
    assert seen["shown"] == "phone"
    assert seen["page"][-3:-1] == ["有数字键的，直接按数字", "现在停在"]
    counts = [f"已输{count}位" for count in ("一", "两", "三", "四", "三", "四")]
    assert [one for one in seen["room"] if one.startswith("已输")] == counts
    assert set(seen["room"]) == {*counts, "现在停在", "下一步"}
    own = [one for one in seen["headphone"] if one not in seen["room"]]
    assert "".join(own).startswith("零五")
    assert own != []
    assert seen["at"] == "phone.done"  # and not on the digit where the keys stood before


def test_who_turns_pages_goes_on_turning(each_window: Window) -> None:
    assert each_window.play("hearing.leafing") == [["guide.after", ["现在停在", "下一页"]]] * 2


def test_numbers_to_dial_are_said_as_such_on_every_panel(each_window: Window) -> None:
    shown, said = each_window.play("hearing.numbers")
    assert shown == said
    assert shown != []


def test_letters_marks_and_what_is_composed(window: Window) -> None:
    seen = window.play("hearing.letters")
    assert seen["q"] == ["Q"]
    assert seen["v"] == ["V", "打绿和女的音"]
    assert seen["comma"][0] == "逗号"
    assert seen["erase"] != seen["part"]
    assert "g o n g" not in " ".join(seen["room"]).lower()
    assert "g o n g" in " ".join(seen["headphone"]).lower()
