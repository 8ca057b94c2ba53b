"""Forms: what hangs on an answer hangs on an earlier one, which can be given; nothing waits for ever.

Works on what a release would carry, so that whatever has a form (a service item, a paper to be filled) is
judged by one rule. ``place``: in the editor's file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Final, NamedTuple

from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.services import EditorDocument
from kiosk.content.publish.source import Place
from kiosk.domain import forms, sheets
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.forms_conditions import Test, When, bound, holds, tests
from kiosk.domain.known_offices import in_steps
from kiosk.domain.library import ConsentNotice, FormField, FormStep, Material, Office, ServiceItem

_MOST_TRIED: Final = 20_000  # ways of answering, of those fields a condition hangs on
_BOUNDED: Final = frozenset({"number", "money", "date"})
_CHOOSES: Final = frozenset({"choice", "choices", "green", "office"})


class Fault(NamedTuple):
    """``place``: in the editor's file."""

    place: Place
    text: str


class _Asked(NamedTuple):
    """An answer that stands before: its field, and what may be answered when that can be counted."""

    field: FormField
    values: tuple[str, ...]


def check(draft: Draft) -> None:
    """Every form of the library: of service items, of papers."""
    known = offices_of(draft)
    # What is missing only because its own row is wrong is said there, once.
    judged = "office" not in draft.unread and len(draft.ids("office")) == len(known)
    for item in draft.items:
        built = item.value.build({})
        built = replace(built, steps=in_steps(built.steps, known))
        for fault in (*item_faults(built), *(office_faults(built.steps, known) if judged else ())):
            item.report(fault.place, fault.text)
    for paper in draft.of(EditorDocument):
        steps = in_steps([step.build() for step in paper.value.steps], known)
        for fault in (*step_faults(steps), *(office_faults(steps, known) if judged else ())):
            paper.report(fault.place, fault.text)


def offices_of(draft: Draft) -> tuple[Office, ...]:
    """The county's, as a release carries them."""
    return tuple(row.value.build() for row in draft.offices)


def office_faults(steps: Sequence[FormStep], known: Sequence[Office]) -> Iterator[Fault]:
    """Of fields that offer offices: kinds there are none of, and two that could not be told apart."""
    for step_number, step in enumerate(steps):
        for number, one in enumerate(step.fields):
            place = ("steps", step_number, "fields", number, "offices")
            for which, kind in enumerate(one.offices):
                if not any(office.kind == kind for office in known):
                    yield Fault((*place, which), f"directory.yaml 里没有一处的 kind 是 {kind}")
            names = Counter(office.name for office in known if office.kind in one.offices)
            for name, count in names.items():
                if count > 1:
                    yield Fault(place, f"有 {count} 处都叫 {name}，选了分不清是哪一处")


def item_faults(item: ServiceItem) -> Iterator[Fault]:
    """Of everything that hangs on answers in a service item."""
    found = list(step_faults(item.steps))
    yield from found
    known = _known(one for one in forms.fields_of(item))
    for number, material in enumerate(item.materials_when):
        place = ("materials_when", number)
        yield from _material(item, material, known, place, fields_right=not found)


def step_faults(steps: Sequence[FormStep]) -> Iterator[Fault]:
    """Of the fields of a form. What is never asked is said only where the conditions are right: one slip of
    the pen is one line.
    """
    wrong = list(_wrong(steps))
    yield from wrong or _never(steps)


def _wrong(steps: Sequence[FormStep]) -> Iterator[Fault]:
    """Fields that hang on what was not asked, or cannot be answered so."""
    earlier: list[FormField] = []
    for step_number, step in enumerate(steps):
        for number, one in enumerate(step.fields):
            place = ("steps", step_number, "fields", number)
            known = _known(earlier)
            yield from _conditions(one.when, known, place)
            yield from _represented(one, known, place)
            if one.kind == "contact":
                yield from _contact(one, known, place)
            if one.kind == "slot":
                yield from _slot(one, known, place)
            earlier.append(one)


def _known(fields: Iterable[FormField]) -> dict[str, _Asked]:
    out: dict[str, _Asked] = {}
    for one in fields:
        for answer_id in forms.answer_ids(one):
            out[answer_id] = _Asked(one, _values(one, answer_id))
    return out


def _values(one: FormField, answer_id: str) -> tuple[str, ...]:
    """What may be answered, when it is to be chosen; nothing when it is written."""
    if one.kind in _CHOOSES:
        return tuple(choice.id for choice in one.choices)
    if one.kind == "yesno":
        return (kinds.YES, kinds.NO)
    if one.kind == "pages":  # or how many, which nothing may hang on but that there are any
        return (sheets.BRING, sheets.NO_CAMERA, "1")
    if one.kind == "contact":
        wish, when, _ = kinds.contact_ids(one)
        return {wish: kinds.WISHES, when: kinds.TIMES}.get(answer_id, ())
    return ()


def _conditions(when: When, known: Mapping[str, _Asked], place: Place) -> Iterator[Fault]:
    for test in tests(when):
        inner = (*place, "when")
        found = known.get(test.field)
        if found is None:
            yield Fault(inner, f"when 写的 {test.field} 前面没有问过")
            continue
        yield from (Fault(inner, text) for text in _test(test, found))


