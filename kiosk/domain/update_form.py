"""Filling a form: pages, answers, consent, identity by card or by hand, handwriting candidates."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.domain import (
    along,
    booking,
    caret,
    contact,
    flow,
    forms,
    identity,
    matter_forms,
    paper_forms,
    represent,
)
from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_rating as rating
from kiosk.domain.contact import ContactPart
from kiosk.domain.effects import Effect, Recognise
from kiosk.domain.forms import Consent, Draft, Page, PageKind
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.recording import Phase
from kiosk.domain.sense import doubtful
from kiosk.domain.sheets import Phase as Shooting
from kiosk.domain.state import AppState, FormProgress, IdentityMode, Visit
from kiosk.domain.writing import InkAnswer, PlaceCaret, WritingContext
from kiosk.domain.writing_place import writing_place

Outcome = tuple[AppState, tuple[Effect, ...]]
_OF_NO_INK: Final = -1


def _with_form(state: AppState, visit: Visit, form: FormProgress) -> Outcome:
    return replace(state, visit=replace(visit, form=form)), ()


def _open(state: AppState) -> tuple[Visit, FormProgress, ServiceItem, Page, FormField | None] | None:
    """The open form, when a person can work on it now."""
    visit = state.visit
    current = flow.current_page(state)
    if visit is None or visit.form is None or current is None or visit.form.saving:
        return None
    if not isinstance(visit.place, s.Form):
        return None
    item, page, form_field = current
    return visit, visit.form, item, page, form_field


def open_form(state: AppState, message: m.OpenForm, carried: Mapping[str, str] | None = None) -> Outcome:
    """Goes on with a begun draft of the same item; another item's is dropped, its text carried over. Not so
    where something is booked (``booking``).

    ``carried``: what a matter fills in, which it is opened from (``matter_forms``).
    """
    visit = state.visit
    if visit is None or state.library is None or not state.can_submit:
        return state, ()
    item = state.library.item(message.item_id)
    if item is None or (visit.form is not None and visit.form.saving):
        return state, ()
    base, effects = rating.leave_order(visit)
    base = paper_forms.taken_up(base, item.id)
    form = booking.before(base.form, item.id)
    if message.request:
        form = booking.begun(form, item, message.order_id, message.request)
    elif form is None or form.draft.item_id != item.id:
        text, said = booking.written(form)
        draft = Draft(item.id, message.order_id)
        if (text or said) and forms.find_field(item, forms.REQUEST) is not None:
            draft = replace(draft.with_answer(forms.REQUEST, text) if text else draft, recordings=said)
        form = FormProgress(draft)
    if carried is not None:
        form = matter_forms.begun(form, item, carried)
    if (worked := along.gathered(state, base)) is not None:
        form = replace(form, worked=worked)
    if message.speak:  # who cannot read is read to
        form = replace(form, speaking=True)
        base = replace(base, comfort=replace(base.comfort, voice=base.comfort.voice or state.speech))
    # One form, one place for it: 返回 leaves it to where it was first opened from.
    stack = base.stack[: base.stack.index(s.Form())] if s.Form() in base.stack else base.stack
    base = replace(base, stack=stack or (s.Home(),))
    return replace(state, visit=replace(base.at(s.Form()), form=form)), effects


def answer(state: AppState, message: m.Answer) -> Outcome:
    opened = _open(state)
    if opened is None:
        return state, ()
    visit, form, item, _page, _field = opened
    agreed = form.draft.consent is not None and form.draft.consent.given
    known = {
        field_id
        for f in forms.fields_of(item)
        if agreed or not forms.is_personal(f)  # nothing personal before the notice was agreed to
        for field_id in forms.answer_ids(f)
    }
    if message.field_id not in known:
        return state, ()
    place = writing_place(state)
    if place is not None and place.field_id == message.field_id:
        visit = replace(visit, caret=caret.followed(place.text, message.value, place.caret))
    draft = form.draft.with_answer(message.field_id, message.value)
    if message.field_id in forms.CARD_FIELDS.values() and draft.identity_source == "card":
        draft = replace(draft, identity_source="typed")
    draft = forms.reconsidered(item, draft, form.draft)
    return _with_form(state, visit, replace(form, draft=draft, problem=None, save_code=""))


def place_caret(state: AppState, message: PlaceCaret) -> Outcome:
    """Letters that stand there go along; what was picked of them before is text like any other now."""
    visit, place = state.visit, writing_place(state)
    if visit is None or place is None:
        return state, ()
    typed = replace(visit.pinyin, composition=replace(visit.pinyin.composition, picked=()))
    return replace(state, visit=replace(visit, caret=caret.kept_as(place.text, message.at), pinyin=typed)), ()


def next_page(state: AppState, _message: m.NextPage) -> Outcome:
    opened = _open(state)
    if opened is None:
        return state, ()
    visit, form, item, page, form_field = opened
    if page.kind is not PageKind.FIELD or form_field is None:
        return state, ()
    if form_field.kind == "idcard" and form.identity_mode is IdentityMode.NAME:
        if wrong := forms.name_problem(form.draft.answer("name")):
            return _with_form(state, visit, replace(form, problem=wrong))
        if "number" in form_field.reads:
            return _with_form(state, visit, replace(form, identity_mode=IdentityMode.NUMBER, problem=None))
    if form_field.kind == "idcard" and form.identity_mode is IdentityMode.WRITTEN:
        return _with_form(state, visit, _name_written(form))
    if form.voice.phase in (Phase.RECORDING, Phase.KEEPING):
        return state, ()  # what is being said is not in the draft yet
    if form.shot.phase is Shooting.TAKING:
        return state, ()  # nor is what is being photographed
    part = contact.after(form_field, form.draft, form.contact) if form_field.kind == "contact" else None
    if part is not None:
        return _with_form(state, visit, replace(form, contact=part, problem=None))
    wrong = forms.draft_problem(form_field, form.draft, flow.today(state))
    if wrong:
        return _with_form(state, visit, replace(form, problem=wrong))
    # A paper may leave room for a pen: nobody at the other end has to understand it.
    matter = not paper_forms.document_of(item.id)
    if matter and not form.doubted and _says_nothing(form_field, form.draft):
        empty = forms.speakable(form_field) and not form.draft.answer(form_field.id).strip()
        problem = Problem(ProblemKind.SAY_SOMETHING if empty else ProblemKind.SAY_MORE)
        return _with_form(state, visit, replace(form, problem=problem, doubted=True))
    said_who = matter and form_field.kind in ("idcard", "identity")
    if said_who and represent.child_here(form.draft, flow.today(state), item):
        return represent.to_guardian(state, visit, form, item)
    return _with_form(state, visit, _advance(item, form))


def _says_nothing(form_field: FormField, draft: Draft) -> bool:
    """Whether what is written is to be asked about; nobody knows what was said into the microphone."""
    spoken = forms.speakable(form_field) and bool(draft.recordings)
    return form_field.kind == "text" and not spoken and doubtful(draft.answer(form_field.id))


def _advance(item: ServiceItem, form: FormProgress) -> FormProgress:
    all_pages = forms.pages(item, form.draft)
    last = len(all_pages) - 1
    index, editing = last if form.editing else min(form.index + 1, last), False
    if form.editing:  # a number that was added later brings its question with it
        new = forms.now_asked(item, form.draft, all_pages[min(form.index, last)].field_id)
        asked = (i for i, page in enumerate(all_pages) if new and page.field_id == new)
        index = next(asked, last)
        editing = index != last
    if form.draft.consent is None:  # nobody is taken past the notice
        index = min([index, *(i for i, page in enumerate(all_pages) if page.kind is PageKind.CONSENT)])
        editing = editing and all_pages[index].kind is PageKind.FIELD
    return replace(
        form,
        index=index,
        editing=editing,
        problem=None,
        card_code="",
        identity_mode=IdentityMode.CARD,
        contact=ContactPart.HOW,
    )


def edit_field(state: AppState, message: m.EditField) -> Outcome:
    opened = _open(state)
    if opened is None:
        return state, ()
    visit, form, item, page, _field = opened
    if page.kind is not PageKind.CHECK:
        return state, ()
    for index, candidate in enumerate(forms.pages(item, form.draft)):
        if candidate.kind is PageKind.FIELD and candidate.field_id == message.field_id:
            form = replace(form, index=index, editing=True, problem=None, save_code="")
            return _with_form(state, visit, replace(form, contact=ContactPart.HOW))
    return state, ()


def give_consent(state: AppState, message: m.GiveConsent) -> Outcome:
    return _decide(state, message.at, given=True)


def refuse_consent(state: AppState, message: m.RefuseConsent) -> Outcome:
    return _decide(state, message.at, given=False)


def _decide(state: AppState, at: str, *, given: bool) -> Outcome:
    opened = _open(state)
    if opened is None:
        return state, ()
    visit, form, item, page, _field = opened
    if page.kind is not PageKind.CONSENT:
        return state, ()
    draft = replace(form.draft, consent=Consent(item.notice.version, at, given))
    if not given:
        draft = _without_personal(item, draft)
        # Questions about another person are gone: the notice may stand earlier than it did.
        shown = (i for i, p in enumerate(forms.pages(item, draft)) if p.kind is PageKind.CONSENT)
        form = replace(form, index=next(shown, form.index))
        if not forms.refusal_allowed(item, draft):
            kept = replace(form, draft=replace(draft, consent=None))
            return replace(state, visit=replace(visit.at(s.Refused()), form=kept)), ()
    form = replace(form, draft=draft)
    if given:
        form = matter_forms.agreed(state, visit, item, form)
    return _with_form(state, visit, _advance(item, form))


def _without_personal(item: ServiceItem, draft: Draft) -> Draft:
    personal = {i for f in forms.fields_of(item) if forms.is_personal(f) for i in forms.answer_ids(f)}
    answers = {k: v for k, v in draft.answers.items() if k not in personal}
    return replace(draft, answers=answers, identity_source="", representing=False, sheets=())


# ---- identity ------------------------------------------------------------------------------------


def type_identity(state: AppState, _message: m.TypeIdentity) -> Outcome:
    opened = _open(state)
    form_field = opened[4] if opened is not None else None
    if opened is None or form_field is None or form_field.kind != "idcard":
        return state, ()
    visit, form, _item, _page, _field = opened
    draft = replace(form.draft, identity_source="typed")
    mode = IdentityMode.NAME if "name" in form_field.reads else IdentityMode.NUMBER
    return _with_form(
        state,
        visit,
        replace(form, draft=draft, identity_mode=mode, card_seen=False, card_code="", problem=None),
    )


def write_name(state: AppState, _message: m.WriteName) -> Outcome:
    """The card's name once more, by hand: only beside a name that a card gave, which stays as it is."""
    opened = _open(state)
    form_field = opened[4] if opened is not None else None
    if opened is None or form_field is None or form_field.kind != "idcard" or "name" not in form_field.reads:
        return state, ()
    visit, form = opened[:2]
    by_card = form.draft.identity_source == "card" and form.draft.answer(forms.CARD_FIELDS["name"])
    if not by_card or form.identity_mode is not IdentityMode.CARD:
        return state, ()
    return _with_form(state, visit, replace(form, identity_mode=IdentityMode.WRITTEN, problem=None))


