"""What somebody is working through: a scenario, or a bundle and the stop he is at. All a screen needs, by
state. Pure.

``Matter`` is the state, kept with the visit; ``shown`` is what of it stands on the screen, ids looked up; the
other functions are the touches, one each. A touch that does not belong to what is shown changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kiosk.domain import bundle as bundles
from kiosk.domain import scenario as scenarios
from kiosk.domain.bundle import How, Run, Sheet
from kiosk.domain.comfort import Language
from kiosk.domain.library import Library, Office, Onward
from kiosk.domain.library_services import (
    Bundle,
    DocumentTemplate,
    Outcome,
    Question,
    Scenario,
    Stop,
    StopKind,
)
from kiosk.domain.scenario import PathLine, Progress, Walk
from kiosk.domain.sums import SumCard

_ORDER: Final[tuple[tuple[StopKind, str], ...]] = (
    ("guide", "guides"),
    ("calculator", "calculators"),
    ("document", "documents"),
    ("item", "items"),
    ("scenario", "scenarios"),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """At least one of both. ``walk``: through the scenario that is shown; ``run``: through the bundle around
    it.
    """

    walk: Walk | None = None
    run: Run | None = None


# ---- what is shown -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go from here. A calculator's title is empty until the program said which it has."""

    kind: StopKind
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Asking:
    """One question. ``telling``: instead of the answers alone, how one can tell; 不清楚 goes on from
    there.
    """

    title: str
    question: Question
    telling: bool
    progress: Progress
    path: tuple[PathLine, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome, and where to go on. ``in_bundle``: there is one primary way on, to the next stop."""

    title: str
    outcome: Outcome
    ways: tuple[Way, ...]
    offices: tuple[Office, ...]
    path: tuple[PathLine, ...]
    in_bundle: bool


@dataclass(frozen=True, slots=True)
class AtStop:
    """A stop that its own engine shows; ``states``: of all stops, for the row of steps above it."""

    title: str
    stop: Stop
    way: Way
    states: tuple[How, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """All stops are behind. ``sheet`` may be printed; the slip is the order's."""

    title: str
    sheet: Sheet = field(repr=False)
    outcome: Outcome | None
    states: tuple[How, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """One stop of a bundle, as it stands. ``amount``: the fact of a sum (``sums.of_fact``); empty: none."""

    way: Way
    how: How
    amount: str = field(default="", repr=False)


Shown = Asking | Told | AtStop | Ended


def shown(library: Library, matter: Matter) -> Shown | None:
    """None when the content does not have it (any more): the visit goes back to where it came from."""
    one = _scenario(library, matter.walk)
    if matter.walk is not None:
        return None if one is None else _walked(library, one, matter.walk, in_bundle=matter.run is not None)
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None:
        return None
    states = bundles.state(whole, matter.run)
    stop = bundles.here(whole, matter.run)
    if stop is not None:
        return AtStop(whole.title, stop, _way(library, stop.kind, stop.id), states)
    asked = library.every(Scenario).get(whole.stops[0].id)
    outcome = scenarios.outcome(asked, matter.run.outcome) if asked is not None else None
    return Ended(whole.title, bundles.sheet(whole, matter.run), outcome, states)


def _walked(library: Library, one: Scenario, walk: Walk, *, in_bundle: bool) -> Shown:
    at, path = scenarios.here(one, walk), scenarios.path(one, walk)
    if isinstance(at, Question):
        return Asking(one.title, at, walk.telling, scenarios.progress(one, walk), path)
    return Told(one.title, at, ways(library, at.next), _offices(library, at.next), path, in_bundle)


def _offices(library: Library, onward: Onward) -> tuple[Office, ...]:
    return tuple(office for office in map(library.office, onward.offices) if office is not None)


def passed(library: Library, matter: Matter) -> tuple[Passed, ...]:
    """Every stop of the bundle one is in, in order; nothing outside of one."""
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None:
        return ()
    sums = dict(bundles.sheet(whole, matter.run).sums)
    states = zip(whole.stops, bundles.state(whole, matter.run), strict=True)
    return tuple(
        Passed(_way(library, stop.kind, stop.id), how, sums.get(stop.id, "")) for stop, how in states
    )


def ways(library: Library, onward: Onward) -> tuple[Way, ...]:
    """Where to go on, in one order everywhere; what the content does not have is left out."""
    named = ((kind, target) for kind, part in _ORDER for target in getattr(onward, part))
    found = (_way(library, kind, target) for kind, target in named)
    told = bool(library.every(SumCard))  # which calculators this program has
    return tuple(way for way in found if way.title or (way.kind == "calculator" and not told))


def _way(library: Library, kind: StopKind, target: str) -> Way:
    titled: Mapping[str, object] = {
        "guide": library.guide(target),
        "calculator": library.every(SumCard).get(target),
        "document": library.every(DocumentTemplate).get(target),
        "item": library.item(target),
        "scenario": library.every(Scenario).get(target),
    }
    return Way(kind, target, getattr(titled.get(kind), "title", ""))


def _scenario(library: Library, walk: Walk | None) -> Scenario | None:
    return library.every(Scenario).get(walk.scenario) if walk is not None else None


def _bundle(library: Library, run: Run | None) -> Bundle | None:
    return library.every(Bundle).get(run.bundle) if run is not None else None


# ---- touches -------------------------------------------------------------------------------------


def open_scenario(library: Library, scenario_id: str) -> Matter | None:
    one = library.every(Scenario).get(scenario_id)
    return Matter(walk=scenarios.start(one)) if one is not None else None


def open_bundle(library: Library, bundle_id: str) -> Matter | None:
    whole = library.every(Bundle).get(bundle_id)
    return _at_stop(library, bundles.start(whole)) if whole is not None else None


def _at_stop(library: Library, run: Run) -> Matter:
    """A scenario is begun as one comes to it, and stands as it was left when one comes back; every other stop
    has an engine of its own.
    """
    whole = _bundle(library, run)
    stop = bundles.here(whole, run) if whole is not None else None
    if stop is not None and stop.kind == "scenario":
        one = library.every(Scenario).get(stop.id)
        left = run.walk if run.walk is not None and run.walk.scenario == stop.id else None
        return Matter(left or (scenarios.start(one) if one is not None else None), run)
    return Matter(None, run)


def answer(library: Library, matter: Matter, number: int) -> Matter:
    one = _scenario(library, matter.walk)
    if one is None or matter.walk is None:
        return matter
    return replace(matter, walk=scenarios.answer(one, matter.walk, number))


def unsure(library: Library, matter: Matter) -> Matter:
    """不清楚, and 就这样往下走 on the page it leads to."""
    one = _scenario(library, matter.walk)
    if one is None or matter.walk is None:
        return matter
    return replace(matter, walk=scenarios.unsure(one, matter.walk))


def back(library: Library, matter: Matter) -> Matter | None:
    """One step; None: out, to where the visit came from."""
    if matter.walk is not None and (before := scenarios.back(matter.walk)) is not None:
        return replace(matter, walk=before)
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None:
        return None
    run = bundles.back(whole, matter.run)
    return _at_stop(library, run) if run is not None else None


def to_stop(library: Library, matter: Matter, number: int) -> Matter:
    """A stop of the row was touched that one was at already: to do it anew."""
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None:
        return matter
    run = bundles.back_to(whole, matter.run, number)
    return _at_stop(library, run) if run != matter.run else matter


def back_to(matter: Matter, line: int) -> Matter:
    """A line of the path was touched: to that question, to answer it anew."""
    return replace(matter, walk=scenarios.back_to(matter.walk, line)) if matter.walk is not None else matter


def go_on(library: Library, matter: Matter) -> Matter:
    """From the outcome of a bundle's scenario to the next stop that is needed."""
    one, whole = _scenario(library, matter.walk), _bundle(library, matter.run)
    if one is None or whole is None or matter.walk is None or matter.run is None:
        return matter
    run = bundles.asked_through(whole, matter.run, one, matter.walk)
    return _at_stop(library, run) if run != matter.run else matter


def done(
    library: Library, matter: Matter, answers: Mapping[str, str], results: Mapping[str, str] | None = None
) -> Matter:
    """A stop's own engine is done. Scenarios have ``go_on``."""
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None or matter.walk is not None:
        return matter
    return _at_stop(library, bundles.finish(whole, matter.run, answers, results))


def skip(library: Library, matter: Matter) -> Matter:
    whole = _bundle(library, matter.run)
    if whole is None or matter.run is None:
        return matter
    return _at_stop(library, bundles.skip(whole, matter.run))


# ---- on paper ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PathPaper:
    """What was asked and answered and what came of it, for whoever asks for it on paper. No name is in it.

    ``stops``: of a bundle that is over; ``outcome`` None: it had no scenario.
    """

    language: Language
    site: str
    title: str
    path: tuple[PathLine, ...] = field(repr=False)
    outcome: Outcome | None
    offices: tuple[Office, ...]
    on: date
    stops: tuple[Passed, ...] = ()
    sample: bool = True


def paper(library: Library, matter: Matter, language: Language, on: date) -> PathPaper | None:
    """Of the outcome that is shown, or of the whole bundle at its end; None before there is one."""
    at = shown(library, matter)
    site, sample = library.site.name, sampled(library, matter)
    if isinstance(at, Told):
        return PathPaper(language, site, at.title, at.path, at.outcome, at.offices, on, sample=sample)
    if isinstance(at, Ended):
        offices = _offices(library, at.outcome.next) if at.outcome is not None else ()
        stops = passed(library, matter)
        return PathPaper(language, site, at.title, at.sheet.path, at.outcome, offices, on, stops, sample)
    return None


def sampled(library: Library, matter: Matter) -> bool:
    """Whether any of it waits for review still."""
    whole, one = _bundle(library, matter.run), _scenario(library, matter.walk)
    if whole is not None and one is None:
        one = library.every(Scenario).get(whole.stops[0].id)
    return any(part is not None and part.sample for part in (whole, one))
