"""The last day of every kind, moved where the year is known and said to be unknown where it is not."""

from datetime import date

import pytest

from kiosk.calculators.deadlines import Moved, kinds, moved, plain_last_day
from kiosk.calculators.fields import InputError
from kiosk.calculators.model import Facts
from kiosk.calculators.parameters import Holidays
from kiosk.calculators.registry import calculate
from tests.support.figures import book, our_book, reckon

DAYS = [
    ("行政复议", "2024-07-01", "2024-08-30"),
    ("review", "2024-07-01", "2024-08-30"),
    ("申请行政复议", "2023-12-01", "2024-01-30"),
    ("行政复议（没告诉可以复议）", "2024-07-01", "2025-07-01"),
    ("行政诉讼", "2024-07-01", "2025-01-02"),  # New Year's day is moved
    ("行政诉讼", "2024-08-31", "2025-02-28"),  # February has no 31st
    ("行政诉讼(复议后)", "2024-07-01", "2024-07-16"),
    ("上诉（判决）", "2024-09-16", "2024-10-08"),  # into the holidays of October
    ("上诉 判决", "2024-09-20", "2024-10-08"),
    ("判决上诉", "2024-07-01", "2024-07-16"),
    ("上诉裁定", "2024-07-01", "2024-07-11"),
    ("不服裁定", "2024-06-27", "2024-07-08"),  # a Sunday
    ("不服裁定", "2024-05-01", "2024-05-11"),  # a Saturday that is worked
    ("诉讼时效", "2021-02-28", "2024-02-28"),
    ("诉讼时效", "2021-03-02", "2024-03-04"),
    ("诉讼时效", "2023-02-11", "2026-02-11"),
    ("劳动仲裁", "2024-02-29", "2025-02-28"),
    ("离职后要工资", "2024-03-01", "2025-03-03"),
    ("工伤认定（单位申请）", "2024-07-01", "2024-07-31"),
    ("本人申请工伤认定", "2024-07-01", "2025-07-01"),
    ("申请执行", "2023-06-30", "2025-06-30"),
    ("申请执行", "2024-01-01", "2026-01-04"),  # a Sunday that is worked
    ("司法确认", "2024-07-01", "2024-07-31"),
    ("船舶碰撞", "2024-07-01", "2026-07-01"),
    ("海上旅客", "2024-07-01", "2026-07-01"),
    ("船员工资的船舶优先权", "2024-07-01", "2025-07-01"),
]


@pytest.mark.parametrize(("kind", "start", "expected"), DAYS)
def test_the_last_day(kind: str, start: str, expected: str) -> None:
    assert reckon("deadline", **{"kind": kind, "from": start}).as_json()["date"] == expected


def test_a_year_nobody_announced_is_named_and_the_day_is_not_moved() -> None:
    result = reckon("deadline", **{"kind": "诉讼时效", "from": "2026-05-01"})
    assert result.as_json()["date"] == "2029-05-01"
    assert "2029 年的放假安排还没有公布" in result.warnings


def test_a_past_year_without_a_table_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="2021 年，内容里没有那一年的放假安排") as caught:
        reckon("deadline", **{"kind": "诉讼时效", "from": "2018-05-04"})
    assert caught.value.field == "from"


def test_pay_has_no_limit_while_employed() -> None:
    document = reckon("deadline", **{"kind": "在职要工资", "from": "2024-07-01"}).as_json()
    assert document["date"] is None
    assert "没有一年的限制" in str(document["warnings"])