def _name_written(form: FormProgress) -> FormProgress:
    """Back on the card's page; nothing written is no fault there, for the card's name is kept."""
    written = form.draft.answer(forms.WRITTEN_NAME)
    wrong = forms.name_problem(written) if written.strip() else None
    if wrong:
        return replace(form, problem=wrong)
    return replace(form, identity_mode=IdentityMode.CARD, problem=None)


def use_card(state: AppState, _message: m.UseCard) -> Outcome:
    """Back to the reader: what the card or the hand gave is dropped, so that two people never mix."""
    opened = _open(state)
    form_field = opened[4] if opened is not None else None
    if opened is None or form_field is None or form_field.kind != "idcard":
        return state, ()
    visit, form, _item, _page, _field = opened
    gone = set(forms.answer_ids(form_field))
    answers = {k: v for k, v in form.draft.answers.items() if k not in gone}
    draft = replace(form.draft, answers=answers, identity_source="")
    return _with_form(
        state,
        visit,
        replace(
            form, draft=draft, identity_mode=IdentityMode.CARD, card_code="", card_seen=False, problem=None
        ),
    )


def card_seen(state: AppState, _message: d.CardSeen) -> Outcome:
    opened = _open(state)
    if opened is None or not flow.card_wanted(state):
        return state, ()
    return _with_form(state, opened[0], replace(opened[1], card_seen=True, card_code=""))


