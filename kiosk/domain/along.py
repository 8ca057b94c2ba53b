"""What goes along with an order: the way through the questions, the sums, the papers, where a chosen place
lies. Pure.

Gathered when a form is opened from a scenario or a bundle, shown on the check page, and sent unless the
person does not want it (ADR 0156). What is content is kept by id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kiosk.domain import bundle as bundles
from kiosk.domain import flow, forms, sums
from kiosk.domain import scenario_matter as matters
from kiosk.domain.bundle import How
from kiosk.domain.forms import Draft
from kiosk.domain.known_places import point_of
from kiosk.domain.library import Library, ServiceItem
from kiosk.domain.library_services import Bundle
from kiosk.domain.scenario import Walk
from kiosk.domain.scenario_matter import Matter, Told
from kiosk.domain.state import AppState, FormProgress, MatterView, Visit
from kiosk.domain.sums import SumCard, SumResult
from kiosk.wire import worked as w
from kiosk.wire.worked import Worked

_CUT: Final = "…"


# ---- gathering -----------------------------------------------------------------------------------


def gathered(state: AppState, visit: Visit) -> Worked | None:
    """What the scenario or bundle knows that one is inside of; None where there is none, or nothing yet."""
    library, matter = state.library, visit.matter
    if library is None or matter is None or not any(isinstance(one, MatterView) for one in visit.stack):
        return None
    found = _of_bundle(state, visit, library, matter) or _of_scenario(state, visit, library, matter)
    return found if found else None


def _of_bundle(state: AppState, visit: Visit, library: Library, matter: Matter) -> Worked | None:
    run = matter.run
    whole = library.every(Bundle).get(run.bundle) if run is not None else None
    if run is None or whole is None:
        return None
    hows = bundles.state(whole, run)
    made = [(number, stop) for number, stop in enumerate(whole.stops) if hows[number] is How.DONE]
    counted = [
        _sum(
            state, visit, stop.id, dict(run.done[number].took), run.facts.get(bundles.amount_id(stop.id), "")
        )
        for number, stop in made
        if stop.kind == "calculator"
    ]
    return Worked(
        bundle=whole.id,
        walked=_way_of(run.walk, run.outcome) if matter.walk is None else _walked(library, matter),
        sums=tuple(one for one in counted if one is not None)[: w.SUMS_MOST],
        papers=tuple(stop.id for _, stop in made if stop.kind == "document")[: w.PAPERS_MOST],
    )


def _of_scenario(state: AppState, visit: Visit, library: Library, matter: Matter) -> Worked | None:
    """The outcome's own calculators are its sums, as far as they were reckoned in this visit."""
    if matter.walk is None:
        return None
    at = matters.shown(library, matter)
    named = at.outcome.next.calculators if isinstance(at, Told) else ()
    counted = (_sum(state, visit, name) for name in named)
    made = tuple(one for one in counted if one is not None)
    return Worked(walked=_walked(library, matter), sums=made[: w.SUMS_MOST])


def _walked(library: Library, matter: Matter) -> w.Walked | None:
    at = matters.shown(library, matter)
    return _way_of(matter.walk, at.outcome.id if isinstance(at, Told) else "")


def _way_of(walk: Walk | None, outcome: str) -> w.Walked | None:
    if walk is None or not walk.taken:
        return None
    steps = (w.Step(step.question, step.answer) for step in walk.taken[: w.STEPS_MOST])
    return w.Walked(walk.scenario, outcome, tuple(steps))


def _sum(
    state: AppState, visit: Visit, name: str, took: Mapping[str, str] | None = None, fact: str = ""
) -> w.SumMade | None:
    """``took``, ``fact``: what a bundle made of it, which counts, whatever was typed there since."""
    card = flow.sum_card(state, name)
    done = next((one for one in visit.sums if one.name == name), None)
    if card is None or done is None:
        return None
    answers = dict(sums.counted(card, done.answers))
    result = done.result
    if took is not None and (took != answers or result is None or result.found != fact):
        answers, result = dict(took), sums.of_fact(fact)
    return _made(card, answers, result) if result is not None else None


def _made(card: SumCard, answers: Mapping[str, str], result: SumResult) -> w.SumMade:
    figures = (
        w.UsedFigure(_cut(one.title), _cut(one.since), _cut(one.until), one.sample) for one in result.figures
    )
    return w.SumMade(
        card.name,
        _cut(card.title),
        tuple(_given(card, answers))[: w.GIVEN_MOST],
        _cut(result.amount),
        _cut(result.high),
        _cut(result.day),
        _cut(result.outcome),
        figures=tuple(figures)[: w.FIGURES_MOST],
        sample=result.sample,
    )


def _given(card: SumCard, answers: Mapping[str, str]) -> Iterator[w.Given]:
    for key, text in answers.items():
        line = card.line(key)
        if line is None:
            continue
        chosen = next((choice.label for choice in line.choices if choice.id == text), text)
        said = chosen if line.kind == "choice" else text
        yield w.Given(_cut(line.label), line.kind, _cut(said), _cut(line.unit))


def _cut(text: str) -> str:
    return text if len(text) <= w.LONGEST else text[: w.LONGEST - 1] + _CUT


# ---- where places lie ----------------------------------------------------------------------------


def spots(library: Library, item: ServiceItem, draft: Draft) -> tuple[w.Spot, ...]:
    """Of each place that was chosen, not written otherwise than the county writes it."""
    told = forms.told(item, draft)
    found = [
        w.Spot(field.id, point.lat, point.lon)
        for field in forms.fields_of(item)
        if field.kind == "place" and (point := point_of(library, field, told.get(field.id, ""))) is not None
    ]
    return tuple(found[: w.SPOTS_MOST])


# ---- whether it goes -----------------------------------------------------------------------------


def offered(form: FormProgress) -> bool:
    """Whether there is something to be sent, and it may be: not after a refused notice."""
    refused = form.draft.consent is not None and not form.draft.consent.given
    return bool(form.worked) and not refused


def goes(item: ServiceItem, form: FormProgress) -> bool:
    """Whether it is sent: as the person touched; untouched, if the notice that was agreed to says so."""
    if not offered(form):
        return False
    if form.enclosed is not None:
        return form.enclosed
    consent = form.draft.consent
    return consent is not None and consent.given and bool(item.notice.along)


def sealed(library: Library, item: ServiceItem, form: FormProgress) -> Worked | None:
    """What is sealed into the order. Where a place lies is part of having chosen it."""
    base = form.worked if form.worked is not None and goes(item, form) else Worked()
    whole = replace(base, spots=spots(library, item, form.draft))
    return whole if whole else None
