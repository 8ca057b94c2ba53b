"""Proves of a bundle that what is carried was typed before and can stand where it goes, that each stop is
reached, and that one slip is enough.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final, cast

from kiosk.calculators.registry import CALCULATORS
from kiosk.content.publish.check_forms import Fault
from kiosk.content.publish.check_scenarios import fields_of_forms, scenario_of
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.kind import released
from kiosk.content.publish.kinds.services import EditorBundle, EditorDocument, EditorScenario
from kiosk.domain import bundle as engine
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.library import FieldKind, FormField
from kiosk.domain.library_services import Bundle, Scenario, Stop

Forms = Mapping[tuple[str, str], Mapping[str, FormField]]
_ANY_DAY: Final = date(2026, 1, 1)
_FORMS: Final = frozenset({"document", "item"})
_SUMS: Final = frozenset({"number", "money"})
_WRITTEN: Final = frozenset({"text", "place"})  # takes whatever was written elsewhere
_KINDS_OF_SUMS: Final[Mapping[str, FieldKind]] = {
    "money": "money",
    "number": "number",
    "integer": "number",
    "date": "date",
    "text": "text",
}
_TAKEN: Final = frozenset({"text", "place", "name", "number", "money", "date", "phone", "boat", "office"})


def check(draft: Draft) -> None:
    """Every bundle of the library."""
    forms_of = {("item", row.value.id): row.value.steps for row in draft.items}
    forms_of |= {("document", row.value.id): row.value.steps for row in draft.of(EditorDocument)}
    fields = fields_of_forms(draft, forms_of)
    scenarios = {row.value.id: scenario_of(row.value) for row in draft.of(EditorScenario)}
    for row in draft.of(EditorBundle):
        for fault in faults(cast(Bundle, released("bundle", row.value, {})), scenarios, fields):
            row.report(fault.place, fault.text)


def faults(one: Bundle, scenarios: Mapping[str, Scenario], forms_of: Forms) -> Iterator[Fault]:
    """Everything that keeps ``one`` from being published. ``forms_of``: fields by answer id, of (kind,
    id).
    """
    yield from _order(one)
    yield from _reached(one, scenarios)
    known = _Known()
    for number, stop in enumerate(one.stops):
        fields = forms_of.get((stop.kind, stop.id), {})
        yield from _carries(stop, fields, known, ("stops", number, "carries"))
        known.learn(stop, fields, scenarios.get(stop.id) if stop.kind == "scenario" else None)


def _order(one: Bundle) -> Iterator[Fault]:
    stops = [(stop.kind, stop.id) for stop in one.stops]
    filled = [number for number, stop in enumerate(one.stops) if stop.kind != "guide"]
    for number, stop in enumerate(one.stops):
        place = ("stops", number)
        if (stop.kind, stop.id) in stops[:number]:
            yield Fault((*place, "id"), f"{stop.id} 前面已经有了")
        if stop.kind == "scenario" and number != 0:
            yield Fault((*place, "kind"), "情景要放在最前面，一件事里只放一个")
        if stop.kind == "item" and number != filled[-1]:
            yield Fault((*place, "kind"), "提交的事项要放在最后，只放一个：一件事一张回执")


def _reached(one: Bundle, scenarios: Mapping[str, Scenario]) -> Iterator[Fault]:
    """After a scenario each stop is one that some outcome leads to."""
    first = scenarios.get(one.stops[0].id) if one.stops[0].kind == "scenario" else None
    if first is None:
        return
    for number, stop in enumerate(one.stops[1:], 1):
        if not any(engine.leads_to(end.next, stop) for end in first.outcomes):
            yield Fault(("stops", number, "id"), f"情景 {first.id} 没有哪个结果的 next 写了 {stop.id}")


class _Known:
    """What was typed, chosen or worked out before: fields, values a scenario fills in, sums."""

    def __init__(self) -> None:
        self.fields: dict[str, FormField] = {}
        self.values: dict[str, set[str]] = {}
        self.sums: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.fields or name in self.values or name in self.sums

    def learn(self, stop: Stop, fields: Mapping[str, FormField], asked: Scenario | None) -> None:
        self.fields.update(fields)
        if stop.kind == "calculator":
            self.sums.add(engine.amount_id(stop.id))
            self.fields.update(_typed(stop.id))
        if asked is not None:
            for question in asked.questions:
                for answer in question.answers:
                    for name, value in answer.fills:
                        self.values.setdefault(name, set()).add(value)


def _typed(name: str) -> dict[str, FormField]:
    """What a calculator asks, as a form would: what is typed for a sum is carried on as well."""
    asked = CALCULATORS[name].fields if name in CALCULATORS else ()
    kinds_of = {one.key: _KINDS_OF_SUMS.get(one.kind) for one in asked}
    return {key: FormField(key, kind, key, key) for key, kind in kinds_of.items() if kind is not None}


def _carries(
    stop: Stop, fields: Mapping[str, FormField], known: _Known, place: tuple[str | int, ...]
) -> Iterator[Fault]:
    for here, before in stop.carries:
        if before not in known:
            yield Fault((*place, here), f"{before} 前面没有填过；计算的结果写成 {{计算}}_amount")
        elif stop.kind in _FORMS and here not in fields:
            yield Fault((*place, here), f"{stop.id} 里没有 {here} 这一项")
        elif here in fields and (reason := _unfit(fields[here], before, known)):
            yield Fault((*place, here), reason)
        elif stop.kind in ("guide", "scenario"):
            yield Fault((*place, here), "指南、情景没有要填的")


def _unfit(field: FormField, before: str, known: _Known) -> str:
    """Why what stands under ``before`` cannot be carried into ``field``; empty when it can."""
    if field.kind == "slot":
        return f"{field.id} 要照地方几点开门现选，不能带过来"
    if field.kind in engine.NOT_CARRIED:
        return f"{field.id} 每次都要本人来，不能带过来"
    if before in known.sums:
        return "" if field.kind in _SUMS | _WRITTEN else f"{field.id} 填不了算出来的数"
    if before in known.values:
        return _unfit_values(field, known.values[before])
    return "" if _fits(known.fields[before], field) else f"{before} 填不进 {field.id}：两项不是一种"


def _unfit_values(field: FormField, values: Collection[str]) -> str:
    wrong = sorted(value for value in values if kinds.problem(field, {field.id: value}, _ANY_DAY))
    return f"{field.id} 不能填 {'、'.join(wrong)}" if wrong else ""


def _fits(old: FormField, new: FormField) -> bool:
    if new.kind in _WRITTEN:
        return old.kind in _TAKEN
    if old.kind in _SUMS and new.kind in _SUMS:
        return True
    same = old.kind == new.kind
    return same and {choice.id for choice in old.choices} <= {choice.id for choice in new.choices}
