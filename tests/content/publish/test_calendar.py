"""The year's holidays as an editor copies them from the notice, and what of it is a slip of the pen."""

from pathlib import Path

import pytest

from kiosk.content.library import load
from kiosk.content.publish.build import build
from kiosk.content.publish.check import check
from kiosk.domain.duty import Calendar
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.whole_library import checked

YEAR = """\
- year: 2026
  source: 国务院办公厅关于2026年部分节假日安排的通知
  published: 2025-11-04
  rest: [2026-01-01 到 2026-01-03, '2026-05-01']
  work: [2026-01-04]
"""


def test_it_reaches_the_terminal(tmp_path: Path) -> None:
    root = sample.write(tmp_path / "library", {"calendar.yaml": YEAR})
    build(root, tmp_path / "content", ManualClock())
    assert load(tmp_path / "content").calendar == Calendar(
        years=(2026,),
        rest=("2026-01-01", "2026-01-02", "2026-01-03", "2026-05-01"),
        work=("2026-01-04",),
        source="国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）",
    )


def test_a_library_without_one_knows_no_year(tmp_path: Path) -> None:
    build(sample.write(tmp_path / "library"), tmp_path / "content", ManualClock())
    assert load(tmp_path / "content").calendar == Calendar()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-01-01 到 2026-01-03", "一月一日到三日", "calendar.yaml:1 0：看不懂“一月一日到三日”"),
        ("2026-01-03", "2026-01-33", "看不懂"),
        ("2026-01-03", "2026-02-03", "看不懂"),  # five weeks off: a month mistyped
        ("2026-01-03", "2025-12-30", "看不懂"),  # ends before it begins
        ("'2026-05-01'", "'2025-05-01'", "2025-05-01 不是 2026 年的"),
        ("[2026-01-04]", "[2026-01-05]", "2026-01-05 本来就上班，不用写"),
        ("[2026-01-04]", "[2026-01-03]", "2026-01-03 又放假又上班"),
        ("source:", "sauce:", "source：没有写"),
        (YEAR, YEAR * 2, "calendar.yaml:6 2026 年写了两遍"),
    ],
)
def test_a_slip_of_the_pen_is_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    draft = check(sample.write(tmp_path, {"calendar.yaml": YEAR.replace(old, new)}))
    assert any(said in str(problem) for problem in draft.problems), draft.problems


def test_a_holiday_may_begin_in_december(tmp_path: Path) -> None:
    text = YEAR.replace("2026-01-01 到", "2025-12-31 到")
    assert check(sample.write(tmp_path, {"calendar.yaml": text})).problems == []


def test_ours_has_as_many_days_as_the_notice_of_2026() -> None:
    """33 days off in seven holidays, six days worked for them."""
    draft = checked()
    (row,) = (row for row in draft.years if row.value.year == 2026)
    assert (len(list(row.value.days_off())), len(row.value.work)) == (33, 6)
