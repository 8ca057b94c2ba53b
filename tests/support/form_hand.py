"""Somebody before one form, and what must hold after each of his touches, whatever form and touch."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kiosk.domain import flow, forms, represent
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import CardDocument, CardRead
from kiosk.domain.effects import Effect, SaveOrder
from kiosk.domain.forms import Draft, PageKind
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.state import AppState, FormProgress
from kiosk.domain.update import update
from tests.support.library import CONSULTATION, small_library
from tests.support.states import CHILD, MAN, speaking_state, then

CARD = CardRead(CardDocument("resident", "王示例", MAN, "男", birth="1900-01-01"), 400.0)
# Whoever looks elsewhere, waits or comes back has put in what he put in.
LEAVES_ALONE = (m.Back, m.NextPage, m.GoHome, m.Open, m.OpenForm, m.Tick, m.KeepUsing, m.EditField)


@dataclass
class Hand:
    """Somebody before one form, and what must hold after each of his touches."""

    item: ServiceItem
    state: AppState
    made: int = 0

    def fresh(self) -> str:
        """The id of a new take or picture."""
        self.made += 1
        return f"made-{self.made}"

    @property
    def form(self) -> FormProgress | None:
        return self.state.visit.form if self.state.visit is not None else None

    def draft(self) -> Draft:
        assert self.form is not None
        return self.form.draft

    def page(self) -> PageKind:
        current = flow.current_page(self.state)
        assert current is not None
        return current[1].kind

    def all(self, *messages: object) -> None:
        for message in messages:
            self.touch(message)

    def touch(self, message: object) -> tuple[Effect, ...]:
        before, page = self.form, flow.current_page(self.state)
        self.state, effects = update(self.state, message)
        flow.route(self.state)
        flow.stage(self.state)
        if before is None:
            return effects
        after = self.form
        for effect in effects:
            if isinstance(effect, SaveOrder):
                self.whole(effect, before.draft)
        stays = not isinstance(self.state.visit.place, s.Guardian) if self.state.visit is not None else True
        if isinstance(message, LEAVES_ALONE) and stays:
            assert after is not None
            assert after.draft == before.draft
        if isinstance(message, m.NextPage) and after is not None and page is not None:
            self.stays_while_wrong(before, after, page[1])
        if after is not None:
            self.nothing_unasked(after.draft)
            self.nothing_refused(after.draft)
        return effects

    def whole(self, saved: SaveOrder, draft: Draft) -> None:
        """An order is what the form asks, in its one form, with nothing of who did not agree."""
        fields = saved.submission.fields
        assert not represent.child_here(draft, flow.today(self.state), self.item)
        asked_for = {one.id for one, may in forms.asked(self.item, draft) if may and one.kind == "pages"}
        pages = {one.sheet_id: one.field_id for one in draft.sheets}
        assert {pages[one] for one in saved.submission.pages} <= asked_for
        assert {name: str(n) for name in asked_for if (n := list(pages.values()).count(name))}.items() <= (
            fields.items()
        )
        assert all(stands(f, fields[f.id], self.state) for f in forms.fields_of(self.item) if f.id in fields)
        assert saved.submission.recordings == tuple(one.recording_id for one in draft.recordings)
        assert forms.problems(self.item, draft, flow.today(self.state)) == {}
        assert fields == forms.told(self.item, draft)
        again = replace(draft, answers=dict(fields))
        for asked, open_now in forms.asked(self.item, draft):
            assert open_now or not asked.required
            assert not open_now or forms.draft_problem(asked, again, flow.today(self.state)) is None
        assert forms.problems(self.item, again, flow.today(self.state)) == {}
        assert forms.told(self.item, again) == fields
        personal = {
            i for f in forms.fields_of(self.item) if forms.is_personal(f) for i in forms.answer_ids(f)
        }
        if draft.consent is None or not draft.consent.given:
            assert not personal & set(fields)
            assert not saved.submission.pages

    def nothing_refused(self, draft: Draft) -> None:
        """Of whoever did not agree nothing of his is kept."""
        if isinstance(place(self), s.Refused) or (draft.consent is not None and not draft.consent.given):
            assert not draft.sheets
            assert not {f.id for f in forms.fields_of(self.item) if forms.is_personal(f)} & set(draft.answers)

    def stays_while_wrong(self, before: FormProgress, after: FormProgress, page: forms.Page) -> None:
        if page.kind is not PageKind.FIELD or after.index == before.index:
            return
        asked = forms.find_field(self.item, page.field_id)
        assert asked is not None
        assert forms.draft_problem(asked, before.draft, flow.today(self.state)) is None

    def nothing_unasked(self, draft: Draft) -> None:
        """Pages, the order and the list of papers agree on what is asked."""
        shown = {page.field_id for page in forms.pages(self.item, draft) if page.kind is PageKind.FIELD}
        open_now = {one.id for one, may in forms.asked(self.item, draft) if may}
        assert shown == open_now
        ids = {i for f in forms.fields_of(self.item) if f.id in open_now for i in forms.answer_ids(f)}
        assert set(forms.told(self.item, draft)) <= ids
        assert set(forms.materials(self.item, draft)) <= {*self.item.materials, "欠条"}


def stands(asked: FormField, value: str, state: AppState) -> bool:
    """What may be judged without the engine's own rules."""
    match asked.kind:
        case "number" | "money" if value:
            low, high = Decimal(asked.least or 0), Decimal(asked.most or 10**15)
            return low <= Decimal(value) <= high
        case "date" if value:
            day, last = date.fromisoformat(value), flow.today(state)
            return not asked.most or (
                day <= (last if asked.most == "today" else date.fromisoformat(asked.most))
            )
        case "choice" | "choices" | "green" if value:
            chosen = value.split(",")
            return {one.id for one in asked.choices} >= set(chosen) and len(chosen) <= int(asked.most or 9)
        case "yesno" if value:
            return value in ("yes", "no")
        case "identity" if value:
            return len(value) == len(MAN) and value != CHILD
        case _:
            return True


def before_a(item: ServiceItem) -> Hand:
    library = replace(small_library(), items=(item,))
    state = replace(speaking_state(), library=library)
    state = replace(state, camera=state.microphone)
    return Hand(item, then(state, m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1")))


def place(hand: Hand) -> object:
    return hand.state.visit.place if hand.state.visit is not None else None
