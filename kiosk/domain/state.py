"""The whole state of the terminal as one frozen value. The shown screen is a function of it (``flow``)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Final

from kiosk.domain.asked import NOTHING_SOUGHT, Asked
from kiosk.domain.comfort import USUAL, Comfort
from kiosk.domain.contact import ContactPart
from kiosk.domain.counting import NOTHING_COUNTED, Counting
from kiosk.domain.device import ABSENT, DeviceStatus, PrintOutcome
from kiosk.domain.forms import Draft
from kiosk.domain.learn import ArticleLook, CheckRun, Pictures, QuizRun
from kiosk.domain.levels import NO_SCHEDULE, UNTOUCHED, Levels, Schedule
from kiosk.domain.library import Library
from kiosk.domain.map_picture import MapPicture
from kiosk.domain.media_play import NOTHING_SHOWN, Play, Show
from kiosk.domain.online import NO_HUB_LOOKS, HubLooks
from kiosk.domain.paper import WIDE, PaperSize
from kiosk.domain.paper_shown import PaperWork
from kiosk.domain.problems import Problem
from kiosk.domain.progress import NOTHING_ASKED, Asking, Look
from kiosk.domain.recording import NOTHING_SAID, Voice
from kiosk.domain.scenario_matter import Matter
from kiosk.domain.sheets import NOTHING_SHOT, Shot
from kiosk.domain.spoken import Saying
from kiosk.domain.sums import SumCard, SumWork
from kiosk.domain.timing import USUAL_TIMING, Timing
from kiosk.domain.visit_places import (
    FINAL_PLACES,
    AskProgress,
    ClipView,
    ComfortSheet,
    Farewell,
    Form,
    Guardian,
    GuideList,
    GuideView,
    HelpPeople,
    Home,
    Items,
    LawLine,
    LawList,
    Learn,
    LearnPart,
    LessonView,
    MatterView,
    Place,
    QuizView,
    Rating,
    Refused,
    Scenarios,
    SearchBox,
    SearchResults,
    SelfCheckView,
    ShowProgress,
    Submitted,
    SumEntry,
    Sums,
    SumView,
    TermList,
    TermView,
    Topics,
    TypedPart,
    TypeProgress,
    WaysOn,
)
from kiosk.domain.work_order import Committed
from kiosk.domain.writing import NOTHING_DRAWN, NOTHING_TYPED, InkAnswer, Method, Pinyin
from kiosk.wire.worked import Worked

# Places are part of a visit, and read as such: ``state.Home()``.
__all__ = [
    "FINAL_PLACES",
    "AskProgress",
    "ClipView",
    "ComfortSheet",
    "Farewell",
    "Form",
    "Guardian",
    "GuideList",
    "GuideView",
    "HelpPeople",
    "Home",
    "Items",
    "LawLine",
    "LawList",
    "Learn",
    "LearnPart",
    "LessonView",
    "MatterView",
    "Place",
    "QuizView",
    "Rating",
    "Refused",
    "Scenarios",
    "SearchBox",
    "SearchResults",
    "SelfCheckView",
    "ShowProgress",
    "Submitted",
    "SumEntry",
    "SumView",
    "Sums",
    "TermList",
    "TermView",
    "Topics",
    "TypeProgress",
    "TypedPart",
    "WaysOn",
]

# ---- parts of a visit ----------------------------------------------------------------------------


class IdentityMode(Enum):
    """How the identity page is being filled."""

    CARD = "card"
    NAME = "name"
    NUMBER = "number"
    WRITTEN = "written"  # the card's name once more, by hand


@dataclass(frozen=True, slots=True)
class FormProgress:
    """``index`` counts ``forms.pages``; ``editing``: came from the check page and goes back there.

    ``problem`` is what is wrong on this page; ``card_code`` the last card problem (E-IDC-*);
    ``saving`` while the store works; ``save_code`` when it could not. ``speaking``: the person would rather
    say than write what happened; ``voice``: what the microphone is doing for it.
    """

    draft: Draft
    index: int = 0
    editing: bool = False
    identity_mode: IdentityMode = IdentityMode.CARD
    card_seen: bool = False
    card_code: str = ""
    problem: Problem | None = None
    saving: bool = False
    save_code: str = ""
    speaking: bool = False
    voice: Voice = NOTHING_SAID
    shot: Shot = NOTHING_SHOT  # what the camera is doing for a field that asks for papers
    doubted: bool = False  # it was asked once whether what is written says enough; never again
    by_hand: str = ""  # the field that is written freely, though one could choose
    contact: ContactPart = ContactPart.HOW  # of a field that asks how to reach somebody: which page of it
    bare_until: float = 0.0  # 显示 was touched: personal fields may be read until then
    carried: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)  # filled in by a matter
    worked: Worked | None = field(default=None, repr=False)  # what may go along with the order (``along``)
    enclosed: bool | None = None  # whether it shall; None: nobody said, the notice decides
    booked: str = field(default="", repr=False)  # the sentence a booking was begun with (``booking``)
    aside: "FormProgress | None" = field(default=None, repr=False)  # what was begun before that booking


class PrintState(Enum):
    """What is said of the slip."""

    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


OUTCOME_STATES: Final = {
    PrintOutcome.SENT: PrintState.SENT,
    PrintOutcome.UNCERTAIN: PrintState.UNCERTAIN,
    PrintOutcome.REFUSED: PrintState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class PrintProgress:
    job_id: str
    state: PrintState = PrintState.SENDING
    code: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A durable order of this visit. ``delivered``: the hub's receipt is on disk (已上传)."""

    committed: Committed
    item_id: str
    submitted_at: datetime
    printing: PrintProgress
    delivered: bool = False
    due: tuple[int, ...] = ()  # of the item's ``materials_when``: what his answers ask him to bring
    printed: int = 0  # papers that were printed on A4 before
    unsigned: bool = False  # he is to sign where he goes


