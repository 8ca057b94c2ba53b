"""Wherever a number is offered: who answers there now, who answers instead, and nothing nobody knows."""

import pytest

from tests.screens.conftest import Window

MONDAY, SATURDAY, SUNDAY = 23, 21, 22


def test_on_a_working_day_all_answer(window: Window) -> None:
    texts = window.play("telephoning.people", day=MONDAY, hour=10)
    assert "24 小时有人接" in texts
    assert texts.count("现在有人接，到 17:00") == 2  # 12333 and the adviser
    assert not any("没人接" in text for text in texts)


def test_on_a_sunday_it_is_said_who_answers_instead(window: Window) -> None:
    texts = window.play("telephoning.people", day=SUNDAY, hour=10)
    assert "24 小时有人接" in texts
    assert "现在没人接，明天 8:30 起有人" in texts
    assert "现在没人接，明天 8:30 起有人，急事打 12348" in texts


@pytest.mark.parametrize("legal_line", ["workdays", "unknown"])
def test_a_line_that_may_not_answer_is_nobodys_instead(window: Window, legal_line: str) -> None:
    texts = window.play("telephoning.people", day=SUNDAY, hour=10, legal_line=legal_line)
    assert "现在没人接，明天 8:30 起有人，可以留言" in texts
    assert not any("24 小时" in text or "急事打" in text for text in texts)


def test_the_page_follows_the_clock_and_falls_silent_without_one(window: Window) -> None:
    before, after, unsure = window.play("telephoning.people_as_time_goes")
    assert "现在有人接，到 17:00" in before
    assert "现在没人接，明天 8:30 起有人" in after
    assert "工作日 8:30–17:00 有人接" in unsure
    assert not any("现在" in text for text in unsure)


def test_every_mixture_fits(each_window: Window) -> None:
    found = each_window.play("telephoning.people_fit")
    assert len(found) == 6
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_guide_says_it_beside_each_number(window: Window) -> None:
    day = window.play("telephoning.guide", hour=10)
    assert "0580-0000003 · 现在有人接，到 17:00" in day
    assert "0580-0000002 · 不一定有人接" in day  # nobody has asked that office
    assert "窗口 工作日 8:30–17:00" in day
    night = window.play("telephoning.guide", hour=20)
    assert "0580-0000003 · 现在没人接，明天 8:30 起有人" in night
    assert "没人接，就打 12348，24 小时有人接" in night


@pytest.mark.parametrize(
    ("legal_line", "said"),
    [
        ("always", "公共法律服务热线，24 小时有人接"),
        ("workdays", "公共法律服务热线，现在没人接，明天 8:30 起有人"),
        ("unknown", "公共法律服务热线"),
    ],
)
def test_a_fault_promises_no_more_of_12348_than_the_county_knows(
    window: Window, legal_line: str, said: str
) -> None:
    assert said in window.play("telephoning.fault", legal_line=legal_line)


def test_before_submitting_it_is_said_who_reads_it_and_by_when(window: Window) -> None:
    found = window.play("telephoning.check", online=True)
    assert found["shown"] == "check"
    assert "司法局来看。1 个工作日内，有人看、有人答。最晚 11月23日 周一。" in found["first"]


def test_an_order_that_waits_for_the_network_names_no_day(window: Window) -> None:
    found = window.play("telephoning.check", online=False)
    assert "司法局来看。1 个工作日内，有人看、有人答。" in found["first"]


def test_on_every_panel_it_stands_on_the_first_page(each_window: Window) -> None:
    """Whoever submits from there has seen it, and what was written too."""
    texts = each_window.play("telephoning.check", online=True)["first"]
    assert any("司法局来看" in text and "最晚 11月23日 周一" in text for text in texts)
    assert "老板拖欠工资" in texts
