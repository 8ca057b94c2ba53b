"""Played where numbers are offered (``tests.screens.stage``): who answers, and when."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.duty import ALWAYS, UNKNOWN
from kiosk.domain.instants import ClockVouched
from tests.screens.finishing import consultation_check
from tests.screens.stage import Stage
from tests.support.library import WAGES, WORKDAYS
from tests.support.states import CHINA

TIMES = {"always": ALWAYS, "unknown": UNKNOWN, "workdays": WORKDAYS}


def _at(stage: Stage, day: int, hour: int) -> None:
    local = datetime(2026, 11, day, hour, tzinfo=CHINA)
    stage.dispatch(ClockVouched(trusted=True), m.Tick(stage.clock.monotonic(), local))


def _library(stage: Stage, legal_line: str) -> None:
    """The site's 12348 answered as said; everything else as in the small library."""
    library = stage.state.library
    assert library is not None
    first, *others = library.site.hotlines
    lines = (replace(first, answers=TIMES[legal_line]), *others)
    site = replace(library.site, hotlines=lines, adviser_note="周三上午在码头")
    stage.reset(replace(stage.state, library=replace(library, site=site), visit=None))


def people(stage: Stage, day: int, hour: int, legal_line: str = "always") -> list[str]:
    """找人帮 on a day of November 2026."""
    _library(stage, legal_line)
    stage.wake()
    _at(stage, day, hour)
    stage.dispatch(m.Open(s.HelpPeople()))
    return stage.texts()


def people_as_time_goes(stage: Stage) -> list[list[str]]:
    """The page stays open over the end of an office's day, then nobody vouches for the clock any more."""
    stage.wake()
    _at(stage, 23, 16)
    stage.dispatch(m.Open(s.HelpPeople()))
    seen = [stage.texts()]
    _at(stage, 23, 17)
    seen.append(stage.texts())
    stage.dispatch(ClockVouched(trusted=False))
    return [*seen, stage.texts()]


def people_fit(stage: Stage) -> dict[str, list[str]]:
    """Faults of the page with every mixture of hours."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    faces = ui_fonts(Config().fonts_path)
    found = {}
    for legal_line in TIMES:
        for day, hour in ((23, 10), (22, 10)):
            people(stage, day, hour, legal_line)
            found[f"{legal_line} {day}"] = list(problems(stage.frame, faces))
    return found


def guide(stage: Stage, hour: int) -> list[str]:
    """Every text of a guide's pages on a Monday."""
    stage.wake()
    _at(stage, 23, hour)
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    texts = stage.texts()
    for page in range(1, 9):
        stage.dispatch(m.Open(s.GuideView(WAGES, page)))
        texts += stage.texts()
    return texts


def fault(stage: Stage, legal_line: str) -> list[str]:
    """The fault's page with a line answered as said."""
    _library(stage, legal_line)
    _at(stage, 23, 20)
    stage.dispatch(m.Fatal("E-STO-03"))
    return stage.texts()


def check(stage: Stage, online: bool) -> dict[str, Any]:
    """What the first page of the check promises on a Saturday: whoever sees no other may submit from it."""
    _at(stage, 21, 10)
    consultation_check(stage)
    stage.dispatch(m.LinkChanged(online=online))
    return {"first": stage.texts(), "shown": stage.shown}
