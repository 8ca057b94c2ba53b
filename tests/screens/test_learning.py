"""学法律 and cited articles on the real window, by touches."""

import pytest

from tests.screens.conftest import Window


def test_each_part_has_its_list_and_leads_back(each_window: Window) -> None:
    seen = each_window.play("learning.lists")
    assert seen["parts"] == [
        *(f"learn.part.{part}" for part in ("cases", "checks", "quizzes", "read")),
        "learn.surveys",
    ]
    assert seen["rows"] == {
        "read": ["learn.row.written-contract"],
        "cases": ["learn.row.case-iou"],
        "quizzes": ["learn.row.wages"],
        "checks": ["learn.row.small-shop"],
    }
    assert seen["after"] == "learn"


def test_a_lesson_says_all_of_it_and_leads_on(each_window: Window) -> None:
    seen = each_window.play("learning.lesson")
    said = "".join(seen["said"])
    for words in (
        "干活满一个月，要有书面合同",
        "单位要在一个月里和您签。",
        "留好考勤。",
        "《劳动合同法》第 7、10 条",
    ):
        assert words in said
    for words in ("每周三，司法所坐船来。", "样例，以工作人员答复为准"):
        assert words in said
    # A picture needs no words for who sees it; who does not is told.
    assert "图片：" not in said
    assert any("图片：码头边一座小房子。" in part for part in seen["aloud"])
    assert seen["asked"][0] == "ReadPictures"
    assert seen["paper"] == ["干活满一个月，要有书面合同"]
    assert {"已送到打印机，请取走", "请取走"} & set(seen["told"])
    assert seen["ways"] == [
        "ways_on.guide.labour/unpaid-wages",
        "ways_on.item.consultation",
        "ways_on.people",
    ]
    assert (seen["guide"], seen["back"]) == ("guide", "lesson")


def test_a_picture_takes_the_place_that_was_kept_for_it(each_window: Window) -> None:
    seen = each_window.play("learning.pictures", there=True)
    assert seen["before"] == seen["after"]
    assert seen["before"][1] > 100
    broken = each_window.play("learning.pictures", there=False)
    assert broken["after"] == broken["before"]
    assert "图片看不了：码头边一座小房子。" in broken["said"]


def test_a_quiz_tells_right_from_wrong_in_words(each_window: Window) -> None:
    seen = each_window.play("learning.quiz")
    assert "申请劳动仲裁要交多少钱？" in seen["first"]
    assert {"没答对", "对的是：不收钱", "劳动仲裁不收费。"} <= set(seen["wrong"])
    assert seen["answered"] == []
    assert seen["law"] == "law"
    assert {"答对了", "用工那天起就算。"} <= set(seen["right"])
    assert "答对 1 题，共 2 题" in seen["end"]
    assert "申请劳动仲裁要交多少钱？" in seen["again"]
    assert seen["back"] == "learn"


def test_what_was_chosen_stands_beside_what_is_right(window: Window) -> None:
    assert "您选的：五十元" in window.play("learning.quiz")["wrong"]


def test_a_self_check_names_risks_prints_them_and_keeps_nothing(each_window: Window) -> None:
    seen = each_window.play("learning.self_check")
    assert "和每个员工都签了合同吗？" in seen["first"]
    assert "有 1 处要当心" in seen["one"]
    assert "每个月要付两倍工资。" in seen["one"]
    assert "法律不许收押金。" not in seen["one"]
    assert seen["chosen"] == {"yes": False, "no": True}
    assert {"有 2 处要当心", "怎么办：马上退给本人。"} <= set(seen["both"])
    assert seen["paper"] == [["每个月要付两倍工资。", "法律不许收押金。"]]
    assert "请拿好打出来的单子" in seen["end"]
    assert seen["kept"] == []


def test_a_trembling_hand_answers_one_question(window: Window) -> None:
    assert window.play("learning.trembling") == "small-shop#1#0"


def test_what_was_found_is_not_said_on_the_loudspeaker(window: Window) -> None:
    said = window.play("learning.unheard")
    assert said
    assert not any("两倍" in text or "要当心" in text for text in said)


@pytest.mark.parametrize("seated", [False, True])
def test_a_guides_articles_open_with_gist_date_and_words(window: Window, seated: bool) -> None:
    seen = window.play("learning.guide_laws", seated=seated)
    assert seen["listed"] == "laws"
    assert {"《劳动争议调解仲裁法》第 27 条", "仲裁时效一年", "2026年11月1日核对过"} <= set(seen["said"])
    assert {"这是我们写的大意，不是原文", "正在找原文，请等一下"} <= set(seen["said"])
    assert {"第二十七条　样例。", "2007年12月29日的版本"} <= set(seen["words"])
    assert seen["asked"] == ["ReadArticle"]
    assert seen["paper"] == [["第二十七条　样例。"]]


def test_so_they_do_on_a_low_panel(desk: Window) -> None:
    assert "第二十七条　样例。" in desk.play("learning.guide_laws")["words"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("no_pack", "这台机器没有存原文"),
        ("unknown", "存的原文里没有这一条"),
        ("broken", "原文现在读不了"),
    ],
)
def test_what_is_not_there_is_said(each_window: Window, outcome: str, words: str) -> None:
    said = each_window.play("learning.no_words", outcome=outcome)
    assert {words, "要看原文，可以打 12348 问", "没有写核对日期"} <= set(said)


def test_a_quiz_can_be_done_by_keys(window: Window) -> None:
    assert "都答对了，真好" in window.play("learning.by_keys")


def test_what_went_away_leaves_a_sentence(each_window: Window) -> None:
    *pages, empty = each_window.play("learning.gone")
    assert all("这一条现在没有了" in said for said in pages)
    assert "现在还没有内容" in empty