@pytest.mark.parametrize(
    ("kind", "start", "field", "said"),
    [
        ("上诉", "2024-07-01", "kind", "上诉（判决）、上诉（裁定）"),
        ("工伤认定", "2024-07-01", "kind", "本人或家属申请"),
        ("瞎写的", "2024-07-01", "kind", "诉讼时效、劳动仲裁"),
        ("船舶碰撞", "2026-01-01", "from", "2026 年起有修订"),
        ("司法确认", "2021-12-31", "from", "没有 2021-12-31 那时的"),
        ("诉讼时效", "2099-01-01", "from", "年份不对"),
    ],
)
def test_what_cannot_be_reckoned(kind: str, start: str, field: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        reckon("deadline", **{"kind": kind, "from": start})
    assert caught.value.field == field


def test_without_content_there_are_no_kinds() -> None:
    with pytest.raises(InputError, match="内容里没有期限的种类"):
        calculate("deadline", {"kind": "诉讼时效", "from": "2024-01-01"}, Facts(date(2024, 1, 1)))


def test_no_right_is_ever_called_lost() -> None:
    over = reckon("deadline", "", date(2030, 1, 1), **{"kind": "诉讼时效", "from": "2021-03-02"})
    assert any("不等于没有办法" in warning for warning in over.warnings)
    assert "可能有办法" in str(over.extra["reason"])
    running = reckon("deadline", "", date(2024, 3, 4), **{"kind": "诉讼时效", "from": "2021-03-02"})
    assert not any("不等于没有办法" in warning for warning in running.warnings)
    assert "reason" not in running.extra
    assert all("中断" in str(one.warnings) for one in (over, running))


def test_the_lien_says_that_it_is_never_suspended() -> None:
    result = reckon("deadline", **{"kind": "船舶优先权", "from": "2024-07-01"})
    assert "不能中止、中断" in str(result.warnings)


def test_the_notice_of_the_year_is_cited() -> None:
    document = reckon("deadline", **{"kind": "行政复议", "from": "2024-07-01"}).as_json()
    assert "2024年部分节假日" in str(document["parameters"])
    assert "2025年部分节假日" not in str(document["parameters"])


def test_kinds_are_named_once() -> None:
    assert kinds(our_book())["review"] == "行政复议"
    assert kinds(book()) == {}


@pytest.mark.parametrize(
    ("start", "length", "unit", "expected"),
    [
        (date(2024, 1, 31), 1, "月", date(2024, 2, 29)),
        (date(2023, 1, 31), 1, "月", date(2023, 2, 28)),
        (date(2024, 2, 29), 1, "年", date(2025, 2, 28)),
        (date(2024, 12, 31), 2, "月", date(2025, 2, 28)),
        (date(2024, 12, 31), 15, "日", date(2025, 1, 15)),
    ],
)
def test_the_plain_last_day(start: date, length: int, unit: str, expected: date) -> None:
    assert plain_last_day(start, length, unit) == expected


KNOWN = Holidays(frozenset({2024, 2026}), frozenset({date(2026, 12, 31)}), frozenset({date(2024, 5, 11)}))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 5, 11), Moved(date(2024, 5, 11))),
        (date(2024, 5, 12), Moved(date(2024, 5, 13))),
        (date(2023, 5, 12), None),
        (date(2025, 5, 12), None),  # a hole between known years is missing content
        (date(2027, 5, 8), Moved(date(2027, 5, 8), 2027)),
        (date(2026, 12, 31), Moved(date(2026, 12, 31), 2027)),  # it would move into the unknown
    ],
)
def test_moving(day: date, expected: Moved | None) -> None:
    assert moved(day, KNOWN) == expected


def test_nothing_moves_without_any_table() -> None:
    assert moved(date(2024, 5, 11), Holidays()) is None


@pytest.mark.parametrize(
    ("kind", "cited"),
    [
        ("诉讼时效", ["《民法典》第188条", "《民法典》第201条", "《民法典》第202条", "《民法典》第203条"]),
        ("上诉（判决）", ["《民事诉讼法》第171条", "《民事诉讼法》第85条"]),
        ("行政诉讼", ["《行政诉讼法》第46条", "《民事诉讼法》第85条", "《民法典》第202条"]),
        ("在职要工资", ["《劳动争议调解仲裁法》第27条"]),
    ],
)
def test_the_articles_cited(kind: str, cited: list[str]) -> None:
    document = reckon("deadline", **{"kind": kind, "from": "2022-05-05"}).as_json()
    assert document["articles"] == cited
