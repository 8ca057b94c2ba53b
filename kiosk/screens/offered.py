"""What the page of places offers: places the county knows, its offices of some kinds, half-days of one."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain import flow, forms, known_offices, slots, where
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.forms import Draft
from kiosk.domain.known_places import known_places
from kiosk.domain.library import FormField, Library, Office, ServiceItem
from kiosk.domain.slots import Slot
from kiosk.domain.state import AppState
from kiosk.words.texts import Texts
from kiosk.words.where import minute


@dataclass(frozen=True, slots=True)
class Offered:
    """``value``: what is answered. ``hint``: a smaller line; ``far``: an island, said in the label where
    there is room. ``office``: whose door is told of.
    """

    value: str
    label: str
    hint: str = ""
    far: str = ""
    office: Office | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """``last``: on every page of them below the others. ``said``: what is to know before one chooses.
    ``closed``: nothing else can be answered.
    """

    offered: tuple[Offered, ...] = ()
    last: Offered | None = None
    said: str = ""
    closed: bool = True


def page_of(state: AppState, field: FormField, texts: Texts, low: bool = False) -> Page:
    """Everything there is to choose from for ``field``. ``low``: height is short, few words are said."""
    library, shown = state.library, flow.library(state)
    if library is None or shown is None:
        return Page()
    match field.kind:
        case "office":
            return Page(tuple(_offices(library, shown, field, texts)))
        case "slot":
            return _slots(state, library, field, texts, low)
        case _:
            known = known_places(library, shown, field)
            return Page(tuple(Offered(one.value, one.name, far=one.island) for one in known), closed=False)


def _offices(library: Library, shown: Library, field: FormField, texts: Texts) -> Iterator[Offered]:
    """Nearest first; as they are called in the language of the visit."""
    labels = {choice.id: choice.label for choice in field.choices}
    known = {one.id: one for one in known_offices.of_kinds(library.offices.values(), field.offices)}
    ids = [one.id for one in known.values() if one.name in labels]
    for near in where.offices(shown, ids) if ids else ():
        name = known[near.office.id].name
        way = texts.where.way(near.way) if near.way is not None else near.office.address
        yield Offered(name, labels[name], way, office=near.office)


def _slots(state: AppState, library: Library, field: FormField, texts: Texts, low: bool) -> Page:
    current = flow.current_page(state)
    form = state.visit.form if state.visit is not None else None
    if current is None or form is None:
        return Page()
    office = _named(library, current[0], field, form.draft)
    hours = office.hours if office is not None else UNKNOWN
    offer = slots.offer(hours, state.local, library.calendar, trusted=state.clock_trusted)
    rows = tuple(_slot(one, texts) for one in offer.slots)
    name = "" if low else _called(state, field, form.draft)
    call = texts.typed.slot_call.format(name) if name else texts.typed.slot_call_short
    parts = ("" if low else field.help, texts.typed.no_slot(offer.why), call)
    # Behind a Chinese full stop there is no space.
    said = "".join(part if part.endswith("。") else f"{part} " for part in parts if part).strip()
    return Page(rows, Offered(slots.ANY, texts.typed.slot_any), said)


def _named(library: Library, item: ServiceItem, field: FormField, draft: Draft) -> Office | None:
    before = forms.find_field(item, field.office)
    return known_offices.named(library, before, draft.answer(field.office))


def _slot(one: Slot, texts: Texts) -> Offered:
    spans = (texts.where.span.format(minute(start), minute(end)) for start, end in one.spans)
    return Offered(
        one.value,
        texts.typed.slot(one, texts.duty, texts.times),
        texts.duty.list_joint.join(spans),
    )


def _called(state: AppState, field: FormField, draft: Draft) -> str:
    """The office as it is called in the language of the visit."""
    shown, answer = flow.library(state), draft.answer(field.office)
    item = shown.item(draft.item_id) if shown is not None else None
    before = forms.find_field(item, field.office) if item is not None else None
    choices = before.choices if before is not None else ()
    return next((one.label for one in choices if one.id == answer), answer)
