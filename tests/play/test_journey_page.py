"""docs/journey.md against the program: ids, screens, steps, expectations. Both directions."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, get_args

import pytest

from kiosk.devices.registry import KINDS
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.domain.state import PrintState
from kiosk.play.reader import read_journey
from kiosk.play.schema import ACTIONS, DeviceName, Expect

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs" / "journey.md").read_text(encoding="utf-8")
SCREENS: Final = ROOT / "kiosk" / "screens"
JOURNEYS: Final = (*ROOT.glob("docs/journeys/*.yaml"), *ROOT.glob("tests/journeys/*.yaml"))


def part(title: str) -> str:
    """The page's text under this heading, up to the next one of any level."""
    _, _, rest = PAGE.partition(f" {title}\n")
    assert rest, title
    return re.split(r"^#+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def documented_ids() -> set[str]:
    """Patterns: ``<what>`` stands for anything, ``<a·b>`` for a and for b."""
    found: set[str] = set()
    for line in part("Stable ids").splitlines():
        if not line.startswith("| `"):
            continue
        for written in re.findall(r"`([^`]+)`", line.split(" | ")[0]):
            prefix, _, choices = written.partition("<")
            if "·" in choices:
                found |= {f"{prefix}{choice}" for choice in choices.rstrip(">").split("·")}
            else:
                found.add(re.sub(r"<[^>]+>", "*", written))
    return found


def ids_in_the_screens() -> set[str]:
    """Every ``touch_id=`` written anywhere in the screens; parts made at run time are ``*``."""
    found: set[str] = set()
    for file in SCREENS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "touch_id":
                found |= set(_patterns(node.value))
    return found


def _patterns(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)


def alike(one: str, other: str) -> bool:
    """Whether some id fits both patterns."""
    return fnmatchcase(one.replace("*", "x"), other) or fnmatchcase(other.replace("*", "x"), one)


def test_every_id_of_the_screens_is_on_the_page() -> None:
    documented = documented_ids()
    assert len(documented) > 50
    assert [uid for uid in ids_in_the_screens() if not any(alike(uid, known) for known in documented)] == []


def test_every_id_on_the_page_is_in_a_screen() -> None:
    made = ids_in_the_screens()
    assert len(made) > 40
    assert [uid for uid in documented_ids() if not any(alike(uid, known) for known in made)] == []


def test_the_page_names_every_screen_state_and_step() -> None:
    expected = part("What may be expected")
    rows = {
        line.split("`")[1].split(":")[0]: line for line in expected.splitlines() if line.startswith("| `")
    }
    assert set(re.findall(r"`([a-z_]+)`", rows["screen"])) == {screen.value for screen in Screen}
    assert set(re.findall(r"`([a-z]+)`", rows["printing"])) == {state.value for state in PrintState}
    assert set(re.findall(r"`([a-z]+)`", rows["device"])) == {state.value for state in DeviceState}
    for name in Expect.model_fields:
        assert f"`{name}" in expected, name
    steps = part("What a step may do")
    assert [name for name in ACTIONS if f"| `{name}: " not in steps] == []
    assert set(get_args(DeviceName)) == set(KINDS)


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
def test_every_journey_of_the_checkout_touches_only_documented_ids(path: Path) -> None:
    documented = documented_ids()
    for step in read_journey(path).steps:
        touched = [uid for uid in (step.touch, step.reach) if uid]
        if step.click is not None:
            touched += [uid for uid in (step.click.at, step.click.holding) if uid]
        if step.expect is not None:
            touched += [*step.expect.uid, *step.expect.no_uid, *filter(None, [step.expect.focus])]
        for uid in touched:
            assert any(fnmatchcase(uid, known) for known in documented), uid


def test_the_pages_own_example_can_be_played(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    assert len(read_journey(file).steps) == 3
