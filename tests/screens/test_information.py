"""The screens of information, on the real window: what they offer and what they say."""

import pytest

from tests.screens.conftest import Window


def test_a_walk_to_an_answer_and_back(each_window: Window) -> None:
    seen = each_window.play("information.walk_to_a_guide")
    assert seen == ["home", "topics", "guides", "guide", "guides", "topics", "home"]


def test_every_part_of_a_guide_is_on_some_page(each_window: Window) -> None:
    pages = each_window.play("information.turn_pages")
    everything = "\n".join(text for page in pages for text in page)
    for part in (
        "工资可以要回来。",
        "还不给，申请仲裁。",
        "能证明干过活的东西",
        "望海路 1 号",
        "0580-0000003",
        "投诉、仲裁都不收钱。",
        "仲裁要在一年之内申请。",
        "不要堵路。",
        "被威胁，先打 110。",
        "《劳动争议调解仲裁法》第 27 条",
        "2026-11-01 核对",
        "样例，以工作人员答复为准",
    ):
        assert part in everything
    assert all(any("老板拖欠工资" in text for text in page) for page in pages)


def test_idle_and_home_say_that_it_costs_nothing(each_window: Window) -> None:
    for texts in each_window.play("information.free"):
        assert any("免费" in text for text in texts)


def test_nothing_is_cut_off_or_crowded(each_window: Window) -> None:
    found = each_window.play("information.fits")
    assert set(found) == {"home", "topics", "guides", "guide", "items", "help"}
    assert [line for lines in found.values() for line in lines] == []


def test_every_page_of_fields_and_long_guides_fits(each_window: Window) -> None:
    found = each_window.play("information.every_guide_fits")
    assert len(found) > 40
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("place", "dimmed"),
    [("Home", {"back", "home"}), ("Topics", set()), ("Items", set()), ("HelpPeople", {"help"})],
)
def test_the_bar_dims_what_leads_nowhere(window: Window, place: str, dimmed: set[str]) -> None:
    enabled = window.play("information.bar", place=place)
    assert {name for name, may in enabled.items() if not may} == dimmed


def test_the_bar_never_moves(each_window: Window) -> None:
    places = each_window.play("information.bar_places")
    assert len(places) == 5
    assert all(place == places[0] for place in places)


def test_home_offers_only_what_works(window: Window) -> None:
    assert "home.tile.do" in window.play("information.home_offers", can_submit=True)
    offered = window.play("information.home_offers", can_submit=False)
    assert "home.tile.do" not in offered
    assert {"home.tile.ask", "home.tile.people", "home.often.0"} <= set(offered)


def test_a_release_words_the_terminal_from_the_next_visit_on(window: Window) -> None:
    seen = window.play("information.in_the_countys_words")
    own, usual = "您碰着啥事体？", "您遇到了什么事？"
    assert usual in seen["before"]
    assert usual in seen["during"]
    assert own in seen["after"]
    assert usual not in seen["after"]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("sent", "已送到打印机，请取走"),
        ("uncertain", "请看有没有打出来"),
        ("refused", "打印机没纸了，可以用手机拍"),
    ],
)
def test_printing_is_told_truthfully(window: Window, report: str, said: str) -> None:
    seen = window.play("information.guide_printing", report=report)
    assert seen["jobs"] == 1
    assert "正在打印，请等一下" in seen["during"]
    assert said not in seen["during"]
    assert said in seen["after"]


def test_what_does_not_work_is_said_and_what_to_do(window: Window) -> None:
    seen = window.play("information.items_without")
    said = {"读卡器没接上，可以手输号码", "打印机没纸了，请抄下号码", "现在没有网络，可照常办理"}
    assert said <= set(seen["without"])
    assert not said & set(seen["with"])
    assert {"items.row.consultation", "items.row.legal-aid"} <= set(seen["ids"])


def test_however_many_services_each_is_reached(each_window: Window) -> None:
    seen = each_window.play("information.many_items")
    assert seen["rows"] == sorted(f"items.row.one-{number}" for number in range(11))
    assert max(seen["pages"]) <= 8
    assert seen["left"] == "home"


def test_no_paper_hides_the_button_and_says_why(window: Window) -> None:
    seen = window.play("information.no_paper")
    assert "guide.print" not in seen["ids"]
    assert "打印机没纸了，可以用手机拍" in seen["texts"]


def test_the_question_counts_down_and_can_be_answered(window: Window) -> None:
    seen = window.play("information.time_out")
    assert seen["asked"] == "timeout"
    assert "45" in seen["first"]
    assert "35" in seen["later"]
    assert seen["kept"] == "topics"
    assert seen["end"] == "idle"


def test_the_question_can_end_the_visit(window: Window) -> None:
    assert window.play("information.question_ends") == "idle"


def test_a_recovered_order_shows_its_number_until_a_touch(window: Window) -> None:
    seen = window.play("information.recovered")
    assert seen["shown"] == "recovered"
    assert "SS3-0147" in seen["texts"]
    assert seen["after"] == "home"


@pytest.mark.parametrize(("code", "words"), [("E-CNT-01", "内容正在更新"), ("E-STO-03", "机器正在维护")])
def test_a_fault_says_first_what_still_works(each_window: Window, code: str, words: str) -> None:
    seen = each_window.play("information.fault", code=code)
    texts = seen["texts"]
    assert seen["shown"] == "fault"
    assert texts.index("12348") < texts.index(words)
    assert any(code in text and "给工作人员看" in text for text in texts)
    assert seen["over"] == "home"


def test_a_hiccup_says_one_sentence_until_the_next_touch(window: Window) -> None:
    seen = window.play("information.hiccup")
    assert seen["shown"] == "home"
    assert "刚才出了点问题，请再试一次" in seen["texts"]
    assert "刚才出了点问题，请再试一次" not in seen["after"]


@pytest.mark.parametrize(("online", "words"), [(True, "已联网"), (False, "离线，可照常办理")])
def test_the_strip_says_where_when_and_whether_connected(window: Window, online: bool, words: str) -> None:
    texts = window.play("information.strip", online=online)
    assert words in texts
    assert "示例码头 · 公共法律服务" in texts
    assert "11月21日 周六 14:05" in texts
    assert "内容 11月1日更新" in texts


def test_where_nothing_is_taken_in_the_strip_does_not_say_that_all_is_as_usual(window: Window) -> None:
    texts = window.play("information.strip", online=False, can_submit=False)
    assert "离线，可以看办法" in texts
    assert "离线，可照常办理" not in texts
