"""What a scenario or a bundle knows already, filled into the form it leads to. Pure.

Nothing personal before its own notice was agreed to. What the person typed over it stays; what changed since
in the matter is renewed.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.domain import bundle as bundles
from kiosk.domain import flow, forms, matter_steps, paper_forms, scenario
from kiosk.domain import scenario_matter as matters
from kiosk.domain.bundle import Run
from kiosk.domain.library import ServiceItem
from kiosk.domain.library_services import Bundle, Scenario, Stop
from kiosk.domain.scenario_matter import Told
from kiosk.domain.state import AppState, FormProgress, Visit

_ALONE: Final = "scenario"  # the run of a scenario that is in no bundle


def known(state: AppState, visit: Visit, item: ServiceItem, *, agreed: bool) -> dict[str, str]:
    """What the form of ``item`` begins with, by field id. ``agreed``: to its notice; then personal answers
    too.
    """
    found = _run(state, visit, item)
    if found is None:
        return {}
    fields = [one for one in forms.fields_of(item) if agreed or not forms.is_personal(one)]
    return bundles.prefilled(*found, fields, flow.today(state))


def _run(state: AppState, visit: Visit, item: ServiceItem) -> tuple[Bundle, Run] | None:
    library, matter = state.library, visit.matter
    if library is None or matter is None:
        return None
    if matter.run is not None and matter_steps.at_stop(matter, library, paper_forms.way(item.id)):
        return library.every(Bundle)[matter.run.bundle], matter.run
    one = library.every(Scenario).get(matter.walk.scenario) if matter.walk is not None else None
    at = matters.shown(library, matter)
    if one is None or matter.walk is None or not isinstance(at, Told):
        return None
    stop = paper_forms.way(item.id)
    if not any((way.kind, way.id) == stop for way in at.ways):
        return None
    # An outcome's own answers reach a form as they do in a bundle of one stop.
    alone = Bundle(_ALONE, one.topic, one.title, "", (Stop(*stop),))
    return alone, Run(_ALONE, facts=scenario.filled(one, matter.walk))


def begun(form: FormProgress, item: ServiceItem, told: Mapping[str, str]) -> FormProgress:
    """``form`` with ``told`` filled in, but where the person wrote something else."""
    answers = dict(form.draft.answers)
    for name, text in form.carried or ():
        if answers.get(name) == text and told.get(name) != text:
            del answers[name]
    answers.update({name: text for name, text in told.items() if not answers.get(name)})
    draft = forms.reconsidered(item, replace(form.draft, answers=answers), form.draft)
    return replace(form, draft=draft, carried=tuple(told.items()))


def agreed(state: AppState, visit: Visit, item: ServiceItem, form: FormProgress) -> FormProgress:
    """``form`` after its notice was agreed to."""
    if form.carried is None or _run(state, visit, item) is None:
        return form
    return begun(form, item, known(state, visit, item, agreed=True))
