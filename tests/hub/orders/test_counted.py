"""What terminals counted is added up over the county, each report once, and named no further."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from hub.database.db import reading
from hub.database.schema import COUNTS, JOURNAL
from hub.orders import opening
from hub.orders.opening import open_pending
from hub.orders.worklist import first_month, worklist
from hub.uplink.intake import accept
from kiosk.wire.counts import KIND
from tests.hub.conftest import County, Terminal
from tests.support.county import new_id

Line = tuple[str, str, str, int]
WILL: Line = ("miss", "遗嘱", "", 4)


def report(terminal: Terminal, *lines: Line, month: str = "2026-02", **changes: object) -> bytes:
    """``changes``: what a terminal would not say."""
    terminal.seq += 1
    names = ("kind", "item", "answer", "visits")
    body: dict[str, object] = {
        "report_id": f"{new_id()}:counts",
        "terminal_id": terminal.enrolled.terminal_id,
        "seq": terminal.seq,
        "month": month,
        "clock_trusted": True,
        "lines": [dict(zip(names, line, strict=True)) for line in lines],
    }
    oid, said = str(body["report_id"]), json.dumps({**body, **changes})
    return terminal.sealer.seal(KIND, oid, terminal.seq, said).envelope


def taken(county: County, *envelopes: bytes) -> list[int]:
    return [accept(county.house, raw).status for raw in envelopes]


def test_the_county_is_added_up(county: County) -> None:
    one, other = county.terminal("SS3"), county.terminal("SS4")
    visits = [("miss", "", "visit", 9), ("miss", "", "unnamed", 2)]
    helped = [
        ("solved", "guide:will", "no", 3),
        ("solved", "guide:will", "yes", 5),
        ("solved", "", "help", 1),
    ]
    taken(
        county,
        report(one, WILL, ("miss", "宅基地", "", 3), *visits, *helped),
        report(other, ("miss", "遗嘱", "", 3), ("solved", "guide:wages", "help", 4)),
    )
    found = worklist(county.house, "2026-01")
    assert found["misses"] == {
        "visits": 9,
        "unnamed": 2,
        "words": [{"word": "遗嘱", "visits": 7}, {"word": "宅基地", "visits": 3}],
    }
    assert [(row["item"], row["no"] + row["help"]) for row in found["not_solved"]["items"]] == [
        ("guide:wages", 4),
        ("guide:will", 3),
    ]
    assert found["not_solved"]["unnamed"] == {"yes": 0, "no": 0, "help": 1}
    assert (found["months"], found["reports"], found["unread"]) == (["2026-02"], 2, 0)
    mine = worklist(county.house, "2026-01", other.enrolled.terminal_id)
    assert mine["misses"]["words"] == [{"word": "遗嘱", "visits": 3}]


def test_quizzes_and_surveys_are_told_by_their_version(county: County) -> None:
    quiz = [("quiz", "wages@aa", "finished", 5), ("quiz", "wages@aa", "right:1", 5)]
    hard = [("quiz", "wages@aa", "right:2", 1), ("quiz", "wages@aa", "wrong:2", 4)]
    never = [("quiz", "wages@bb", "finished", 3), ("quiz", "wages@bb", "wrong:1", 3)]
    asked = [("survey", "terminal@cc", "asked", 9), ("survey", "terminal@cc", "answered", 6)]
    chosen = [("survey", "terminal@cc", "easy=5", 4), ("survey", "", "asked", 1)]
    taken(county, report(county.terminal(), *quiz, *hard, *never, *asked, *chosen))
    found = worklist(county.house, "2026-01")
    assert [(row["version"], row["question"], row["right"], row["wrong"]) for row in found["quizzes"]] == [
        ("bb", 1, 0, 3),
        ("aa", 2, 1, 4),
        ("aa", 1, 5, 0),
    ]
    assert found["surveys"] == [
        {
            "survey": "terminal",
            "version": "cc",
            "title": "",
            "asked": 9,
            "answered": 6,
            "chosen": {"easy": {"5": 4}},
            "words": {},
        }
    ]


def test_a_report_that_comes_again_adds_nothing(county: County) -> None:
    raw = report(county.terminal(), WILL)
    assert taken(county, raw, raw) == [200, 200]
    assert worklist(county.house, "2026-01")["misses"]["words"] == [{"word": "遗嘱", "visits": 4}]
    assert worklist(county.house, "2026-01")["reports"] == 1


def test_two_reports_of_one_month_add_up(county: County) -> None:
    terminal = county.terminal()
    taken(county, report(terminal, WILL), report(terminal, WILL))
    assert worklist(county.house, "2026-01")["misses"]["words"] == [{"word": "遗嘱", "visits": 8}]


def test_what_an_older_hub_took_unread_is_read_by_this_one(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {kind: table for kind, table in opening._TABLES.items() if kind != KIND}
    terminal = county.terminal()
    with monkeypatch.context() as patch:
        patch.setattr(opening, "_TABLES", older)
        taken(county, report(terminal, WILL), terminal.order())
        open_pending(county.house)
    assert open_pending(county.house, everything=True) == 1
    assert worklist(county.house, "2026-01")["reports"] == 1


def test_orders_behind_a_report_are_opened_as_ever(county: County) -> None:
    terminal = county.terminal()
    broken = report(terminal, WILL, seq=99)
    taken(county, broken, terminal.order(), report(terminal, WILL), terminal.order())
    assert open_pending(county.house) == 4
    since_it_came = worklist(county.house, "2026-03")
    assert (since_it_came["unread"], since_it_came["reports"]) == (1, 0)
    assert worklist(county.house, "2026-01")["reports"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"terminal_id": "another"},
        {"report_id": "another-report"},
        {"month": "2026-13"},
        {"lines": [{"kind": "miss", "item": "遗\u001b[2J", "answer": "", "visits": 3}]},
        {"lines": [{"kind": "miss", "item": "x" * 161, "answer": "", "visits": 3}]},
        {"lines": [{"kind": "miss", "item": "x", "answer": "", "visits": -3}]},
        {"lines": [{"kind": "miss", "item": "x", "answer": "", "visits": 1 << 62}]},
    ],
    ids=["terminal", "report", "month", "console", "long", "negative", "huge"],
)
def test_what_is_no_report_is_noted_and_adds_nothing(county: County, changes: dict[str, Any]) -> None:
    taken(county, report(county.terminal(), WILL, **changes))
    found = worklist(county.house, "2026-01")
    assert (found["unread"], found["reports"], found["misses"]["words"]) == (1, 0, [])


def test_a_line_said_twice_is_one_sum(county: County) -> None:
    taken(county, report(county.terminal(), WILL, WILL))
    assert worklist(county.house, "2026-01")["misses"]["words"] == [{"word": "遗嘱", "visits": 8}]


def test_a_month_that_is_still_to_come_is_the_one_it_came_in(county: County) -> None:
    taken(county, report(county.terminal(), WILL, month="2031-01"))
    assert worklist(county.house, "2026-01")["months"] == ["2026-03"]


def test_months_before_are_left_out(county: County) -> None:
    taken(county, report(county.terminal(), WILL, month="2025-11"))
    assert worklist(county.house, "2025-12")["misses"]["words"] == []
    assert first_month(county.house) == "2025-12"
    assert first_month(county.house, 15) == "2024-12"


def test_kinds_of_a_newer_terminal_are_kept_and_not_shown(county: County) -> None:
    taken(county, report(county.terminal(), ("weather", "rain", "often", 3), WILL))
    assert worklist(county.house, "2026-01")["reports"] == 1
    with reading(county.house.engine).connect() as connection:
        rows: Sequence[object] = connection.execute(COUNTS.select()).all()
        assert len(rows) == 2
        assert connection.execute(JOURNAL.select()).first() is not None
