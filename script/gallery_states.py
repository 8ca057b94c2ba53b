"""The states the gallery shows: every screen in every state that looks different.

Made by feeding messages to ``update``, so that no state is shown that a visit could not reach.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import (
    CARD_LEFT,
    READY,
    CardDocument,
    CardProblem,
    CardRead,
    CardSeen,
    DeviceState,
    DeviceStatus,
    PrintOutcome,
    PrintReported,
)
from kiosk.domain.library import Library
from kiosk.domain.speech import SpeechStarted
from kiosk.domain.state import AppState, RecoveredOrder
from kiosk.domain.work_order import Committed
from kiosk.domain.writing import PlaceCaret
from script.gallery_carry import carry_walks, unsigned_walks
from script.gallery_counts import count_walks
from script.gallery_forms_chosen import chosen_walks
from script.gallery_forms_notary import notary_walks
from script.gallery_forms_typed import typed_walks
from script.gallery_learn import learn_walks
from script.gallery_matter import matter_walks
from script.gallery_media import media_walks
from script.gallery_papers import papers_walks
from script.gallery_progress import progress_walks
from script.gallery_record import record_walks
from script.gallery_sample_form import sample_walks
from script.gallery_search import search_walks
from script.gallery_sheets import sheets_walks
from script.gallery_sums import sums_walks
from script.gallery_typing import spelling, typing_walks
from script.gallery_walk import (
    ABSENT,
    CHILD_NUMBER,
    LOCAL,
    LONG_TEXT,
    NAME,
    NO_PAPER,
    NO_PRINTER,
    NUMBER,
    SECRET,
    START,
    Walk,
    good,
)
from script.gallery_where import where_walks

_LIES = DeviceStatus(DeviceState.READY, CARD_LEFT)
_LONG_SENTENCE = (
    "用人单位拖欠劳动报酬的，劳动者可以向当地人民法院申请支付令，"
    "也可以先向劳动保障监察部门投诉举报，或者申请仲裁。"
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: ``name`` is ``<screen>-<what is special>``, stable, the file's name.

    ``found``: a character is drawn on the pad first, and this is what it may mean. ``more``: what 更多 then
    brings, touched when there is something. ``taps``: touched after that. ``series``: what it is a page of:
    no more of them are drawn after one that looks like the one before it, or that has no such touch.
    """

    name: str
    state: AppState
    found: tuple[str, ...] = ()
    taps: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    series: str = ""


def shots(library: Library) -> Iterator[Shot]:
    """Every picture, in the order of a visit."""
    for part in (
        _outside,
        _finding,
        _matters,
        _consulting,
        _applying,
        _speaking,
        _after,
        _progress,
        _sums,
        _learning,
        _media,
        _chosen,
        _looking,
        _papers,
        _carried,
    ):
        yield from (Shot(name, walk.state, walk.found, walk.taps, walk.more) for name, walk in part(library))
    for name, walk in (*typed_walks(library), *notary_walks(library)):
        yield Shot(name, walk.state, walk.found, walk.taps, walk.more)


Named = Iterator[tuple[str, Walk]]


def _carried(library: Library) -> Named:
    """What was worked out, on its way to the order."""
    yield from carry_walks(good(library), library)
    yield from unsigned_walks(good(library))


def _outside(library: Library) -> Named:
    """Without a visit, and the time-out question."""
    idle = good(library).with_(visit=None)
    yield "idle", idle
    yield "idle-no-notice", idle.with_(library=replace(library, notices=()))
    yield "maintenance", idle.with_(maintenance=True)
    yield "fault-content", Walk(replace(AppState(now=START, local=LOCAL), fatal="E-CNT-01"))
    yield "fault-store", idle.with_(fatal="E-STO-03")
    yield "fault-visit", good(library).does(m.Fatal("E-STO-01"))
    yield "recovered", idle.with_(recovered=RecoveredOrder("SS3-0147", "order-1", START + 100))
    asked = good(library).does(m.Tick(START + 121, LOCAL))
    yield "timeout", asked.does(m.Tick(START + 134, LOCAL))
    yield "timeout-last", asked.does(m.Tick(START + 162, LOCAL))


_TO_CONSENT = (m.OpenForm("consultation", "order-1"), m.Answer("request", LONG_TEXT), m.NextPage())


