"""Played on what is carried on: to the order, to home, into a booking, past a signature. Each function gets a
fresh ``tests.screens.stage`` and answers JSON.
"""

from dataclasses import replace
from typing import Any

from kiosk.domain import forms
from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain.comfort import Comfort, Language, Size
from kiosk.domain.device import READY, DeviceChanged
from kiosk.domain.effects import SaveOrder
from kiosk.domain.visit_where import LookUps
from tests.screens import chosen, looking_up, matter
from tests.screens.finishing import all_pages
from tests.screens.stage import ISO, Stage
from tests.screens.writing import ACROSS, text
from tests.support.library import LEGAL_AID
from tests.support.matters import NOTE, SITE, with_matters
from tests.support.states import card, saved, speaking_state

TOLD = "答过算过的，也一起交。"


def _to_check(stage: Stage, along: str) -> None:
    """From a scenario's outcome through its form; ``along``: what the notice says of it."""
    matter.begin(stage)
    library = stage.state.library
    assert library is not None
    items = tuple(replace(one, notice=replace(one.notice, along=along)) for one in library.items)
    stage.runtime.state = replace(stage.state, library=replace(library, items=items))
    matter.walk(stage, "scenarios.row.wages", "question.answer.0", "question.answer.0")
    way = f"outcome.way.item.{LEGAL_AID}"
    while way not in stage.ids_shown():
        stage.tap("outcome.after")
    stage.tap(way)
    stage.dispatch(m.NextPage(), m.Answer("request", "工资没发"), m.NextPage())
    noticed = stage.texts()
    stage.dispatch(m.GiveConsent(ISO), card(), m.NextPage(), m.Answer("phone", "13800000000"), m.NextPage())
    stage.dispatch(m.NextPage())
    assert stage.shown == "check"
    assert (along in noticed) is bool(along)


def _sent(stage: Stage) -> Any:
    (order,) = [effect.submission for effect in stage.rooms.effects if isinstance(effect, SaveOrder)]
    return order


def along(stage: Stage, told: bool) -> dict[str, Any]:
    """What stands on the check page, with it and without; and what is sealed after one touch more."""
    _to_check(stage, TOLD if told else "")
    first, (texts, _) = stage.texts(), all_pages(stage)
    stage.tap("check.along")
    other, _ = all_pages(stage)
    stage.tap("check.submit")
    worked = _sent(stage).worked
    sent = worked is not None and len(worked.walked.steps)
    return {"first": first, "texts": texts, "other": other, "sent": sent}


def unsigned(stage: Stage) -> dict[str, Any]:
    """Whoever cannot draw goes on all the same; whoever then draws has signed."""
    chosen.begin(stage, *chosen.REACHED)
    stage.tap("signature.done")
    stopped = stage.shown
    ids = stage.ids_shown()
    stage.tap("signature.later")
    said, answer = stage.texts(), text(stage, "sign")
    chosen._draw(stage, ACROSS)
    drawn, then = text(stage, "sign"), stage.ids_shown()
    stage.tap("signature.again")
    stage.tap("signature.later")
    stage.tap("signature.done")
    checked, _ = all_pages(stage)
    item = stage.state.library.items[0] if stage.state.library is not None else None
    form = stage.state.visit.form if stage.state.visit is not None else None
    assert item is not None
    assert form is not None
    sent = forms.submitted_fields(item, form.draft)["sign"]
    stage.dispatch(m.Submit(), saved("order-1"))
    return {
        "stopped": stopped, "ids": ids, "said": said, "answer": answer, "drawn": drawn[:3], "then": then,
        "checked": checked, "sent": sent, "done": stage.texts(),
    }  # fmt: skip


