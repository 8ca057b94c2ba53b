"""What is a sample says so (``tests.screens.stage``): each kind of content where residents meet it."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain import visit_papers as p
from kiosk.domain import visit_where as w
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.library_services import DocumentTemplate
from kiosk.domain.state import AppState
from kiosk.domain.update_media import StartClip
from tests.screens.finishing import submitted
from tests.screens.stage import Stage
from tests.screens.writing import enabled
from tests.support.learning import LESSON, QUIZ, SURVEY
from tests.support.matters import NOTE, OPEN_BUNDLE, SITE, with_matters
from tests.support.papers_written import IOU
from tests.support.states import ready_state
from tests.support.where import BOARD, county_library

MARK: Final = "样例"
# Each kind, and what leads to it; None: nobody is there.
ROOMS: Final[dict[str, tuple[object, ...] | None]] = {
    "notice": None,
    "site": (m.Open(s.HelpPeople()),),
    "items": (m.Open(s.Items()),),
    "item": (m.OpenForm("consultation", "order-1"),),
    "emergency": (m.Open(w.EmergencyNumbers()),),
    "duty": (m.Open(w.DutyToday()),),
    "board": (m.Open(w.BoardView(BOARD.id)),),
    "map": (m.Open(w.MapView()),),
    "quiz": (m.Open(s.QuizView(QUIZ)),),
    "survey": (m.Open(w.SurveyView(SURVEY)),),
    "bundle": (OPEN_BUNDLE, SITE, NOTE, um.GoOn()),
    "document": (m.Open(p.PaperAbout(IOU.id)),),
    "media": (m.Open(s.LessonView(LESSON)), StartClip("play-1", "lesson", LESSON, 0)),
}


def _reviewed(content: Any) -> Any:
    """The same as somebody stands for it."""
    if isinstance(content, dict):
        return {key: _reviewed(value) for key, value in content.items()}
    if isinstance(content, tuple):
        return tuple(map(_reviewed, content))
    if not is_dataclass(content) or isinstance(content, type):
        return content
    return replace(content, sample=False) if "sample" in {one.name for one in fields(content)} else content


def _state(*, reviewed: bool) -> AppState:
    library = with_matters(county_library())
    library = replace(library, more={**library.more, DocumentTemplate: {IOU.id: IOU}})
    if reviewed:
        names = ("site", "notices", "items", "guides", "offices", "more")
        library = replace(library, **{name: _reviewed(getattr(library, name)) for name in names})
    return replace(ready_state(), library=library, clock_trusted=True, clock_judged=True)


def marked(stage: Stage, *, reviewed: bool) -> dict[str, list[object]]:
    """Kind → the screen that was shown, and whether it says 样例 anywhere."""
    seen: dict[str, list[object]] = {}
    for kind, ways in ROOMS.items():
        stage.reset(_state(reviewed=reviewed))
        if ways is not None:
            stage.wake()
            stage.dispatch(*ways)
        said = [text for text in stage.texts() if MARK in text and "（样例）。" not in text]
        seen[kind] = [stage.shown, bool(said)]
    return seen


def many_items(stage: Stage, count: int) -> dict[str, Any]:
    """办事情 with more than a page holds, leafed through."""
    state = ready_state()
    library = state.library
    assert library is not None
    base = library.items[0]
    more = tuple(replace(base, id=f"item-{n}", title=f"第 {n} 件事") for n in range(count))
    stage.reset(replace(state, library=replace(library, items=more, english=None)))
    stage.wake()
    stage.tap("home.tile.do")
    pages = [_rows(stage)]
    while enabled(stage, "items.after"):
        stage.tap("items.after")
        pages.append(_rows(stage))
    stage.tap("bar.back")
    return {"pages": pages, "back": [stage.shown]}


def _rows(stage: Stage) -> list[str]:
    shown = (one for one in stage.ids_shown() if one.startswith("items.row.") and not one.endswith(".say"))
    return [one.removeprefix("items.row.") for one in shown]


def notices(stage: Stage, count: int) -> list[list[str]]:
    """The idle page, minute by minute: which notices stand there."""
    state = ready_state()
    library = state.library
    assert library is not None
    told = tuple(replace(library.notices[0], title=f"公告 {n}", sample=False) for n in range(count))
    stage.reset(replace(state, library=replace(library, notices=told)))
    seen = []
    for minute in range(count):
        stage.dispatch(m.Tick(stage.clock.monotonic(), state.local.replace(minute=minute)))
        seen.append([text for text in stage.texts() if text.startswith("公告")])
    return seen


def survey_at_the_end(stage: Stage, outcome: str) -> dict[str, object]:
    """After an order: the survey for who has a moment left; not for who has to copy a number first."""
    job = submitted(stage)
    code = "" if outcome == "sent" else "E-PRN-02"
    stage.dispatch(PrintReported(job, PrintOutcome(outcome), code))
    stage.tap("bar.end")
    if "rate.skip" in stage.ids_shown():
        stage.tap("rate.skip")
    offered = "end.survey" in stage.ids_shown()
    if not offered:
        return {"at": stage.shown, "offered": False}
    stage.tap("end.survey")
    question = stage.texts()
    while stage.shown == "survey" and "survey.close" not in stage.ids_shown():
        stage.tap("survey.next")
    stage.tap("survey.close")
    stage.tap("bar.end")
    again = "end.survey" in stage.ids_shown()
    return {"at": stage.shown, "offered": True, "asked": "用起来容易吗？" in question, "again": again}
