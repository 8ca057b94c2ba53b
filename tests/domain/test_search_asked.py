"""How a question is put, and what kind of thing it asks for."""

import pytest

from kiosk.domain.search_asked import about, kinds_asked
from kiosk.domain.search_terms import question
from kiosk.domain.search_weights import KINDS


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("司法所电话", {"office"}),
        ("公证处在哪里", {"office"}),
        ("妇联怎么走", {"office"}),
        ("paichusuo", {"office"}),
        ("gong'an ju", {"office"}),
        ("fayuan zai nali", {"office"}),
        ("gongzi xianzai nabudao", set()),
        ("tiantian da dianhua", set()),
        ("zhengju", set()),
        ("fayuan panle bu gei", set()),
        ("拖欠工资去哪里投诉", set()),
        ("老板不发工资怎么办", set()),
        ("借条怎么写", {"document"}),
        ("加班费怎么算", {"calculator"}),
        ("公证处几号来", {"visits"}),
        ("劳动仲裁是什么意思", {"glossary"}),
        ("查公司", {"lookups"}),
        ("天天打电话催我", set()),
        ("110", {"emergency"}),
        ("13900001100", set()),
        ("欠我100块", set()),
        ("着火了", {"emergency"}),
        ("有人掉海里了", {"emergency"}),
        ("", set()),
    ],
)
def test_kinds_are_asked_for_by_common_words(text: str, kinds: set[str]) -> None:
    assert kinds_asked(text) == kinds


def test_only_kinds_that_stand_back_need_asking_for() -> None:
    every = "在哪怎么写多少意思查名册哪天"
    assert kinds_asked(every) <= set(KINDS)
    assert all(0 < share < 1 for share in KINDS.values())


def test_how_much_stands_by_itself() -> None:
    assert about("工伤赔多少钱").split() == ["工伤赔", "多少"]
    assert about("诉讼费几钿").split() == ["诉讼费", "多少"]


def test_the_frame_of_a_question_is_no_term_of_it() -> None:
    assert about("工资怎么要").split() == ["工资", "要"]
    assert "怎么" not in question("工资怎么要", {}, {}).terms
    # Unless there is nothing else.
    assert "怎么" in question("怎么办", {}, {}).terms
