"""Figures for the calculators as an editor writes them: each mistake is named with its file and line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.content import library
from kiosk.content.models import Entry
from kiosk.content.parameters import load_book, read_book
from kiosk.content.publish.build import build
from kiosk.content.publish.check import check
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.whole_library import collected

LPR = "parameters/lpr.yaml"
LIMITS = "parameters/limits.yaml"
KINDS = "parameters/deadlines.yaml"
FILES = {
    LPR: """\
id: lpr
title: 一年期 LPR
figure: lpr
region: 全国
source: 公布的
checked: 2026-11-01
sample: true
rows:
  - {from: 2019-08-20, value: 4.25%}
  - {from: 2019-09-20, to: 2019-10-19, value: 4.20%}
""",
    LIMITS: """\
id: limits
title: 交强险限额
figure: compulsory_limits
region: 全国
source: 公布的
checked: 2026-11-01
sample: true
rows:
  - from: 2020-09-19
    values: {death: 180000, medical: 18000, property: 2000,
             no_fault_death: 18000, no_fault_medical: 1800, no_fault_property: 100}
""",
    KINDS: """\
id: deadlines
title: 期限
figure: deadline
region: 全国
source: 法条
checked: 2026-11-01
sample: true
deadlines:
  - {id: review, name: 行政复议, aliases: [复议], period: 60 日, starts: 知道那天, law: 行政复议法,
     article: 20, warning: 先问清楚, from: 2024-01-01}
  - {id: suit, name: 行政诉讼, period: 6 个月, starts: 知道那天, law: 行政诉讼法,
     article: 46, warning: 先问清楚, from: 2015-05-01, to: 2025-12-31}
