"""一件事: a scenario, a sum, a paper and an order in one go; what was typed once is not asked again. Pure.

A run holds everything that was answered (``facts``) in memory, until the visit ends. It knows where one is
and what was done; the stops themselves are worked by their own engines, which it gives to and takes from:

    run = bundle.start(one)
    starts = bundle.given(one, run, ("wage", "start"))      # what the sum's boxes begin with
    run = bundle.finish(one, run, {"wage": "6000.00"}, {bundle.amount_id("severance"): "30000.00"})

At most one stop is an order and it is the last to be filled in (publishing checks): so there is one slip, at
the end.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from kiosk.domain import forms, scenario
from kiosk.domain.forms import Draft
from kiosk.domain.library import FormField, Onward, ServiceItem
from kiosk.domain.library_services import Bundle, Outcome, Scenario, Stop, StopKind

FACTS_MOST: Final = 200
LONGEST_FACT: Final = 2000  # characters
AMOUNT: Final = "_amount"  # ends the name of what a calculator answered
_NUMBER: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,8})?")
_CHOICE_ID: Final = re.compile(r"[a-z][a-z0-9-]+")
# Never carried: who one is, and that one agrees, is shown each time anew.
NOT_CARRIED: Final = frozenset({"idcard", "signature", "pages", "slot"})
_NAMED: Final[Mapping[StopKind, str]] = {
    "guide": "guides",
    "scenario": "scenarios",
    "calculator": "calculators",
    "document": "documents",
    "item": "items",
}


class How(Enum):
    """What became of a stop."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"
    SKIPPED = "skipped"  # by the person
    NOT_NEEDED = "not_needed"  # the scenario led elsewhere
    AGAIN = "again"  # done, but something it was made from was changed since


@dataclass(frozen=True, slots=True)
class Done:
    """``took``: what it was worked with, by the field ids of the stop. ``how``: DONE, SKIPPED or
    NOT_NEEDED.
    """

    how: How
    took: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """``at`` counts stops; as many as there are: at the end. ``done``: by the number of the stop."""

    bundle: str
    at: int = 0
    facts: dict[str, str] = field(default_factory=dict, repr=False)
    done: dict[int, Done] = field(default_factory=dict)
    path: tuple[scenario.PathLine, ...] = field(default=(), repr=False)
    outcome: str = ""  # of the scenario
    walk: scenario.Walk | None = field(default=None, repr=False)  # that led there, to step back into


def amount_id(calculator: str) -> str:
    """The fact that holds what a calculator answered."""
    return f"{calculator.replace('-', '_')}{AMOUNT}"


def start(bundle: Bundle) -> Run:
    return Run(bundle.id)


def here(bundle: Bundle, run: Run) -> Stop | None:
    """The stop that is shown now; None at the end, where the slip and the way on are."""
    return bundle.stops[run.at] if run.at < len(bundle.stops) else None


def state(bundle: Bundle, run: Run) -> tuple[How, ...]:
    """What became of each stop, in order."""
    return tuple(_how(bundle, run, number) for number in range(len(bundle.stops)))


def _how(bundle: Bundle, run: Run, number: int) -> How:
    if number == run.at:
        return How.NOW
    done = run.done.get(number)
    if done is None:
        return How.AHEAD
    if done.how is not How.DONE:
        return done.how
    stop = bundle.stops[number]
    changed = any(not _same(run.facts.get(_fact(stop, name), ""), value) for name, value in done.took)
    return How.AGAIN if changed else How.DONE


def _same(one: str, other: str) -> bool:
    """9000 is 9000.00: each form writes a sum in its own way."""
    return one == other or bool(
        _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other) and Decimal(one) == Decimal(other)
    )


# ---- what a stop begins with ---------------------------------------------------------------------


def _fact(stop: Stop, field_id: str) -> str:
    """The fact a field of the stop is the same as: the one it carries, else that of its own name."""
    return dict(stop.carries).get(field_id, field_id)


def given(bundle: Bundle, run: Run, names: Iterable[str]) -> dict[str, str]:
    """What is known already of the fields of the stop one is at."""
    stop = here(bundle, run)
    if stop is None:
        return {}
    known = ((name, run.facts.get(_fact(stop, name), "")) for name in names)
    return {name: value for name, value in known if value}


def prefilled(bundle: Bundle, run: Run, fields: Sequence[FormField], today: date) -> dict[str, str]:
    """What is known of the fields of a form, as far as it can stand there: an answer that fits another
    question only is asked for again rather than carried wrong.
    """
    out: dict[str, str] = {}
    for one in fields:
        if one.kind in NOT_CARRIED:
            continue
        known = given(bundle, run, forms.answer_ids(one))
        if known and takes(one, known) and forms.field_problem(one, {**out, **known}, today) is None:
            out.update({name: forms.normalise(one, value) for name, value in known.items()})
    return out


def takes(one: FormField, known: Mapping[str, str]) -> bool:
    """Whether ``one`` can show it: the id of a choice made elsewhere is no word to write on a paper."""
    return one.kind != "text" or not _CHOICE_ID.fullmatch(known.get(one.id, ""))


def draft(bundle: Bundle, run: Run, item: ServiceItem, order_id: str, today: date) -> Draft:
    """The form of an order, begun with what is known; nothing personal before its own notice was agreed
    to.
    """
    fields = [one for one in forms.fields_of(item) if not forms.is_personal(one)]
    return Draft(item.id, order_id, prefilled(bundle, run, fields, today))


