"""What the page of places offers: places the county knows, its offices of some kinds, half-days of one."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain import flow, forms, known_offices, slots, where
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.forms import Draft
from kiosk.domain.known_places import known_places
from kiosk.domain.library import FormField, Library, Office, ServiceItem
from kiosk.domain.slots import Offer, Slot
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
    """``last``: on every page of them below the others. ``said``: what is to know before one chooses."""

    offered: tuple[Offered, ...] = ()
    last: Offered | None = None
    said: str = ""


def page_of(state: AppState, field: FormField, texts: Texts) -> Page:
    """Everything there is to choose from for ``field``."""
    library, shown = state.library, flow.library(state)
    if library is None or shown is None:
        return Page()
    match field.kind:
        case "office":
            return Page(tuple(_offices(library, shown, field, texts)))
        case "slot":
            return _slots(state, library, field, texts)
        case _:
            known = known_places(library, shown, field)
            return Page(tuple(Offered(one.value, one.name, far=one.island) for one in known))


def _offices(library: Library, shown: Library, field: FormField, texts: Texts) -> Iterator[Offered]:
    """Nearest first; as they are called in the language of the visit."""
    labels = {choice.id: choice.label for choice in field.choices}
    known = {one.id: one for one in known_offices.of_kinds(library.offices.values(), field.offices)}
    ids = [one.id for one in known.values() if one.name in labels]
    for near in where.offices(shown, ids) if ids else ():
        name = known[near.office.id].name
        way = texts.where.way(near.way) if near.way is not None else near.office.address
        yield Offered(name, labels[name], way, office=near.office)


def _slots(state: AppState, library: Library, field: FormField, texts: Texts) -> Page:
    current = flow.current_page(state)
    form = state.visit.form if state.visit is not None else None
    if current is None or form is None:
        return Page()
    office = _named(library, current[0], field, form.draft)
    hours = office.hours if office is not None else UNKNOWN
    offer = slots.offer(hours, state.local, library.calendar, trusted=state.clock_trusted)
    rows = tuple(_slot(one, texts) for one in offer.slots)
    return Page(rows, Offered(slots.ANY, texts.typed.slot_any), _said(state, field, form.draft, offer, texts))


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


def _said(state: AppState, field: FormField, draft: Draft, offer: Offer, texts: Texts) -> str:
    """Why there is no day, then who will settle it: a wish is no booked seat."""
    shown = flow.library(state)
    item = shown.item(draft.item_id) if shown is not None else None
    before = forms.find_field(item, field.office) if item is not None else None
    answer = draft.answer(field.office)
    name = next((one.label for one in before.choices if one.id == answer), answer) if before else answer
    parts = (field.help, texts.typed.no_slot(offer.why), texts.typed.slot_call.format(name))
    said = [part for part in parts if part]
    # Behind a Chinese full stop there is no space.
    return "".join(part if part.endswith("。") else f"{part} " for part in said).strip()
