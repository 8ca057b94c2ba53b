"""What was done to the machine and what was seen, as a page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

LIMITS: Final = {"kiosk-ui": 1.8, "kiosk-sync": 1.5}
"""The most exposure each may have, by systemd's own measure (a plain service has 9.6)."""


@dataclass(frozen=True, slots=True)
class Row:
    """``good`` is False for the step that failed; it is the last one then."""

    part: str
    done: str
    seen: str
    seconds: float
    good: bool = True


@dataclass(slots=True)
class Findings:
    """Everything a report is made of."""

    commit: str
    date: str
    system: str = ""
    changed: bool = False
    rows: list[Row] = field(default_factory=list)
    exposure: dict[str, float] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return bool(self.rows) and all(row.good for row in self.rows)


def too_open(exposure: dict[str, float]) -> list[str]:
    """One sentence for each unit that is more open than it may be, or was not measured."""
    found = []
    for unit, most in LIMITS.items():
        if unit not in exposure:
            found.append(f"{unit} was not measured")
        elif exposure[unit] > most:
            found.append(f"{unit} has {exposure[unit]:.1f}, at most {most:.1f}")
    return found


def page(findings: Findings) -> str:
    verdict = "Everything below happened." if findings.good else "**It failed; the last row says where.**"
    state = " with changes that were not committed" if findings.changed else ""
    lines = [
        "# The terminal on a booted machine",
        "",
        *WHAT,
        "",
        f"{findings.date} · commit {findings.commit}{state} · {findings.system}",
        "",
        verdict,
        "",
        "## Exposure of the units as they ran",
        "",
        "`systemd-analyze security` on the machine; a plain service has 9.6.",
        "",
        *_table(
            ("unit", "exposure", "at most"),
            [
                (f"`{unit}`", f"{value:.1f}", f"{LIMITS[unit]:.1f}" if unit in LIMITS else "–")
                for unit, value in findings.exposure.items()
            ],
        ),
        "",
        "## What was done, and what was seen",
        "",
        *_table(
            ("", "done", "seen", "s"),
            [
                (row.part, row.done, ("" if row.good else "**failed:** ") + row.seen, f"{row.seconds:.1f}")
                for row in findings.rows
            ],
        ),
        "",
        *NOT_HERE,
        "",
    ]
    return "\n".join(lines)


WHAT: Final = (
    "Written by `script/test-appliance`, which makes a bare Debian 12 (debootstrap), boots it with systemd",
    "in a container (systemd-nspawn), runs `script/install` inside, and then uses and mistreats the result.",
    "The units are the shipped ones, unmodified. The test's own are only: an X configuration for a display",
    "without a panel, a configuration that names simulated devices, a unit that runs them, and a hub outside",
    "on a network of two.",
)
NOT_HERE: Final = (
    "## What this does not show",
    "",
    "- No panel, no graphics card, no console: X runs its dummy driver, the UI draws in software. Bringing a",
    "  console to the front (vt7), a real panel and a finger on it are for a terminal on the bench. Nor were",
    "  the keys pressed that would switch the console or end X: that they are forbidden is only read.",
    "- The connection is tried in a unit's network namespace alone; its filters of system calls and of",
    "  address families come on top of that and were not in force for it.",
    "- Devices are the shipped simulators on pseudo-terminals, at the wire's pace, not USB.",
    "- The container shares the clock with its host and may not set it: the helper is asked, checks",
    "  everything, and is refused by the kernel at the last step.",
    "- A container may have no controller for memory: what depends on it (no swap) is not shown.",
    "- Switching off hard ends every process at once; what the kernel had not written yet is not lost by it.",
)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
