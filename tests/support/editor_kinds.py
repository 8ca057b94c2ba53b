"""The worked samples of ``library/``, each kind beside a small library: what tests break on purpose."""

import shutil
from pathlib import Path

from kiosk.config import CHECKOUT
from kiosk.content.publish.check import check
from tests.support import editor_library as small

LIBRARY = CHECKOUT / "library"


def text_of(name: str) -> str:
    return (LIBRARY / name).read_text("utf-8")


def broken(root: Path, name: str, old: str, new: str) -> list[str]:
    """Problems of one worked sample with its first ``old`` become ``new``, those of its own file alone."""
    text = text_of(name)
    assert old in text, (name, old)
    small.write(root, {name: text.replace(old, new, 1)})
    if name.startswith("media/"):
        for path in (LIBRARY / "media").iterdir():
            if not (root / "media" / path.name).exists():
                shutil.copy(path, root / "media" / path.name)
    return [str(problem) for problem in check(root).problems if problem.file == name]


def line_of(name: str, part: str) -> int:
    """The line of the sample where ``part`` stands first."""
    text = text_of(name)
    return text[: text.index(part)].count("\n") + 1
