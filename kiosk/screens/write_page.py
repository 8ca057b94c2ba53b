"""What is written on the writing screen, and where it goes."""

from dataclasses import dataclass

from kiosk.domain import caret, flow, forms
from kiosk.domain.asked import LONGEST, NOTHING_SOUGHT, Asked
from kiosk.domain.flow import SEARCHED
from kiosk.domain.forms_kinds import contact_ids
from kiosk.domain.online import connected
from kiosk.domain.state import AppState, IdentityMode
from kiosk.domain.visit_where import ONLINE, AskOnline
from kiosk.domain.writing import NOTHING_TYPED, Method, Pinyin
from kiosk.domain.writing_place import method
from kiosk.screens.form_page import FormPage, form_page
from kiosk.screens.found import Hit, live, sought_words
from kiosk.words.texts import Texts


@dataclass(frozen=True, slots=True)
class WritePage:
    """What is being written on this page. ``field_id``: the order field the text goes to."""

    form: FormPage | None  # None: what is looked for
    field_id: str
    title: str
    help: str
    sentences: tuple[str, ...]
    most: int
    required: bool
    by_card: bool
    method: Method | None
    pen: bool
    pinyin: bool
    typed: Pinyin
    broken: bool  # pinyin was chosen and does not work any more
    caret: int | None  # behind how many characters of the text; None: at its end
    speak: bool = False  # it may be said instead
    looked_for: Asked = NOTHING_SOUGHT
    found: tuple[Hit, ...] = ()
    finds: bool = False  # what is looked for can be found

    @property
    def text(self) -> str:
        return self.form.draft.answer(self.field_id) if self.form is not None else self.looked_for.text

    @property
    def problem(self) -> str:
        return self.form.problem if self.form is not None else ""

    @property
    def part(self) -> tuple[object, ...]:
        """Of which form, and which step."""
        return (self.form.item.id, self.form.step) if self.form is not None else ()

    @property
    def at(self) -> int:
        """How many characters of the text stand before the caret."""
        return caret.stand(self.text, self.caret)


def write_page(state: AppState, texts: Texts) -> WritePage | None:
    """The page to write on: a text, a name, or the name of a typed identity."""
    visit = state.visit
    typed = visit.pinyin if visit is not None else NOTHING_TYPED
    broken = visit is not None and visit.method is Method.PINYIN and not state.pinyin
    place = visit.caret if visit is not None else None
    ways = (method(state), state.handwriting, state.pinyin, typed, broken, place)
    words = sought_words(visit.under, texts) if visit is not None else None
    words = words or _online_words(state, texts)
    if visit is not None and words is not None:
        found = visit.asked, live(state, texts), state.search or words[0] != SEARCHED
        line = (None, *words, (), LONGEST, True, False)
        return WritePage(*line, *ways, False, *found)
    form = form_page(state, texts)
    if form is None or form.field is None:
        return None
    field = form.field
    if field.kind == "idcard":
        mode = flow.identity_mode(state)
        if mode not in (IdentityMode.NAME, IdentityMode.WRITTEN):
            return None
        title, hint = texts.form.write_id_name, texts.form.write_id_name_help
        if mode is IdentityMode.WRITTEN:
            name = forms.WRITTEN_NAME
            return WritePage(form, name, title, hint, (), forms.LONGEST_NAME, False, False, *ways)
        return WritePage(form, "name", title, hint, (), forms.LONGEST_NAME, True, True, *ways)
    if field.kind == "contact":
        title, hint, where = texts.chosen.where, texts.chosen.where_help, contact_ids(field)[2]
        return WritePage(form, where, title, hint, (), field.max_length, True, False, *ways)
    speak = forms.speakable(field) and _may_speak(state)
    of_field = (field.id, field.title, field.help, field.sentences, field.max_length, field.required)
    return WritePage(form, *of_field, False, *ways, speak)


def _online_words(state: AppState, texts: Texts) -> tuple[str, str, str] | None:
    """Where what the hub looks up is written: what is asked, and who is."""
    place, shown = state.visit.under if state.visit is not None else None, flow.library(state)
    lookup = connected(shown, place.lookup_id) if isinstance(place, AskOnline) else None
    if lookup is None:
        return None
    return ONLINE, texts.online.write_title.format(lookup.asks[0].label), lookup.title


def _may_speak(state: AppState) -> bool:
    """What was said before can be heard and given up even when nothing more can be said."""
    form = state.visit.form if state.visit is not None else None
    return flow.can_record(state) or (form is not None and bool(form.draft.recordings))
