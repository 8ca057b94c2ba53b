"""Played on the pages of scenarios and bundles, by touches. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Language, Size
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.library import Onward
from tests.screens.stage import ISO, Stage
from tests.support.library import LEGAL_AID, WAGES
from tests.support.matters import with_matters
from tests.support.states import card, saved


def begin(stage: Stage, **changes: Any) -> None:
    """Awake on 一步一步问, of a library with a scenario and a bundle."""
    library = stage.state.library
    assert library is not None
    stage.reset(replace(stage.state, library=with_matters(library), visit=None, **changes))
    stage.wake()
    stage.dispatch(m.Open(s.Scenarios()))
    stage.sent.clear()


def where(stage: Stage) -> str:
    """Screen and page."""
    route = stage.frame.route
    return f"{stage.shown} {route.key}" if route is not None else stage.shown


def walk(stage: Stage, *touch_ids: str) -> list[str]:
    out = []
    for touch_id in touch_ids:
        stage.tap(touch_id)
        out.append(where(stage))
    return out


def pages(stage: Stage) -> dict[str, list[str]]:
    """Every text and touchable of an outcome, over all its pages."""
    from kiosk.screens.widgets.touch import find_uid

    out: dict[str, list[str]] = {"texts": stage.texts(), "ids": stage.ids_shown()}
    while True:
        after = find_uid(stage.frame.root, "outcome.after")
        if after is None or not after.enabled:
            return out
        stage.tap("outcome.after")
        out["texts"] += stage.texts()
        out["ids"] += stage.ids_shown()


def asked(stage: Stage) -> dict[str, Any]:
    """From the list to an outcome and back out again, one question at a time."""
    begin(stage)
    on = walk(stage, "scenarios.row.wages", "question.unsure")
    telling = stage.texts()
    on += walk(stage, "question.anyway", "question.answer.0")
    told = pages(stage)
    back = [where(stage)]
    while stage.shown != "scenarios":
        back += walk(stage, "bar.back")
    return {"on": on, "telling": telling, "told": told, "back": back}


def steps_said(stage: Stage) -> list[list[str]]:
    begin(stage)
    stage.tap("scenarios.row.wages")
    first = stage.texts()
    stage.tap("question.answer.0")
    return [first, stage.texts()]


def anew(stage: Stage) -> list[str]:
    """A line of the path is touched, on a question and on an outcome."""
    begin(stage)
    on = walk(stage, "scenarios.row.wages", "question.answer.0", "path.line.0", "question.answer.0")
    on += walk(stage, "question.answer.1")
    while "path.line.1" not in stage.ids_shown():
        stage.tap("outcome.after")
    return [*on, *walk(stage, "path.line.1")]


def out_and_in(stage: Stage, way: str) -> list[str]:
    """Along a row of the outcome, and back."""
    begin(stage)
    walk(stage, "scenarios.row.wages", "question.answer.0", "question.answer.0")
    while way not in stage.ids_shown():
        stage.tap("outcome.after")
    on = walk(stage, way, "bar.back")
    return [one.partition("#")[0] for one in on]


def printed(stage: Stage) -> dict[str, Any]:
    begin(stage)
    walk(stage, "scenarios.row.wages", "question.answer.0", "question.answer.0", "outcome.print")
    during = stage.texts()
    (job,) = [e.job_id for e in stage.rooms.effects if type(e).__name__ == "PrintSlip"]  # type: ignore[union-attr]
    stage.dispatch(PrintReported(job, PrintOutcome.SENT))
    after = stage.texts()
    stage.tap("bar.end")
    return {"during": during, "after": after, "end": stage.texts()}


def together(stage: Stage) -> dict[str, Any]:
    """A bundle from its first question to its order and its sheet."""
    begin(stage)
    on = walk(stage, "scenarios.bundle.unpaid-wages", "question.answer.0", "question.answer.0", "outcome.on")
    on += walk(stage, "stop.open", "bar.back", "stop.seen")
    sums = {"texts": stage.texts(), "ids": stage.ids_shown()}
    on += walk(stage, "stop.skip")
    row = [one for one in stage.ids_shown() if one.startswith("stop.row.")]
    on += walk(stage, "stop.open")
    form = stage.state.visit.form if stage.state.visit is not None else None
    begun = dict(form.draft.answers) if form is not None else {}
    stage.tap("choice.done")
    stage.dispatch(m.Answer("request", "工资没发"), m.NextPage(), m.GiveConsent(ISO), card(), m.NextPage())
    stage.dispatch(m.Answer("phone", "13800000000"), m.NextPage(), m.NextPage(), m.Submit())
    order = form.draft.order_id if form is not None else ""
    stage.dispatch(saved(order))
    on.append(where(stage))
    on += walk(stage, "submitted.sheet")
    sheet = stage.texts()
    on += walk(stage, "bundle_end.print", "bundle_end.done")
    slips = [type(e.slip).__name__ for e in stage.rooms.effects if type(e).__name__ == "PrintSlip"]  # type: ignore[union-attr]
    return {"on": on, "sum": sums, "row": row, "begun": begun, "sheet": sheet, "slips": slips}


def left_half_way(stage: Stage) -> dict[str, Any]:
    begin(stage)
    walk(stage, "scenarios.bundle.unpaid-wages", "question.answer.0", "question.answer.0", "outcome.on")
    stage.tap("bar.home")
    stage.dispatch(m.Open(s.Scenarios()))
    said = stage.texts()
    return {"said": said, "on": walk(stage, "scenarios.bundle.unpaid-wages")}


def without_order(stage: Stage, can_submit: bool) -> dict[str, Any]:
    begin(stage, can_submit=can_submit)
    walk(stage, "scenarios.bundle.unpaid-wages", "question.answer.0", "question.answer.0", "outcome.on")
    walk(stage, "stop.skip", "stop.skip")
    item = {"texts": stage.texts(), "ids": stage.ids_shown()}
    on = walk(stage, "stop.skip")
    end = stage.texts()
    return {"item": item, "on": [*on, *walk(stage, "bundle_end.done")], "end": end}


def leading(stage: Stage) -> None:
    """Awake at home; a guide leads on to the scenario."""
    begin(stage)
    library = stage.state.library
    assert library is not None
    guide = replace(library.guides[WAGES], next=Onward(scenarios=("none", "wages")))
    changed = replace(library, guides={**library.guides, WAGES: guide})
    stage.reset(replace(stage.state, library=changed, visit=None))
    stage.wake()


def from_a_low_list(stage: Stage) -> list[str]:
    leading(stage)
    stage.dispatch(m.Open(s.GuideList("labour")))
    on = walk(stage, "guides.steps", "scenarios.row.wages")
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    on.append(where(stage))
    while "guide.step" not in stage.ids_shown():
        stage.tap("guide.after")
    return [*on, *walk(stage, "guide.step")]


def from_guides(stage: Stage) -> dict[str, Any]:
    """The first rows of a topic's list, and the button of a guide that leads on to a scenario."""
    leading(stage)
    stage.dispatch(m.Open(s.GuideList("fishery")))
    other = stage.ids_shown()
    stage.dispatch(m.Open(s.GuideList("labour")))
    rows = stage.ids_shown()
    on = walk(stage, "guides.step.wages", "bar.back")
    stage.dispatch(m.Open(s.GuideView(WAGES)))
    return {"rows": rows, "other": other, "on": [*on, *walk(stage, "guide.step", "bar.back")]}


