"""The one place that picks a screen: a priority ladder over the state. And what it wants of devices."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from kiosk.domain import contact, forms, paper_forms, visit_papers
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import Language
from kiosk.domain.device import CARD_LEFT
from kiosk.domain.forms import Page, PageKind
from kiosk.domain.known_places import any_place
from kiosk.domain.library import FormField, Library, ServiceItem
from kiosk.domain.library_learning import Wording
from kiosk.domain.recording import Phase
from kiosk.domain.screen_names import Route, Screen
from kiosk.domain.state import AppState, IdentityMode, PrintState, Visit, VisitStage
from kiosk.domain.sums import SumCard

__all__ = ["Route", "Screen"]  # what ``route`` answers, read as ``flow.Screen``

STOPPED: Final = "E-SYN-05"
SEARCHED: Final = "search"  # key of the writing screen, where a form has the id of a field

# Where a slip held before the scanner is understood; everywhere else the scanner is dark.
_PROGRESS: Final = frozenset({Screen.PROGRESS_ASK, Screen.PROGRESS_TYPE, Screen.PROGRESS})
_SCAN_SCREENS: Final = _PROGRESS | {Screen.IDLE, Screen.RECOVERED, Screen.HOME}


def route(state: AppState) -> Route:
    """maintenance → fatal fault → time-out question → visit step → idle."""
    if state.maintenance:
        return Route(Screen.MAINTENANCE)
    if state.fatal:
        return Route(Screen.FAULT, state.fatal)
    visit = state.visit
    if visit is None:
        if state.recovered is not None:
            return Route(Screen.RECOVERED, state.recovered.order_no)
        return Route(Screen.IDLE)
    if visit.question_since is not None:
        return Route(Screen.TIMEOUT)
    return _place_route(state, visit)


def _place_route(state: AppState, visit: Visit) -> Route:
    place = visit.place
    plain = PLAIN.get(type(place))
    return Route(plain) if plain is not None else ROUTES[type(place)](state, visit, place)


def library(state: AppState) -> Library | None:
    """The release in the language of the visit: what is shown and printed of it, never what is submitted."""
    return state.library.said(language(state)) if state.library is not None else None


def wording(state: AppState) -> Mapping[str, Wording]:
    """The county's own words for sentences of the terminal, of the release that is shown."""
    return state.library.every(Wording) if state.library is not None else {}


def language(state: AppState) -> Language:
    """Of what the terminal says now: the visit's; the site's own while nobody is there."""
    return state.comfort_now.language


def can_cover(state: AppState) -> bool:
    """Whether one could go on with the picture covered: there are keys, and pages are read and heard."""
    visit = state.visit
    read = visit is not None and visit.comfort.voice and state.speech and state.speech_works
    return read and state.keypad.usable


def covered(state: AppState) -> bool:
    """Whether the picture is covered."""
    return state.visit is not None and state.visit.comfort.curtain and can_cover(state)


def _typing(part: s.TypedPart) -> Route:
    return Route(Screen.PROGRESS_TYPE, part.value)


def _form_route(state: AppState) -> Route:
    current = current_page(state)
    if current is None:
        return Route(Screen.HOME)
    item, page, form_field = current
    if page.kind is PageKind.CONSENT:
        return Route(Screen.CONSENT, item.notice.version)
    if page.kind is PageKind.CHECK or form_field is None:
        return Route(Screen.CHECK, item.id)
    if form_field.kind == "idcard":
        mode = identity_mode(state)
        if mode is IdentityMode.NAME:
            return Route(Screen.WRITE, "name")
        if mode is IdentityMode.NUMBER:
            return Route(Screen.PHONE, "id_number")
        if mode is IdentityMode.WRITTEN:
            return Route(Screen.WRITE, forms.WRITTEN_NAME)
        return Route(Screen.IDENTITY, form_field.id)
    if speaks(state):
        return Route(Screen.RECORD, form_field.id)
    if form_field.kind == "contact":
        part = contact_part(state, form_field)
        screen = Screen.WRITE if part is contact.ContactPart.WHERE else Screen.CHOICE
        return Route(screen, contact.field_id(form_field, part))
    by_kind = {"choice": Screen.CHOICE, "phone": Screen.PHONE, "number": Screen.PHONE}
    by_kind |= {"money": Screen.PHONE, "identity": Screen.PHONE, "date": Screen.DATE}
    if chooses(state, form_field):
        by_kind |= {"boat": Screen.BOAT, "place": Screen.PLACE, "office": Screen.PLACE}
    by_kind |= dict.fromkeys(("choices", "yesno", "green"), Screen.CHOICE) | {"slot": Screen.PLACE}
    by_kind |= {"signature": Screen.SIGNATURE, "pages": Screen.SHEETS}
    return Route(by_kind.get(form_field.kind, Screen.WRITE), form_field.id)


