"""The page about the booted machine says what happened, and says when something did not."""

import re

from script.appliance.report import LIMITS, Findings, Row, page, too_open

GOOD = Row("visit", "a visit", "已提交", 12.34)
BAD = Row("kiosk-ui", "SIGKILL", "did not | come\nback", 60.0, good=False)
CLOSED = dict(LIMITS)


def findings(*rows: Row, changed: bool = False) -> Findings:
    return Findings("0123456789ab", "2026-03-02", "kernel 6", changed, list(rows), dict(CLOSED))


def test_a_good_run_says_so_with_every_row_and_figure() -> None:
    said = page(findings(GOOD))
    assert "Everything below happened." in said
    assert "| visit | a visit | 已提交 | 12.3 |" in said
    assert "| `kiosk-ui` | 1.8 | 1.8 |" in said
    assert "2026-03-02 · commit 0123456789ab · kernel 6" in said
    assert "not committed" not in said
    assert "What this does not show" in said


def test_a_failed_run_never_reads_like_a_good_one() -> None:
    failed = findings(GOOD, BAD, changed=True)
    said = page(failed)
    assert not failed.good
    assert not Findings("c", "d").good, "nothing done is nothing proved"
    assert "Everything below happened." not in said
    assert "It failed" in said
    assert "| kiosk-ui | SIGKILL | **failed:** did not \\| come back | 60.0 |" in said
    assert "with changes that were not committed" in said


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    table: list[str] = []
    for line in [*page(findings(GOOD, BAD)).splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
        elif table:
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) == 1
            table = []


def test_a_unit_that_is_too_open_or_was_not_measured_is_named() -> None:
    assert too_open(CLOSED) == []
    assert too_open({"kiosk-ui": 1.9, "kiosk-sync": 1.5}) == ["kiosk-ui has 1.9, at most 1.8"]
    assert too_open({"kiosk-ui": 0.1}) == ["kiosk-sync was not measured"]