def silent_answers(stage: Stage) -> list[str]:
    """What a room hears of a page whose path holds an answer."""
    from kiosk.domain.speech import Public
    from kiosk.screens.transcript import parts_of

    begin(stage, speech=True)
    walk(stage, "scenarios.row.wages", "question.answer.0")
    current = stage.frame.current
    assert current is not None
    return [part.text for part in parts_of(current) if isinstance(part, Public)]


def in_english(stage: Stage, elder: bool) -> list[list[str]]:
    begin(stage)
    size = Size.ELDER if elder else Size.NORMAL
    stage.dispatch(m.SetComfort("language", Language.EN), m.SetComfort("size", size))
    out = [stage.texts()]
    for touch_id in ("scenarios.row.wages", "question.unsure"):
        stage.tap(touch_id)
        out.append(stage.texts())
    return out


def by_keys(stage: Stage) -> list[str]:
    from kiosk.domain.device import READY

    begin(stage, keypad=READY)
    stage.go("scenarios.row.wages", "question.answer.0", "question.unsure", "question.anyway")
    return [where(stage), LEGAL_AID]


def forgotten(stage: Stage) -> list[bool]:
    """Nothing of the path is there for whoever comes next."""
    begin(stage)
    walk(stage, "scenarios.row.wages", "question.answer.1", "bar.hide")
    gone = stage.state.visit is None
    stage.wake()
    stage.dispatch(m.Open(s.Scenarios()))
    walk(stage, "scenarios.row.wages")
    return [gone, "path.line.0" in stage.ids_shown()]