def card_read(state: AppState, message: d.CardRead) -> Outcome:
    """Only what the form names, and only while the identity page wants it: a late card is dropped."""
    opened = _open(state)
    wanted = flow.card_wanted(state)
    if opened is None or not wanted:
        return state, ()
    visit, form, _item, _page, _field = opened
    answers = dict(form.draft.answers)
    for name in wanted:
        answers[forms.CARD_FIELDS[name]] = getattr(message.document, name)
    missing = not all(answers[forms.CARD_FIELDS[name]].strip() for name in wanted)
    number = message.document.number
    if missing or ("number" in wanted and identity.problem(number, flow.today(state))):
        return _with_form(state, visit, replace(form, card_seen=False, card_code="E-IDC-05"))
    draft = replace(form.draft, answers=answers, identity_source="card")
    # Laying a card down is being there.
    touched = replace(visit, last_touch=state.now, card_used=True)
    return _with_form(state, touched, replace(form, draft=draft, card_seen=False, card_code="", problem=None))


def card_problem(state: AppState, message: d.CardProblem) -> Outcome:
    opened = _open(state)
    if opened is None or not flow.card_wanted(state):
        return state, ()
    return _with_form(state, opened[0], replace(opened[1], card_seen=False, card_code=message.code))


# ---- handwriting ---------------------------------------------------------------------------------