def agreed(bundle: Bundle, run: Run, item: ServiceItem, begun: Draft, today: date) -> Draft:
    """After the notice was agreed to: what is known and personal too, where nothing was answered yet."""
    if begun.consent is None or not begun.consent.given:
        return begun
    known = prefilled(bundle, run, forms.fields_of(item), today)
    return replace(begun, answers={**known, **{name: text for name, text in begun.answers.items() if text}})


# ---- going on ------------------------------------------------------------------------------------


def finish(
    bundle: Bundle, run: Run, answers: Mapping[str, str], results: Mapping[str, str] | None = None
) -> Run:
    """The stop is done with ``answers`` (by its own field ids), which count from now on wherever they are
    carried; ``results``: what it found out besides, by fact. Then to the next one.
    """
    stop = here(bundle, run)
    if stop is None:
        return run
    told = {_fact(stop, name): text for name, text in answers.items()}
    facts = _kept({**run.facts, **told, **(results or {})})
    took = tuple(sorted((name, text) for name, text in answers.items() if _fact(stop, name) in facts))
    return _on(bundle, replace(run, facts=facts, done={**run.done, run.at: Done(How.DONE, took)}))


def _kept(facts: Mapping[str, str]) -> dict[str, str]:
    """Within the bounds: what is longer than anybody types on a terminal is not carried."""
    short = [(name, text) for name, text in facts.items() if 0 < len(text) <= LONGEST_FACT]
    return dict(short[:FACTS_MOST])


def skip(bundle: Bundle, run: Run) -> Run:
    """跳过: nobody has to make a sum or a paper to submit an order, nor the other way round."""
    if here(bundle, run) is None:
        return run
    return _on(bundle, replace(run, done={**run.done, run.at: Done(How.SKIPPED)}))


def _on(bundle: Bundle, run: Run) -> Run:
    ahead = (
        number
        for number in range(run.at + 1, len(bundle.stops))
        if run.done.get(number, Done(How.AHEAD)).how is not How.NOT_NEEDED
    )
    return replace(run, at=next(ahead, len(bundle.stops)))


def back(bundle: Bundle, run: Run) -> Run | None:
    """To the stop before, with everything that was typed; None: out of the bundle."""
    before = (
        number
        for number in reversed(range(min(run.at, len(bundle.stops))))
        if run.done.get(number, Done(How.AHEAD)).how is not How.NOT_NEEDED
    )
    number = next(before, None)
    return None if number is None else replace(run, at=number)


def back_to(bundle: Bundle, run: Run, number: int) -> Run:
    """To a stop that was there already, to do it anew; one that lies ahead, or is not needed, stays where it
    is.
    """
    reached = 0 <= number < len(bundle.stops) and number in run.done
    return replace(run, at=number) if reached and run.done[number].how is not How.NOT_NEEDED else run


def asked_through(bundle: Bundle, run: Run, one: Scenario, walk: scenario.Walk) -> Run:
    """The scenario came to an outcome: its answers are facts, its path is kept for the slip's sheet, and of
    the stops behind it only those the outcome names are needed. Anything else changes nothing.
    """
    stop = here(bundle, run)
    end = scenario.here(one, walk)
    if stop is None or stop.kind != "scenario" or stop.id != one.id or not isinstance(end, Outcome):
        return run
    # Answered anew, what the old answers filled in is no longer so.
    old = dict(run.done.get(run.at, Done(How.AHEAD)).took)
    facts = {name: text for name, text in run.facts.items() if old.get(name) != text}
    done = {
        number: Done(How.NOT_NEEDED)
        for number in range(run.at + 1, len(bundle.stops))
        if not leads_to(end.next, bundle.stops[number])
    }
    still = {number: what for number, what in run.done.items() if what.how is not How.NOT_NEEDED}
    run = replace(run, facts=facts, done={**still, **done}, path=scenario.path(one, walk), outcome=end.id)
    run = replace(run, walk=walk)
    return finish(bundle, run, scenario.filled(one, walk))


def leads_to(onward: Onward, stop: Stop) -> bool:
    """Whether an outcome sends people to this stop."""
    named: tuple[str, ...] = getattr(onward, _NAMED[stop.kind])
    return stop.id in named


# ---- the end -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """What may be printed at the end for whoever asks for it: it names the matter, so it is never the slip.

    ``sums``: calculator and what it answered; ``papers``: documents that were made; ``order``: the item whose
    order was submitted, empty when none was: its slip, with its number, is the one slip of the whole.
    """

    bundle: str
    path: tuple[scenario.PathLine, ...] = field(repr=False)
    outcome: str
    sums: tuple[tuple[str, str], ...] = field(repr=False)
    papers: tuple[str, ...]
    order: str


def sheet(bundle: Bundle, run: Run) -> Sheet:
    made = [
        stop
        for stop, how in zip(bundle.stops, state(bundle, run), strict=True)
        if how in (How.DONE, How.AGAIN)
    ]
    sums = ((one.id, run.facts.get(amount_id(one.id), "")) for one in made if one.kind == "calculator")
    return Sheet(
        bundle=bundle.id,
        path=run.path,
        outcome=run.outcome,
        sums=tuple((name, text) for name, text in sums if text),
        papers=tuple(one.id for one in made if one.kind == "document"),
        order=next((one.id for one in made if one.kind == "item"), ""),
    )
