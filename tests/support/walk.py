"""Random visits: messages that make sense where one stands, and messages that do not.

``Walk`` keeps the terminal's state and the outside world (which orders the store still owes an answer for),
gives each typed string a mark that occurs nowhere else, and lets ``Watch`` judge every step. A ``choose``
picks one of a sequence: Hypothesis or a seeded random generator.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain import state as s
from kiosk.domain import update_paper as up
from kiosk.domain.comfort import Size
from kiosk.domain.device import DeviceState, DeviceStatus, PrintOutcome
from kiosk.domain.effects import Effect, LookUp, PrintSlip, SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.progress import Entry, LookOutcome, Progress
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.update_along import Enclose
from kiosk.domain.visit_where import LISTED, ONLINE, LookUps
from tests.support import learning, looking_walk
from tests.support.everything import full_library
from tests.support.library import CONSULTATION, CREW, LEGAL_AID, WAGES
from tests.support.matter_walk import matter_touches, matter_ways
from tests.support.paper_walk import paper_facts, paper_ways
from tests.support.searching_walk import box, results, search_facts, search_touches
from tests.support.spoken_walk import spoken_touches
from tests.support.states import CHILD, MAN, SECRET, WOMAN, card, ready_state, saved, speaking_state
from tests.support.typing_walk import typed_facts, typed_letters
from tests.support.walk_places import FORBIDDEN, PLACES
from tests.support.watch import Watch

Choose = Callable[[Sequence[Any]], Any]

AT: Final = "2026-11-21T14:05:00+08:00"
LINE: Final = (((1.0, 1.0), (5.0, 1.0)),)
PAD: Final = (300.0, 300.0)
STEPS_S: Final = (0.5, 0.5, 2.0, 30.0, 46.0, 121.0, 200.0)
FROM_HOME: Final = (*(s.Topics(), s.Scenarios(), s.Learn(), LookUps(), s.AskProgress(), s.SearchBox()),)
HOME_WAYS: Final[list[list[object]]] = [[m.Open(place)] for place in FROM_HOME]
CHECK_WAYS: Final[list[list[object]]] = [[m.Submit()], [m.GoHome()], [m.EndVisit()], [Enclose(yes=False)]]
FIELDS: Final = ("request", "name", "phone", "matter", "id_number", "contact", "sex", "nothing")


class Walk:
    """``state`` after every step taken so far; ``owed`` orders, ``jobs`` prints, ``looks`` unanswered.

    ``speaks``: there is a microphone, and people who would rather speak than write.
    """

    def __init__(self, choose: Choose, *, speaks: bool = False) -> None:
        self.choose = choose
        self.speaks = speaks
        state = speaking_state() if speaks else ready_state()
        self.state = replace(state, library=full_library(), search=True, sheets=True)
        self.watch = Watch(self.state)
        self.owed: list[str] = []
        self.known: list[str] = []  # orders that were ever saved
        self.jobs: list[str] = []
        self.looks: list[LookUp] = []
        self.sent: set[type] = set()
        self._count = 0

    def send(self, message: object) -> tuple[Effect, ...]:
        before = self.state
        after, effects = update(before, message)
        self.sent.add(type(message))
        self.watch.after(before, message, after, effects)
        self.state = after
        for effect in effects:
            if isinstance(effect, SaveOrder):
                self.owed.append(effect.submission.order_id)
                self.known.append(effect.submission.order_id)
            if isinstance(effect, PrintSlip):
                self.jobs.append(effect.job_id)
            if isinstance(effect, LookUp):
                self.looks.append(effect)
        return effects

    def new(self, kind: str) -> str:
        """An id, or a string somebody typed, that occurs once in the world."""
        self._count += 1
        return f"{kind}#{self._count:05d}"

    # ---- what makes sense here -------------------------------------------------------------------

    def go_on(self) -> None:
        """The next thing a resident would do on this screen."""
        for message in self.choose(self._sensible()):
            self.send(message)

    def _sensible(self) -> list[list[object]]:
        """Each a short run of messages, as one touch or a few make them."""
        next_page = m.NextPage()
        matters = [WAGES, CREW]
        ways: dict[Screen, list[list[object]]] = {
            Screen.IDLE: [[m.Wake(self.new("visit"))], [m.Wake(self.new("visit"))], [self._slip()]],
            Screen.RECOVERED: [[m.Wake(self.new("visit"))]],
            Screen.FAULT: [[m.Fatal("")]],
            Screen.TIMEOUT: [[m.KeepUsing()], [m.KeepUsing()], [m.EndVisit()], [self.tick(46.0)]],
            Screen.HOME: [
                *[self._form() for _ in range(6)],
                *HOME_WAYS,
                [self._slip()],
                [m.EndVisit()],
            ],
            Screen.SEARCH: results(self.new("order")),
            Screen.TOPICS: [[m.Open(s.GuideList("labour"))], [m.Back()]],
            Screen.GUIDES: [[m.Open(s.GuideView(self.choose(matters)))], [m.Back()]],
            Screen.GUIDE: [[m.PrintGuide(self.new("job"), WAGES)], self._form(), [m.Back()]],
            Screen.ITEMS: [self._form(), self._form(), [m.Back()]],
            Screen.HELP: [[m.Back()], [m.Back()], self._form()],
            Screen.COMFORT: [[m.Back()], [m.SetComfort("size", Size.ELDER), m.Back()], [m.GoHome()]],
            Screen.PROGRESS_ASK: [[self._slip()], [m.Open(s.TypeProgress())], [m.Back()]],
            Screen.PROGRESS_TYPE: [
                [m.TypeSlip(self._typed()), m.SlipTyped(self.new("look"))],
                [self._slip()],
            ],
            Screen.PROGRESS: [
                *[[answer] for answer in self._found()],
                [m.PrintReply(self.new("job"))],
                [m.GoRate()],
                [m.LookAgain(self.new("look"))],
                [m.Open(s.ShowProgress(1))],
                [m.Back()],
                [m.EndVisit()],
            ],
            Screen.WRITE: self._write(),
            Screen.RECORD: [*self._takes(), [m.Speak(speak=False)], [next_page], [next_page]],
            Screen.CHOICE: [[m.Answer("matter", "wages"), next_page], [next_page]],
            Screen.PHONE: [[*self._number(), next_page]],
            Screen.CONSENT: [[m.GiveConsent(AT)], [m.GiveConsent(AT)], [m.RefuseConsent(AT)]],
            Screen.GUARDIAN: [[m.Back()], [m.Represent()], [m.OpenForm(CONSULTATION, self.new("order"))]],
            Screen.REFUSED: [[m.Back()], [m.OpenForm(CONSULTATION, self.new("order"))]],
            Screen.IDENTITY: [
                [d.CardSeen(), card(self.new("holder"), self.choose([MAN, WOMAN, CHILD])), next_page],
                [m.TypeIdentity()],
                [d.CardSeen(), d.CardProblem("E-IDC-02")],
            ],
            Screen.CHECK: self._checked(),
            Screen.SUBMITTED: [self._printer_says(), [m.GoRate()], [m.PrintAgain(self.new("job"))]],
            Screen.RATE: [[m.Rate(5)], [m.Rate(1)], [d.EvaluatorPressed(2)], [m.SkipRating()]],
            Screen.REASONS: [[m.ToggleReason("slow"), m.SendRating()], [m.SkipRating()]],
            Screen.END: [[m.EndVisit()], [self.tick(13.0)]],
            **matter_ways(self.state, self.choose, self.new),
            **paper_ways(self.state, self.choose, self.new),
            **learning.sensible(self.new("job")),
            **looking_walk.ways(self.new("order")),
        }
        return ways[flow.route(self.state).screen]

    def _checked(self) -> list[list[object]]:
        handed_in = [m.Submit(), *self._store_says()]
        return [handed_in, [up.SeePaper()], *CHECK_WAYS]

    def _write(self) -> list[list[object]]:
        if self._writing() in (flow.SEARCHED, LISTED):
            return box(self.new("sought"), self.state, self.choose)
        if self._writing() == ONLINE:
            return looking_walk.asking(self.new("sought"))
        return [[m.Answer(self._writing(), self.new("written")), m.NextPage()], *self._speak()]

    def _speak(self) -> list[list[object]]:
        return [[m.Speak()]] if self.speaks else []

    def _takes(self) -> list[list[object]]:
        """A take, whole or cut short by what the microphone says; hearing one again; giving one up."""
        if not self.speaks:
            return []
        take, kept = self.new("take"), self._take_ids()
        begin: list[object] = [m.StartRecording(take), r.RecordingLevel(take, 3.0, 0.5)]
        end = r.RecordingEnded(take, 9.0, self.choose(list(r.Verdict)), self.choose(list(r.Cause)))
        return [
            [*begin, m.StopRecording(), end, r.RecordingKept(take, 9000)],
            [*begin, end, r.RecordingKept(take, 9000)],
            [*begin, m.StopRecording(), end, r.RecordingFailed(take, "E-MIC-03")],
            begin,
            [m.PlayRecording(self.choose(kept)), m.StopPlaying()],
            [m.PlayRecording(self.choose(kept)), r.ReplayEnded(self.choose(kept))],
            [m.DropRecording(self.choose(kept))],
        ]

    def _take_ids(self) -> list[str]:
        """Those of the draft, the one under way, and one that nobody made."""
        form = self.state.visit.form if self.state.visit is not None else None
        if form is None:
            return ["take of nobody"]
        made = [one.recording_id for one in form.draft.recordings]
        return [*made, form.voice.recording_id or "take of nobody", "take of nobody"]

    def _spoken_facts(self) -> list[object]:
        if not self.speaks:
            return []
        take = self.choose(self._take_ids())
        return [
            d.DeviceChanged("microphone", DeviceStatus(self.choose(list(DeviceState)))),
            d.DeviceChanged("microphone", d.READY),
            r.RecordingRoom(self.choose([True, True, False])),
            r.RecordingRoom(free=True),
            r.RecordingLevel(take, 5.0, 0.4),
            r.RecordingEnded(take, 7.0, self.choose(list(r.Verdict)), self.choose(list(r.Cause))),
            r.RecordingKept(take, 7000),
            r.RecordingFailed(take, "E-MIC-03"),
            r.ReplayEnded(take),
        ]

    def _spoken_touches(self) -> list[object]:
        if not self.speaks:
            return []
        takes = [self.new("take"), self.choose(self._take_ids())]
        return spoken_touches(self.choose, takes, self.new("order"))

    def _code(self) -> d.CodeScanned | d.CodeLies:
        """Of something else, or one that lies there."""
        text = self.choose([self.new("code"), ""])
        scanned = d.CodeScanned(text, self.new("visit"), self.new("look"))
        return scanned if text else d.CodeLies(not self.state.code_lies)

    def _slip(self) -> d.CodeScanned:
        text = f"GL1.SS3-{self.choose(range(1, 10_000)):04d}.{SECRET}"
        return d.CodeScanned(text, self.new("visit"), self.new("look"))

    def _typed(self) -> str:
        wrong = self.choose(["", "x", "12"])
        key = flow.route(self.state).key
        good = {"prefix": "SS4", "number": "147"}.get(key, SECRET[:10].lower())
        return str(self.choose([good, good, good, wrong]))

    def _found(self) -> list[object]:
        """What store and hub may say to the last questions asked, in any order."""
        said: list[object] = []
        for asked in self.looks[-2:]:
            said += [
                m.ProgressHere(asked.look_id, self.choose([None, self._progress(asked)])),
                m.ProgressThere(asked.look_id, LookOutcome.FOUND, self._progress(asked)),
                m.ProgressThere(asked.look_id, self.choose(list(LookOutcome))),
            ]
        return said

    def _progress(self, asked: LookUp) -> Progress:
        states = self.choose([(), ("待受理",), ("办理中", "已办结", "待评价"), ("未来的状态",)])
        entries = tuple(Entry(state, AT, self.new("note"), self.new("reply")) for state in states)
        order = f"order of {asked.order_no}"
        rated = self.choose([False, False, order in self.watch.rated])
        return Progress(order, asked.order_no, entries, rated=rated or order in self.watch.rated)

    def _form(self) -> list[object]:
        return [m.OpenForm(self.choose([CONSULTATION, LEGAL_AID]), self.new("order"))]

    def _writing(self) -> str:
        return flow.route(self.state).key

    def _number(self) -> list[object]:
        if flow.route(self.state).key == "id_number":
            return [m.Answer("id_number", self.choose([MAN, WOMAN, "123456"]))]
        return [m.Answer("phone", self.choose(["13000000000", "13000000000", "12345"]))]

    def _draft_order(self) -> list[str]:
        form = self.state.visit.form if self.state.visit is not None else None
        return [form.draft.order_id] if form is not None and form.draft.order_id else []

    def _store_says(self) -> list[object]:
        return [self._answer_for(order) for order in self._draft_order()]

    def _answer_for(self, order_id: str) -> object:
        if order_id in self.owed:
            self.owed.remove(order_id)
        good = saved(order_id, self.new("job"))
        again = saved(order_id, self.new("job"), secret="")
        return self.choose([good, good, good, again, m.OrderNotSaved(order_id, "E-STO-01")])

    def _printer_says(self) -> list[object]:
        return [self._report(job) for job in self.jobs[-1:]]

    def _report(self, job: str) -> object:
        outcome = self.choose(list(PrintOutcome))
        return d.PrintReported(job, outcome, "" if outcome is PrintOutcome.SENT else "E-PRN-02")

    def bar(self) -> None:
        """The bottom bar, which is there on every screen."""
        sheets = [m.Open(s.HelpPeople()), m.Open(s.ComfortSheet())]
        self.send(self.choose([m.Back(), m.GoHome(), *sheets, m.EndVisit(), m.EndVisit(True)]))

    # ---- facts from behind -----------------------------------------------------------------------

    def fact(self) -> None:
        """The world answers, in its own time and order."""
        self.send(self.choose(self._facts()))

    def _facts(self) -> list[object]:
        library = full_library()
        papers = paper_facts(self.state, self.choose)
        status = DeviceStatus(self.choose(list(DeviceState)), "no_paper", "E-PRN-02")
        facts: list[object] = [
            self.tick(self.choose(STEPS_S)),
            *papers,
            d.DeviceChanged(self.choose(["idcard", "printer", "evaluator", "scanner"]), status),
            d.DeviceChanged("idcard", DeviceStatus(DeviceState.READY, self.choose(["", d.CARD_LEFT]))),
            d.EvaluatorPressed(self.choose([None, -1, 0, 1, 3, 5, 9])),
            self._code(),
            self._slip(),
            m.LinkChanged(self.choose([True, False]), 2),
            m.CandidatesReady(self.choose(range(3)), (self.new("candidate"),)),
            m.ReleaseChanged(self.choose([library, replace(library, items=()), None])),
            m.ReleaseChanged(library),
            m.Enrolment(self.choose([True, True, True, False]), "", self.choose(["SS3", "SS3", ""])),
            m.Enrolment(can_submit=True, terminal_code="SS3"),
            m.HandwritingReady(self.choose([True, False])),
            *typed_facts(self.choose),
            *search_facts(self.choose),
            m.Fatal(self.choose(["", "", "E-FNT-01"])),
            m.Hiccup("E-APP-01"),
            m.RatingSaved("order"),
            m.ProgressHere(self.new("look"), None),
            m.ProgressThere(self.new("look"), LookOutcome.OFFLINE),
            m.Recovered("SS3-0001", "order"),
            card(self.new("holder"), self.choose([MAN, WOMAN, "123456", ""])),
            d.CardSeen(),
            d.CardProblem("E-IDC-02"),
        ]
        facts += self._found()
        facts += learning.facts()
        facts += self._spoken_facts()
        facts += [self._report(job) for job in self.jobs[-2:]]
        facts += [saved(order, self.new("job"), self.choose([SECRET, ""])) for order in self._draft_order()]
        if self.owed:
            facts += [self._answer_for(self.choose(self.owed))] * 3
        return facts

    def tick(self, seconds: float) -> m.Tick:
        return m.Tick(self.state.now + seconds, self.state.local + timedelta(seconds=seconds))

    # ---- anything at all -------------------------------------------------------------------------

    def anything(self) -> None:
        """A touch that cannot be made here, or a fact about something else."""
        self.send(self.choose(self._anything()))

    def _anything(self) -> list[object]:
        field = self.choose(FIELDS)
        job = self.new("job")
        order = self.choose([*self._draft_order(), *self.known[-1:], self.new("order")])
        return [
            m.Touched(),
            m.Wake(self.new("visit")),
            m.Open(self.choose(PLACES)),
            m.Open(self.choose(PLACES)),
            m.Open(self.choose(FORBIDDEN)),
            m.Back(),
            m.GoHome(),
            m.OpenForm(self.choose([CONSULTATION, LEGAL_AID, "nothing"]), self.new("order")),
            m.OpenForm(self.choose([CONSULTATION, LEGAL_AID]), self.new("order"), self.new("written")),
            m.Answer(field, self.new("written")),
            m.Answer(field, ""),
            m.NextPage(),
            m.EditField(field),
            m.GiveConsent(AT),
            m.RefuseConsent(AT),
            m.TypeIdentity(),
            m.WriteName(),
            m.UseCard(),
            self.choose([m.Represent(), m.Represent(other=False), m.ShowPersonal()]),
            m.Ink(self.choose(range(3)), self.choose([LINE, ()]), PAD),
            *typed_letters(self.choose),
            self.choose(matter_touches(self.choose, self.new)),
            *search_touches(self.new("sought"), self.choose),
            m.Submit(),
            m.PrintAgain(job),
            m.PrintGuide(job, self.choose([WAGES, CREW, "no/such"])),
            m.TypeSlip(self.new("typed")),
            m.SlipTyped(self.new("look")),
            m.LookAgain(self.new("look")),
            m.PrintReply(job),
            m.GoRate(),
            m.Rate(self.choose(range(-1, 8))),
            m.ToggleReason(self.choose(["slow", "weather"])),
            m.SendRating(),
            m.SkipRating(),
            m.KeepUsing(),
            m.EndVisit(self.choose([True, False, False])),
            m.OrderDelivered(order),
            m.OrderNotSaved(order, "E-STO-02"),
            saved(order, job),
            saved(order, job, self.choose([SECRET, "", "not a secret"])),
            d.PrintReported(job, PrintOutcome.SENT),
            *self._spoken_touches(),
        ]

    def home_again(self) -> AppState:
        """End the visit, whatever it is in, as a person walking away does."""
        self.send(m.Fatal(""))
        self.send(m.EndVisit(quietly=True))
        return self.state