def _test(test: Test, found: _Asked) -> Iterator[str]:
    named = (*test.one_of, *test.none_of)
    if named and not found.values:
        yield f"{test.field} 是自己写的，没有选项，只能写 filled、least、most"
        return
    for value in named:
        if value not in found.values:
            yield f"{test.field} 没有 {value} 这个选项"
    for text in filter(None, (test.least, test.most)):
        if found.field.kind not in _BOUNDED:
            yield f"{test.field} 不是数字、钱、日期，不能写 least、most"
        elif (bound(text) is None) or (found.field.kind == "date") != ("-" in text[1:]):
            yield f"{test.field} 的 least、most 写法不对：{text}"


def _represented(one: FormField, known: Mapping[str, _Asked], place: Place) -> Iterator[Fault]:
    """Who acts for nobody is not asked about anybody else: what hangs on that would never be asked of him."""
    for test in tests(one.when):
        found = known.get(test.field)
        if found is not None and found.field.represented and not one.represented and test.filled is not False:
            yield Fault(
                (*place, "when"), f"when 写的 {test.field} 只在替别人办时才问，这一项也要写 represented"
            )


def _contact(one: FormField, known: Mapping[str, _Asked], place: Place) -> Iterator[Fault]:
    found = known.get(one.phone)
    if found is None or found.field.kind != "phone":
        yield Fault((*place, "phone"), f"{one.id} 前面要先问电话：phone 写那一项的 id")
    for answer_id in forms.answer_ids(one):
        if answer_id in known:
            yield Fault(place, f"{answer_id} 在前面已经填过了")


def _slot(one: FormField, known: Mapping[str, _Asked], place: Place) -> Iterator[Fault]:
    found = known.get(one.office)
    if found is None or found.field.kind != "office":
        yield Fault((*place, "office"), f"{one.id} 前面要先选地方：office 写那一项的 id")
    elif found.field.represented and not one.represented:
        yield Fault((*place, "office"), "office 写的那一项只在替别人办时才问，这一项也要写 represented")


def _material(
    item: ServiceItem, material: Material, known: Mapping[str, _Asked], place: Place, *, fields_right: bool
) -> Iterator[Fault]:
    wrong = list(_conditions(material.when, known, place))
    yield from wrong
    if fields_right and not wrong and not _possible(item.steps, material.when):
        yield Fault((*place, "when"), "怎么答都用不到这一样材料")
    if material.text in item.materials:
        yield Fault((*place, "text"), "materials 里已经有了")


def _never(steps: Sequence[FormStep]) -> Iterator[Fault]:
    """Fields nobody is ever asked."""
    for step_number, step in enumerate(steps):
        for number, one in enumerate(step.fields):
            if one.when and not _possible(steps, one.when, one):
                yield Fault(("steps", step_number, "fields", number, "when"), "怎么答都问不到这一项")


def _possible(steps: Sequence[FormStep], when: When, one: FormField | None = None) -> bool:
    """Whether some way of answering makes ``when`` hold; taken for granted where there are too many to
    try.
    """
    fields = [known for step in steps for known in step.fields]
    deciding = _deciding(fields, {test.field for test in tests(when)})
    tried = {name: _tried(fields, found, name) for name, found in deciding.items()}
    if prod(len(values) for values in tried.values()) > _MOST_TRIED:
        return True
    for values in product(*tried.values()):
        told = _told(fields, dict(zip(tried, values, strict=True)))
        if holds(when, told) and (one is None or all(map(told.get, forms.needed(one)))):
            return True
    return False


def _deciding(fields: Sequence[FormField], names: set[str]) -> dict[str, FormField]:
    """The answers ``names`` hang on, at whatever remove, and themselves; in the order of the form."""
    found: dict[str, FormField] = {}
    for one in reversed(fields):
        for answer_id in forms.answer_ids(one):
            if answer_id in names:
                found[answer_id] = one
                names = names | {test.field for test in tests(one.when)}.union(forms.needed(one))
    return dict(reversed(found.items()))


def _tried(fields: Sequence[FormField], one: FormField, answer_id: str) -> tuple[str, ...]:
    """Answers that differ for any condition: every choice, each bound and what lies on either side, and
    none.
    """
    values = list(_values(one, answer_id))
    if one.kind in _BOUNDED:
        named = (test for other in fields for test in tests(other.when) if test.field == answer_id)
        bounds = [text for test in named for text in (test.least, test.most) if text]
        values += [*bounds, *(("1900-01-01", "2199-12-31") if one.kind == "date" else ("0", "999999999999"))]
    elif not values:
        values.append("x")
    return ("", *values)


def _told(fields: Sequence[FormField], answers: Mapping[str, str]) -> dict[str, str]:
    """What of ``answers`` counts: that of questions which are asked."""
    told: dict[str, str] = {}
    for one in fields:
        if all(map(told.get, forms.needed(one))) and holds(one.when, told):
            told.update({name: answers[name] for name in forms.answer_ids(one) if answers.get(name)})
    return told


def check_notices(draft: Draft, published: Iterable[ServiceItem]) -> None:
    """Reports notices that say something else than under the same version before. Of samples nobody minds."""
    items = {row.value.id: row for row in draft.items}
    changed = changed_notices(published, (row.value.build({}) for row in draft.items))
    for item_id in changed:
        row = items[item_id]
        if not row.value.sample:
            row.report(("notice", "version"), "告知书的字改了，version 要换一个新的：办过的人同意的是旧的")


def changed_notices(before: Iterable[ServiceItem], now: Iterable[ServiceItem]) -> Iterator[str]:
    """Items whose consent notice says something else under a version that was published already.

    An order carries the version alone: what somebody agreed to must be found again by it.
    """
    known: dict[str, ConsentNotice] = {item.notice.version: item.notice for item in before}
    for item in now:
        if known.setdefault(item.notice.version, item.notice) != item.notice:
            yield item.id