def chooses(state: AppState, form_field: FormField) -> bool:
    """Whether a boat, a place or an office is put together by touches; else it is written."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.by_hand == form_field.id:
        return False
    if form_field.kind == "office":
        return bool(form_field.choices)
    places = state.library is not None and any_place(state.library, form_field)
    return bool(form_field.sentences) if form_field.kind == "boat" else places


def current_page(state: AppState) -> tuple[ServiceItem, Page, FormField | None] | None:
    """The open form's item, page and field; None when no form is open or its item left the library."""
    if state.visit is None or state.visit.form is None or state.library is None:
        return None
    progress = state.visit.form
    item = paper_forms.of(state.library, progress.draft.item_id)
    if item is None:
        return None
    all_pages = forms.pages(item, progress.draft)
    page = all_pages[min(progress.index, len(all_pages) - 1)]
    return item, page, forms.find_field(item, page.field_id) if page.field_id else None


def can_record(state: AppState) -> bool:
    """Whether speaking is offered: a microphone that works, room on the disk, and somebody to send it to."""
    return state.microphone.usable and state.recording_room and state.can_submit


def speaks(state: AppState) -> bool:
    """Whether the open page is the one where what happened is said. Without a microphone what was said before
    is still there to be heard and sent.
    """
    current = current_page(state)
    visit = state.visit
    if current is None or current[2] is None or visit is None or visit.form is None:
        return False
    form = visit.form
    at_hand = can_record(state) or bool(form.draft.recordings) or form.voice.phase is not Phase.WAITING
    return form.speaking and at_hand and forms.speakable(current[2])


def recording_wanted(state: AppState) -> str:
    """The take the microphone should be listening for now; empty: it is closed. Only on the page for it."""
    if route(state).screen is not Screen.RECORD or state.visit is None or state.visit.form is None:
        return ""
    voice = state.visit.form.voice
    return voice.recording_id if voice.phase is Phase.RECORDING else ""


def playing_wanted(state: AppState) -> str:
    """The take that should be heard now; empty: none."""
    if route(state).screen is not Screen.RECORD or state.visit is None or state.visit.form is None:
        return ""
    voice = state.visit.form.voice
    return voice.recording_id if voice.phase is Phase.PLAYING else ""


def contact_part(state: AppState, form_field: FormField) -> contact.ContactPart:
    """Of the open page, which asks how to reach somebody: how, when or where."""
    if state.visit is None or state.visit.form is None:
        return contact.ContactPart.HOW
    return contact.shown(form_field, state.visit.form.draft, state.visit.form.contact)


def identity_mode(state: AppState) -> IdentityMode:
    if state.visit is None or state.visit.form is None:
        return IdentityMode.CARD
    return state.visit.form.identity_mode


def stage(state: AppState) -> VisitStage:
    """Where the visit stands in its life (ARCHITECTURE.md, table ``STAGES``)."""
    visit = state.visit
    if visit is None:
        return VisitStage.IDLE
    places = [place for place in visit.stack if not isinstance(place, s.ComfortSheet)]
    place = places[-1]
    if visit.submission is not None and isinstance(place, s.HelpPeople) and len(places) > 1:
        place = places[-2]  # looking up a phone number does not leave what was submitted
    match place:
        case s.Home():
            return VisitStage.WELCOMED
        case s.Submitted():
            printing = visit.submission is not None and (
                visit.submission.printing.state is PrintState.SENDING
            )
            return VisitStage.PRINTING if printing else VisitStage.SUBMITTED
        case s.Rating():
            return VisitStage.RATING
        case s.Farewell():
            return VisitStage.ENDING
        case s.Form():
            current = current_page(state)
            checking = current is not None and current[1].kind is PageKind.CHECK
            return VisitStage.CONFIRMING if checking else VisitStage.SERVING
        case _:
            return VisitStage.SERVING


# ---- what the state wants of the devices (the composition root compares and acts) ----------------


