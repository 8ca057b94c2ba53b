"""The open page as a place to write in: which field, what stands there, how much may."""

from dataclasses import dataclass, field

from kiosk.domain import caret, contact, flow, forms
from kiosk.domain.asked import LONGEST
from kiosk.domain.flow import SEARCHED, Route, Screen
from kiosk.domain.state import AppState, IdentityMode
from kiosk.domain.visit_where import LISTED, ONLINE
from kiosk.domain.writing import Method, WritingMode


@dataclass(frozen=True, slots=True)
class WritingPlace:
    """``field_id``: of the open form, or SEARCHED. ``most``: characters. ``caret``: how many of ``text``
    stand before it.
    """

    field_id: str
    text: str = field(repr=False)
    most: int
    mode: WritingMode
    caret: int

    @property
    def before(self) -> str:
        """What stands before the caret."""
        return self.text[: self.caret]

    def holds(self, text: str) -> bool:
        """Whether ``text`` may stand here; of one that is too long already, every shorter one may."""
        return len(text) <= max(self.most, len(self.text))


def writing_place(state: AppState) -> WritingPlace | None:
    """None where nothing is written now: another page, a sheet over it, the time-out question."""
    current = flow.current_page(state)
    if flow.route(state) in (Route(Screen.WRITE, one) for one in (SEARCHED, LISTED, ONLINE)):
        return _search_line(state)
    if flow.route(state).screen is not Screen.WRITE or current is None or current[2] is None:
        return None
    if state.visit is None or state.visit.form is None or state.visit.form.saving:
        return None
    form_field, draft = current[2], state.visit.form.draft
    if form_field.kind == "idcard":
        beside = flow.identity_mode(state) is IdentityMode.WRITTEN
        name = forms.WRITTEN_NAME if beside else forms.CARD_FIELDS["name"]
        mode = WritingMode.RARE_NAME if beside else WritingMode.NAME
        field_id, most = name, forms.LONGEST_NAME
    elif form_field.kind == "contact":
        field_id = contact.field_id(form_field, flow.contact_part(state, form_field))
        mode, most = WritingMode.TEXT, form_field.max_length
    else:
        mode = WritingMode.NAME if form_field.kind == "name" else WritingMode.TEXT
        field_id, most = form_field.id, form_field.max_length
    text = draft.answer(field_id)
    return WritingPlace(field_id, text, most, mode, caret.stand(text, state.visit.caret))


def _search_line(state: AppState) -> WritingPlace | None:
    if state.visit is None:
        return None
    text = state.visit.asked.text
    at = caret.stand(text, state.visit.caret)
    return WritingPlace(SEARCHED, text, LONGEST, WritingMode.TEXT, at)


def method(state: AppState) -> Method | None:
    """How one writes now: as chosen, if that works here, else as works; None when neither does."""
    chosen = state.visit.method if state.visit is not None else Method.HAND
    works = {Method.HAND: state.handwriting, Method.PINYIN: state.pinyin}
    if works[chosen]:
        return chosen
    return next((other for other, there in works.items() if there), None)