def ink(state: AppState, message: m.Ink) -> Outcome:
    """Empty ink clears the candidates; anything else asks the recogniser."""
    visit = state.visit
    if visit is None:
        return state, ()
    if not message.strokes:
        return replace(state, visit=replace(visit, ink=InkAnswer(message.generation))), ()
    if not state.handwriting:
        return state, ()
    answered = visit.ink
    if not message.more and answered.generation == message.generation:
        answered = replace(answered, generation=_OF_NO_INK, items=())  # of another pad, which counted as far
    asking = replace(visit, ink=replace(answered, asked=message.generation, more=message.more))
    context = _writing(state, message.more)
    return replace(state, visit=asking), (
        Recognise(message.generation, message.strokes, message.pad, context),
    )


def _writing(state: AppState, more: bool) -> WritingContext:
    """What stands on the open page already, and whether it is a name."""
    place = writing_place(state)
    return WritingContext(more=more) if place is None else WritingContext(place.before[-2:], place.mode, more)


def candidates(state: AppState, message: m.CandidatesReady) -> Outcome:
    """Only the answer to the ink asked about last: not to older strokes, another page or another person."""
    visit = state.visit
    if visit is None or message.generation != visit.ink.asked:
        return state, ()
    answered = InkAnswer(message.generation, message.items, more=visit.ink.more)
    return replace(state, visit=replace(visit, ink=answered)), ()
