"""What no tracked text may name: a folder of somebody's machine, or where packages come from."""

import re
import subprocess
from pathlib import Path
from typing import Final

from tests.architecture.source import Violation

# Written with one-letter classes so that this file does not name what it forbids.
FORBIDDEN: Final = (
    (re.compile(r"(?<![\w.$}])/[w]ork/\w"), "a path of one machine"),
    (re.compile(r"(?<![\w.$}])/[r]oot/[\w.]"), "a path of one machine"),
    (re.compile(r"(?<![\w.$}])/[h]ome/[a-z]"), "a path of one machine"),
    (re.compile(r"(?<![\w.$}])/[U]sers/[A-Za-z]"), "a path of one machine"),
    (re.compile(r"\b[p]ypi\.org|\b[p]ythonhosted\.org|/[s]imple/"), "a package index"),
    (re.compile(r"\b[d]eb\.debian\.org|\b[m]irrors?\.[a-z0-9-]+\.[a-z]"), "a package index"),
    (re.compile(r"--(?:extra-)?[i]ndex-url[ =]\S*:|--[f]ind-links[ =]"), "a package index"),
)


def addresses(path: str, text: str) -> list[Violation]:
    return [
        Violation(path, number, f"names {what}")
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern, what in FORBIDDEN
        if pattern.search(line)
    ]


def tracked_texts(root: Path) -> list[tuple[str, str]]:
    """Path and text of every file git tracks and that is text. Raises when there is no git to ask."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True)
    found: list[tuple[str, str]] = []
    for name in listed.stdout.decode().split("\0"):
        file = root / name
        if not name or not file.is_file():
            continue
        try:
            found.append((name, file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found
