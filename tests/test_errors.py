"""Error codes: stable, complete in both directions, said in plain words, and each in the runbook."""

import re
from pathlib import Path
from typing import Final

import pytest

from hub.errors import HUB_ERRORS, HubError
from kiosk.cli import COMMANDS
from kiosk.cli_output import complain
from kiosk.errors import ERRORS, Finding, KioskError, for_staff

ROOT: Final = Path(__file__).resolve().parents[1]
RUNBOOK: Final = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
CODE: Final = re.compile(r"E-[A-Z]{3}-[0-9]{2}")
EVERY: Final = {**ERRORS, **HUB_ERRORS}
LONGEST: Final = 20  # characters a sentence for residents, spec/ui


def rows(section: str) -> dict[str, list[str]]:
    """The runbook's table under this heading: code to its other cells."""
    part = RUNBOOK.split(f"\n## {section}\n")[1].split("\n## ")[0]
    cells = [
        [c.strip() for c in line.strip("|").split("|")] for line in part.splitlines() if line[:3] == "| E"
    ]
    assert len({row[0] for row in cells}) == len(cells), "a code stands twice"
    return {row[0]: row[1:] for row in cells}


def sources() -> dict[Path, str]:
    files = [path for top in ("kiosk", "hub") for path in (ROOT / top).rglob("*.py")]
    assert len(files) > 50
    return {path: path.read_text(encoding="utf-8") for path in files}


# ---- the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ERRORS)
def test_a_row_is_whole(code: str) -> None:
    row = ERRORS[code]
    assert CODE.fullmatch(row.code)
    assert row.code == code
    for text in (row.resident, row.staff):
        assert text.strip() == text
        assert text
        assert "\n" not in text
        assert "|" not in text


@pytest.mark.parametrize("code", ERRORS)
def test_residents_read_short_plain_chinese_without_codes(code: str) -> None:
    resident = ERRORS[code].resident
    assert all(0 < len(sentence) <= LONGEST for sentence in re.split("[。！？]", resident.rstrip("。")))
    # 12348 and the like are what one dials; letters would be jargon.
    assert not re.search("[A-Za-z]", resident)


@pytest.mark.parametrize("code", ERRORS)
def test_staff_read_short_clauses_too(code: str) -> None:
    for clause in re.split("[，。；：、（）]", ERRORS[code].staff):
        assert len(re.sub(r"[ -~]+", "", clause)) <= LONGEST


def test_every_code_the_program_names_exists() -> None:
    """The whole of ``kiosk`` and ``hub``: a code nobody explains must not reach a person."""
    unknown = {
        f"{path.relative_to(ROOT)}: {code}"
        for path, text in sources().items()
        for code in CODE.findall(text)
        if code not in EVERY
    }
    assert unknown == set()


def test_the_two_tables_share_no_code() -> None:
    assert set(ERRORS) & set(HUB_ERRORS) == set()


# ---- the exception -------------------------------------------------------------------------------


def test_an_error_carries_its_code_its_row_and_what_staff_should_know() -> None:
    error = KioskError("E-PRN-02", "tray 1")
    assert (error.code, error.detail, str(error)) == ("E-PRN-02", "tray 1", "E-PRN-02 tray 1")
    assert error.info is ERRORS["E-PRN-02"]
    assert str(KioskError("E-PRN-02")) == "E-PRN-02 换纸"


@pytest.mark.parametrize("code", ["", "E-XXX-01", "e-prn-02", "E-PRN-2"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="unknown error code"):
        KioskError(code)


def test_a_finding_without_a_fault_has_no_code() -> None:
    assert Finding("clock", ok=True, text="时间正常").code == ""


# ---- the runbook ---------------------------------------------------------------------------------


def test_the_runbook_has_every_code_of_the_terminal_word_for_word() -> None:
    table = rows("终端")
    assert list(table) == list(ERRORS), "missing, unknown, or in another order"
    assert {code: cells[:2] for code, cells in table.items()} == {
        code: [row.resident, row.staff] for code, row in ERRORS.items()
    }


def test_the_runbook_has_every_code_of_the_hub_word_for_word() -> None:
    assert {code: cells[0] for code, cells in rows("中心").items()} == HUB_ERRORS


@pytest.mark.parametrize("section", ["终端", "中心"])
def test_for_every_code_the_runbook_says_what_to_do(section: str) -> None:
    for code, cells in rows(section).items():
        todo = cells[-1]
        assert todo.endswith("。"), code
        assert todo not in cells[:-1]


def test_the_runbook_names_only_commands_there_are() -> None:
    named = set(re.findall(r"`kiosk ([a-z]+)", RUNBOOK))
    assert {"doctor", "orders", "devices", "provision"} <= named <= set(COMMANDS)
    assert not re.search(r"\b(TODO|待补)\b", RUNBOOK)


# ---- what a technician reads ---------------------------------------------------------------------


def test_a_technician_always_reads_a_chinese_sentence() -> None:
    assert for_staff("E-ENR-01") == ERRORS["E-ENR-01"].staff
    assert for_staff("E-ENR-01", "这张码太旧") == "这张码太旧"
    assert for_staff("E-ENR-01", "HTTP 403") == f"{ERRORS['E-ENR-01'].staff}（HTTP 403）"


def test_a_complaint_in_english_only_is_led_by_the_sentence_of_its_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    complain("E-ENR-01", "/media/a: No such\nfile")
    assert capsys.readouterr().err == f"E-ENR-01 {ERRORS['E-ENR-01'].staff}（/media/a: No such file）\n"


def test_the_county_reads_a_chinese_sentence_too() -> None:
    assert HubError("E-HUB-04", "SS3-9999").detail == "没有这个工单（SS3-9999）"
    assert HubError("E-HUB-14", "没有终端 SS9").detail == "没有终端 SS9"
    assert HubError("E-HUB-09").detail == "数据目录正有程序在用"