def _finding(library: Library) -> Named:
    """Looking for an answer."""
    home = good(library)
    yield "home", home
    yield "home-offline", home.with_(online=False)
    yield "home-cannot-submit", home.with_(can_submit=False)
    yield "home-hiccup", home.does(m.Hiccup("E-APP-01"))
    yield "home-caption", home.does(SpeechStarted(1, "您遇到了什么事？"))
    yield "home-caption-long", home.does(SpeechStarted(1, _LONG_SENTENCE))
    begun = home.does(m.OpenForm("consultation", "order-1"), m.Answer("request", LONG_TEXT), m.GoHome())
    yield "home-begun", begun
    yield "topics", home.does(m.Open(s.Topics()))
    yield "topics-last", home.does(m.Open(s.Topics(99)))
    most = max(library.topics, key=lambda topic: len(library.guides_of(topic.id)))
    for page in range(2):
        yield f"guides-{page + 1}", home.does(m.Open(s.GuideList(most.id, page)))
    yield "guides-cannot-submit", home.with_(can_submit=False).does(m.Open(s.GuideList(library.topics[0].id)))
    longest = max(library.guides.values(), key=lambda guide: len(str(guide)))
    for page in range(12):
        yield f"guide-long-{page + 1}", home.does(m.Open(s.GuideView(longest.id, page)))
    shortest = min(library.guides.values(), key=lambda guide: len(str(guide)))
    guide = home.does(m.Open(s.GuideView(shortest.id)))
    yield "guide-short", guide
    yield "guide-no-paper", guide.with_(printer=NO_PAPER)
    printing = guide.does(m.PrintGuide("job-1", shortest.id))
    yield "guide-printing", printing
    yield "guide-printed", printing.does(PrintReported("job-1", PrintOutcome.SENT))
    yield "guide-uncertain", printing.does(PrintReported("job-1", PrintOutcome.UNCERTAIN, "E-PRN-06"))
    yield "end-paper", printing.does(m.EndVisit())
    yield "guide-cannot-submit", guide.with_(can_submit=False, printer=NO_PRINTER)
    yield "items", home.does(m.Open(s.Items()))
    bare = home.with_(online=False, idcard=ABSENT, printer=NO_PAPER)
    yield "items-bare", bare.does(m.Open(s.Items()))
    yield "items-cannot-submit", home.with_(can_submit=False).does(m.Open(s.Items()))
    yield "help", home.does(m.Open(s.HelpPeople()))
    working = LOCAL.replace(month=11, day=23, hour=10)  # a Monday morning
    yield "help-working-day", home.does(m.Open(s.HelpPeople())).with_(local=working)
    yield "help-clock-unsure", home.with_(clock_trusted=False).does(m.Open(s.HelpPeople()))
    yield "help-cannot-submit", home.with_(can_submit=False).does(m.Open(s.HelpPeople()))
    yield from search_walks(home, library)
    yield "comfort", home.does(m.Open(s.ComfortSheet()))
    heard = home.with_(keypad=READY, speech=True, speech_works=True)
    keyed = heard.does(m.SetComfort("keys", True), m.SetComfort("voice", True))
    yield "home-keys", keyed
    yield "comfort-keys", keyed.does(m.Open(s.ComfortSheet()))
    yield "consent-keys", keyed.does(*_TO_CONSENT)


