"""People and organisations by name, by number, by the code on a licence; and the board of an office."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.domain.duty import ALWAYS
from kiosk.domain.library_places import Board, Emergency, OnDuty, Organisation, Person, Register, Staff
from kiosk.domain.places_board import emergencies, on_duty, whereabouts
from kiosk.domain.places_find import Match, advisers, find, old, regions, scanned, works_there
from kiosk.words.danger import DangerTexts
from tests.support.states import CHINA

FIRM = Organisation("浙江样例律师事务所", "律师事务所", "31330000MD0000000X", "示例县", phone="0580-0000031")
NOTARY = Organisation("示例县公证处", "公证处", "", "示例县")
WANG = Person("王样例", "律师", "13309000000000001", "浙江样例律师事务所", "示例县")
LI = Person("李样例·阿依", "村居法律顾问", "13309000000000002", "浙江样例律师事务所", "东样村")
OURS = Register("ours", "示例县名册", "示例县", "示例县司法局", "2026-10-01", (FIRM, NOTARY), (WANG, LI))
SHANGHAI = Register(
    "shanghai", "上海名册", "上海", "样例", "2025-06-01",
    people=(Person("王样例", "公证员", "", "上海样例公证处", "上海"),),
)  # fmt: skip
ALL = (OURS, SHANGHAI)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王样例", [("王样例", Match.NAME), ("王样例", Match.NAME)]),  # ours first
        ("13309000000000001", [("王样例", Match.LICENCE)]),
        (
            "１３３０９－０００００００００００１",
            [("王样例", Match.LICENCE)],
        ),  # as a keyboard of wide digits types it
        ("31330000md0000000x", [("浙江样例律师事务所", Match.LICENCE)]),
        ("李样例阿依", [("李样例·阿依", Match.NAME)]),
        (
            "浙江样例",
            [
                ("浙江样例律师事务所", Match.BEGINS),
                ("王样例", Match.WORKS_AT),
                ("李样例·阿依", Match.WORKS_AT),
            ],
        ),
        ("公证", [("示例县公证处", Match.WITHIN), ("王样例", Match.WORKS_AT)]),
        ("村居法律顾问", [("李样例·阿依", Match.KIND)]),
        ("没有这个人", []),
        ("", []),
        (" ·、", []),
    ],
)
def test_found_by_what_is_typed(text: str, expected: list[tuple[str, Match]]) -> None:
    assert [(hit.what.name, hit.match) for hit in find(ALL, text)] == expected


def test_each_hit_says_which_list_of_which_day() -> None:
    assert [hit.register.listed_on for hit in find(ALL, "王样例")] == ["2026-10-01", "2025-06-01"]
    assert len(find(ALL, "样例", limit=2)) == 2


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("13309000000000001", ["王样例"]),
        ("https://sample.gov.cn/lawyer?no=13309000000000001&t=1", ["王样例"]),
        ("律师执业证 王样例 执业证号：13309000000000001", ["王样例"]),
        ("统一社会信用代码 31330000-MD0000000X", ["浙江样例律师事务所"]),
        ("133090000000000015", []),  # a longer number is another one
        ("GL1.AB12.XYZ", []),
        ("", []),
    ],
)
def test_found_by_the_code_on_a_licence(code: str, names: list[str]) -> None:
    assert [hit.what.name for hit in scanned(ALL, code)] == names


def test_nobody_is_found_by_a_licence_he_has_not_or_a_tiny_one() -> None:
    tiny = replace(OURS, people=(replace(WANG, licence="12"),))
    assert scanned((tiny,), "12 12345") == ()


def test_who_works_there_and_who_advises_a_village() -> None:
    assert works_there((OURS, replace(OURS, id="again")), FIRM) == (WANG, LI)
    assert advisers(ALL, "示例县东样村") == advisers(ALL, "东样村") == (LI,)
    assert advisers(ALL, "西样村") == ()
    assert regions((*ALL, OURS)) == ("示例县", "上海")


@pytest.mark.parametrize(
    ("listed", "expected"), [("2026-10-01", False), ("2025-11-22", False), ("2025-11-21", True), ("", True)]
)
def test_a_list_grows_old(listed: str, expected: bool) -> None:
    assert old(replace(OURS, listed_on=listed), date(2026, 11, 22)) is expected


BOARD = Board(
    "b", "样例司法所公示栏", "2026-11-21", (), ("样例承诺",), (Staff("赵样例", "所长", "下村"),), ""
)
NOON = datetime(2026, 11, 21, 12, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "trusted", "where"),
    [
        (NOON, True, "下村"),
        (NOON, False, ""),  # a clock nobody vouches for
        (NOON.replace(day=22), True, ""),  # yesterday's
        (NOON.replace(day=20), True, ""),
    ],
)
def test_where_somebody_is_is_said_on_the_day_it_was_written(at: datetime, trusted: bool, where: str) -> None:
    (row,) = whereabouts(BOARD, at, trusted=trusted)
    assert (row.staff.name, row.where) == ("赵样例", where)


def test_who_is_on_duty() -> None:
    early = OnDuty("a", "钱样例", "值班", "110", "2026-11-20", "2026-11-21")
    rows = (early, OnDuty("b", "孙样例", "值班", "110", "2026-11-22", "2026-11-22"))
    assert [row.id for row in on_duty(rows, NOON.date())] == ["a"]
    assert on_duty(rows, date(2026, 11, 23)) == ()


def test_content_words_a_number_for_danger_but_takes_none_away() -> None:
    own = Emergency("own", "110", "报警", "样例", ("先说在哪里",), ALWAYS)
    more = Emergency("more", "96110", "反诈", "样例", (), ALWAYS)
    national = DangerTexts().national()
    assert emergencies((), national) == national
    assert [row.number for row in emergencies((own, more), national)] == [
        "110",
        "119",
        "120",
        "12395",
        "96110",
    ]
    assert emergencies((own,), national)[0].say == ("先说在哪里",)
