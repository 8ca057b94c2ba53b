"""One good part of every kind of content (tests/data/kinds), beside the small library: what tests break."""

import shutil
from pathlib import Path
from typing import Final

from kiosk.content.publish.check import check
from tests.support import editor_library as small

KINDS: Final = Path(__file__).parent.parent / "data" / "kinds"


def text_of(name: str) -> str:
    return (KINDS / name).read_text("utf-8")


def write(root: Path) -> Path:
    """The small library with every kind in it."""
    shutil.copytree(KINDS, root)
    return small.write(root)


def broken(root: Path, name: str, old: str, new: str) -> list[str]:
    """What is said of one file when its first ``old`` becomes ``new``."""
    write(root)
    text = text_of(name)
    assert old in text, (name, old)
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in check(root).problems if problem.file == name]


def line_of(name: str, part: str) -> int:
    """The line where ``part`` stands first."""
    text = text_of(name)
    return text[: text.index(part)].count("\n") + 1