def card_wanted(state: AppState) -> tuple[str, ...]:
    """Card fields to read now; empty = do not read. Only on the identity page, after consent."""
    if route(state).screen is not Screen.IDENTITY:
        return ()
    current = current_page(state)
    visit = state.visit
    if current is None or current[2] is None or visit is None or visit.form is None:
        return ()
    consent = visit.form.draft.consent
    agreed = consent is not None and consent.given and bool(consent.version)
    if not agreed or visit.form.draft.identity_source == "card":
        return ()
    return current[2].reads


def card_watched(state: AppState) -> bool:
    """Whether to look if the card that was read still lies there: only where it is said to take it along."""
    read = state.visit is not None and state.visit.card_used
    return read and route(state).screen in (Screen.END, Screen.TIMEOUT)


def card_lies(state: AppState) -> bool:
    """Whether it does, as far as the reader tells; never where nobody is to be told."""
    return card_watched(state) and state.idcard.usable and state.idcard.reason == CARD_LEFT


def evaluation_wanted(state: AppState) -> bool:
    """Whether the hardware evaluator should be asking."""
    return route(state).screen is Screen.RATE


def scan_wanted(state: AppState) -> bool:
    """Whether the scanner should be looking for a code."""
    screen = route(state).screen
    return screen is Screen.FIND_CODE or (can_look(state) and screen in _SCAN_SCREENS)


def code_asked(before: AppState, after: AppState) -> bool:
    """Whether somebody has just come to where slips are asked for: what lies there is meant, and counts.

    Not who comes back there from an order's progress, whose slip would take him there again.
    """
    asking = (s.AskProgress, s.TypeProgress, w.FindByCode)
    if after.visit is None or not isinstance(after.visit.place, asking) or not scan_wanted(after):
        return False
    # By the place, not the screen: who is behind a fault's page or the time-out's may have gone.
    return before.visit is None or not isinstance(before.visit.place, (*asking, s.ShowProgress))


def can_look(state: AppState) -> bool:
    """Whether an order's progress can be asked for here: an enrolled terminal has a hub to ask."""
    return bool(state.terminal_code)


def sum_card(state: AppState, name: str) -> SumCard | None:
    """The calculator of this name, with the questions of the content that is shown."""
    return next((card for card in state.sums if card.name == name), None)


def stopped(state: AppState) -> bool:
    """The hub takes nothing from this terminal any more: asking it again is of no use, another may serve."""
    return not state.can_submit and state.submit_code == STOPPED


def today(state: AppState) -> date:
    """The date to judge birth dates by: never before the content was published.

    A terminal whose clock battery is dead must not refuse everybody born after the year it woke up in.
    """
    local = state.local.date()
    try:
        published = datetime.fromisoformat(state.library.info.published_at) if state.library else None
    except ValueError:
        return local
    return local if published is None else max(local, published.date())


def can_go_back(state: AppState) -> bool:
    visit = state.visit
    if visit is None or isinstance(visit.place, s.FINAL_PLACES):
        return False
    if visit.form is not None and visit.form.saving:
        return False
    return len(visit.stack) > 1 or isinstance(visit.place, s.Form)


# ---- which screen shows a place -------------------------------------------------------------------


def _slip(state: AppState, _visit: Visit, _place: s.AskProgress) -> Route:
    """Without a scanner there is nothing to hold a slip before."""
    return Route(Screen.PROGRESS_ASK) if state.scanner.usable else _typing(s.TypedPart.NUMBER)


def _matter(state: AppState, visit: Visit, place: s.MatterView) -> Route:
    """The key tells pages apart by ids of the content, never by what was answered."""
    matter, content = visit.matter, state.library
    shown = matters.shown(content, matter) if matter is not None and content is not None else None
    match shown:
        case matters.Asking():
            return Route(Screen.QUESTION, f"{shown.question.id}{'?' if shown.telling else ''}")
        case matters.Told():
            return Route(Screen.OUTCOME, f"{shown.outcome.id}#{place.page}")
        case matters.AtStop():
            return Route(Screen.STOP, f"{shown.stop.kind}/{shown.stop.id}")
        case matters.Ended():
            return Route(Screen.BUNDLE_END, shown.sheet.bundle)
        case _:
            return Route(Screen.HOME)  # its content is gone: nothing of it can be shown