""",
}


def problems(root: Path, changes: dict[str, str]) -> list[str]:
    files: dict[str, str | None] = {**FILES, **changes}
    return [str(problem) for problem in check(sample.write(root, files)).problems]


def test_what_is_right_is_let_through(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


def test_our_own_figures_are_all_samples_until_somebody_reviews_them() -> None:
    draft = collected()
    assert draft.problems == []
    assert {row.value.figure for row in draft.parameters} >= {"lpr", "injury_months", "deadline"}
    assert all(row.value.sample for row in draft.parameters)


ONE_CHANGE = [
    (LPR, "id: lpr", "id: other", ":1 id 要和文件的位置一样：lpr"),
    (LPR, "figure: lpr", "figure: lrp", ":3 figure：只能是"),
    (LPR, "region: 全国\n", "", "region：没有写"),
    (LPR, "source: 公布的\n", "", "source：没有写"),
    (LPR, "sample: true", "sample: 是", ":7 sample：只能是 true 或 false"),
    (LPR, "checked: 2026-11-01", "checked: 昨天", ":6 checked：要写成日期"),
    (LPR, "4.25%", "4.25", "2019-08-20 那一行的数字不对：4.25；要写百分数"),
    (LPR, "4.25%", "425%", "数字不对：425%"),
    (LPR, "4.25%", "四点二五", "数字不对：四点二五"),
    (LPR, "value: 4.25%", "values: {a: 1}", "2019-08-20 那一行要写value"),
    (LPR, "value: 4.25%", "value: 4.25%, values: {a: 1}", "2019-08-20 那一行要写value"),
    (LPR, ", value: 4.25%", "", "2019-08-20 那一行要写value"),
    (LPR, "from: 2019-08-20", "from: 2019-09-20", "2019-09-20 要排在 2019-09-20 后面"),
    (LPR, "from: 2019-08-20", "from: 2019-08-20, to: 2019-09-20", "2019-08-20 和 2019-09-20 两行重叠"),
    (LPR, "to: 2019-10-19", "to: 2019-09-19", "to 2019-09-19 比 from 2019-09-20 早"),
    (LPR, "to: 2019-10-19", "too: 2019-10-19", "too：没有这一项"),
    (LPR, "figure: lpr", "figure: deadline", "figure 是 deadline 的写 deadlines"),
    (LIMITS, "death: 180000, ", "", "2020-09-19 那一行要写death、medical"),
    (LIMITS, "medical: 18000", "medical: 0", "数字不对：0"),
    (LIMITS, "medical: 18000", "medical: 18000%", "数字不对：18000%"),
    (KINDS, "60 日", "60 天", "看不懂期限“60 天”"),
    (KINDS, "60 日", "0 日", "看不懂期限“0 日”"),
    (KINDS, "article: 20", "article: 0", "数字不在范围里：0"),
    (KINDS, "to: 2025-12-31", "to: 2015-04-30", "行政诉讼 的 to 比 from 早"),
    (KINDS, "id: suit", "id: review", "“行政复议”"),
    (KINDS, "name: 行政诉讼", "name: 复 议", "“复 议”也是 行政复议 的名字"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), ONE_CHANGE)
def test_a_mistake_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    assert FILES[file].count(old) >= 1
    found = problems(tmp_path, {file: FILES[file].replace(old, new, 1)})
    if (old, new) == ("id: suit", "id: review"):
        # The same kind for other days is right, and these days overlap.
        assert any("两行的日子重叠" in problem for problem in found)
    else:
        assert any(problem.startswith(file) and said in problem for problem in found), found


def test_one_figure_of_one_place_stands_in_one_file(tmp_path: Path) -> None:
    twice = FILES[LPR].replace("id: lpr", "id: second")
    found = problems(tmp_path, {"parameters/second.yaml": twice})
    assert found == ["parameters/second.yaml:4 全国的 lpr 和 parameters/lpr.yaml 里的重复"]


def test_a_kind_may_change_with_the_law(tmp_path: Path) -> None:
    older = FILES[KINDS] + (
        "  - {id: review, name: 行政复议, period: 60 日, starts: 知道那天, law: 行政复议法,\n"
        "     article: 9, warning: 先问清楚, from: 2017-09-01, to: 2023-12-31}\n"
    )
    assert problems(tmp_path, {KINDS: older}) == []


# Into a release and out of it


def test_figures_travel_with_a_release(tmp_path: Path) -> None:
    files: dict[str, str | None] = {**FILES}
    content = tmp_path / "content"
    build(sample.write(tmp_path / "library", files), content, ManualClock())
    book, region = load_book(content)
    assert region == "示例县示例镇"
    assert {one.id for one in book.sets} == {"lpr", "limits", "deadlines"}
    lpr = next(one for one in book.sets if one.id == "lpr")
    assert [(row.valid_from, row.valid_to, row.values["value"]) for row in lpr.rows] == [
        (date(2019, 8, 20), date(2019, 9, 19), Decimal("0.0425")),
        (date(2019, 9, 20), date(2019, 10, 19), Decimal("0.0420")),
    ]
    kinds = {kind.id: (kind.length, kind.unit, kind.valid_to) for _, kind in book.deadline_kinds()}
    assert kinds == {"review": (60, "日", None), "suit": (6, "月", date(2025, 12, 31))}
    assert book.holidays.years == frozenset()


def test_a_figure_of_a_newer_shape_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | None] = {**FILES}
    content = tmp_path / "content"
    build(sample.write(tmp_path / "library", files), content, ManualClock())
    whole = library.read_blob

    def newer(place: Path, entry: Entry) -> bytes:
        data = whole(place, entry)
        return data.replace(b'"figure":"lpr"', b'"figure":5') if entry.id == "lpr" else data

    monkeypatch.setattr(library, "read_blob", newer)
    opened = library.open_content(content)
    assert {one.id for one in read_book(opened.library).sets} == {"limits", "deadlines"}
    assert ["lpr" in finding.text for finding in opened.findings] == [True]


def test_a_release_without_figures_has_an_empty_book(tmp_path: Path) -> None:
    build(sample.write(tmp_path / "library"), tmp_path / "content", ManualClock())
    book, _ = load_book(tmp_path / "content")
    assert book.sets == ()
