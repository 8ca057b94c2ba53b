"""Acting for somebody else: a helper who says so, and the grown-up who must be there for a child. Pure.

Whoever is under fourteen cannot agree to what is done with his data; his guardian does (PIPL article 31).
So a child's card or number goes no further than the page it was read on: it is dropped, the grown-up lays
down his own, and names the child as the represented person.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.domain import flow, forms, identity
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import Effect
from kiosk.domain.forms import Draft
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.state import AppState, FormProgress, IdentityMode, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
SHOWN_S: Final = 10.0  # personal fields stay readable so long after 显示


_NAMES_ONESELF: Final = frozenset({"idcard", "identity", "name"})


def child_here(draft: Draft, today: date, item: ServiceItem | None = None) -> bool:
    """Whether the one who identified himself is under fourteen; ``item``: also by a number it has typed."""
    own = _of_oneself(item, draft) if item is not None else []
    if any(f.kind == "identity" and identity.is_child(draft.answer(f.id), today) for f in own):
        return True
    number = draft.answer(forms.CARD_FIELDS["number"])
    born = draft.answer(forms.CARD_FIELDS["birth"])
    if number:
        return identity.is_child(number, today)
    try:
        return bool(born) and identity.under_age(date.fromisoformat(born), today)
    except ValueError:
        return False


def to_guardian(state: AppState, visit: Visit, form: FormProgress, item: ServiceItem) -> Outcome:
    """The page that asks for a grown-up; behind it the identity is to be given anew."""
    own = {f.id for f in _of_oneself(item, form.draft)}
    form = _without_identity(item, form)
    pages = forms.pages(item, form.draft)
    index = next((i for i, p in enumerate(pages) if p.field_id in own), form.index)
    form = replace(form, index=index, editing=False)
    return replace(state, visit=replace(visit.at(s.Guardian()), form=form)), ()


def represent(state: AppState, message: m.Represent) -> Outcome:
    """Ask about the other person from here on, or no longer. From the child's page: as the grown-up."""
    visit = state.visit
    if visit is None or visit.form is None or state.library is None or visit.form.saving:
        return state, ()
    item = state.library.item(visit.form.draft.item_id)
    here = isinstance(visit.place, s.Form | s.Guardian)
    if item is None or not here or not forms.can_represent(item):
        return state, ()
    form = visit.form
    if isinstance(visit.place, s.Guardian):
        visit = replace(visit, stack=visit.stack[:-1] or (s.Home(),))
    draft = replace(form.draft, representing=message.other)
    if message.other and draft.consent is not None and not draft.consent.given and _named(item):
        draft = replace(draft, consent=None)  # to name somebody is to agree: the notice is shown again
    if not message.other:
        gone = {i for f in forms.fields_of(item) if f.represented for i in forms.order_field_ids(f)}
        draft = replace(draft, answers={k: v for k, v in draft.answers.items() if k not in gone})
    anew = isinstance(state.visit.place, s.Guardian) if state.visit is not None else False
    placed = _placed(item, replace(form, draft=draft), form, anew=anew)
    return replace(state, visit=replace(visit, form=placed)), ()


def _of_oneself(item: ServiceItem, draft: Draft) -> list[FormField]:
    """The questions in which one says who one is. Beside a card a name of its own is nobody's identity."""
    asked = [f for f, open_now in forms.asked(item, draft) if open_now and not f.represented]
    typed = any(f.kind == "identity" for f in asked)
    kinds = _NAMES_ONESELF if typed else {"idcard"}
    return [f for f in asked if f.kind in kinds]


def _without_identity(item: ServiceItem, form: FormProgress) -> FormProgress:
    """What the child's card gave, or the child typed of itself, is kept nowhere."""
    of_child = {i for f in _of_oneself(item, form.draft) for i in forms.answer_ids(f)}
    answers = {k: v for k, v in form.draft.answers.items() if k not in of_child}
    draft = replace(form.draft, answers=answers, identity_source="")
    return replace(form, draft=draft, identity_mode=IdentityMode.CARD, card_code="", problem=None)


def _placed(item: ServiceItem, form: FormProgress, before: FormProgress, *, anew: bool) -> FormProgress:
    """On the same page as before; from the check page to the first question about the other person. ``anew``:
    not past that one either, for who it is about was never asked.
    """
    was = forms.pages(item, before.draft)
    page = was[min(before.index, len(was) - 1)]
    now = forms.pages(item, form.draft)
    asked = [i for i, p in enumerate(now) if _about_other(item, p.field_id)]
    if page.kind is forms.PageKind.CHECK and form.draft.representing and asked:
        index = asked[0]
    else:
        same = (i for i, p in enumerate(now) if (p.kind, p.field_id) == (page.kind, page.field_id))
        index = next(same, len(now) - 1)
        if anew:
            index = min([index, *asked])
    if form.draft.consent is None:  # nobody is taken past the notice
        index = min([index, *(i for i, p in enumerate(now) if p.kind is forms.PageKind.CONSENT)])
    return replace(form, index=index, editing=False, problem=None, save_code="")


def _named(item: ServiceItem) -> bool:
    """Whether what is asked about the other person is personal."""
    return any(f.represented and forms.is_personal(f) for f in forms.fields_of(item))


def _about_other(item: ServiceItem, field_id: str) -> bool:
    found = forms.find_field(item, field_id) if field_id else None
    return found is not None and found.represented


def show_personal(state: AppState, _message: m.ShowPersonal) -> Outcome:
    """显示 for some seconds; a second touch masks at once. Only where there is something masked."""
    visit = state.visit
    if visit is None or visit.form is None or not isinstance(visit.place, s.Form):
        return state, ()
    bare = 0.0 if visit.form.bare_until else state.now + SHOWN_S
    if flow.route(state).screen not in (flow.Screen.CHECK, flow.Screen.IDENTITY):
        return state, ()
    return replace(state, visit=replace(visit, form=replace(visit.form, bare_until=bare))), ()


def masked_again(state: AppState) -> AppState:
    """At each tick: what was shown long enough is covered."""
    visit = state.visit
    if visit is None or visit.form is None or not 0.0 < visit.form.bare_until <= state.now:
        return state
    return replace(state, visit=replace(visit, form=replace(visit.form, bare_until=0.0)))
