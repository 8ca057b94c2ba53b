"""docs/attacks.md and the tests of this folder say the same."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "attacks.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)


def names_in(name: str) -> set[str]:
    return set(re.findall(r"^def (test_\w+)\(", (HERE / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_test_the_page_names_is_there() -> None:
    missing = [f"{file}::{test}" for file, test in NAMED if test not in names_in(file)]
    assert missing == []
    assert len(NAMED) > 40


def test_every_file_of_attacks_is_on_the_page() -> None:
    files = {path.name for path in HERE.glob("test_*.py")} - {Path(__file__).name}
    assert files == {file for file, _ in NAMED}


def test_every_row_has_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "what comes of it" not in line]
    assert [row for row in rows if "::" not in row] == []