def _consulting(library: Library) -> Named:
    """Leaving a question: no card, no name needed."""
    opened = good(library).does(m.OpenForm("consultation", "order-1"))
    yield "write-empty", opened
    begun = opened.does(m.Answer("request", "老板拖欠我三个月工"))
    yield "write-candidates", begun.drawn("资", "姿", "咨", "恣", "盗", "浓", "次", "茨")
    middle = opened.does(m.Answer("request", "老板拖欠我工三个月"), PlaceCaret(6))
    yield "write-middle", middle.drawn("资", "姿", "咨", "恣", "盗", "浓", "次", "茨")
    yield "write-words", begun.drawn("工资", "工咨", "工姿", "资", "姿", "咨")
    yield (
        "write-more",
        begun.drawn("资", "姿", "咨", "恣", "盗", "浓", "次", "茨").others("赀", "貲", "資", "瓷"),
    )
    yield "write-unread", begun.drawn("").tapped("write.done")
    yield "write-symbols", begun.tapped("write.symbols")
    sentences = opened.does(m.Answer("request", "工资没发。人受伤了。"))
    yield "write-sentences", sentences
    yield "write-full", opened.does(m.Answer("request", (LONG_TEXT * 40)[:990]))
    written = opened.does(m.Answer("request", LONG_TEXT))
    yield "write-long", written
    yield "write-problem", opened.does(m.NextPage())
    yield "write-no-handwriting", opened.with_(handwriting=False, pinyin=False)
    yield "write-no-pinyin", begun.with_(pinyin=False)
    yield from typing_walks(opened)
    consent = written.does(m.NextPage())
    yield "consent", consent
    agreed = consent.does(m.GiveConsent("2026-11-21T14:05:00+08:00"))
    yield "write-name", agreed
    phone = agreed.does(m.NextPage())
    yield "phone-empty", phone
    yield "phone-problem", phone.does(m.Answer("phone", "1380"), m.NextPage())
    yield "phone-filled", phone.does(m.Answer("phone", "13000000000"))
    how = phone.does(m.Answer("phone", "13000000000"), m.NextPage())
    yield "contact", how
    check = how.does(m.Answer("contact", "none"), m.NextPage())
    yield "check", check
    yield "check-shown", check.does(m.ShowPersonal())
    other = check.does(m.Represent())
    yield "represented-relation", other
    named = other.does(m.Answer("represented_relation", "parent"), m.NextPage())
    yield "represented-name", named
    forward = named.does(m.Answer("represented_name", NAME), *(m.NextPage(),) * 4)
    yield "check-for-another", forward
    yield "write-say-more", opened.does(m.Answer("request", "测试"), m.NextPage())
    yield "check-refused", consent.does(m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    saving = check.does(m.Submit())
    yield "check-saving", saving
    yield (
        "check-long",
        consent.does(m.Back(), m.Answer("request", LONG_TEXT * 20), m.NextPage()).does(
            m.GiveConsent("2026-11-21T14:05:00+08:00"), m.NextPage(), m.NextPage()
        ),
    )
    yield "check-not-saved", saving.does(m.OrderNotSaved("order-1", "E-STO-01"))


def _applying(library: Library) -> Named:
    """Legal aid, with a card or typed."""
    opened = good(library).does(m.OpenForm("legal-aid", "order-2"))
    yield "choice", opened
    chosen = opened.does(m.Answer("matter", "wages"))
    yield "choice-chosen", chosen
    consent = chosen.does(m.NextPage(), m.Answer("request", LONG_TEXT), m.NextPage())
    yield "consent-legal-aid", consent
    yield "consent-page-2", consent.tapped("consent.page.after")
    yield "refused", consent.does(m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    waiting = consent.does(m.GiveConsent("2026-11-21T14:05:00+08:00"))
    yield from _laid_down(waiting)
    read = waiting.does(CardSeen(), CardRead(CardDocument("resident", NAME, NUMBER), 420.0))
    yield "identity-read", read
    yield "identity-again", read.does(m.UseCard())
    yield "identity-shown", read.does(m.ShowPersonal())
    rare = waiting.does(CardSeen(), CardRead(CardDocument("resident", "王㛃䶮𮧵", NUMBER), 420.0))
    yield "identity-rare", rare.does(m.ShowPersonal())
    unknown = waiting.does(CardSeen(), CardRead(CardDocument("resident", "王㛃𮧵\ue123", NUMBER), 420.0))
    yield "identity-unknown", unknown.does(m.ShowPersonal())
    yield "identity-unknown-covered", unknown
    writing = unknown.does(m.WriteName())
    yield "identity-write-name", writing
    by_hand = writing.does(m.Answer("name_written", "王㛃䶮"), m.NextPage())
    yield "identity-written", by_hand.does(m.ShowPersonal())
    child = waiting.does(
        CardSeen(), CardRead(CardDocument("resident", NAME, CHILD_NUMBER), 420.0), m.NextPage()
    )
    yield "guardian", child
    typed = waiting.does(m.TypeIdentity())
    yield "identity-name", typed
    yield (
        "identity-name-pinyin",
        spelling(typed, "zhang", "张", "章", "掌", "丈", "仗", "账", "彰", "樟", "漳"),
    )
    number = typed.does(m.Answer("name", NAME), m.NextPage())
    yield "identity-number", number
    yield "identity-number-filled", number.does(m.Answer("id_number", NUMBER))
    yield "identity-number-problem", number.does(m.Answer("id_number", NUMBER[:9]), m.NextPage())
    yield "write-applicant-next", read.does(m.NextPage())
    finished = read.does(m.NextPage(), m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage())
    saved = finished.does(m.Submit(), m.OrderSaved(Committed("order-2", "SS3-0148", 149, SECRET), "job-2"))
    yield from _not_to_be_left(read, saved.does(PrintReported("job-2", PrintOutcome.SENT)), library)
    state = read
    for _ in range(12):
        state = state.does(m.NextPage(), m.Answer("phone", "13000000000"), m.Answer("contact_by", "phone"))
    yield "check-legal-aid", state


def _not_to_be_left(read: Walk, printed: Walk, library: Library) -> Named:
    """Who read a card ends, or is asked for; the same while it lies there."""
    guide = next(iter(library.guides))
    asked, ended = read.does(m.Tick(START + 400, LOCAL), m.Tick(START + 413, LOCAL)), read.does(m.EndVisit())
    yield "end-card", ended
    yield "timeout-card", asked
    yield (
        "end-all",
        printed.does(m.GoHome(), m.Open(s.GuideView(guide)), m.PrintGuide("job-3", guide), m.EndVisit()),
    )
    yield "end", printed.does(m.EndVisit())
    lying = {"timeout-card-lies": asked, "end-card-lies": ended, "end-lies": printed.does(m.EndVisit())}
    yield from ((name, walk.with_(idcard=_LIES)) for name, walk in lying.items())


def _laid_down(waiting: Walk) -> Named:
    """What the reader is doing while a card is waited for."""
    yield "identity", waiting
    yield "identity-seen", waiting.does(CardSeen())
    yield "identity-problem", waiting.does(CardSeen(), CardProblem("E-IDC-02"))
    yield "identity-no-reader", waiting.with_(idcard=ABSENT)
    yield "identity-left", waiting.with_(idcard=_LIES)
    yield "identity-opening", waiting.with_(idcard=DeviceStatus(DeviceState.OPENING))


def _after(library: Library) -> Named:
    """Submitted, printed, rated, gone."""
    agreed = good(library).does(
        m.OpenForm("consultation", "order-1"),
        m.Answer("request", LONG_TEXT),
        m.NextPage(),
        m.GiveConsent("2026-11-21T14:05:00+08:00"),
        m.NextPage(),
        m.NextPage(),
        m.Submit(),
    )
    printing = agreed.does(m.OrderSaved(Committed("order-1", "SS3-0147", 147, SECRET), "job-1"))
    done = printing.does(PrintReported("job-1", PrintOutcome.SENT))
    reports: dict[str, Callable[[Walk], Walk]] = {
        "printing": lambda walk: walk,
        "printed": lambda walk: walk.does(PrintReported("job-1", PrintOutcome.SENT)),
        "uncertain": lambda walk: walk.does(PrintReported("job-1", PrintOutcome.UNCERTAIN, "E-PRN-06")),
        "no-paper": lambda walk: walk.with_(printer=NO_PAPER).does(
            PrintReported("job-1", PrintOutcome.REFUSED, "E-PRN-02")
        ),
        "offline": lambda walk: walk.with_(online=False).does(PrintReported("job-1", PrintOutcome.SENT)),
        "delivered": lambda walk: walk.does(
            PrintReported("job-1", PrintOutcome.SENT), m.OrderDelivered("order-1")
        ),
    }
    again = Committed("order-1", "SS3-0147", 147, "")
    yield "submitted-before", agreed.does(m.OrderSaved(again, "job-1"))
    for name, make in reports.items():
        yield f"submitted-{name}", make(printing)
    rating = done.does(m.GoRate())
    yield "rate", rating
    yield "rate-no-evaluator", rating.with_(evaluator=DeviceStatus())
    low = rating.does(m.Rate(2))
    yield "reasons", low
    yield "reasons-chosen", low.does(m.ToggleReason("slow"), m.ToggleReason("hard"))
    yield "end-slip", done.does(m.EndVisit())
    yield "end-number", reports["no-paper"](printing).does(m.EndVisit())


def _matters(library: Library) -> Named:
    """Asked step by step, and done from beginning to end."""
    yield from matter_walks(good(library), library)


def _speaking(library: Library) -> Named:
    """Saying instead of writing."""
    yield from record_walks(good(library))


def _chosen(library: Library) -> Named:
    """What is chosen and signed in a form."""
    yield from chosen_walks(good(library))
    yield from sheets_walks(good(library))
    yield from sample_walks(good(library))


def _progress(library: Library) -> Named:
    """What became of an order."""
    yield from progress_walks(good(library))


def _sums(library: Library) -> Named:
    """算一算."""
    yield from sums_walks(good(library), library)


def _learning(library: Library) -> Named:
    """Learning the law, and the articles that are cited."""
    yield from learn_walks(good(library), library)
    yield from count_walks(good(library), library)


def _media(library: Library) -> Named:
    """Clips, what plays while nobody is there, and hard words."""
    yield from media_walks(good(library), library)


def _looking(library: Library) -> Named:
    """Where, who and when."""
    yield from where_walks(good(library), library)


def _papers(library: Library) -> Named:
    """写文书."""
    yield from papers_walks(good(library), library)
