"""What goes along with an order, as rows of the check page: nothing is sent that does not stand there."""

from collections.abc import Iterator
from typing import Final, cast

from kiosk.domain import along, flow, forms, scenario
from kiosk.domain.library import Library, ServiceItem
from kiosk.domain.library_services import DocumentTemplate, Scenario
from kiosk.domain.state import AppState, FormProgress
from kiosk.domain.sums import LineKind, SumFigure, SumLine, SumResult
from kiosk.screens.check_parts import Part
from kiosk.wire.worked import UNSURE, Spot, SumMade, Walked
from kiosk.words.texts import Texts

_PLACES: Final = 5  # of a degree: a metre


def along_parts(state: AppState, texts: Texts) -> list[Part]:
    """Whether it goes, with a button; then each piece of it. Nothing where there is nothing."""
    current, library = flow.current_page(state), flow.library(state)
    form = state.visit.form if state.visit is not None else None
    if current is None or library is None or form is None or not along.offered(form):
        return []
    words, goes = texts.along, along.goes(current[0], form)
    said, do = (words.goes, "alone") if goes else (words.stays, "along")
    asked = Part("", words.title, said, button=do)
    return [asked, *(_pieces(form, library, texts) if goes else ())]


def _pieces(form: FormProgress, library: Library, texts: Texts) -> Iterator[Part]:
    worked, words = form.worked, texts.along
    if worked is None:
        return
    if worked.walked is not None:
        yield Part("", words.path, "\n".join(_path(worked.walked, library, texts)))
    for one in worked.sums:
        yield Part("", one.title, "\n".join(_sum(one, texts)))
    papers = map(library.every(DocumentTemplate).get, worked.papers)
    titles = [paper.title for paper in papers if paper is not None]
    if titles:
        yield Part("", words.papers, texts.main.list_joint.join(titles))


def _path(walked: Walked, library: Library, texts: Texts) -> Iterator[str]:
    one = library.every(Scenario).get(walked.scenario)
    if one is None:
        return
    for step in walked.steps:
        asked = scenario.question(one, step.question)
        if asked is not None:
            say = texts.along.unsure if step.answer == UNSURE else asked.answers[step.answer].say
            yield texts.along.said.format(asked.ask, say)
    end = scenario.outcome(one, walked.outcome)
    if end is not None:
        yield texts.along.outcome.format(end.title)


def _sum(one: SumMade, texts: Texts) -> Iterator[str]:
    result = SumResult(one.amount, one.high, one.day, one.outcome)
    yield texts.sums.headline(result, texts.times)
    for line in one.given:
        asked = SumLine("", line.label, cast("LineKind", line.kind), unit=line.unit)
        yield texts.along.given.format(line.label, texts.sums.value(asked, line.value, texts.times))
    for figure in one.figures:
        used = SumFigure(figure.title, "", "", figure.since, figure.until, figure.sample)
        yield texts.along.figure.format(texts.sums.figure(used))


def spot_words(state: AppState, item: ServiceItem, form: FormProgress, texts: Texts) -> dict[str, str]:
    """Field id → where the chosen place lies, for that goes too; of what is covered, once it is not."""
    if state.library is None:
        return {}
    covered = {one.id for one in forms.fields_of(item) if forms.is_personal(one) and not form.bare_until}
    found = along.spots(state.library, item, form.draft)
    return {spot.field: _said(spot, texts) for spot in found if spot.field not in covered}


def _said(spot: Spot, texts: Texts) -> str:
    return texts.along.spot.format(f"{spot.lat:.{_PLACES}f}", f"{spot.lon:.{_PLACES}f}")
