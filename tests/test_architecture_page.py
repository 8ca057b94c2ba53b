"""ARCHITECTURE.md's state tables say what the code's tables say."""

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import pytest

from hub.fleet import terminals
from kiosk.domain import device, release, state, work_order

PAGE = Path(__file__).resolve().parents[1] / "ARCHITECTURE.md"


def tables(text: str) -> dict[str, dict[str, set[str]]]:
    """Heading → {from → to-states} for every two-column ``from | to`` table."""
    out: dict[str, dict[str, set[str]]] = {}
    for block in re.split(r"^### ", text, flags=re.M)[1:]:
        rows = re.findall(r"^\| ([a-z_]+) \| ?([a-z_, ]*)\|$", block, flags=re.M)
        out[block.split("(")[0].strip()] = {
            source: {to.strip() for to in targets.split(",") if to.strip()}
            for source, targets in rows
            if source != "from"
        }
    return out


def of_code(table: Mapping[Enum, frozenset[Enum]]) -> dict[str, set[str]]:
    return {str(source.value): {str(to.value) for to in targets} for source, targets in table.items()}


@pytest.mark.parametrize(
    ("heading", "table"),
    [
        ("Device", of_code(device.TRANSITIONS)),  # type: ignore[arg-type]
        ("Visit", of_code(state.STAGES)),  # type: ignore[arg-type]
        ("Content", of_code(release.TRANSITIONS)),  # type: ignore[arg-type]
        ("Work order", of_code(work_order.TRANSITIONS)),  # type: ignore[arg-type]
        ("Terminal at the hub", {state: set(to) for state, to in terminals.TRANSITIONS.items()}),
    ],
)
def test_the_page_and_the_code_agree(heading: str, table: dict[str, set[str]]) -> None:
    assert tables(PAGE.read_text("utf-8"))[heading] == table


def test_a_missing_row_would_be_seen() -> None:
    text = "### Device (x)\n| from | to |\n|---|---|\n| absent | opening |\n"
    assert tables(text)["Device"] == {"absent": {"opening"}}
