"""Papers on the real window, by touches."""

import pytest

from tests.screens.conftest import Window
from tests.support.papers_written import LENDER


def test_from_looking_up_to_the_paper_and_back_with_everything(each_window: Window) -> None:
    seen = each_window.play("papers.written")
    assert seen["on"] == ["papers 0", "paper_about iou", "write lender"]
    check = seen["check"]
    assert check["at"] == "check paper:iou"
    assert "check.see" in check["ids"]
    assert "check.submit" not in check["ids"], "nothing of it is handed in"
    assert "都对吗？对了就看纸" in check["texts"]
    assert "正在做这张纸，几秒就好" in seen["making"]
    assert seen["paper"]["at"] == "paper iou##0"
    assert "paper.print" in seen["paper"]["ids"]
    assert "paper.codes" not in seen["paper"]["ids"], "no code holds what somebody wrote"
    assert LENDER not in " ".join(seen["back"]), "covered, as in every form"
    assert any("王" in text for text in seen["back"])


def test_a_paper_that_was_left_is_gone_on_with_from_home(each_window: Window) -> None:
    seen = each_window.play("papers.left")
    assert "接着写：借条" in seen["alone"]
    assert sorted(seen["both"]) == ["home.paper", "home.resume"]
    assert seen["again"] == ["write lender", LENDER]
    assert seen["order"] == ["write request", "工资没发"]


def test_a_standing_panel_shows_the_page(window: Window) -> None:
    seen = window.play("papers.looked_at")
    assert seen["first"] == "paper iou##0"
    assert seen["second"] == "paper iou#picture#1"
    assert seen["words"]["at"] == "paper iou#words#0"
    assert any(LENDER in text for text in seen["words"]["texts"])
    assert "用转账给付。" in seen["words"]["texts"]


def test_a_low_panel_shows_strips(desk: Window) -> None:
    seen = desk.play("papers.looked_at")
    assert seen["second"] == "paper iou#large#1"
    assert "用转账给付。" in seen["words"]["texts"]


def test_a_long_line_of_a_table_goes_on_overleaf_under_its_name(desk: Window) -> None:
    said = "".join(f"第{number}句话讲的是另外一件事。" for number in range(20))
    pages = desk.play("papers.long_row", said=said)
    rows = [page["texts"] for page in pages if "执行依据" in page["texts"]]
    assert len(rows) > 1
    assert "".join(texts[texts.index("执行依据") + 1] for texts in rows) == said
    assert [page["faults"] for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize(
    ("outcome", "code", "said", "left"),
    [
        ("sent", "", "已送到打印机，请取纸", True),
        ("uncertain", "E-SHT-05", "请看纸有没有打出来", True),
        ("refused", "E-SHT-02", "大打印机要加纸或看一看，可以照着抄", False),
    ],
)
def test_a_print_is_told_truthfully(window: Window, outcome: str, code: str, said: str, left: bool) -> None:
    seen = window.play("papers.printed", outcome=outcome, code=code)
    assert "正在打印，请等一下" in seen["during"]["texts"]
    assert not seen["during"]["enabled"]
    assert said in seen["after"]
    assert ("再打一份" if left else "再试一次") in seen["after"]
    assert seen["jobs"] == 1
    assert (seen["shown"] == "end") is left, "what came out may lie there still"


@pytest.mark.parametrize(
    ("outcome", "code", "said"),
    [
        ("sent", "", "已送到打印机，请取纸"),
        ("uncertain", "E-SHT-05", "请看纸有没有打出来"),
        ("refused", "E-SHT-02", "大打印机要加纸或看一看"),
    ],
)
def test_a_low_panel_in_large_print_tells_it_too(desk: Window, outcome: str, code: str, said: str) -> None:
    """Where least room is left beside the page."""
    seen = desk.play("papers.printed", outcome=outcome, code=code, large=True)
    assert any(text.startswith(said) for text in seen["after"]), seen["after"]
    assert "正在打印，请等一下" in seen["during"]["texts"]


def test_without_a_printer_it_is_copied_by_hand(each_window: Window) -> None:
    seen = each_window.play("papers.no_printer")
    assert "paper.print" not in seen["ids"]
    assert "paper.words" in seen["ids"]


def test_the_empty_paper_goes_to_the_telephone(each_window: Window) -> None:
    seen = each_window.play("papers.empty")
    assert seen["answers"] == 0
    assert "paper.codes" in seen["paper"]["ids"]
    assert seen["at"] == "paper_codes iou#0"
    assert "码里没有您写的一个字" in seen["texts"]


def test_what_could_not_be_made_can_be_tried_again(each_window: Window) -> None:
    seen = each_window.play("papers.failed")
    assert "现在做不出来，请再试一次" in seen["said"]
    assert "正在做这张纸，几秒就好" in seen["again"]


def test_a_room_hears_nothing_that_somebody_wrote(window: Window) -> None:
    seen = window.play("papers.read_aloud")
    heard = " ".join(part for one in seen["heard"] for part in one)
    assert "用转账给付" in heard
    assert any(LENDER in text for text in seen["texts"]), "it is on the page"
    assert LENDER not in heard
    assert "伍仟" not in heard


def test_it_is_gone_at_once(each_window: Window) -> None:
    assert each_window.play("papers.hidden") == {"shown": "idle", "visit": True}


def test_a_stop_of_a_bundle_leads_through_its_paper(each_window: Window) -> None:
    assert each_window.play("papers.bundle") == [
        "stop document/wage-arbitration",
        "paper_about wage-arbitration",
        "paper wage-arbitration##0",
        "stop item/legal-aid",
    ]
