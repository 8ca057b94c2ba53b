"""What the project says of itself is true: the lock, the licences, the first screen of the README."""

import re
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked() -> dict[str, str]:
    """Package to version."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+) ;", text("requirements.lock"), re.MULTILINE))


def test_the_lock_pins_every_package_by_hash() -> None:
    entries = re.split(r"\n(?=\S)", text("requirements.lock"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) == len(locked()) > 50
    hashed = r"[a-z0-9.-]+==\S+ ;[^\n]*(?: \\\n    --hash=sha256:[0-9a-f]{64})+(?:\n +#[^\n]*)*\n?"
    assert [package for package in packages if not re.fullmatch(hashed, package)] == []


def test_the_lock_is_of_these_dependencies() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["hub"], *extras["editor"], *extras["dev"]]
    found = locked()
    assert [want for want in wanted if found.get(want.split("==")[0]) != want.split("==")[1]] == []


def test_every_locked_package_has_its_licence_written_down() -> None:
    named = set(
        re.findall(
            r"[a-z0-9][a-z0-9-]+", " ".join(re.findall(r"^\| ([^|]+) \|", text("THIRD_PARTY.md"), re.M))
        )
    )
    assert sorted(set(locked()) - named) == []


def test_the_readmes_first_screen_shows_exactly_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        block = re.search(r"```sh\n(.*?)```", text(name), re.DOTALL)
        assert block is not None
        assert [line.split()[0] for line in block[1].splitlines()] == ["script/demo", "script/test"]
        assert text(name)[: block.end()].count("\n") < 12


def test_contributing_tells_how_to_add_things() -> None:
    headings = re.findall(r"^## (.+)$", text("CONTRIBUTING.md"), re.MULTILINE)
    assert headings[:4] == ["Set up", "Add a screen", "Add a device", "Add a calculator"]
