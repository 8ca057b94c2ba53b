"""Every page of everything in the library, on the real screens: `script/test --long pages`.

What `script/gallery --pages --check` draws and judges: each page of each guide, every path of every scenario
to its outcome, every page of every form with every answer that changes what is asked, every paper blank and
filled in, every lesson, quiz, self-check and word. `count`: of the formats, 1080x1920 and 1280x800.
"""

import tempfile
from collections import Counter
from typing import Final

from kiosk.config import Config
from kiosk.content.library import load
from kiosk.domain.library_learning import Lesson, Quiz
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario
from script.gallery import PANELS, drawn
from tests.long.proof import Proof

FORMATS: Final = tuple(panel for panel in PANELS if panel.name in ("1080x1920", "1280x800"))
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
    with tempfile.TemporaryDirectory() as out:
        found = drawn(FORMATS[:count], ["--pages", "--out", out, "--seed", str(seed)])
    for panel, pictures in found.items():
        figures[panel.name] = dict(sorted(Counter(p.name.partition("-")[0] for p in pictures).items()))
        faults += [f"{panel.name} {p.name}: {line}" for p in pictures for line in p.problems]
    figures |= {"faults": len(faults), "first": faults[:FAULTS_TOLD]}
    return Proof(not faults, figures)
