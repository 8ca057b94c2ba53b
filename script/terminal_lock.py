"""Prints that part of requirements.lock which a terminal needs: no hub, no tools of developers.

The lock says behind each package who wants it (``# via``), so nothing has to be resolved again and every
hash stays as it was locked. Uses only Python's own library: on a bare machine this runs before anything
is installed.

    python3 -m script.terminal_lock            what runs on a terminal
    python3 -m script.terminal_lock --build    what its wheel is built with
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
BUILD: Final = ("setuptools", "wheel")
_ENTRY: Final = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def entries(lock: str) -> dict[str, str]:
    """Package → its lines in the lock, hashes and comments included."""
    parts = [part for part in _ENTRY.split(lock) if part and not part.startswith("#")]
    return {_name(part): part for part in parts}


def wanted_by(entry: str) -> set[str]:
    """The packages for whose sake this one is in the lock."""
    _, _, after = entry.partition("# via")
    return {_name(line.strip(" #")) for line in after.splitlines() if line.strip(" #")}


def needed(locked: Mapping[str, str], wanted: Iterable[str]) -> list[str]:
    """``wanted`` and all they pull in, in the lock's order. Raises KeyError for one that is not locked."""
    asked = [_name(want) for want in wanted]
    missing = [name for name in asked if name not in locked]
    if missing:
        raise KeyError(f"not in requirements.lock: {', '.join(missing)}")
    found: set[str] = set()
    fresh = set(asked)
    while fresh:
        found |= fresh
        fresh = {name for name, entry in locked.items() if wanted_by(entry) & fresh} - found
    return [name for name in locked if name in found]


def _name(requirement: str) -> str:
    match = _NAME.match(requirement)
    return re.sub(r"[._-]+", "-", match[0]).lower() if match else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--build", action="store_true", help="what the wheel is built with")
    options = parser.parse_args()
    locked = entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in needed(locked, BUILD if options.build else project["dependencies"]):
        sys.stdout.write(locked[name])
    return 0


if __name__ == "__main__":
    sys.exit(main())