def half_done(stage: Stage) -> dict[str, Any]:
    """A bundle left half way stands on home, and is gone on with from there; with a begun form beside it."""
    matter.begin(stage)
    answers = ("question.answer.0", "question.answer.0")
    matter.walk(stage, "scenarios.bundle.unpaid-wages", *answers, "outcome.on")
    at = matter.where(stage)
    stage.tap("bar.home")
    texts, ids = stage.texts(), stage.ids_shown()
    stage.tap("home.matter")
    back = matter.where(stage)
    stage.tap("bar.home")
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.GoHome())
    both = stage.ids_shown()
    stage.dispatch(um.OpenMatter("bundle", "unpaid-wages"), um.StopPassed(1, skipped=True))
    stage.dispatch(um.StopPassed(2, skipped=True), um.StopPassed(3, skipped=True))
    stage.dispatch(um.OpenWay("item", LEGAL_AID, "order-2"), m.Answer("matter", "wages"), m.GoHome())
    return {"at": at, "texts": texts, "ids": ids, "back": back, "both": both, "own": stage.ids_shown()}


def home_with_all(stage: Stage) -> dict[str, list[str]]:
    """Speaking, a form, a bundle and an order's progress at once: what of it the bar would cover."""
    from kiosk.screens.widgets.touch import touchables

    out: dict[str, list[str]] = {}
    for size in Size:
        for language in Language:
            state = speaking_state()
            assert state.library is not None
            state = replace(state, comfort=Comfort(size=size), library=with_matters(state.library))
            stage.reset(replace(state, speech=True))
            stage.dispatch(m.Wake("visit-1", language), um.OpenMatter("bundle", "unpaid-wages"))
            stage.dispatch(SITE, NOTE, um.GoOn(), m.GoHome(), m.OpenForm("consultation", "order-1"))
            stage.dispatch(m.Answer("request", "老板不给钱"), m.GoHome())
            rows = {one.touch_id: one for one in touchables(stage.frame.root)}
            assert {"home.speak", "home.resume", "home.progress"} <= set(rows)
            low = [name for name, one in rows.items() if "home" in name and one.y < stage.frame.theme.bar]
            out[f"{size.value} {language.value}"] = [name for name in low if name != "bar.home"]
    return out


def again_from_the_guide(stage: Stage) -> list[str]:
    """From an outcome to its guide, from there to the same questions, and back."""
    matter.begin(stage)
    matter.walk(stage, "scenarios.row.wages", "question.answer.0", "question.answer.0")
    way = "outcome.way.guide.labour/unpaid-wages"
    while way not in stage.ids_shown():
        stage.tap("outcome.after")
    on = matter.walk(stage, way)
    stage.dispatch(um.OpenMatter("scenario", "wages"))
    on += [matter.where(stage), *matter.walk(stage, "bar.back")]
    return [one.partition("#")[0] for one in on]


def booked(stage: Stage) -> dict[str, Any]:
    """A story was begun; a day is booked, looked at and left; then booked with a word more."""
    looking_up.begin(stage)
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"), m.GoHome())
    book = ("lookups.row.schedule", "schedule.row.weekly.20261125", "comes.book.0")
    stage.dispatch(m.Open(LookUps()))
    matter.walk(stage, *book)
    request = text(stage, "request")
    stage.tap("bar.home")
    left = text(stage, "request")
    stage.dispatch(m.Open(LookUps()))
    matter.walk(stage, *book)
    stage.dispatch(m.Answer("request", f"{request}下午"))
    stage.tap("bar.home")
    kept = text(stage, "request")
    stage.tap("home.resume")
    return {"request": request, "left": left, "kept": kept, "on": stage.shown}


def unsigned_by_keys(stage: Stage) -> dict[str, Any]:
    """With the keypad alone, past a signature that is required."""
    stage.dispatch(DeviceChanged("keypad", READY))
    chosen.begin(stage, *chosen.REACHED)
    stage.key("next")
    stage.reach("signature.later")
    stage.key("press")
    answer = text(stage, "sign")
    stage.reach("signature.done")
    stage.key("press")
    return {"answer": answer, "after": stage.shown}