@dataclass(frozen=True, slots=True)
class RatingProgress:
    """``level`` None until a face is chosen: nothing is preselected. ``via``: screen | evaluator.

    ``secret_sha256``: proof that its slip was held, when the order was not submitted in this visit.
    """

    order_id: str
    secret_sha256: str = field(default="", repr=False)
    level: int | None = None
    via: str = "screen"
    reasons: tuple[str, ...] = ()


class VisitStage(Enum):
    """One resident's stay. ``STAGES`` is the table ARCHITECTURE.md draws; ``flow.stage`` computes it."""

    IDLE = "idle"
    WELCOMED = "welcomed"
    SERVING = "serving"
    CONFIRMING = "confirming"
    SUBMITTED = "submitted"
    PRINTING = "printing"
    RATING = "rating"
    ENDING = "ending"


_OUT: Final = frozenset({VisitStage.IDLE, VisitStage.ENDING})
# The store's word that the order is durable is shown wherever the person is; without a slip, no printing.
_DURABLE: Final = frozenset({VisitStage.PRINTING, VisitStage.SUBMITTED})
# A second matter in the same visit.
_ANOTHER: Final = frozenset({VisitStage.WELCOMED, VisitStage.SERVING})
# A slip from another day, held before the scanner: its progress is shown at once, and may be rated.
_SLIP: Final = frozenset({VisitStage.SERVING})
STAGES: Final[dict[VisitStage, frozenset[VisitStage]]] = {
    VisitStage.IDLE: frozenset({VisitStage.WELCOMED}) | _SLIP,
    VisitStage.WELCOMED: frozenset({VisitStage.SERVING, VisitStage.CONFIRMING}) | _DURABLE | _OUT,
    VisitStage.SERVING: frozenset({VisitStage.WELCOMED, VisitStage.CONFIRMING, VisitStage.RATING})
    | _DURABLE
    | _OUT,
    VisitStage.CONFIRMING: frozenset({VisitStage.WELCOMED, VisitStage.SERVING}) | _DURABLE | _OUT,
    VisitStage.PRINTING: frozenset({VisitStage.SUBMITTED, VisitStage.RATING}) | _ANOTHER | _OUT,
    VisitStage.SUBMITTED: frozenset({VisitStage.PRINTING, VisitStage.RATING}) | _ANOTHER | _OUT,
    VisitStage.RATING: _DURABLE | _ANOTHER | _OUT,
    VisitStage.ENDING: _ANOTHER | {VisitStage.IDLE},
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One resident's stay; dropped whole at its end, and with it everything typed or read.

    ``stack`` is never empty; its last place is shown. Times are monotonic seconds.
    """

    visit_id: str
    last_touch: float
    comfort: Comfort = USUAL
    stack: tuple[Place, ...] = (Home(),)
    form: FormProgress | None = None
    forms_left: tuple[FormProgress, ...] = ()  # that stand aside while a paper is written, and papers
    paper: PaperWork | None = None  # the paper that is looked at
    paper_print: PrintProgress | None = None
    papers_printed: int = 0  # on A4, filled in
    submission: Submission | None = None
    rating: RatingProgress | None = None
    guide_print: PrintProgress | None = None
    sums: tuple[SumWork, ...] = ()  # the calculators that were opened, as far as they were filled in
    sum_print: PrintProgress | None = None
    matter: Matter | None = None  # the scenario or bundle one is in, or the bundle that was left half way
    matters_left: tuple[Matter, ...] = ()  # those it was opened from, to be stepped back into
    path_print: PrintProgress | None = None
    asking: Asking = NOTHING_ASKED
    asked: Asked = NOTHING_SOUGHT
    look: Look | None = None
    reply_print: PrintProgress | None = None
    ink: InkAnswer = NOTHING_DRAWN
    method: Method = Method.HAND
    pinyin: Pinyin = NOTHING_TYPED
    caret: int | None = None  # characters before it in the text that is written; None: at its end
    question_since: float | None = None  # the time-out question is on the screen
    farewell_since: float | None = None
    card_used: bool = False  # a card was read in this visit: the farewell says to take it along
    papers: frozenset[str] = frozenset()  # print jobs of guides and answers: they may still lie there
    slip_used: bool = False  # held before the scanner, or of an order that was left: as well
    personal: bool = False  # something of a person was in it at some time (``renewal.holds``)
    toast: str = ""  # code of a hiccup, shown as its plain sentence until the next touch
    touches: int = 0  # so far in this visit
    saying: Saying | None = None  # what is heard now
    heard_out: bool = False  # somebody listened to the end of something since the last touch
    quiz: QuizRun | None = None
    check: CheckRun | None = None
    article: ArticleLook | None = None  # the article's own words, or that there are none
    pictures: Pictures | None = None  # of the lesson that is read
    play: Play | None = None  # the clip that is watched
    hub_looks: HubLooks = NO_HUB_LOOKS  # what is looked up through the hub
    map_picture: MapPicture | None = None  # behind the marks of the map, where content brings one
    unheard: bool = False  # something could not be said aloud, and that was told
    counting: Counting = NOTHING_COUNTED  # what it will add to the sums of the month

    @property
    def place(self) -> Place:
        return self.stack[-1]

    @property
    def under(self) -> Place:
        """Where one is, whatever sheet lies over it."""
        return next(place for place in reversed(self.stack) if not isinstance(place, ComfortSheet))

    @property
    def print_progress(self) -> PrintProgress | None:
        """Of the slip; when there is no order, of an answer or a guide."""
        if self.submission is not None:
            return self.submission.printing
        return self.reply_print or self.guide_print

    def at(self, place: Place) -> "Visit":
        """Go to ``place``, keeping where one came from; re-opening the last place adds nothing."""
        if self.place == place:
            return self
        return replace(self, stack=(*self.stack, place))

    def only(self, place: Place) -> "Visit":
        """Go to ``place`` with no way back past it."""
        return replace(self, stack=(place,))


@dataclass(frozen=True, slots=True)
class RecoveredOrder:
    order_no: str
    order_id: str
    until: float


@dataclass(frozen=True, slots=True)
class StagedRelease:
    """A release that became active during a visit; it is shown from the end of that visit on."""

    library: Library | None


@dataclass(frozen=True, slots=True)
class AppState:
    """``now`` is monotonic seconds of the last tick, at first of the start; ``local`` the wall clock to show.

    ``library`` stays the same from the beginning of a visit to its end.
    """

    library: Library | None = None
    timing: Timing = USUAL_TIMING
    comfort: Comfort = USUAL  # the site's, with which every visit begins
    schedule: Schedule = NO_SCHEDULE
    levels: Levels = UNTOUCHED  # brightness and volume as they were last scheduled
    now: float = 0.0
    local: datetime = field(default=datetime(2000, 1, 1, tzinfo=UTC))
    online: bool = False
    waiting: int = 0
    idcard: DeviceStatus = ABSENT
    printer: DeviceStatus = ABSENT
    paper: PaperSize = WIDE
    still_s: float = 0.0  # between what plays while nobody is there; 0: nothing does
    show: Show = NOTHING_SHOWN
    evaluator: DeviceStatus = ABSENT
    scanner: DeviceStatus = ABSENT
    microphone: DeviceStatus = ABSENT
    keypad: DeviceStatus = ABSENT
    camera: DeviceStatus = ABSENT
    recording_room: bool = False  # the disk has room for one more recording
    clock_trusted: bool = False  # a time server or the hub vouches for ``local``
    clock_judged: bool = False  # whether somebody does has been said since the start
    code_lies: bool = False  # a code that counted before is still before the scanner
    terminal_code: str = ""  # what order numbers of this terminal begin with; empty: not enrolled
    can_submit: bool = False
    submit_code: str = ""  # why not; empty: this terminal is not enrolled
    sheets: bool = False  # a printer for A4 is set up
    sums: tuple[SumCard, ...] = ()  # what can be reckoned; empty until the room for it is there
    handwriting: bool = False
    pinyin: bool = False  # the lexicon is there, and sound
    search: bool = False  # the index of the shown release can be asked
    speech: bool = False  # this terminal reads aloud
    speech_works: bool = False  # what it said last was heard; False as long as this process said nothing
    maintenance: bool = False
    fatal: str = ""
    recovered: RecoveredOrder | None = None
    visit: Visit | None = None
    stained: bool = False  # a visit of this process held something of a person (``renewal.due``)
    staged: StagedRelease | None = None

    @property
    def comfort_now(self) -> Comfort:
        """The visit's; outside one the site's."""
        return self.visit.comfort if self.visit is not None else self.comfort
