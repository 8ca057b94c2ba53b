"""Every page of everything in the library, on the real screens: `script/test --long pages`.

What `script/gallery --pages --check` draws and judges: each page of each guide, every path of every scenario
to its outcome, every page of every form with every answer that changes what is asked, every paper blank and
filled in, every lesson, quiz, self-check and word. `count`: of the formats, 1080x1920 and 1280x800.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from kiosk.config import CHECKOUT, Config
from kiosk.content.library import load
from kiosk.domain.library_learning import Lesson, Quiz
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario
from script.gallery import PANELS
from script.gallery_render import read
from tests.long.proof import Proof

FORMATS: Final = ("1080x1920", "1280x800")
FAULTS_TOLD: Final = 20


def run(count: int, seed: int) -> Proof:
    library = load(Config().factory_content_path)
    figures: dict[str, object] = {
        "guides": len(library.guides),
        "scenarios": len(library.every(Scenario)),
        "items": len(library.items),
        "bundles": len(library.every(Bundle)),
        "papers": len(library.every(DocumentTemplate)),
        "lessons": len(library.every(Lesson)),
        "quizzes": len(library.every(Quiz)),
    }
    faults: list[str] = []
    numbers = {panel.name: number for number, panel in enumerate(PANELS)}
    for name in FORMATS[:count]:
        pictures, found = _drawn(numbers[name], seed)
        figures[name] = dict(sorted(pictures.items()))
        faults += [f"{name} {line}" for line in found]
    figures |= {"faults": len(faults), "first": faults[:FAULTS_TOLD]}
    return Proof(not faults, figures)


def _drawn(panel: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Pictures by the kind of thing they show, and what is wrong with them. In a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "script.gallery", "--pages", "--panel", str(panel)]
        command += ["--out", str(Path(folder) / "out"), "--report", str(report), "--seed", str(seed)]
        subprocess.run(command, check=True, cwd=CHECKOUT)
        pictures = read(report)
    kinds = Counter(picture.name.partition("-")[0] for picture in pictures)
    return kinds, [f"{picture.name}: {line}" for picture in pictures for line in picture.problems]
