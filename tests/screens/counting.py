"""Played where visits are counted (``tests.screens.stage``): each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as at
from kiosk.domain.comfort import Reach, Size
from kiosk.domain.effects import CloseVisit
from kiosk.domain.library_learning import Survey, SurveyQuestion
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.learning import SURVEY
from tests.support.library import WAGES


def told(stage: Stage) -> list[str]:
    """What is handed to the store when the visit ends now."""
    stage.tap("bar.hide")
    cells = [effect.counted for effect in stage.rooms.effects if isinstance(effect, CloseVisit)][-1]
    return sorted(f"{cell.kind} {cell.item.partition('@')[0]} {cell.answer}" for cell in cells)


def survey(stage: Stage) -> dict[str, Any]:
    """From 学法律, one question skipped, one changed, to the end."""
    stage.wake()
    stage.dispatch(m.Open(s.Learn()))
    stage.tap("learn.surveys")
    rows = [i for i in stage.ids_shown() if i.startswith("surveys.") and not i.endswith(".say")]
    stage.tap(f"surveys.row.{SURVEY}")
    first, ids = stage.texts(), stage.ids_shown()
    stage.tap("survey.answer.2")
    stage.tap("bar.back")
    stage.tap("survey.answer.4")
    stage.tap("survey.next")
    stage.tap("survey.answer.1")
    stage.tap("survey.answer.3")
    several = stage.texts()
    stage.tap("survey.next")
    stage.tap("survey.answer.2")
    end = stage.texts()
    stage.tap("survey.close")
    return {
        "rows": rows,
        "first": first,
        "skip": "survey.next" in ids,
        "several": several,
        "end": end,
        "home": stage.shown,
        "told": told(stage),
    }


def unanswered(stage: Stage) -> list[str]:
    """Nothing but 跳过: no thanks for nothing."""
    stage.wake()
    stage.dispatch(m.Open(at.SurveyView(SURVEY)))
    for _ in range(4):
        stage.tap("survey.next")
    return stage.texts()


def trembling(stage: Stage) -> str:
    """A second touch at once answers no further question."""
    stage.wake()
    stage.dispatch(m.Open(at.SurveyView(SURVEY)))
    where = stage.place("survey.answer.1")
    stage.tap("survey.answer.1")
    stage.clock.advance(0.6)
    stage.touch(*where)
    return stage.frame.route.key if stage.frame.route is not None else ""


def many(stage: Stage) -> dict[str, Any]:
    """Eight long answers in large letters: on as many pages as they take, each of them there."""
    choices = tuple(f"第 {number} 个很长很长的一个回答" for number in range(1, 9))
    long = Survey(
        "long",
        "问卷",
        "为什么。",
        (SurveyQuestion("q", "several", "问？", choices),),
        "2026-01-01",
        "2027-12-31",
    )
    library = stage.state.library
    assert library is not None
    more = {**library.more, Survey: {"long": long}}
    stage.runtime.state = replace(stage.state, library=replace(library, more=more))
    stage.wake()
    stage.dispatch(m.SetComfort("size", Size.ELDER), m.Open(at.SurveyView("long")))
    found = _answers(stage)
    while "survey.after" in stage.ids_shown() and enabled(stage, "survey.after"):
        stage.tap("survey.after")
        found += _answers(stage)
    stage.tap("survey.answer.8")
    stage.tap("survey.next")
    return {"found": sorted(found), "end": stage.texts()}


def _answers(stage: Stage) -> list[str]:
    return [i for i in stage.ids_shown() if i.startswith("survey.answer.") and not i.endswith(".say")]


def what_is_counted(stage: Stage) -> dict[str, Any]:
    stage.wake()
    stage.dispatch(m.Open(s.Learn()))
    stage.tap("learn.surveys")
    stage.tap("surveys.counted")
    said = stage.texts()
    while "counted.after" in stage.ids_shown() and enabled(stage, "counted.after"):
        stage.tap("counted.after")
        said += stage.texts()
    stage.tap("counted.close")
    return {"said": said, "back": stage.shown}


def solved(stage: Stage, seated: bool = False) -> dict[str, Any]:
    """On the last page of a guide; the answer is acknowledged in its place, and may be changed."""
    stage.wake()
    if seated:
        stage.dispatch(m.SetComfort("reach", Reach.SEATED))
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    pages = 1
    while "guide.solved.yes" not in stage.ids_shown():
        stage.tap("guide.after")
        pages += 1
    last = "guide.after" not in stage.ids_shown() or not enabled(stage, "guide.after")
    before = stage.texts()
    stage.tap("guide.solved.yes")
    thanked = stage.texts()
    stage.tap("guide.solved.no")
    sorry, shown = stage.texts(), stage.ids_shown()
    return {
        "last": last,
        "asked": "解决了吗？" in before,
        "thanked": "记下了，谢谢您" in thanked,
        "sorry": "记下了，可以找人问" in sorry,
        "ask": "guide.ask" in shown,
        "told": told(stage),
    }


def asked_somebody(stage: Stage) -> dict[str, Any]:
    """没解决，找人问 says it as well, and leads where it always did."""
    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    stage.tap("guide.ask")
    there = stage.shown
    return {"there": there, "told": told(stage)}


def by_keys(stage: Stage) -> list[str]:
    """A survey without a touch."""
    stage.wake()
    stage.dispatch(m.SetComfort("keys", value=True), m.Open(at.SurveyView(SURVEY)))
    stage.go("survey.answer.3", "survey.answer.yes", "survey.next", "survey.answer.1")
    return stage.texts()


def aloud(stage: Stage) -> list[str]:
    """What is chosen is not said on the loudspeaker."""
    from kiosk.domain.speech import Public

    stage.wake()
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    while "guide.solved.yes" not in stage.ids_shown():
        stage.tap("guide.after")
    stage.tap("guide.solved.no")
    stage.tap("bar.speak")
    return [part.text for parts in stage.heard for part in parts if isinstance(part, Public)]