def _rating(_state: AppState, visit: Visit, _place: s.Rating) -> Route:
    asked = visit.rating is not None and visit.rating.level is not None
    return Route(Screen.REASONS if asked else Screen.RATE)


def _sum_entry(state: AppState, _visit: Visit, place: s.SumEntry) -> Route:
    """A line that left with another release is shown where the others are."""
    card = sum_card(state, place.name)
    line = card.line(place.key) if card is not None else None
    if line is None:
        return Route(Screen.SUM, f"{place.name}#0")
    return Route(Screen.SUM_CHOICE if line.picked else Screen.SUM_TYPE, f"{place.name}.{place.key}")


def _where(_state: AppState, _visit: Visit, place: w.WherePlace) -> Route:
    """查一查: each place a screen of its own."""
    return Route(Screen(w.SCREENS[type(place)]), w.key(place))


# Places that are one screen, whatever the state.
PLAIN: Final[dict[type, Screen]] = {
    s.Home: Screen.HOME,
    s.HelpPeople: Screen.HELP,
    s.ComfortSheet: Screen.COMFORT,
    s.Refused: Screen.REFUSED,
    s.Guardian: Screen.GUARDIAN,
    s.Submitted: Screen.SUBMITTED,
    s.Farewell: Screen.END,
}
# All others. Each function takes exactly the place it is filed under; tests prove that none is missing.
ROUTES: Final[dict[type, Callable[[AppState, Visit, Any], Route]]] = {
    s.Topics: lambda _state, _visit, place: Route(Screen.TOPICS, str(place.page)),
    s.Items: lambda _state, _visit, place: Route(Screen.ITEMS, f"#{place.page}" if place.page else ""),
    s.GuideList: lambda _state, _visit, place: Route(Screen.GUIDES, f"{place.topic}#{place.page}"),
    s.GuideView: lambda _state, _visit, place: Route(Screen.GUIDE, f"{place.guide_id}#{place.page}"),
    s.SearchBox: lambda _state, _visit, _place: Route(Screen.WRITE, SEARCHED),
    s.SearchResults: lambda _state, _visit, place: Route(Screen.SEARCH, str(place.page)),
    s.AskProgress: _slip,
    s.TypeProgress: lambda _state, _visit, place: _typing(place.part),
    s.ShowProgress: lambda _state, _visit, place: Route(Screen.PROGRESS, str(place.page)),
    s.Sums: lambda _state, _visit, place: Route(Screen.SUMS, f"{place.topic}#{place.page}"),
    s.SumView: lambda _state, _visit, place: Route(Screen.SUM, f"{place.name}#{place.page}"),
    s.SumEntry: _sum_entry,
    s.Scenarios: lambda _state, _visit, place: Route(Screen.SCENARIOS, f"{place.topic}#{place.page}"),
    s.MatterView: _matter,
    s.Learn: lambda _state, _visit, place: Route(
        Screen.LEARN, f"{place.part.value}#{place.page}" if place.part else ""
    ),
    s.LessonView: lambda _state, _visit, place: Route(Screen.LESSON, f"{place.lesson_id}#{place.page}"),
    s.QuizView: lambda _state, _visit, place: Route(Screen.QUIZ, f"{place.quiz_id}#{place.at}"),
    s.SelfCheckView: lambda _state, _visit, place: Route(
        Screen.SELF_CHECK, f"{place.check_id}#{place.at}#{place.page}"
    ),
    s.ClipView: lambda _state, _visit, place: Route(Screen.CLIP, f"{place.of}:{place.id}#{place.at}"),
    s.TermList: lambda _state, _visit, place: Route(Screen.TERMS, f"{place.of}:{place.id}#{place.page}"),
    s.TermView: lambda _state, _visit, place: Route(Screen.TERM, f"{place.term_id}#{place.page}"),
    s.LawList: lambda _state, _visit, place: Route(Screen.LAWS, f"{place.of}:{place.id}#{place.page}"),
    s.LawLine: lambda _state, _visit, place: Route(Screen.LAW, f"{place.law}#{place.article}#{place.page}"),
    s.WaysOn: lambda _state, _visit, place: Route(Screen.WAYS_ON, f"{place.of}:{place.id}#{place.page}"),
    s.Form: lambda state, _visit, _place: _form_route(state),
    s.Rating: _rating,
    **dict.fromkeys(w.SCREENS, _where),
    **dict.fromkeys(visit_papers.SCREENS, visit_papers.route),
}
